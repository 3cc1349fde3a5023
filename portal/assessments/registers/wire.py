"""Question and answer on the wire, as `openapi.json` says.

A question carries only what that register needs: VIS gets no person, SFH no address. An answer
repeats the subject it is about; a different one is refused.
"""

import hashlib
from collections.abc import Callable
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from portal.assessments.registers.port import (
    DETAIL_OF,
    Outcome,
    Person,
    RegisterAnswer,
    RegisterKind,
    RegisterRefused,
)

Subject = dict[str, str | int]


class Answer(BaseModel):
    """The envelope every register answers in. `details` is read per register afterwards."""

    model_config = ConfigDict(extra="forbid")

    question: str
    kind: RegisterKind = Field(alias="register")
    answered_at: AwareDatetime
    register_version: str
    subject: Subject
    outcome: Outcome
    details: list[dict[str, Any]]


def _name(person: Person) -> Subject:
    return {
        "initials": person.initials,
        "given_names": person.given_names,
        "prefix": person.prefix,
        "surname": person.surname,
        "birth_date": person.birth_date.isoformat(),
    }


def _name_and_address(person: Person) -> Subject:
    return _name(person) | {"postcode": person.postcode, "house_number": person.house_number}


def _document(person: Person) -> Subject:
    if person.document is None:
        raise RegisterRefused("document-needed", "VIS is asked about an identity document")
    document = person.document
    return {"kind": document.kind.value, "number": document.number, "country": document.country}


_SUBJECT_OF: dict[RegisterKind, Callable[[Person], Subject]] = {
    RegisterKind.BKR: _name_and_address,
    RegisterKind.SFH: _name,
    RegisterKind.VIS: _document,
    RegisterKind.PEP: _name,
    RegisterKind.SANCTIONS: _name,
    RegisterKind.INSOLVENCY: _name_and_address,
    RegisterKind.KADASTER: _name,
}


def subject_of(kind: RegisterKind, person: Person) -> Subject:
    """What one register is told. Raises `RegisterRefused` (document-needed) for VIS without one."""
    return _SUBJECT_OF[kind](person)


def read_answer(raw: bytes, *, kind: RegisterKind, question: str, subject: Subject) -> RegisterAnswer:
    """Read an answer and check that it answers this question about this subject.

    Raises `RegisterRefused` (not-understood, wrong-question, wrong-person) with the bytes.
    """
    try:
        answer = Answer.model_validate_json(raw)
        details = tuple(DETAIL_OF[kind].model_validate(detail) for detail in answer.details)
    except ValidationError as error:
        # The error's own text repeats values from the answer, so only the places are told.
        places = sorted({".".join(map(str, item["loc"])) or "body" for item in error.errors()})
        raise RegisterRefused("not-understood", ", ".join(places), raw=raw) from None
    if (answer.kind, answer.question) != (kind, question):
        raise RegisterRefused("wrong-question", "the answer is to another question", raw=raw)
    if answer.subject != subject:
        raise RegisterRefused("wrong-person", "the answer is about someone else", raw=raw)
    if bool(details) != (answer.outcome is Outcome.HIT):
        raise RegisterRefused("not-understood", "outcome and details contradict", raw=raw)
    return RegisterAnswer(
        kind=kind,
        question=question,
        checked_at=answer.answered_at,
        outcome=answer.outcome,
        details=details,
        register_version=answer.register_version,
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
    )
