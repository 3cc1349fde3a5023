"""What applicants do to their own dossier: start, answer, invite, confirm, submit, withdraw.

Answers change only while the dossier is in intake; every write bumps the version first.
"""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, models, transaction

from portal import clock
from portal.dossiers.models import Applicant, Dossier, KnowledgeTest, Leningdeel, Wish
from portal.dossiers.queries import missing_answers
from portal.dossiers.states import Context, Event, State
from portal.dossiers.transitions import advance, note, touch
from portal.identity.models import User
from portal.identity.services import get_or_create_consumer, send_login_link
from portal.vault import services as vault

ACCOUNT_PLACE = "dossiers.Wish.collection_account"
INCOME_PLACE = "dossiers.Applicant.declared_income"


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


def save_answers(*, instance: models.Model, dossier: Dossier, by: User, answers: Mapping[str, Any]) -> None:
    """Write answers on the applicant or the wish.

    Raises:
        NotEditable: the application was sent already.
    """
    with transaction.atomic():
        _editable(dossier)
        for name, value in answers.items():
            setattr(instance, name, value)
        instance.save(update_fields=list(answers))
        note(dossier, "answered", actor=by, detail={"fields": sorted(answers)})


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


def record_test(
    *, applicant: Applicant, version: str, answers: Mapping[str, str], correct: int, total: int, passed: bool
) -> KnowledgeTest:
    """Keep one sitting of the knowledge test, passed or not."""
    with transaction.atomic():
        touch(applicant.dossier)
        sitting = KnowledgeTest.objects.create(
            applicant=applicant,
            version=version,
            answers=dict(answers),
            correct=correct,
            total=total,
            passed=passed,
            taken_at=clock.now(),
        )
        if passed:
            applicant.test_passed_at = sitting.taken_at
            applicant.save(update_fields=["test_passed_at"])
        note(applicant.dossier, "test_taken", actor=applicant.user, detail={"passed": passed})
    return sitting


def invite_partner(*, dossier: Dossier, by: User, email: str) -> Applicant:
    """Give the second applicant a place and send them their own invitation.

    Raises:
        PartnerRefused: it is the same person, or they have an application of their own.
        NotEditable: the application was sent already.
    """
    with transaction.atomic():
        _editable(dossier)
        user = get_or_create_consumer(email=email)
        if user.pk == by.pk:
            raise PartnerRefused("Dit is je eigen e-mailadres. Je partner heeft een eigen adres nodig.")
        elsewhere = Applicant.objects.filter(user=user).exclude(dossier=dossier)
        if user.is_staff or elsewhere.exclude(dossier__state__in=("withdrawn", "expired", "declined")).exists():
            raise PartnerRefused("Met dit e-mailadres kunnen we je partner niet uitnodigen. Neem contact met ons op.")
        Applicant.objects.filter(dossier=dossier, position=2).exclude(user=user).delete()
        partner, _ = Applicant.objects.get_or_create(dossier=dossier, user=user, defaults={"position": 2})
        send_login_link(user=user, purpose="invitation", next_path="/aanvraag/meedoen/")
        note(dossier, "partner_invited", actor=by)
    return partner


def remove_partner(*, dossier: Dossier, by: User) -> None:
    """Go on alone, while the partner has not joined with data of their own."""
    with transaction.atomic():
        _editable(dossier)
        Applicant.objects.filter(dossier=dossier, position=2).delete()
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


def submit(*, dossier: Dossier, by: User) -> None:
    """Send the application: register checks and the first assessment follow.

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
        advance(dossier, Event.SUBMIT, actor=by, context=context, jobs=tuple(jobs))
        Dossier.objects.filter(pk=dossier.pk).update(submitted_on=clock.today())


def withdraw(*, dossier: Dossier, by: User) -> None:
    """The applicants stop."""
    advance(dossier, Event.WITHDRAW, actor=by, context=Context())


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
