"""Make people, check staff, end sessions."""

from collections.abc import Sequence

from django.contrib.auth import authenticate
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction
from django.db.models import F

from portal.formats.language import Language
from portal.identity.errors import AddressRefused, CodeError, StaffRefused
from portal.identity.limits import (
    PASSWORD_PER_ADDRESS,
    PASSWORD_PER_ADDRESS_DAILY,
    PASSWORD_PER_CLIENT,
    give_back,
    spend,
)
from portal.identity.models import User, normalise_email
from portal.identity.queries import has_totp
from portal.identity.services.recovery import CODE_LENGTH, use_recovery_code
from portal.identity.services.totp import verify_totp


def get_or_create_consumer(*, email: str, language: str = Language.DUTCH) -> User:
    """The consumer with this address; made, with a data key and this language, when we did not know them.

    Raises:
        AddressRefused: the address is of a member of staff.
    """
    email = normalise_email(email)
    user = User.objects.filter(email=email).first()
    if user is None:
        try:
            user = User.objects.create_user(email, language=language)
        except IntegrityError:  # made by a parallel request between the look and the insert
            user = User.objects.get(email=email)
    if user.is_staff:
        raise AddressRefused
    return user


@transaction.atomic
def create_staff(*, email: str, name: str, password: str, groups: Sequence[str] = ()) -> User:
    """A member of staff; they set up their code app at their first log-in.

    Raises:
        ValidationError: the password is too short, too common or too like the person.
    """
    user = User(email=normalise_email(email), name=name)
    validate_password(password, user)
    user = User.objects.create_user(email, password, name=name, is_staff=True)
    user.groups.set([Group.objects.get_or_create(name=group)[0] for group in groups])
    return user


def verify_staff(*, email: str, password: str, code: str, client: str) -> User:
    """The member of staff with this address, password and code (of the app, or a recovery code).

    Without a confirmed code app the password alone returns the user: the caller may only let
    them set one up.

    Raises:
        StaffRefused: something is wrong; which part is not told.
        TooMany: too many tries for this address or from this client.
    """
    email = normalise_email(email)
    limits = [
        (PASSWORD_PER_CLIENT, client),
        (PASSWORD_PER_ADDRESS, email),
        (PASSWORD_PER_ADDRESS_DAILY, email),
    ]
    for limit, subject in limits:
        spend(limit, subject)
    user = authenticate(None, username=email, password=password)
    if not isinstance(user, User) or not user.is_staff:
        raise StaffRefused
    if has_totp(user):
        try:
            check = use_recovery_code if len(code) >= CODE_LENGTH else verify_totp
            check(user=user, code=code)
        except CodeError as error:
            raise StaffRefused from error
    for limit, subject in limits:
        give_back(limit, subject)
    return user


def choose_language(*, user: User, language: Language) -> None:
    """From now on this person reads, and is written to, in `language`."""
    User.objects.filter(pk=user.pk).update(language=language)
    user.language = language


def end_sessions(*, user: User) -> None:
    """Log this person out everywhere, at their next request in each browser."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
