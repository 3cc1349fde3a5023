"""Inkomensbepaling Loondienst: which calculation, what it gives, and when there is none."""

import tomllib
from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest

from tests.underwriting.builders import DATA
from underwriting.ibl import Contract, IblError, IblOutcome, Verzekeringsbericht, WageItem, determine
from underwriting.ibl.conversion import employment, spread
from underwriting.norms import norms_on
from underwriting.norms.ibl import Readings
from underwriting.periods import add_days, add_months

NORMS = norms_on(date(2026, 11, 20))
FIXED = "schriftelijke arbeidsovereenkomst voor onbepaalde tijd, geen oproepovereenkomst"
TEMPORARY = "schriftelijke arbeidsovereenkomst voor bepaalde tijd, geen oproepovereenkomst"
UNWRITTEN = "niet schriftelijke arbeidsovereenkomst voor onbepaalde tijd, geen oproepovereenkomst"
READINGS = [field.name for field in fields(Readings)]
LAST_MONTH = date(2026, 10, 1)
VECTORS = {
    case["id"]: case
    for case in tomllib.loads((DATA / "ibl_test_vectors.toml").read_text(encoding="utf-8"), parse_float=Decimal)["case"]
}

Wage = Callable[[int], int]


def months(
    count: int, wage: Wage | int, *, last: date = LAST_MONTH, hours: Wage | int = 160, car: int = 0, own: int = 0
) -> tuple[WageItem, ...]:
    """Monthly lines, period 1 (the latest) first."""
    lines = []
    for ago in range(count):
        start = add_months(last, -ago)
        lines.append(
            WageItem(
                starts_on=start,
                ends_on=add_days(add_months(start, 1), -1),
                hours=Decimal(hours(ago + 1) if callable(hours) else hours),
                sv_loon=Decimal(wage(ago + 1) if callable(wage) else wage),
                private_use=Decimal(car),
                own_contribution=Decimal(own),
            )
        )
    return tuple(lines)


def contract(form: str | None, items: tuple[WageItem, ...], number: str = "111L01") -> Contract:
    return Contract(
        employer="Voorbeeld B.V.",
        loonheffingennummer=number,
        contract_form=form,
        items=items,
    )


def outcome(*contracts: Contract, dated_on: date = date(2026, 11, 15), pension: int = 0) -> IblOutcome:
    message = Verzekeringsbericht(dated_on=dated_on, contracts=contracts, pension_contribution=Decimal(pension))
    return determine(message, NORMS.ibl, on=NORMS.on)


def figures(found: IblOutcome) -> dict[str, Decimal | None]:
    """The figure of every step, by its name."""
    return {step.name: step.value for step in found.steps}


def kinds(found: IblOutcome) -> str:
    return "".join(entry.kind for entry in found.calculations)


@pytest.mark.parametrize("name", ["5.6.5.1-split", "5.6.6.1-four-weekly-to-month"])
def test_wage_is_split_over_periods_by_days_as_published(name: str) -> None:
    case = VECTORS[name]
    start, days = date(2026, 3, 1), case["days_in_source_period"]
    item = WageItem(
        starts_on=start, ends_on=add_days(start, days - 1), hours=Decimal(160), sv_loon=Decimal(case["amount"])
    )
    first, second = case["overlap_days"]
    targets = [(start, add_days(start, first - 1)), (add_days(start, first), add_days(start, first + second - 1))]
    assert [period.sv_loon for period in spread([item], targets)] == case["expected"]


def test_a_stable_fixed_contract_counts_its_last_year() -> None:
    found = outcome(contract(FIXED, months(36, 3500)))
    assert (kinds(found), found.toetsinkomen) == ("A", Decimal("42000.00"))


def test_holiday_pay_that_recurs_every_year_is_no_peak() -> None:
    wage = lambda period: 6860 if period % 12 == 6 else 3500  # noqa: E731 - one line says it
    found = outcome(contract(FIXED, months(36, wage)))
    assert (kinds(found), found.toetsinkomen) == ("A", Decimal("45360.00"))


