"""gids 8.1: which documents fall away with the source that tells the same, and that without it they stay.

The facts are those of an application; only what makes a document needed is laid in.
"""

from collections.abc import Callable
from typing import Any

import pytest

from brondata.datasets import Source
from portal import clock
from portal.assessments.facts import assemble_facts
from portal.assessments.facts.evidence import REPLACES
from portal.assessments.services import judgement
from tests.portal import applications
from underwriting.facts import Facts

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


def on_paper(facts: Json) -> None:
    """The wage is determined by papers."""
    (income,) = facts["applicants"][0]["incomes"]
    income.pop("ibl")
    income |= {"method": "salarisstrook-werkgeversverklaring", "current_annual_income": "52000.00"}


def flexible(facts: Json) -> None:
    on_paper(facts)
    facts["applicants"][0]["incomes"][0] |= {
        "contract": "bepaalde-tijd-zonder-intentieverklaring",
        "method": "driejaarsgemiddelde",
    }


def with_pension(facts: Json) -> None:
    """A pension near enough to be looked at (gids 4.4)."""
    facts["applicants"][0]["birth_date"] = "1963-01-19"
    facts["applicants"][0]["incomes"].append(
        {"id": "p1-p1", "kind": "pensioen", "scheme": "collectief", "annual_amount": "9000.00"}
    )


def with_business(facts: Json) -> None:
    facts["applicants"][0]["incomes"].append({"id": "p1-z1", "kind": "onderneming", "besides_employment": True})


def repaid_student_debt(facts: Json) -> None:
    facts["obligations"].append(
        {
            "id": "p1-duo1",
            "kind": "studielening",
            "applicant_ids": ["p1"],
            "regime": "SF35",
            "original_principal": "20000.00",
            "principal_after_extra_repayment": "15000.00",
        }
    )


def own_funds(amount: str) -> Callable[[Json], None]:
    """So much is needed, and the VIA shows 38,000 euros."""

    def lay_in(facts: Json) -> None:
        facts["lening"]["own_contribution"] = amount

    return lay_in


def nothing(facts: Json) -> None:
    """As it is."""


FALLS_AWAY = [
    ("identiteitsbewijs", Source.BRP, nothing, "gids 8.1: kopie van een paspoort of ID-kaart"),
    ("salarisstrook", Source.UWV, on_paper, "gids 8.1: loonstrook"),
    ("werkgeversverklaring", Source.UWV, on_paper, "gids 8.1: werkgeversverklaring"),
    ("jaaropgave", Source.UWV, flexible, "gids 8.1: jaaropgaven"),
    ("uwv-verzekeringsbericht", Source.UWV, nothing, "gids 4.1.1"),
    ("pensioenoverzicht", Source.PENSIOEN, with_pension, "gids 8.1: overzichten van pensioen en AOW"),
    ("aangifte-inkomstenbelasting", Source.BELASTINGDIENST, with_business, "gids 8.1: aangifte"),
    ("duo-bericht", Source.DUO, repaid_student_debt, "gids 8.1: oorspronkelijke hoofdsom DUO"),
    ("bankafschrift", Source.BELASTINGDIENST, own_funds("25000.00"), "gids 4.8 en 8.1: eigen middelen tot € 25.000"),
]


@pytest.fixture
def facts() -> Json:
    return assemble_facts(applications.single(), phase="dossier")


def status(facts: Json, document_type: str) -> set[str]:
    """What the decision says of a document; the empty set when it is not asked."""
    decision = judgement(Facts.from_json(facts), decided_at=clock.now()).to_json()
    return {one["status"] for one in decision["required_documents"] if one["type"] == document_type}


@pytest.mark.parametrize(("kind", "source", "need", "article"), FALLS_AWAY, ids=[row[0] for row in FALLS_AWAY])
def test_a_document_falls_away_with_its_source_and_only_with_it(
    facts: Json, kind: str, source: Source, need: Callable[[Json], None], article: str
) -> None:
    need(facts)
    every = facts["brondata"]
    assert kind in REPLACES[source], article
    assert status(facts, kind) == {"vervangen-door-brondata"}
    facts["brondata"] = [one for one in every if one["source"] == source.value]
    assert status(facts, kind) == {"vervangen-door-brondata"}, "no other source is needed for it"
    facts["brondata"] = [one for one in every if one["source"] != source.value]
    assert status(facts, kind) == {"ontbreekt"}


@pytest.mark.parametrize(
    ("amount", "shown", "expected"),
    [
        ("25000.00", "38000.00", {"vervangen-door-brondata"}),
        ("25000.01", "38000.00", {"ontbreekt"}),
        ("25000.00", "24999.99", {"ontbreekt"}),
    ],
    ids=["twenty-five thousand", "a cent above it", "the VIA shows a cent too little"],
)
def test_own_means_by_via_up_to_25000_euros(facts: Json, amount: str, shown: str, expected: set[str]) -> None:
    own_funds(amount)(facts)
    facts["own_funds"]["items"][0]["amount"] = shown
    next(one for one in facts["brondata"] if one["source"] == "belastingdienst")["amounts"] = {"bank_balance": shown}
    assert status(facts, "bankafschrift") == expected


def test_what_no_register_tells_stays_asked(facts: Json) -> None:
    assert status(facts, "koopakte") == {"ontbreekt"}
    assert not any("koopakte" in replaced or "taxatierapport" in replaced for replaced in REPLACES.values())


@pytest.mark.parametrize("flaw", [{"reliable": False}, {"direct_from_source": False}])
def test_data_that_is_not_reliable_or_not_straight_from_the_source_replaces_nothing(facts: Json, flaw: Json) -> None:
    for one in facts["brondata"]:
        one |= flaw
    assert status(facts, "identiteitsbewijs") == {"ontbreekt"}
