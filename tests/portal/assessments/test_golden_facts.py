"""Each persona of the simulator, from the bytes that Ockto sends to the facts, as it was reviewed.

golden/README.md says how a persona is renewed.
"""

import json
import os
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from brondata.simulator import personas
from portal import clock
from portal.assessments.facts import assemble_facts
from portal.evidence import reading
from tests.portal import applications
from tests.underwriting.golden import differences
from underwriting.facts import Facts

pytestmark = pytest.mark.django_db
FOLDER = Path(__file__).parent / "golden"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
WRITE = os.environ.get("GOLDEN_FACTS") == "write"
# What registers say of a person. The home and the loan are the same for all and have tests of their own.
KEPT = ("applicants", "obligations", "other_properties", "own_funds", "brondata")


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)


def facts_of(key: str) -> dict[str, Any]:
    """The facts of an application of the persona, who typed of themselves what everybody in these tests types."""
    one = applications.applicant(key)
    session = applications.invited(one)
    delivery = applications.delivered(
        one, applications.document_of(key, session_id=session.session_id), session=session
    )
    reading.read_delivery(str(delivery.pk))
    applications.describe_wish(one.dossier)
    facts = assemble_facts(applications.fresh(one.dossier), phase="renteaanbod")
    assert Facts.from_json(facts), "the engine reads them"
    return facts


def written(key: str) -> str:
    """The facts as they stand in a file; the steps of the IBL, which have golden cases of their own, as a number."""
    facts = {name: part for name, part in facts_of(key).items() if name in KEPT}
    for person in facts["applicants"]:
        for income in person["incomes"]:
            if "ibl" in income:
                income["ibl"]["steps"] = len(income["ibl"]["steps"])
    return json.dumps(facts, indent=1, ensure_ascii=False) + "\n"


def kept(key: str) -> str:
    path = FOLDER / f"{key}.facts.json"
    return path.read_text("utf-8") if path.exists() else "{}\n"


@pytest.mark.parametrize("key", personas.keys())
@pytest.mark.usefixtures("noon")
def test_what_registers_say_of_a_persona_becomes_the_facts_that_were_reviewed(key: str) -> None:
    found = written(key)
    moved = differences(json.loads(kept(key)), json.loads(found))
    if WRITE:
        (FOLDER / f"{key}.facts.json").write_text(found, "utf-8")
        print(f"{key}: {len(moved)} moved", *moved[:40], sep="\n  ")
    assert WRITE or found == kept(key), "\n".join(["moved:", *moved])


def test_every_persona_has_a_golden_file_and_no_file_is_left_over() -> None:
    assert {path.name.removesuffix(".facts.json") for path in FOLDER.glob("*.facts.json")} == set(personas.keys())


# The same, read from the persona's own file apart from the adapter: what a reviewer would look up.


def golden(key: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(kept(key))
    return found


OTHERS = {"fatima"}
"""Whose registered birth date is not whole: nobody can say the data is theirs, so nothing of it is in the facts."""


@pytest.mark.parametrize("key", personas.keys())
def test_each_studieschuld_is_an_obligation_with_its_principal_and_what_was_repaid_beyond_it(key: str) -> None:
    debts = [] if key in OTHERS else personas.spec(key).studieschulden
    spoken = [(one.oorspronkelijke_schuld, one.hoofdsom_na_extra_aflossing, one.regeling) for one in debts]
    found = [
        (Decimal(one["original_principal"]), one.get("principal_after_extra_repayment"), one["regime"])
        for one in golden(key)["obligations"]
    ]
    assert [(first, Decimal(lower) if lower else None, regime) for first, lower, regime in found] == spoken


@pytest.mark.parametrize("key", personas.keys())
def test_whose_the_data_is_not_has_none_of_it_in_the_facts(key: str) -> None:
    (person,) = golden(key)["applicants"]
    assert bool(golden(key)["brondata"]) == (key not in OTHERS)
    assert (person["identity"]["method"] == "brondata") == (key not in OTHERS)


MARRIAGES = {
    "dirk": ("gescheiden", 1),
    "elena": ("gehuwd", 0),
    "henk": ("gescheiden", 1),
    "joke": ("weduwe-weduwnaar", 0),
    "marco": ("gescheiden", 1),
    "petra": ("gescheiden", 1),
    "ria": ("weduwe-weduwnaar", 0),
}


@pytest.mark.parametrize("key", personas.keys())
def test_the_civil_status_is_the_register_s_whatever_was_typed(key: str) -> None:
    (person,) = golden(key)["applicants"]
    assert (person["civil_status"], len(person["divorces"])) == MARRIAGES.get(key, ("ongehuwd", 0))


def test_two_homes_of_one_person_are_the_present_one_and_another() -> None:
    assert [one["role"] for one in golden("willem")["other_properties"]] == ["huidige-woning", "andere-woning"]


@pytest.mark.parametrize(
    ("key", "pensions"),
    [
        ("henk", [("aow", "21203.00", "2022-11-02"), ("collectief", "25107.00", "2022-11-02")]),
        (
            "ria",  # AOW at 67 and 3 months, alone; a policy at 67, a pension at 68
            [
                ("aow", "21203.00", "2030-04-19"),
                ("collectief", "2160.00", "2030-01-19"),
                ("collectief", "17940.00", "2031-01-19"),
            ],
        ),
        ("joke", []),  # 55: twelve years off, later than the ten years and three months that are looked at
        ("sanne", []),
    ],
)
def test_pensions_that_are_near_are_incomes_and_others_stay_out(key: str, pensions: list[tuple[str, str, str]]) -> None:
    (person,) = golden(key)["applicants"]
    found = [
        (one["scheme"], one["annual_amount"], one["starts_on"])
        for one in person["incomes"]
        if one["kind"] == "pensioen"
    ]
    assert found == pensions
