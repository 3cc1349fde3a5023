"""Terms of data: counted from the collection, the same way as the rules, and the last day is part of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.assessments.ageing import AgeLimit, age_limits, last_day
from underwriting.periods import add_months


def facts(*, nhg: bool = True, **parts: Any) -> dict[str, Any]:
    """As little as the terms look at."""
    return {
        "evaluation": {"as_of": "2026-11-23"},
        "application": {"nhg": nhg},
        "applicants": [{"id": "p1", "incomes": [{"id": "p1-i1", "ibl": {"uwv_message_on": "2026-11-20"}}]}],
        "brondata": [entry("mijnuwv", "2026-11-19T10:00:00+01:00"), entry("duo", "2026-01-01T10:00:00+01:00")],
        **parts,
    }


def entry(source: str, at: str, person: str = "p1") -> dict[str, Any]:
    return {"id": f"b-{person}-{source}-{at}", "applicant_id": person, "source": source, "collected_at": at}


def ends(limits: tuple[AgeLimit, ...]) -> dict[str, tuple[date, str]]:
    return {one.about: (one.usable_until, one.source) for one in limits}


def test_income_by_nhg_counts_from_the_session_and_else_from_the_message() -> None:
    assert ends(age_limits(facts())) == {"mijnuwv": (date(2027, 2, 19), "NHG A6.11")}
    assert ends(age_limits(facts(nhg=False))) == {"mijnuwv": (date(2027, 2, 20), "gids 4")}


def test_of_each_source_the_last_session_counts_and_each_person_has_their_own() -> None:
    given_ = facts(
        brondata=[
            entry("belastingdienst", "2026-09-01T10:00:00+02:00"),
            entry("belastingdienst", "2026-11-01T10:00:00+01:00"),
            entry("belastingdienst", "2026-10-05T10:00:00+02:00", "p2"),
        ],
        applicants=[{"id": "p1"}, {"id": "p2"}],
    )
    found = age_limits(given_)
    assert [(one.applicant_id, one.usable_until) for one in found] == [
        ("p2", date(2027, 1, 5)),
        ("p1", date(2027, 2, 1)),
    ]


def test_a_judged_valuation_lasts_six_months_and_a_told_value_has_no_term() -> None:
    report = {"id": "v1", "valued_on": "2026-11-20", "evidence": ["d-1"]}
    told = {"id": "v1", "valued_on": "2026-11-20"}
    assert ends(age_limits(facts(onderpand={"valuations": [report]})))["taxatie"][0] == date(2027, 5, 20)
    assert "taxatie" not in ends(age_limits(facts(onderpand={"valuations": [told]})))


@pytest.mark.parametrize(
    ("dated", "months", "last"),
    [
        (date(2026, 11, 23), 3, date(2027, 2, 23)),
        (date(2026, 11, 28), 3, date(2027, 2, 28)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 2, 28), 3, date(2027, 5, 31)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
    ],
)
def test_the_last_day(dated: date, months: int, last: date) -> None:
    assert last_day(dated, months) == last


@given(st.dates(date(2025, 1, 1), date(2029, 1, 1)), st.integers(1, 12))
def test_the_last_day_is_the_last_that_the_rules_allow(dated: date, months: int) -> None:
    def young(on: date) -> bool:  # as underwriting.chapters.ch08_brondata counts
        return dated >= add_months(on, -months)

    last = last_day(dated, months)
    assert young(last)
    assert not young(last + timedelta(days=1))
