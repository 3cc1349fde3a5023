"""Ask every register about one applicant and keep the answers (gids 3.3, 3.4).

An answer is stored as received, sealed. Hits are work for a person and confidential to the
applicant. When all applicants have been checked, the assessment follows.
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import lru_cache

from django.conf import settings
from django.db import transaction

from brondata.datasets import BrpPersoon
from portal import clock
from portal.assessments.models import RegisterAnswer as Row
from portal.assessments.registers.client import HttpRegisterGateway
from portal.assessments.registers.port import (
    DocumentKind,
    IdentityDocument,
    Outcome,
    Person,
    RegisterAnswer,
    RegisterGateway,
    RegisterKind,
    RegisterRefused,
    RegisterUnavailable,
)
from portal.assessments.registers.wire import Answer, Subject, read_answer, subject_of
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.services import declared_income
from portal.dossiers.states import State
from portal.dossiers.transitions import note, touch
from portal.evidence.reading import latest_bundle
from portal.jobs.registry import TryLater
from portal.jobs.services import publish
from portal.vault import services as vault

BODY_PLACE = "assessments.RegisterAnswer.body"
# A check of this application; it is repeated when the application is sent again later.
FRESH = timedelta(days=30)
REFUSED = "refused"
"""Stored outcome of a question that a register refused, or whose answer cannot be trusted."""
UNCLEAR = (REFUSED, Outcome.NOT_UNIQUE.value)
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
    """Job: ask what was not asked yet; then start the assessment when everybody is checked.

    What a register refuses, or answers about several people, is kept and noted: a person looks
    at it (`unclear_registers`), and it is asked anew when the application is sent again.

    Raises:
        TryLater: a register is away; what was answered is kept.
    """
    applicant = Applicant.objects.select_related("dossier", "user__key").get(pk=applicant_id)
    if applicant.dossier.state != State.SUBMITTED:
        return
    person = person_of(applicant)
    for kind in _kinds(person):
        if _is_asked(applicant, kind, person):
            continue
        question = _question(applicant, kind)
        try:
            answer = gateway().check(kind, person, key=question)
        except RegisterUnavailable as error:
            raise TryLater(str(error), seconds=error.retry_after or 15, counts=False) from error
        except RegisterRefused as refusal:
            _store(applicant, kind, question, outcome=REFUSED, raw=refusal.raw, code=refusal.code)
        else:
            _store(applicant, kind, question, outcome=answer.outcome.value, raw=answer.raw)
    with transaction.atomic():
        touch(applicant.dossier)
        dossier = applicant.dossier
        if dossier.state == State.SUBMITTED and all(_is_checked(one) for one in dossier.applicants.all()):
            publish(
                "assess",
                key=f"{dossier.id}:renteaanbod:{dossier.state_since.isoformat()}",
                payload={"dossier_id": str(dossier.id), "phase": "renteaanbod"},
            )


def unclear_registers(dossier: Dossier) -> list[RegisterKind]:
    """The registers whose last word about an applicant is neither clear nor a hit: work for a person."""
    found = set()
    for one in dossier.applicants.all():
        last = {row.kind: row.outcome for row in _rows(one)}
        found |= {RegisterKind(kind) for kind, outcome in last.items() if outcome in UNCLEAR}
    return sorted(found)


def answers_of(applicant: Applicant) -> list[RegisterAnswer]:
    """The stored answers of an applicant, read again from the bytes that were received."""
    return [_read(row, applicant) for row in _rows(applicant) if row.outcome != REFUSED]


def person_of(applicant: Applicant) -> Person:
    """The applicant as registers know people; address and document come from the BRP when we have it."""
    bundle = latest_bundle(applicant)
    brp = bundle.persoon if bundle else None
    home = brp.adres if brp else None
    wish = applicant.dossier.wish
    assert applicant.birth_date is not None, "a submitted applicant has a birth date"
    return Person(
        initials=applicant.initials,
        given_names=applicant.given_names,
        surname=applicant.surname,
        prefix=applicant.surname_prefix,
        birth_date=applicant.birth_date,
        postcode=home.postcode.replace(" ", "") if home else wish.postcode,
        house_number=home.huisnummer if home else (wish.house_number or 0),
        document=_document(applicant, brp),
    )


def _document(applicant: Applicant, brp: BrpPersoon | None) -> IdentityDocument | None:
    """The document for VIS: of the BRP, or as it was typed; None when neither is known."""
    if brp is not None:
        travel = brp.reisdocument
        kind = DOCUMENT_KINDS.get(travel.soort.lower()) if travel else None
        return IdentityDocument(kind=kind, number=travel.nummer) if travel and kind else None
    typed = declared_income(applicant)
    if typed is None or "document_kind" not in typed:
        return None
    return IdentityDocument(kind=DocumentKind(typed["document_kind"]), number=typed["document_number"])


def _kinds(person: Person) -> Iterable[RegisterKind]:
    return [kind for kind in RegisterKind if kind is not RegisterKind.VIS or person.document]


def _rows(applicant: Applicant) -> list[Row]:
    """Every answer, oldest first."""
    return list(Row.objects.filter(applicant=applicant).order_by("checked_at"))


def _question(applicant: Applicant, kind: RegisterKind) -> str:
    """The key of a question: the same for every try within one submission, so that it leaves one trace."""
    return f"{applicant.id.hex}-{kind.value}-{applicant.dossier.state_since:%Y%m%d%H%M%S%f}"


def _is_checked(applicant: Applicant) -> bool:
    person = person_of(applicant)
    return all(_is_asked(applicant, kind, person) for kind in _kinds(person))


def _is_asked(applicant: Applicant, kind: RegisterKind, person: Person) -> bool:
    """Whether there is an answer to this submission's question, or a fresh one about this very person."""
    rows = Row.objects.filter(applicant=applicant, kind=kind.value)
    if rows.filter(question=_question(applicant, kind)).exists():
        return True
    recent = rows.filter(checked_at__gte=clock.now() - FRESH).exclude(outcome__in=UNCLEAR)
    return any(_subject(row, applicant) == subject_of(kind, person) for row in recent)


def _store(
    applicant: Applicant, kind: RegisterKind, question: str, *, outcome: str, raw: bytes, code: str = ""
) -> None:
    with transaction.atomic():
        touch(applicant.dossier)
        if Row.objects.filter(question=question).exists():
            return
        row = Row(
            applicant=applicant,
            kind=kind.value,
            question=question,
            outcome=outcome,
            sha256=vault.sha256(raw),
            checked_at=clock.now(),
        )
        row.body = vault.seal(applicant.user.key, place=BODY_PLACE, row=row.id, value=raw)
        row.save(force_insert=True)
        name = "register_unclear" if outcome in UNCLEAR else "register_checked"
        note(applicant.dossier, name, actor=None, detail={"kind": kind.value, **({"code": code} if code else {})})


def _subject(row: Row, applicant: Applicant) -> Subject:
    raw = vault.unseal(applicant.user.key, place=BODY_PLACE, row=row.id, sealed=row.body)
    return Answer.model_validate_json(raw).subject


def _read(row: Row, applicant: Applicant) -> RegisterAnswer:
    raw = vault.unseal(applicant.user.key, place=BODY_PLACE, row=row.id, sealed=row.body)
    subject = Answer.model_validate_json(raw).subject
    return read_answer(raw, kind=RegisterKind(row.kind), question=row.question, subject=subject)
