"""What applicants do to their own dossier: start, answer, invite, confirm, submit, withdraw.

Answers change only while the dossier is in intake; every write bumps the version first.
"""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext, gettext_lazy

from portal import clock
from portal.dossiers.drafts import drop_answers
from portal.dossiers.models import Applicant, Dossier, Leningdeel, Wish
from portal.dossiers.queries import missing_answers
from portal.dossiers.states import Context, Event, State
from portal.dossiers.told import seal_told, told_by
from portal.dossiers.transitions import advance, note, touch
from portal.identity.errors import AddressRefused, TooMany
from portal.identity.limits import Limit, spend
from portal.identity.models import User
from portal.identity.services import get_or_create_consumer, send_login_link
from portal.notifications.mails import MailName
from portal.vault import services as vault

ACCOUNT_PLACE = "dossiers.Wish.collection_account"
INCOME_PLACE = "dossiers.Applicant.declared_income"
WHO = ("surname", "birth_date")
"""The answers that say whose data may be shown to this applicant."""
INVITATIONS = Limit("invitation", 5, timedelta(days=1))
NOT_INVITED = gettext_lazy("Met dit e-mailadres kunnen we je partner niet uitnodigen. Neem contact met ons op.")


class NotEditable(Exception):
    """The dossier left intake: answers are fixed."""


class PartnerRefused(Exception):
    """This person cannot be invited; the text is for the reader (Dutch)."""


def start_dossier(*, user: User) -> Applicant:
    """A new dossier with `user` as its first applicant."""
    with transaction.atomic():
        dossier = _new_dossier()
        Wish.objects.create(dossier=dossier)
        applicant = Applicant.objects.create(dossier=dossier, user=user, position=1, accepted_at=clock.now())
        note(dossier, "started", actor=user)
    return applicant


def save_answers(
    *,
    instance: Applicant | Wish,
    dossier: Dossier,
    by: User,
    answers: Mapping[str, Any],
    told: Mapping[str, Any] | None = None,
) -> None:
    """Write answers on the applicant or the wish: `answers` in columns, `told` sealed beside what was told before.

    Who turns out to be somebody else must look at the figures again: they may not be theirs.

    Raises:
        NotEditable: the application was sent already.
    """
    with transaction.atomic():
        _editable(dossier)
        written = dict(answers)
        if any(name in answers and answers[name] != getattr(instance, name) for name in WHO):
            written["figures_confirmed_at"] = None
        if told is not None:
            written["told"] = seal_told(instance, {**told_by(instance), **told})
        for name, value in written.items():
            setattr(instance, name, value)
        instance.save(update_fields=list(written))
        note(dossier, "answered", actor=by, detail={"fields": sorted({*answers, *(told or {})})})


def save_loan(*, dossier: Dossier, by: User, nhg: bool, parts: Sequence[Mapping[str, Any]]) -> None:
    """Replace the leningdelen that are asked for."""
    with transaction.atomic():
        _editable(dossier)
        wish = dossier.wish
        wish.nhg = nhg
        wish.save(update_fields=["nhg"])
        wish.leningdelen.all().delete()
        Leningdeel.objects.bulk_create(
            Leningdeel(wish=wish, position=position, **part) for position, part in enumerate(parts, start=1)
        )
        note(dossier, "answered", actor=by, detail={"fields": ["leningdelen", "nhg"]})


def save_declared_income(*, applicant: Applicant, income: Mapping[str, Any]) -> None:
    """Keep, sealed, the income that an applicant typed (gids 8, route 2)."""
    with transaction.atomic():
        _editable(applicant.dossier)
        applicant.declared_income = vault.seal_json(
            applicant.user.key, place=INCOME_PLACE, row=applicant.id, value=dict(income)
        )
        applicant.figures_confirmed_at = None
        applicant.save(update_fields=["declared_income", "figures_confirmed_at"])


def declared_income(applicant: Applicant) -> dict[str, Any] | None:
    """The typed income, or None."""
    if not applicant.declared_income:
        return None
    found: dict[str, Any] = vault.unseal_json(
        applicant.user.key, place=INCOME_PLACE, row=applicant.id, sealed=applicant.declared_income
    )
    return found


def choose_notary_and_account(*, dossier: Dossier, by: User, notary_name: str, notary_email: str, iban: str) -> None:
    """Which notary passes the deed, and which account of `by` is debited; until the instruction is sent."""
    holder = dossier.applicants.get(user=by)
    with transaction.atomic():
        touch(dossier)
        wish = dossier.wish
        wish.notary_name, wish.notary_email = notary_name, notary_email
        wish.collection_account = vault.seal_json(
            dossier.key, place=ACCOUNT_PLACE, row=dossier.id, value={"iban": iban, "holder": holder.position}
        )
        wish.save(update_fields=["notary_name", "notary_email", "collection_account"])
        note(dossier, "notary_chosen", actor=by)


def collection_account(dossier: Dossier) -> dict[str, Any] | None:
    """`iban` and `holder` (position of the applicant) of the account to be debited, or None."""
    if not dossier.wish.collection_account:
        return None
    found: dict[str, Any] = vault.unseal_json(
        dossier.key, place=ACCOUNT_PLACE, row=dossier.id, sealed=dossier.wish.collection_account
    )
    return found


