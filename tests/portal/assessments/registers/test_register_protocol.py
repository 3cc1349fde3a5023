"""`openapi.json` is the protocol: what the client sends and the simulator answers both keep to it."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from portal.assessments import registers
from portal.assessments.registers.client import HttpRegisterGateway
from portal.assessments.registers.details import Detail
from portal.assessments.registers.port import DETAIL_OF, Person, RegisterKind, RegisterRefused
from portal.assessments.registers.wire import read_answer, subject_of
from portal.demo.registers.store import seeded_people

TODAY = date(2026, 11, 23)
API: dict[str, Any] = json.loads(Path(registers.__file__).with_name("openapi.json").read_text(encoding="utf-8"))
SCHEMA_OF = {
    rule["if"]["properties"]["register"]["const"]: rule["then"]["properties"]["details"]["items"]["$ref"]
    for rule in API["components"]["schemas"]["answer"]["allOf"]
    if "register" in rule["if"]["properties"]
}


def problems(name: str, value: object) -> list[str]:
    schema = {"$ref": f"#/components/schemas/{name}", "components": API["components"]}
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [error.message for error in validator.iter_errors(value)]


@pytest.mark.parametrize("kind", list(RegisterKind))
@pytest.mark.parametrize("who", ["unknown", "ak", "arrears", "fraud", "signals", "insolvent", "owner"])
def test_questions_and_answers_are_as_described(
    gateway: HttpRegisterGateway,
    people: dict[str, Person],
    key: Callable[[str], str],
    kind: RegisterKind,
    who: str,
) -> None:
    assert problems("question", {"subject": subject_of(kind, people[who])}) == []
    answer = gateway.check(kind, people[who], key=key("a"))
    assert problems("answer", json.loads(answer.raw)) == []


def test_the_description_refuses_what_the_reader_refuses() -> None:
    assert problems("bkr_registration", {"reference": "1", "credit_type": "AK", "codes": [{"code": "9"}]})
    assert problems("question", {"subject": {"surname": "Wit"}})


@pytest.mark.parametrize("kind", list(RegisterKind))
def test_every_detail_type_has_the_fields_of_its_schema(kind: RegisterKind) -> None:
    schema = API["components"]["schemas"][SCHEMA_OF[kind.value].rsplit("/", 1)[-1]]
    model: type[Detail] = DETAIL_OF[kind]
    assert set(schema["properties"]) == set(model.model_fields)
    assert set(schema["required"]) == {name for name, field in model.model_fields.items() if field.is_required()}


def test_the_seeded_people_together_touch_every_register() -> None:
    assert {kind for entry in seeded_people(TODAY) for kind in entry.details} == set(RegisterKind)


SUBJECT: dict[str, str | int] = {"surname": "Wit"}


def answer(**changes: object) -> bytes:
    whole: dict[str, object] = {
        "question": "k",
        "register": "bkr",
        "answered_at": "2026-11-23T10:00:00+01:00",
        "register_version": "2026-11-23",
        "subject": SUBJECT,
        "outcome": "hit",
        "details": [{"reference": "C1", "credit_type": "AK"}],
    }
    return json.dumps(whole | changes).encode()


def test_a_whole_answer_is_read() -> None:
    assert read_answer(answer(), kind=RegisterKind.BKR, question="k", subject=SUBJECT).hit


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"question": "other"}, "wrong-question"),
        ({"register": "sfh"}, "not-understood"),
        ({"register": "sfh", "outcome": "clear", "details": []}, "wrong-question"),
        ({"subject": {"surname": "Zwart"}}, "wrong-person"),
        ({"subject": {"surname": "Wit", "initials": "B."}}, "wrong-person"),
        ({"outcome": "clear"}, "not-understood"),
        ({"outcome": "not_unique"}, "not-understood"),
        ({"details": []}, "not-understood"),
        ({"outcome": "fine", "details": []}, "not-understood"),
        ({"answered_at": "2026-11-23T10:00:00"}, "not-understood"),
        ({"extra": 1}, "not-understood"),
        ({"details": [{"reference": "C1", "credit_type": "AK", "codes": [{"code": "9"}]}]}, "not-understood"),
        ({"details": [{"reference": "C1", "credit_type": "AK", "amount": "-1.00"}]}, "not-understood"),
        ({"details": [{"reference": "C1", "credit_type": "AK", "amount": "NaN"}]}, "not-understood"),
        ({"details": [{"reference": "C1", "credit_type": "AK", "new_field": "x"}]}, "not-understood"),
        ({"details": [{"credit_type": "AK"}]}, "not-understood"),
    ],
)
def test_an_answer_that_does_not_fit_the_question_is_refused(changes: dict[str, object], code: str) -> None:
    with pytest.raises(RegisterRefused) as refusal:
        read_answer(answer(**changes), kind=RegisterKind.BKR, question="k", subject=SUBJECT)
    assert refusal.value.code == code or (changes == {"register": "sfh"} and refusal.value.code == "wrong-question")
    assert refusal.value.raw == answer(**changes)
