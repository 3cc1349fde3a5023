"""gids 4.5 to 4.7: when and why the income test changes, which the tables of cases/ch04_temporary.toml do not say."""

import pytest

from tests.underwriting.builders import Json, changed, decided, starter, verdict
from tests.underwriting.wages import INCOMES, joint

AOW_ON = "2060-01-01"


def with_income(income: Json) -> Json:
    """The starter, 60,000 by IBL, with another income; AOW on 1 January 2060."""
    document = changed(starter(), "applicants[0].aow_on", AOW_ON)
    return changed(document, INCOMES, [document["applicants"][0]["incomes"][0], income])


def benefit(**facts: object) -> Json:
    stated = {
        "id": "i2",
        "kind": "uitkering",
        "scheme": "iva",
        "status": "lopend",
        "annual_amount": "12000.00",
        "guaranteed_until_on": "2059-12-31",
        **facts,
    }
    return with_income({key: value for key, value in stated.items() if value is not None})


def test_a_benefit_until_a_far_pension_has_no_end_in_the_test() -> None:
    document = changed(benefit(guaranteed_until_on="2047-12-31"), "applicants[0].aow_on", "2048-01-01")
    assert len(decided(document).figures.toetsmomenten or ()) == 1


def test_a_benefit_that_ends_during_the_loan_ends_in_the_test() -> None:
    document = benefit(ends_on="2040-12-31")
    later = (decided(document).figures.toetsmomenten or ())[1]
    assert (later.from_on.isoformat(), later.reason, later.toetsinkomen) == ("2041-01-01", "einde-uitkering", 60_000)
    assert verdict(document, "G4.7-01") == "pass"


def alimony(**facts: object) -> Json:
    stated = {
        "id": "i2",
        "kind": "partneralimentatie",
        "annual_amount": "12000.00",
        "starts_on": "2024-01-01",
        "ends_on": "2030-12-31",
        "recorded_in": "echtscheidingsconvenant",
        **facts,
    }
    return with_income({key: value for key, value in stated.items() if value is not None})


def test_the_day_after_the_last_is_tested_without_alimony() -> None:
    later = (decided(alimony()).figures.toetsmomenten or ())[1]
    assert (later.from_on.isoformat(), later.reason, later.toetsinkomen) == ("2031-01-01", "einde-alimentatie", 60_000)
    assert [verdict(alimony(), rule) for rule in ("G4.6-04", "G4.6-05")] == ["pass", "not-applicable"]


def borrowing(document: Json, *parts: tuple[str, int]) -> Json:
    """The loan in these parts: amount and months."""
    part = document["lening"]["leningdelen"][0]
    made = [
        {**part, "id": f"l{number}", "amount": amount, "term_months": months}
        for number, (amount, months) in enumerate(parts)
    ]
    return changed(document, "lening.leningdelen", made)


def test_a_loan_that_ends_before_the_alimony_is_not_tested_on_it() -> None:
    document = borrowing(alimony(), ("30000.00", 57))
    assert len(decided(document).figures.toetsmomenten or ()) == 1
    assert verdict(document, "G4.6-04") == "not-applicable"


def falls(*steps: tuple[str, str]) -> Json:
    made = [{"from_on": day, "annual_income_after": income} for day, income in steps]
    return changed(starter(), "applicants[0].income_declines", made)


@pytest.mark.parametrize(("income", "said"), [("45000.00", "pass"), ("35000.00", "fail")])
def test_a_foreseen_fall_enters_the_test(income: str, said: str) -> None:
    document = falls(("2028-01-01", income))
    later = (decided(document).figures.toetsmomenten or ())[1]
    assert (later.from_on.isoformat(), later.reason, f"{later.toetsinkomen:.2f}") == (
        "2028-01-01",
        "inkomensdaling",
        income,
    )
    assert [verdict(document, rule) for rule in ("G4.7-01", "G4.7-02", "G2.6-01")] == [said] * 3


def test_the_last_fall_holds_and_a_rise_is_none() -> None:
    document = falls(("2028-01-01", "50000.00"), ("2030-01-01", "48000.00"), ("2032-01-01", "90000.00"))
    found = [int(one.toetsinkomen or 0) for one in decided(document).figures.toetsmomenten or ()]
    assert found == [60_000, 50_000, 48_000, 60_000]


def test_a_fall_that_came_already_counts_now_and_one_after_the_loan_does_not() -> None:
    assert joint(falls(("2026-03-30", "50000.00"))) == 50_000
    assert joint(falls(("2026-03-31", "50000.00"))) == 60_000
    assert verdict(falls(("2056-03-30", "1.00")), "G4.7-02") == "not-applicable"
    assert verdict(falls(("2056-03-29", "1.00")), "G4.7-02") != "not-applicable"
    assert verdict(starter(), "G4.7-01") == "not-applicable"