@pytest.mark.parametrize(
    ("now", "kind", "income"),
    [
        (3600, "A", "43200.00"),  # 120 percent of last year: still stable
        (3601, "B", "39606.00"),  # above it: the lower of two years' average and the last year
    ],
)
def test_growth_above_120_percent_is_not_stable(now: int, kind: str, income: str) -> None:
    found = outcome(contract(FIXED, months(24, lambda period: now if period <= 12 else 3000)))
    assert (kinds(found), found.toetsinkomen) == (kind, Decimal(income))


def test_a_peak_without_its_like_a_year_ago_is_not_stable_and_is_cut() -> None:
    """One bonus of 9,000 on 3,000 a month: cut to the mean of the three years, 5,000, and counted over two years."""
    found = outcome(contract(FIXED, months(36, lambda period: 9000 if period == 2 else 3000)))
    assert (kinds(found), found.toetsinkomen) == ("B", Decimal("37000.00"))


@pytest.mark.parametrize(
    ("count", "kind", "income"),
    [(24, "A", "42000.00"), (23, "D", "42000.00"), (4, "D", "42000.00"), (3, "", None), (2, "", None), (1, "", None)],
)
def test_the_length_of_a_fixed_contract_chooses_the_calculation(count: int, kind: str, income: str | None) -> None:
    found = outcome(contract(FIXED, months(count, 3500)))
    assert (kinds(found), found.toetsinkomen) == (kind, Decimal(income) if income else None)


def test_a_short_fixed_contract_counts_the_lowest_of_four_periods() -> None:
    found = outcome(contract(FIXED, months(10, lambda period: 3000 if period == 4 else 3500)))
    assert found.toetsinkomen == Decimal("36000.00")
    found = outcome(contract(FIXED, months(10, lambda period: 3000 if period == 5 else 3500)))
    assert found.toetsinkomen == Decimal("42000.00")


def test_flexible_work_counts_the_average_of_three_years_at_most_the_last() -> None:
    rising = outcome(contract(TEMPORARY, months(36, lambda period: 3600 if period <= 12 else 3000)))
    assert (kinds(rising), rising.toetsinkomen) == ("C", Decimal("38400.00"))
    falling = outcome(contract(TEMPORARY, months(36, lambda period: 3000 if period <= 12 else 3600)))
    assert falling.toetsinkomen == Decimal("36000.00")


def test_months_without_work_count_as_nothing() -> None:
    assert outcome(contract(TEMPORARY, months(18, 3000))).toetsinkomen == Decimal("18000.00")


def test_a_benefit_counts_in_three_years_but_not_in_the_last() -> None:
    benefit = Contract(
        employer="WW-Uitkering van UWV",
        loonheffingennummer="810220350L02",
        items=months(6, 1500, last=date(2026, 4, 1), hours=0),
    )
    work = (
        contract(TEMPORARY, months(6, 3000)),
        contract(TEMPORARY, months(24, 3000, last=date(2025, 10, 1)), "222L01"),
    )
    found = outcome(*work, benefit)
    assert (kinds(found), found.toetsinkomen) == ("C", Decimal("18000.00"))
    assert figures(found)["I3jr"] == Decimal("33000.00")


def test_a_benefit_alone_is_no_employment() -> None:
    benefit = Contract(
        employer="WW-Uitkering van UWV", loonheffingennummer="810220350L02", items=months(36, 1500, hours=0)
    )
    assert outcome(benefit).errors == (IblError.NO_CONTRACT_QUALIFIES,)


def test_fewer_hours_now_scale_older_wage_down() -> None:
    """Half the hours in the last three months: nine older months count for half."""
    found = outcome(
        contract(FIXED, months(36, lambda period: 1750 if period <= 3 else 3500, hours=lambda p: 80 if p <= 3 else 160))
    )
    assert figures(found)["Parttimepercentage"] == Decimal(50)
    assert (kinds(found), found.toetsinkomen) == ("A", Decimal("21000.00"))


