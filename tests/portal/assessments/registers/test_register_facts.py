"""Answers become facts as the contract wants them; what is not known stays absent."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from portal.assessments.registers.client import HttpRegisterGateway
from portal.assessments.registers.details import BkrCode, BkrRegistration, Detail, InsolvencyCase
from portal.assessments.registers.facts import to_facts, to_obligations
from portal.assessments.registers.port import Outcome, Person, RegisterAnswer, RegisterKind

EXCERPT = json.loads(Path(__file__).with_name("facts_excerpt.schema.json").read_text(encoding="utf-8"))


def problems(name: str, value: object) -> list[str]:
    validator = Draft202012Validator({"$ref": f"#/$defs/{name}", "$defs": EXCERPT["$defs"]})
    return [error.message for error in validator.iter_errors(value)]


def answered(
    kind: RegisterKind, *details: Detail, at: str = "2026-11-23T10:00:00+00:00", not_unique: bool = False
) -> RegisterAnswer:
    outcome = Outcome.NOT_UNIQUE if not_unique else Outcome.HIT if details else Outcome.CLEAR
    return RegisterAnswer(kind, "k", datetime.fromisoformat(at), outcome, details, "v", b"{}", "0" * 64)


def credit(**changes: Any) -> BkrRegistration:
    return BkrRegistration(**({"reference": "CKI-1", "credit_type": "AK"} | changes))


@pytest.mark.parametrize("who", ["unknown", "ak", "arrears", "fraud", "signals", "insolvent", "owner"])
def test_every_persons_answers_fit_the_contract(
    gateway: HttpRegisterGateway, people: dict[str, Person], key: Callable[[str], str], who: str
) -> None:
    answers = [gateway.check(kind, people[who], key=key(kind)) for kind in RegisterKind]
    facts = to_facts(answers, applicant_id="applicant-1")
    assert problems("registers", facts) == []
    assert problems("obligation_krediet", {}) != []
    bkr = next(answer for answer in answers if answer.kind is RegisterKind.BKR)
    for obligation in to_obligations({"applicant-1": bkr}):
        assert problems("obligation_krediet", obligation) == []


def test_clear_everywhere_says_so_in_words() -> None:
    facts = to_facts([answered(kind) for kind in RegisterKind], applicant_id="a")
    checked = {"checked_on": "2026-11-23"}
    assert facts == {
        "bkr": checked | {"registrations": []},
        "sfh": checked | {"registered": False},
        "vis": checked | {"hit": False},
        "pep": checked | {"hit": False},
        "sanctions": checked | {"hit": False},
        "insolvency": checked | {"hit": False},
        "kadaster": checked | {"properties_owned": 0},
    }


def test_a_register_that_was_not_asked_is_absent() -> None:
    assert to_facts([], applicant_id="a") == {}
    assert set(to_facts([answered(RegisterKind.SFH)], applicant_id="a")) == {"sfh"}


def test_not_unique_is_absent_and_never_clear() -> None:
    assert to_facts([answered(RegisterKind.BKR, not_unique=True)], applicant_id="a") == {}


def test_a_later_not_unique_takes_back_an_earlier_clear() -> None:
    earlier = answered(RegisterKind.BKR, at="2026-11-01T10:00:00+00:00")
    assert to_facts([answered(RegisterKind.BKR, not_unique=True), earlier], applicant_id="a") == {}


def test_the_latest_answer_counts_in_whatever_order() -> None:
    early, late = answered(RegisterKind.SFH, at="2026-01-01T10:00:00+00:00"), answered(RegisterKind.SFH)
    assert to_facts([late, early], applicant_id="a")["sfh"]["checked_on"] == "2026-11-23"


def test_the_date_is_the_dutch_one() -> None:
    late_evening = answered(RegisterKind.SFH, at="2026-07-01T22:30:00+00:00")
    assert late_evening.checked_at.astimezone(UTC).date() == date(2026, 7, 1)
    assert to_facts([late_evening], applicant_id="a")["sfh"]["checked_on"] == "2026-07-02"


def test_a_registration_keeps_its_codes_and_dates() -> None:
    codes = (BkrCode(code="A", on=date(2024, 2, 5)), BkrCode(code="H"))
    full = credit(
        amount=Decimal(9000), started_on=date(2024, 3, 18), expected_end_on=date(2029, 3, 18),
        fully_repaid_on=date(2026, 1, 2), codes=codes,
    )  # fmt: skip
    (registration,) = to_facts([answered(RegisterKind.BKR, full)], applicant_id="a")["bkr"]["registrations"]
    assert registration == {
        "id": "a.bkr.cki-1",
        "credit_type": "AK",
        "original_principal_or_limit": "9000.00",
        "started_on": "2024-03-18",
        "expected_end_on": "2029-03-18",
        "fully_repaid_on": "2026-01-02",
        "codes": [{"code": "A", "on": "2024-02-05"}, {"code": "H"}],
    }


@pytest.mark.parametrize(("code", "named"), [("SK", True), ("HY", True), ("OA", False), ("HO", False), ("VK", False)])
def test_a_type_the_guide_does_not_name_is_overig_with_its_code(code: str, named: bool) -> None:
    facts = to_facts([answered(RegisterKind.BKR, credit(credit_type=code))], applicant_id="a")
    (registration,) = facts["bkr"]["registrations"]
    assert registration["credit_type"] == (code if named else "overig")
    assert registration.get("credit_type_code") == (None if named else code)
    assert problems("bkr_registration", registration) == []


def test_an_ended_insolvency_is_no_arrangement_any_more() -> None:
    ended = InsolvencyCase(
        reference="16.x", kind="faillissement", started_on=date(2020, 1, 1), ended_on=date(2022, 1, 1)
    )
    running = InsolvencyCase(reference="17.x", kind="wsnp", started_on=date(2025, 1, 1))
    only_ended = to_facts([answered(RegisterKind.INSOLVENCY, ended)], applicant_id="a")["insolvency"]
    assert only_ended == {"checked_on": "2026-11-23", "hit": False}
    both = to_facts([answered(RegisterKind.INSOLVENCY, ended, running)], applicant_id="a")["insolvency"]
    assert (both["hit"], both["kind"]) == (True, "wsnp")


def test_only_a_person_says_that_the_inschrijvingen_were_reviewed() -> None:
    answers = [answered(RegisterKind.KADASTER)]
    assert "inschrijvingen_reviewed" not in to_facts(answers, applicant_id="a")["kadaster"]
    judged = to_facts(answers, applicant_id="a", inschrijvingen_reviewed=True)
    assert judged["kadaster"]["inschrijvingen_reviewed"] is True
    assert to_facts([], applicant_id="a", inschrijvingen_reviewed=True) == {}


def test_a_joint_credit_is_one_obligation_of_two() -> None:
    joint = answered(RegisterKind.BKR, credit(amount=Decimal("9000"), monthly_burden=Decimal("178.5")))
    (obligation,) = to_obligations({"a": joint, "b": joint})
    assert problems("obligation_krediet", obligation) == []
    assert obligation["applicant_ids"] == ["a", "b"]
    assert obligation["bkr_registration_id"] == "a.bkr.cki-1"
    assert (obligation["aflopend"], obligation["original_principal"]) == (True, "9000.00")
    assert obligation["actual_monthly"] == "178.50"


def test_a_revolving_credit_has_a_limit_and_does_not_amortise() -> None:
    revolving = credit(credit_type="RK", amount=Decimal("5000"))
    (obligation,) = to_obligations({"a": answered(RegisterKind.BKR, revolving)})
    assert (obligation["aflopend"], obligation["limit"], obligation["credit_kind"]) == (
        False, "5000.00", "doorlopend-krediet",
    )  # fmt: skip


@pytest.mark.parametrize("code", ["RO", "ZO", "HY", "HO", "RH", "RN", "SH", "SK"])
def test_a_registration_without_a_monthly_credit_is_no_obligation(code: str) -> None:
    assert to_obligations({"a": answered(RegisterKind.BKR, credit(credit_type=code))}) == []
