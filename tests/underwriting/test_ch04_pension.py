"""gids 4.4: what AOW and pension do to the income test."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, movers, starter, verdict, without
from tests.underwriting.wages import INCOMES, joint
from underwriting.figures import Toetsmoment

AOW = {"id": "i8", "kind": "pensioen", "scheme": "aow", "annual_amount": "18000.00"}
PENSION = {"id": "i9", "kind": "pensioen", "scheme": "collectief", "annual_amount": "30000.00"}
HORIZON = "2036-05-26"
"""Ten years and three months after the application of the starter, 26 February 2026."""


def near(aow_on: str, pension_on: str | None = None, *incomes: Json, stopped: bool | None = False) -> Json:
    """The starter, 60,000 by IBL and 180,000 to borrow, with AOW of 18,000 and a pension of 30,000 to come."""
    document = changed(starter(), "applicants[0].aow_on", aow_on)
    if pension_on is not None:
        document = changed(document, "applicants[0].pension_on", pension_on)
    if stopped is not None:
        document = changed(document, "applicants[0].stopped_working", stopped)
    return changed(document, INCOMES, [document["applicants"][0]["incomes"][0], *(incomes or (AOW, PENSION))])


def moments(document: Json) -> list[Toetsmoment]:
    return list(decided(document).figures.toetsmomenten or ())


def told(document: Json) -> list[tuple[str, str, str]]:
    """Day, reason and income of every moment."""
    return [(one.from_on.isoformat(), one.reason, f"{one.toetsinkomen or 0:.0f}") for one in moments(document)]


def pays(**facts: object) -> Json:
    return {**PENSION, **facts}


@pytest.mark.parametrize(("first", "tested"), [("2036-05-25", True), (HORIZON, True), ("2036-05-27", False)])
def test_a_pension_within_ten_years_and_three_months_is_tested(first: str, tested: bool) -> None:
    assert (len(moments(near(first))) == 2) is tested
    assert verdict(near(first), "G4.4-01") == ("pass" if tested else "not-applicable")
    assert (len(moments(near("2040-01-01", first))) > 1) is tested


def test_the_income_changes_on_the_day_of_the_pension() -> None:
    document = near("2034-01-01")
    assert told(document) == [("2026-03-30", "aanvang", "60000"), ("2034-01-01", "pensioen", "48000")]
    now, then = moments(document)
    assert now.until_on is not None
    assert now.until_on.isoformat() == "2033-12-31"
    assert (then.loan_balance or 0) < 180_000
    assert joint(document) == 60_000


def test_the_maximum_now_is_what_the_pension_carries_and_what_is_repaid_by_then() -> None:
    _, then = moments(near("2034-01-01"))
    maximum = decided(near("2034-01-01")).figures.maximum_loan
    assert maximum is not None
    assert then.maximum_loan is not None
    assert then.loan_balance is not None
    assert maximum.on_income == then.maximum_loan + 180_000 - then.loan_balance


def test_a_pension_that_carries_too_little_rejects() -> None:
    poor = near("2034-01-01", None, {**AOW, "annual_amount": "20000.00"}, pays(annual_amount="11000.00"))
    assert verdict(poor, "G4.4-04") == "fail"
    assert verdict(poor, "G2.6-01") == "fail"
    assert verdict(near("2034-01-01"), "G4.4-04") == "pass"
    assert verdict(starter(), "G4.4-04") == "not-applicable"


@pytest.mark.parametrize(("more", "said"), [(-100, "pass"), (100, "fail")])
def test_what_is_left_is_held_against_what_the_pension_carries(more: int, said: str) -> None:
    """The balance goes with the amount; what the income carries does not."""
    then = moments(near("2034-01-01"))[1]
    assert then.maximum_loan is not None
    assert then.loan_balance is not None
    bound = int(then.maximum_loan / then.loan_balance * 180_000)
    document = changed(near("2034-01-01"), "lening.leningdelen[0].amount", f"{bound + more}.00")
    assert verdict(document, "G4.4-04") == said


def in_two(document: Json, fast: str, months: int, slow: str) -> Json:
    """The loan in two: one part that is repaid in so many months, and one over thirty years."""
    part = document["lening"]["leningdelen"][0]
    parts = [{**part, "amount": slow}, {**part, "id": "l2", "amount": fast, "term_months": months}]
    return changed(document, "lening.leningdelen", parts)


@pytest.mark.parametrize(
    ("fast", "slow", "repaid", "bearable"),
    [
        ("40000.00", "120000.00", "pass", "pass"),
        ("60000.00", "120000.00", "pass", "fail"),
        ("30000.00", "150000.00", "fail", "pass"),
        ("20000.00", "80000.00", "pass", "not-applicable"),
    ],
)
def test_faster_repayment_brings_the_loan_down_and_must_be_bearable_now(
    fast: str, slow: str, repaid: str, bearable: str
) -> None:
    """A pension of 31,000 carries 126,000 in 2034; the present 60,000 bears EUR 13,560 a year."""
    modest = near("2034-01-01", None, AOW, pays(annual_amount="13000.00"))
    document = in_two(modest, fast, 93, slow)
    assert (verdict(document, "G4.4-04"), verdict(document, "G4.4-05")) == (repaid, bearable)


def test_a_loan_that_ends_before_the_pension_is_not_tested_on_it() -> None:
    document = changed(near("2034-01-01"), "lening.leningdelen[0].term_months", 93)
    assert len(moments(document)) == 1
    assert len(moments(changed(document, "lening.leningdelen[0].term_months", 94))) == 2


def test_the_date_of_birth_tells_the_aow_date() -> None:
    document = without(near("2034-01-01"), "applicants[0].aow_on")
    born = changed(document, "applicants[0].birth_date", "1966-10-01")
    assert told(born)[1][:2] == ("2034-01-01", "pensioen")
    unknown = without(document, "applicants[0].birth_date")
    assert verdict(unknown, "G4.4-01") == "missing"


def test_without_amounts_nothing_is_known_of_the_pension() -> None:
    bare = changed(near("2034-01-01"), INCOMES, starter()["applicants"][0]["incomes"])
    assert [verdict(bare, rule) for rule in ("G4.4-01", "G4.4-04", "G2.6-01")] == ["missing"] * 3
    assert verdict(bare, "G4-11") == "pass"
    assert decided(bare).outcome == "incomplete"
    nothing = {key: value for key, value in PENSION.items() if key != "annual_amount"}
    assert verdict(near("2034-01-01", None, AOW, nothing), "G4.4-01") == "missing"
    assert verdict(near("2034-01-01", None, pays(ibp_toetsinkomen="45000.00")), "G4.4-01") == "pass"


def test_an_ibp_goes_before_the_amount() -> None:
    document = near("2034-01-01", None, pays(ibp_toetsinkomen="45000.00"))
    assert told(document)[1] == ("2034-01-01", "pensioen", "45000")


@pytest.mark.parametrize(
    ("pension_on", "expected", "equal"),
    [
        ("2034-12-31", [("2034-01-01", "pensioen", "48000")], True),
        ("2035-01-01", [("2034-01-01", "aow", "78000"), ("2035-01-01", "pensioen", "48000")], False),
        ("2033-01-02", [("2033-01-02", "pensioen", "48000")], True),
        ("2033-01-01", [("2033-01-01", "pensioen", "30000"), ("2034-01-01", "aow", "48000")], False),
    ],
)
def test_dates_less_than_a_year_apart_are_one(
    pension_on: str, expected: list[tuple[str, str, str]], equal: bool
) -> None:
    document = near("2034-01-01", pension_on)
    assert told(document)[1:] == expected
    assert verdict(document, "G4.4-06") == ("pass" if equal else "not-applicable")
    assert verdict(document, "G4.4-03") == ("not-applicable" if equal else "pass")


@pytest.mark.parametrize(("stopped", "income", "said"), [(True, "18000", "pass"), (None, "78000", "missing")])
def test_between_aow_and_pension_work_may_have_stopped(stopped: bool | None, income: str, said: str) -> None:
    document = near("2034-01-01", "2035-06-01", stopped=stopped)
    assert told(document)[1] == ("2034-01-01", "aow", income)
    assert verdict(document, "G4.4-03") == said


@pytest.mark.parametrize(
    ("months", "said", "day"), [(92, "pass", "2033-03-01"), (100, "refer", "2034-01-01"), (108, "fail", "2033-03-01")]
)
def test_where_only_the_later_date_holds_a_person_decides(months: int, said: str, day: str) -> None:
    """A pension from March 2033 and AOW from January 2034: by which of the two is the fast part repaid?"""
    facts = near("2034-01-01", "2033-03-01", AOW, pays(annual_amount="13600.00"))
    document = in_two(facts, "60000.00", months, "110000.00")
    assert verdict(document, "G4.4-04") == said
    assert [one[0] for one in told(document)[1:] if one[1] == "pensioen"] == [day]
    assert verdict(document, "G2.6-01") == ("fail" if said == "fail" else "pass")


def test_who_has_aow_already_and_works_must_say_whether_that_goes_on() -> None:
    assert verdict(near("2025-01-01", stopped=None), "G4.4-03") == "missing"
    assert joint(near("2025-01-01", stopped=False)) == 108_000
    assert joint(near("2025-01-01", stopped=True)) == 48_000


def test_who_has_aow_and_states_none_is_not_refused_for_it() -> None:
    document = changed(near("2025-01-01"), INCOMES, [])
    assert joint(document) is None
    assert verdict(document, "G4-11") == "missing"
    assert decided(document).outcome == "incomplete"


def test_a_pension_that_runs_counts_and_a_far_one_does_not() -> None:
    running = pays(starts_on="2020-01-01")
    assert joint(near("2050-01-01", None, running)) == 90_000
    assert joint(near("2050-01-01", None, pays(starts_on="2026-03-30"))) == 90_000
    assert joint(near("2050-01-01", None, pays(starts_on="2026-03-31"))) == 60_000
    assert joint(near("2050-01-01", None, PENSION)) == 60_000


def test_a_temporary_pension_ends_in_the_test() -> None:
    document = near("2034-01-01", None, AOW, pays(ends_on="2038-12-31"))
    assert told(document)[1:] == [("2034-01-01", "pensioen", "48000"), ("2039-01-01", "overig", "18000")]
    assert verdict(document, "G4.7-01") == "fail"


def test_a_lijfrente_counts_under_the_conditions_of_nhg() -> None:
    for meets, income in ((True, "48000"), (False, "18000")):
        document = near("2034-01-01", None, AOW, pays(scheme="lijfrente", meets_nhg_lijfrente_conditions=meets))
        assert (told(document)[1][2], verdict(document, "G4.4-11")) == (income, "pass")
    assert verdict(near("2034-01-01", None, AOW, pays(scheme="lijfrente")), "G4.4-11") == "missing"
    assert verdict(near("2034-01-01"), "G4.4-11") == "not-applicable"


def test_pension_is_shown_by_the_overview_or_by_brondata() -> None:
    document = near("2034-01-01")
    assert {one.outcome.value for one in decided(document).findings if one.rule_id == "G4.4-02"} == {"missing"}
    entry = {
        "id": "b-mpo",
        "applicant_id": "p1",
        "source": "mijnpensioenoverzicht",
        "collected_at": "2026-02-26T19:09:00+01:00",
        "direct_from_source": True,
        "reliable": True,
        "replaces": ["pensioenoverzicht"],
    }
    shown = changed(document, "brondata", [*document["brondata"], entry])
    assert {one.outcome.value for one in decided(shown).findings if one.rule_id == "G4.4-02"} == {"pass"}
    assert verdict(at_phase(document, "aanvraag"), "G4.4-02") == "deferred"


def couple(oldest: str, youngest: str) -> Json:
    """The movers, 62,000 and 48,000, of whom the first has AOW of 18,000 and a pension of 30,000 to come."""
    document = changed(movers(), "applicants[0].aow_on", oldest)
    document = changed(document, "applicants[1].aow_on", youngest)
    document = changed(document, "applicants[0].stopped_working", False)
    incomes = [document["applicants"][0]["incomes"][0], AOW, PENSION]
    return changed(document, INCOMES, incomes)


def methods(document: Json) -> list[tuple[str, str | None]]:
    return [(one.from_on.isoformat(), one.burden_method) for one in moments(document)]


def test_between_two_aow_dates_the_actual_burden_is_tested() -> None:
    document = couple("2032-01-01", "2038-01-01")
    assert methods(document) == [
        ("2026-04-10", "annuiteit"),
        ("2032-01-01", "werkelijke-last"),
        ("2038-01-01", "annuiteit"),
    ]
    rules = ("G4.4-07", "G4.4-08", "G4.4-09", "G4.4-10")
    assert [verdict(document, rule) for rule in rules] == ["pass"] * 4
    assert [verdict(movers(), rule) for rule in rules] == ["not-applicable"] * 4


def test_the_actual_burden_carries_more_of_an_interest_only_loan() -> None:
    parted, together = couple("2032-01-01", "2038-01-01"), couple("2032-01-01", "2032-01-01")
    actual, level = moments(parted)[1], moments(together)[1]
    assert (actual.mortgage_burden_annual or 0) < (level.mortgage_burden_annual or 0)
    assert (actual.maximum_loan or 0) > (level.maximum_loan or 0)


@pytest.mark.parametrize(("oldest", "actual"), [("2036-04-09", True), ("2036-04-10", True), ("2036-04-11", False)])
def test_the_oldest_reaches_aow_within_ten_years_of_the_offer(oldest: str, actual: bool) -> None:
    document = couple(oldest, "2040-01-01")
    assert ("werkelijke-last" in dict(methods(document)).values()) is actual
    assert verdict(document, "G4.4-08") == "pass"
    assert verdict(document, "G4.4-07") == ("pass" if actual else "not-applicable")


@pytest.mark.parametrize(
    ("youngest", "until"), [("2041-12-31", "2041-12-31"), ("2042-01-01", "2042-01-01"), ("2042-01-02", "2042-01-01")]
)
def test_the_actual_burden_lasts_120_months_at_most(youngest: str, until: str) -> None:
    last = methods(couple("2032-01-01", youngest))[-1]
    assert last == (until, "annuiteit")
