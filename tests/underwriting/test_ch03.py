"""gids 3: what the tables of cases/ch03_*.toml can't say: which hits are kept from the applicant, and the outcome."""

import pytest

from tests.underwriting.builders import Json, changed, decided, starter, without

REGISTERS = "applicants[0].registers"


@pytest.mark.parametrize(
    ("register", "rule"),
    [("insolvency", "G3.3-04"), ("sanctions", "G3.3-05"), ("pep", "G3.3-06"), ("vis", "G3.3-07")],
)
def test_a_hit_is_confidential_and_its_absence_is_not(register: str, rule: str) -> None:
    def finding(document: Json) -> tuple[str, bool]:
        found = next(entry for entry in decided(document).findings if entry.rule_id == rule)
        return found.outcome.value, found.confidential

    assert finding(starter()) == ("pass", False)
    assert finding(changed(starter(), f"{REGISTERS}.{register}.hit", True)) == ("refer", True)
    assert finding(without(starter(), f"{REGISTERS}.{register}.hit")) == ("missing", False)
    assert finding(without(starter(), REGISTERS)) == ("missing", False)


def test_a_signal_of_another_check_is_confidential() -> None:
    for outcome, hidden in (("akkoord", False), ("signaal", True)):
        document = changed(starter(), f"{REGISTERS}.other_checks", [{"name": "adres", "outcome": outcome}])
        (found,) = (entry for entry in decided(document).findings if entry.rule_id == "G3.3-08")
        assert found.confidential is hidden


def test_a_hit_alone_refers_the_application() -> None:
    assert decided(changed(starter(), f"{REGISTERS}.pep.hit", True)).outcome == "refer"
