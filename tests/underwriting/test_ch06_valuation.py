"""gids 6.2: which report is asked for; what the rules say stands in underwriting/cases/ch06_valuation.toml."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, starter, verdict, without

VALUATION = "onderpand.valuations[0]"


def asked(document: Json, *types: str) -> dict[str, str]:
    """The reports that are asked for, with their status."""
    wanted = types or ("taxatierapport", "taxatierapport-desktop", "bouwkundig-rapport")
    return {entry.type: entry.status for entry in decided(document).required_documents if entry.type in wanted}


def full_report(document: Json, **facts: object) -> Json:
    """The same with a validated report instead of the desktop report."""
    document = changed(document, "documents[1].type", "taxatierapport")
    stated = {"kind": "standaard", "nwwi_validated": True, "current_model": True, **facts}
    for name, value in stated.items():
        document = changed(document, f"{VALUATION}.{name}", value)
    return document


def nothing_supplied(document: Json) -> Json:
    return without(document, "documents[1]")


@pytest.mark.parametrize(
    ("amount", "report"), [("184500.00", "taxatierapport-desktop"), ("184500.01", "taxatierapport")]
)
def test_the_report_that_is_asked_for_follows_the_ltv(amount: str, report: str) -> None:
    document = nothing_supplied(changed(starter(), "lening.leningdelen[0].amount", amount))
    assert asked(document) == {report: "ontbreekt"}


def test_a_report_is_asked_for_at_the_renteaanbod() -> None:
    document = at_phase(nothing_supplied(starter()), "renteaanbod")
    assert verdict(document, "G6.2-01") == "deferred"
    assert asked(document) == {"taxatierapport-desktop": "ontbreekt"}
    assert asked(at_phase(document, "aanvraag")) == {}


def test_a_report_of_another_home_is_no_report_of_this_one() -> None:
    document = changed(starter(), "other_properties", [{"id": "w1", "role": "huidige-woning"}])
    assert asked(document) == {"taxatierapport-desktop": "aanwezig"}
    document = changed(document, "documents[1].subject_id", "w1")
    assert asked(document) == {"taxatierapport-desktop": "ontbreekt"}


def test_a_validated_report_will_always_do() -> None:
    document = full_report(starter())
    assert verdict(document, "G6.2-01") == "pass"
    assert asked(document) == {"taxatierapport": "aanwezig"}
