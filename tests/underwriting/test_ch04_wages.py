"""gids 4 and 4.1: what the tables of cases/ch04_*.toml can't say of a wage on paper: how it is shown, what is named."""

from tests.underwriting.builders import changed, decided, starter
from tests.underwriting.wages import INCOMES, counted, earning, wage


def test_a_wage_on_paper_shows_its_method_and_the_rules_behind_it() -> None:
    rise = {"starts_on": "2026-09-30", "annual_increase": "2000.00", "unconditional": True, "basis": "definitieve-cao"}
    document = earning(wage(future_raise=rise, family_employer=False))
    figure = decided(document).figures.toetsinkomen
    assert figure is not None
    assert counted(document) == ("56000.00", "werkgeversverklaring")
    assert figure.applicants[0].components[0].rule_ids == ("G4.1-19", "G4-04", "G4.1-08")


def test_the_papers_of_a_permanent_wage_that_lack_are_named() -> None:
    bare = changed(changed(starter(), "brondata", []), INCOMES, [wage()])
    found = next(entry for entry in decided(bare).findings if entry.rule_id == "G4.1-19")
    assert found.missing == ("document:salarisstrook", "document:werkgeversverklaring")


def test_a_13th_month_that_may_not_be_fixed_is_asked_by_name() -> None:
    document = earning(wage(components=[{"kind": "dertiende-maand", "annual_amount": "4000.00"}]))
    found = next(entry for entry in decided(document).findings if entry.rule_id == "G4-04")
    assert found.missing == (f"{INCOMES}[0].components[0].fixed",)
