"""gids 10.2: what a table can't say of the verhuisregeling."""

from datetime import date

import pytest

from tests.underwriting.builders import changed, decided, verdicts
from underwriting.cases import base
from underwriting.norms import norms_on


def test_an_application_without_the_arrangement_hears_nothing_of_it() -> None:
    decision = decided(base("movers"))
    assert decision.figures.verhuisregeling is None
    assert {verdict for number in range(1, 12) for verdict in verdicts(decision, f"G10.2-{number:02}")} <= {
        "not-applicable"
    }


def test_each_part_moves_its_own_rate_and_other_parts_keep_theirs() -> None:
    decision = decided(base("moving"))
    prices = {entry.leningdeel_id: (f"{entry.rate}", entry.basis) for entry in decision.pricing.leningdelen}
    assert prices == {
        "l1": ("3.650", "verhuisregeling"),
        "l2": ("3.500", "verhuisregeling"),
        "l3": ("3.950", "renteaanbod"),
    }
    moved = {
        entry.existing_leningdeel_id: (f"{entry.amount}", entry.until_on)
        for entry in decision.figures.verhuisregeling or ()
    }
    assert moved == {"r1": ("150000.00", date(2036, 2, 28)), "r2": ("70000.00", date(2031, 2, 28))}


@pytest.mark.parametrize(("day", "sheets"), [("2026-03-31", 1), ("2026-04-01", 2), ("2026-12-31", 4)])
def test_the_norms_of_a_day_know_the_sheets_up_to_that_day_and_none_of_later(day: str, sheets: int) -> None:
    norms = norms_on(date.fromisoformat(day))
    assert len(norms.earlier_rates) + 1 == sheets
    assert norms.rates_set_on(date(2027, 1, 1)) is None


def test_too_late_is_an_application_like_any_other() -> None:
    late = changed(base("moving"), "existing_loan_request.verhuisregeling.old_loan_repaid_on", "2025-09-19")
    late = changed(late, "existing_loan_request.verhuisregeling.old_home_status", "niet-te-koop")
    decision = decided(late)
    assert verdicts(decision, "G10.2-06") == ["not-applicable"]
    assert {entry.basis for entry in decision.pricing.leningdelen} == {"renteaanbod"}


def test_at_passing_each_leningdeel_has_one_price() -> None:
    """That of gids 7.4, also where the rate moved along; as long as the rates of that day lack, the one that moves."""
    document = changed(base("moving"), "evaluation.phase", "passeren")
    assert {entry.basis for entry in decided(document).pricing.leningdelen} == {"verhuisregeling"}
    for index in range(3):
        document = changed(document, f"lening.leningdelen[{index}].hypotheekaanbod_rate", "3.600")
        document = changed(document, f"lening.leningdelen[{index}].passeren_rate", "3.500")
    prices = decided(document).pricing.leningdelen
    assert [(entry.leningdeel_id, entry.basis) for entry in prices] == [
        (name, "dagrente-passeren") for name in ("l1", "l2", "l3")
    ]