def invite_partner(*, dossier: Dossier, by: User, email: str) -> Applicant:
    """Give the second applicant a place and send them their own invitation.

    Raises:
        PartnerRefused: it is the same person, they have an application of their own, another
            partner joined already, or too many invitations were sent today.
        NotEditable: the application was sent already.
    """
    with transaction.atomic():
        _editable(dossier)
        first = dossier.applicants.get(position=1)
        if first.user_id != by.pk:
            raise PartnerRefused(gettext("Alleen wie de aanvraag begon, kan een partner uitnodigen."))
        try:
            spend(INVITATIONS, str(by.pk))
            user = get_or_create_consumer(email=email, language=by.language)
        except TooMany as error:
            raise PartnerRefused(str(error)) from error
        except AddressRefused as error:
            raise PartnerRefused(NOT_INVITED) from error
        if user.pk == by.pk:
            raise PartnerRefused(gettext("Dit is je eigen e-mailadres. Je partner heeft een eigen adres nodig."))
        elsewhere = Applicant.objects.filter(user=user).exclude(dossier=dossier)
        if elsewhere.exclude(dossier__state__in=("withdrawn", "expired", "declined")).exists():
            raise PartnerRefused(NOT_INVITED)
        _free_second_place(dossier, unless=user)
        partner, _ = Applicant.objects.get_or_create(dossier=dossier, user=user, defaults={"position": 2})
        inviter = {"inviter": first.first_name} if first.first_name else {}
        send_login_link(user=user, purpose="invitation", next_path="/aanvraag/meedoen/", context=inviter)
        note(dossier, "partner_invited", actor=by)
    return partner


def remove_partner(*, dossier: Dossier, by: User) -> None:
    """Go on alone, while the partner has not joined.

    Raises:
        PartnerRefused: they did.
        NotEditable: the application was sent already.
    """
    with transaction.atomic():
        _editable(dossier)
        if _free_second_place(dossier):
            note(dossier, "partner_removed", actor=by)


def accept_invitation(*, applicant: Applicant) -> None:
    """The partner joins."""
    with transaction.atomic():
        touch(applicant.dossier)
        rows = Applicant.objects.filter(pk=applicant.pk, accepted_at__isnull=True)
        if rows.update(accepted_at=clock.now()):
            note(applicant.dossier, "partner_joined", actor=applicant.user)
    applicant.refresh_from_db(fields=["accepted_at"])


def confirm_figures(*, applicant: Applicant) -> None:
    """The applicant says that what the registers (or they) said is right."""
    with transaction.atomic():
        _editable(applicant.dossier)
        applicant.figures_confirmed_at = clock.now()
        applicant.save(update_fields=["figures_confirmed_at"])
        note(applicant.dossier, "figures_confirmed", actor=applicant.user, detail={"position": applicant.position})


def submit(*, dossier: Dossier, by: User, declared: Sequence[str] = ()) -> None:
    """Send the application: register checks and the first assessment follow.

    Args:
        declared: the names of what was declared on sending; they stay with the event.

    Raises:
        GuardRefused: something is not answered; the text says what.
        StaleDossier, IllegalTransition: it was sent already.
    """
    with transaction.atomic():
        touch(dossier)
        context = Context(missing_answers=tuple(missing_answers(dossier)))
        jobs = [
            ("registers.check", f"{one.id}:{dossier.version}", {"applicant_id": str(one.id)})
            for one in dossier.applicants.all()
        ]
        advance(
            dossier,
            Event.SUBMIT,
            actor=by,
            context=context,
            jobs=tuple(jobs),
            detail={"declared": list(declared)},
        )
        Dossier.objects.filter(pk=dossier.pk).update(submitted_on=clock.today())
        people = list(dossier.applicants.select_related("user"))
        drop_answers(people)
        for one in people:
            tell(one, MailName.APPLICATION_SENT, once=f"{dossier.pk}:{dossier.version}")


def withdraw(*, dossier: Dossier, by: User) -> None:
    """One of the applicants stops, and with that the application for both; the other hears it by mail."""
    with transaction.atomic():
        happened = advance(dossier, Event.WITHDRAW, actor=by, context=Context())
        people = list(dossier.applicants.select_related("user"))
        drop_answers(people)
        leaver = next((one.first_name for one in people if one.user_id == by.pk), "")
        for other in people:
            if other.user_id != by.pk and other.accepted_at is not None:
                tell(other, MailName.PARTNER_LEFT, once=str(happened.pk), partner=leaver or gettext("Je partner"))


def tell(one: Applicant, mail: str, *, once: str, **context: str) -> None:
    """Mail one applicant by name, with a link to go on; in the caller's transaction."""
    send_login_link(
        user=one.user,
        purpose="resume",
        next_path="/aanvraag/",
        mail=mail,
        context={"first_name": one.first_name, **context},
        once=once,
    )


def _free_second_place(dossier: Dossier, *, unless: User | None = None) -> bool:
    """Take the place of a partner who did not join; what they gave since joining is not ours to throw away."""
    second = dossier.applicants.filter(position=2).first()
    if second is None or (unless is not None and second.user_id == unless.pk):
        return False
    if second.accepted_at is not None:
        raise PartnerRefused(
            gettext("Je partner doet al mee. Wil je alleen verder? Trek deze aanvraag dan in en begin opnieuw.")
        )
    second.delete()
    return True


def _editable(dossier: Dossier) -> None:
    touch(dossier)
    if dossier.state != State.INTAKE:
        raise NotEditable(dossier.number)


def _new_dossier() -> Dossier:
    """A dossier with a number that cannot be guessed from another one."""
    key = vault.create_key()
    while True:
        number = f"NEO-{clock.today().year}-{secrets.randbelow(900_000) + 100_000}"
        try:
            with transaction.atomic():
                return Dossier.objects.create(id=uuid.uuid4(), number=number, key=key)
        except IntegrityError:
            continue