@pytest.mark.parametrize(("hours", "percentage"), [(147, "100"), (146, "91.25")])
def test_hours_just_above_and_below_93_7_percent(hours: int, percentage: str) -> None:
    """147 against a mean of 156.75 is 93.8 percent; 146 against 156.5 is 93.3 percent."""
    found = outcome(contract(FIXED, months(36, 3500, hours=lambda period: hours if period <= 3 else 160)))
    assert figures(found)["Parttimepercentage"] == Decimal(percentage)


def test_private_use_of_a_car_comes_off_after_the_own_contribution() -> None:
    assert outcome(contract(FIXED, months(36, 4000, car=500, own=100))).toetsinkomen == Decimal("43200.00")
    assert outcome(contract(FIXED, months(36, 4000, car=100, own=500))).toetsinkomen == Decimal("48000.00")


def test_the_pension_contribution_is_added_but_not_on_call() -> None:
    assert outcome(contract(FIXED, months(36, 3500)), pension=100).toetsinkomen == Decimal("43200.00")


def test_four_weekly_wage_counts_thirteen_times() -> None:
    periods = sorted(NORMS.ibl.period_map.months)
    year = [period for period in periods if date(2024, 1, 1) <= period[0] and period[1] <= date(2026, 11, 1)]
    items = tuple(
        WageItem(starts_on=start, ends_on=end, hours=Decimal(150), sv_loon=Decimal(3000)) for start, end in year
    )
    found = outcome(contract(FIXED, items))
    assert (kinds(found), found.toetsinkomen) == ("A", Decimal("39000.00"))


def test_leave_without_hours_is_passed_over() -> None:
    def hours(period: int) -> int:
        return 0 if 6 <= period <= 8 else 160

    found = outcome(contract(FIXED, months(36, lambda p: 0 if 6 <= p <= 8 else 3500, hours=hours)))
    assert (kinds(found), found.toetsinkomen) == ("A", Decimal("42000.00"))


def test_two_jobs_count_together() -> None:
    found = outcome(
        contract(FIXED, months(36, 2500, hours=100)), contract(TEMPORARY, months(36, 800, hours=40), "222L01")
    )
    assert (kinds(found), found.toetsinkomen) == ("AC", Decimal("39600.00"))


@pytest.mark.parametrize(("hours", "kind"), [(40, "DC"), (41, "D")])
def test_flexible_work_beside_a_short_fixed_job_stays_within_a_working_week(hours: int, kind: str) -> None:
    found = outcome(contract(FIXED, months(12, 3000)), contract(TEMPORARY, months(24, 800, hours=hours), "222L01"))
    assert kinds(found) == kind


@pytest.mark.parametrize(("count", "kind"), [(36, "A"), (35, "C")])
def test_an_unwritten_permanent_contract_is_fixed_after_three_years(count: int, kind: str) -> None:
    assert kinds(outcome(contract(UNWRITTEN, months(count, 3000)))) == kind


def test_blocks_of_one_employer_are_one_contract() -> None:
    found = outcome(
        contract(FIXED, months(10, 3500)), contract(TEMPORARY, months(20, 3500, last=add_months(LAST_MONTH, -10)))
    )
    assert (kinds(found), found.toetsinkomen) == ("A", Decimal("42000.00"))


@pytest.mark.parametrize(
    ("dated_on", "errors"),
    [
        (date(2027, 1, 1), (IblError.DATED_IN_FUTURE,)),
        (date(2026, 11, 15), ()),
    ],
)
def test_a_message_is_not_of_tomorrow(dated_on: date, errors: tuple[IblError, ...]) -> None:
    assert outcome(contract(FIXED, months(36, 3500)), dated_on=dated_on).errors == errors


@pytest.mark.parametrize(("ago", "qualifies"), [(62, True), (63, False)])
def test_the_latest_wage_is_at_most_two_periods_old(ago: int, qualifies: bool) -> None:
    items = months(36, 3500, last=date(2026, 8, 1))
    found = outcome(contract(FIXED, items), dated_on=add_days(date(2026, 8, 31), ago))
    assert (found.toetsinkomen is not None) is qualifies


