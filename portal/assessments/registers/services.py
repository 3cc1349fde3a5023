"""Ask every register about one applicant and keep the answers (gids 3.3, 3.4).

An answer is stored as received, sealed. Hits are work for a person and confidential to the
applicant. When all applicants have been checked, the assessment follows.
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db import transaction

from portal import clock
from portal.assessments.models import RegisterAnswer as Row
from portal.assessments.registers.client import HttpRegisterGateway
from portal.assessments.registers.port import (
    DocumentKind,
    IdentityDocument,
    Person,
    RegisterAnswer,
    RegisterGateway,
    RegisterKind,
    RegisterUnavailable,
)
from portal.assessments.registers.wire import Answer, read_answer
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.dossiers.transitions import note, touch
from portal.evidence.ockto import latest_bundle
from portal.jobs.registry import TryLater
from portal.jobs.services import publish
from portal.vault import services as vault

BODY_PLACE = "assessments.RegisterAnswer.body"
# A check of this application; it is repeated when the application is sent again later.
FRESH = timedelta(days=30)
DOCUMENT_KINDS = {
    "paspoort": DocumentKind.PASPOORT,
    "id-kaart": DocumentKind.ID_KAART,
    "identiteitskaart": DocumentKind.ID_KAART,
    "rijbewijs": DocumentKind.RIJBEWIJS,
}


@lru_cache(maxsize=1)
def gateway() -> RegisterGateway:
    """The registers of this profile: in the demo only the address differs."""
    return HttpRegisterGateway(base_url=settings.REGISTERS_URL, token=settings.REGISTERS_TOKEN)


def check_applicant(applicant_id: str) -> None:
    """Job: ask what was not asked yet; then start the assessment when everybody is checked."""
    applicant = Applicant.objects.select_related("dossier", "user__key").get(pk=applicant_id)
    person = person_of(applicant)
    for kind in _kinds(person):
        if _recent(applicant, kind):
            continue
        question = f"{applicant.id.hex}-{kind.value}-{applicant.dossier.version}"
        try:
            answer = gateway().check(kind, person, key=question)
        except RegisterUnavailable as error:
            raise TryLater(str(error), seconds=error.retry_after or 15, counts=False) from error
        _store(applicant, answer)
    with transaction.atomic():
        touch(applicant.dossier)
        dossier = applicant.dossier
        checked = all(
            _recent(one, kind)
            for one in dossier.applicants.all()
            for kind in _kinds(person_of(one))
        )
        if checked and dossier.state == State.SUBMITTED:
            publish(
                "assess",
                key=f"{dossier.id}:renteaanbod:{dossier.state_since.isoformat()}",
                payload={"dossier_id": str(dossier.id), "phase": "renteaanbod"},
            )


def answers_of(applicant: Applicant) -> list[RegisterAnswer]:
    """The stored answers of an applicant, read again from the bytes that were received."""
    return [_read(row, applicant) for row in _rows(applicant)]


def person_of(applicant: Applicant) -> Person:
    """The applicant as registers know people; address and document come from the BRP when we have it."""
    bundle = latest_bundle(applicant)
    brp = bundle.persoon if bundle else None
    home = brp.adres if brp else None
    wish = applicant.dossier.wish
    travel = brp.reisdocument if brp else None
    kind = DOCUMENT_KINDS.get(travel.soort.lower()) if travel else None
    assert applicant.birth_date is not None, "a submitted applicant has a birth date"
    return Person(
        initials=applicant.initials,
        given_names=applicant.given_names,
        surname=applicant.surname,
        prefix=applicant.surname_prefix,
        birth_date=applicant.birth_date,
        postcode=home.postcode.replace(" ", "") if home else wish.postcode,
        house_number=home.huisnummer if home else (wish.house_number or 0),
        document=IdentityDocument(kind=kind, number=travel.nummer) if travel and kind else None,
    )


def _kinds(person: Person) -> Iterable[RegisterKind]:
    return [kind for kind in RegisterKind if kind is not RegisterKind.VIS or person.document]


def _rows(applicant: Applicant) -> list[Row]:
    return list(Row.objects.filter(applicant=applicant))


def _recent(applicant: Applicant, kind: RegisterKind) -> bool:
    since = clock.now() - FRESH
    return Row.objects.filter(applicant=applicant, kind=kind.value, checked_at__gte=since).exists()


def _store(applicant: Applicant, answer: RegisterAnswer) -> None:
    with transaction.atomic():
        touch(applicant.dossier)
        if Row.objects.filter(question=answer.question).exists():
            return
        row = Row(
            applicant=applicant,
            kind=answer.kind.value,
            question=answer.question,
            outcome=answer.outcome.value,
            sha256=answer.sha256,
            checked_at=clock.now(),
        )
        row.body = vault.seal(applicant.user.key, place=BODY_PLACE, row=row.id, value=answer.raw)
        row.save(force_insert=True)
        note(applicant.dossier, "register_checked", actor=None, detail={"kind": answer.kind.value})


def _read(row: Row, applicant: Applicant) -> RegisterAnswer:
    raw = vault.unseal(applicant.user.key, place=BODY_PLACE, row=row.id, sealed=row.body)
    subject = Answer.model_validate_json(raw).subject
    return read_answer(raw, kind=RegisterKind(row.kind), question=row.question, subject=subject)