@pytest.mark.parametrize(("period", "errors"), [(4, (IblError.NEGATIVE_HOURS,)), (5, ())])
def test_negative_hours_in_the_last_four_months_stop_the_sum(period: int, errors: tuple[IblError, ...]) -> None:
    items = months(36, 3500, hours=lambda number: -8 if number == period else 160)
    assert outcome(contract(FIXED, items)).errors == errors


def test_a_benefit_under_a_strange_number_is_refused() -> None:
    strange = Contract(employer="WW-Uitkering van UWV", loonheffingennummer="999L01", items=months(3, 1500))
    assert IblError.UNKNOWN_BENEFIT in outcome(contract(FIXED, months(36, 3500)), strange).errors


def test_wage_without_a_contract_form_is_passed_over() -> None:
    assert outcome(contract(None, months(36, 3500))).errors == (IblError.NO_CONTRACT_QUALIFIES,)


def test_an_empty_message_has_no_result() -> None:
    assert outcome().errors == (IblError.NO_CONTRACT_QUALIFIES,)


def four_weeks(count: int, wage: int, *, hours: int = 150, until: date = date(2026, 11, 1)) -> tuple[WageItem, ...]:
    """Lines of the Koppeltabel up to a day, newest first."""
    periods = sorted((period for period in NORMS.ibl.period_map.months if period[1] <= until), reverse=True)
    return tuple(
        WageItem(starts_on=start, ends_on=end, hours=Decimal(hours), sv_loon=Decimal(wage))
        for start, end in periods[:count]
    )


def test_four_weeks_that_end_in_a_new_month_do_not_make_it_the_latest() -> None:
    """Months beside four weeks up to 1 November: the latest month is October, by the Koppeltabel."""
    found = outcome(contract(TEMPORARY, months(36, 2000)), contract(TEMPORARY, four_weeks(39, 1000), "222L01"))
    assert kinds(found) == "C"
    latest = found.calculations[0].periods[0]
    assert (latest.starts_on, latest.ends_on, latest.number) == (date(2026, 10, 1), date(2026, 10, 31), 1)
    assert latest.sv_loon == Decimal("2000.00") + Decimal("142.86") + Decimal("964.29"), "4 of 28 days, and 27 of 28"
    assert figures(found)["Parttimepercentage"] == Decimal(100)


def test_a_monthly_job_runs_beside_four_weeks_that_end_a_day_later() -> None:
    found = outcome(contract(TEMPORARY, months(36, 2000)), contract(FIXED, four_weeks(39, 1000), "222L01"))
    assert (kinds(found), found.toetsinkomen) == ("AC", Decimal(13000 + 24000))


def test_a_switch_to_months_is_converted_and_loses_nothing() -> None:
    """Four weeks in 2024 and 2025, months in 2026: converted by days, and all of it is still there."""
    items = (*months(10, 3250), *four_weeks(26, 3000, until=date(2025, 12, 31)))
    job = employment(contract(FIXED, items), NORMS.ibl)
    assert (len(job.series), len(job.stated), job.term) == (34, 36, NORMS.ibl.monthly)
    assert sum(period.sv_loon for period in job.series) == 10 * 3250 + 26 * 3000
    december, november = job.series[10:12]
    assert december.sv_loon == Decimal("3000.00"), "the last period of 2025 is 1 to 31 December"
    assert november.sv_loon == Decimal("3214.29"), "3 to 30 November, and 2 of the 28 days before it"
    found = outcome(contract(FIXED, items))
    assert (kinds(found), found.toetsinkomen) == ("A", Decimal("38714.29"))


def test_hours_are_compared_as_stated_and_not_as_converted() -> None:
    """150 hours in four weeks became 162.5 a month: over the lines as stated that is more hours, not fewer."""
    items = (*months(10, 3250, hours=163), *four_weeks(26, 3000, until=date(2025, 12, 31)))
    share = figures(outcome(contract(FIXED, items)))["Urenpercentage"]
    assert share == ((163 * 3) / Decimal(3) / ((163 * 10 + 150 * 2) / Decimal(12)) * 100).quantize(Decimal("1e-12"))


@pytest.mark.parametrize(("days", "lines"), [(6, 24), (7, 25), (35, 25), (36, 24)])
def test_a_line_of_less_than_a_week_or_more_than_five_is_left_out(days: int, lines: int) -> None:
    items = months(24, 3500)
    end = add_days(items[-1].starts_on, -1)
    odd = WageItem(starts_on=add_days(end, 1 - days), ends_on=end, hours=Decimal(160), sv_loon=Decimal(3500))
    found = outcome(contract(FIXED, (*items, odd)))
    assert figures(found)["Minimaal twee jaar"] == lines
    assert any("korter dan 7" in reading for reading in found.readings) is (lines == 24)


def test_a_gap_of_one_day_is_none_and_of_two_is_one() -> None:
    recent = months(12, 3500)
    for gap, periods in ((1, 24), (2, 12)):
        older = months(12, 3500, last=date(2025, 10, 1))
        cut = replace(older[0], ends_on=add_days(older[0].ends_on, -gap))
        found = outcome(contract(FIXED, (*recent, cut, *older[1:])))
        assert figures(found)["Minimaal twee jaar"] == periods


def test_lines_of_the_same_days_are_added_up() -> None:
    extra = WageItem(starts_on=LAST_MONTH, ends_on=date(2026, 10, 31), hours=Decimal(8), sv_loon=Decimal(100))
    found = outcome(contract(FIXED, (*months(24, 3500), extra)))
    assert found.toetsinkomen == Decimal("42100.00")


def test_a_result_names_only_the_readings_it_rests_on() -> None:
    def topics(found: IblOutcome) -> list[str]:
        return [
            name for name in READINGS if any(getattr(NORMS.ibl.readings, name).text in one for one in found.readings)
        ]

    assert topics(outcome(contract(FIXED, months(36, 3500)))) == ["enip_in_a"]
    assert topics(outcome(contract(FIXED, months(12, 3500)))) == ["choice"]
    assert topics(outcome(contract(TEMPORARY, months(36, 3500)))) == ["choice", "eip_b_in_c"]
    assert topics(outcome(contract(UNWRITTEN, months(36, 3500)))) == ["unwritten_permanent", "enip_in_a"]
    assert topics(outcome(contract(FIXED, months(36, 3500)), pension=10)) == ["pension", "enip_in_a"]


def test_every_code_has_its_meaning() -> None:
    assert set(NORMS.ibl.error_codes.meanings) == {code.value for code in IblError}


@pytest.mark.parametrize(("hours", "warned"), [(208, False), (209, True)])
def test_many_hours_are_an_attention_point(hours: int, warned: bool) -> None:
    assert bool(outcome(contract(FIXED, months(36, 3500, hours=hours))).warnings) is warned


@pytest.mark.parametrize(("pension", "warned"), [(525, False), (526, True)])
def test_a_pension_contribution_above_15_percent_is_an_attention_point(pension: int, warned: bool) -> None:
    assert bool(outcome(contract(FIXED, months(36, 3500)), pension=pension).warnings) is warned


def test_four_weekly_lines_of_another_rhythm_are_followed_back_from_the_last() -> None:
    """28 days each, not those of the Koppeltabel: only the stated payment term tells what they are."""
    items = tuple(
        WageItem(
            starts_on=add_days(date(2026, 10, 14), -28 * ago - 27),
            ends_on=add_days(date(2026, 10, 14), -28 * ago),
            hours=Decimal(150),
            sv_loon=Decimal(3000),
        )
        for ago in range(39)
    )
    for form, kind in ((FIXED, "A"), (TEMPORARY, "C")):
        found = outcome(replace(contract(form, items), payment_term="four_weekly"))
        assert (kinds(found), found.toetsinkomen) == (kind, Decimal("39000.00"))
