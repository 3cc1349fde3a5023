"""The invented people never grow old, and what they earn is what their file says."""

from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import iban
from stdnum.nl import bsn

from brondata.datasets import Brondata
from brondata.ockto.mapping import read_delivery
from brondata.simulator import personas
from brondata.simulator.calendar import four_week_period, month_period, months_ago
from tests.brondata.builders import AMSTERDAM, TODAY, body, delivery

days = st.dates(date(2025, 1, 1), date(2035, 12, 31))


def read(key: str, today: date) -> Brondata:
    """What is delivered for a persona on a day."""
    return read_delivery(delivery(body(key, at=datetime(today.year, today.month, today.day, 12, tzinfo=AMSTERDAM))))


def test_the_people_of_the_journey_are_there() -> None:
    assert personas.keys()[:7] == ("sanne", "robin", "sam", "dirk", "ria", "thomas", "henk")


@pytest.mark.parametrize("key", personas.keys())
@given(today=days)
def test_a_persona_keeps_its_age(key: str, today: date) -> None:
    born = personas.person(key, today).birth_date
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    assert age == personas.spec(key).persoon.geboren.leeftijd


@pytest.mark.parametrize("key", personas.keys())
def test_numbers_are_of_the_test_ranges_and_add_up(key: str) -> None:
    spec = personas.spec(key)
    assert bsn.is_valid(spec.persoon.burgerservicenummer)
    assert spec.persoon.burgerservicenummer.startswith("9999")
    for account in spec.bankrekeningen:
        assert iban.is_valid(account.iban, check_country=False)
        assert account.iban[4:8] == "TEST"


@pytest.mark.parametrize(("key", "yearly"), [("sanne", 52000), ("robin", 48000), ("sam", 41000), ("thomas", 58000)])
@settings(deadline=None)
@given(today=days)
def test_the_last_twelve_months_are_the_yearly_wage_on_any_day(key: str, yearly: int, today: date) -> None:
    bericht = read(key, today).verzekeringsbericht
    assert bericht is not None
    (contract,) = bericht.dienstverbanden
    total = sum((periode.sv_loon for periode in contract.perioden[-12:]), Decimal(0))
    assert abs(total - yearly) < 1


@settings(deadline=None)
@given(today=days)
def test_sanne_has_thirty_six_unbroken_months_until_last_month(today: date) -> None:
    bericht = read("sanne", today).verzekeringsbericht
    assert bericht is not None
    perioden = bericht.dienstverbanden[0].perioden
    assert len(perioden) == 36
    assert perioden[-1].tot < months_ago(today, 0)
    assert all((after.van - before.tot).days == 1 for before, after in pairwise(perioden))


def test_the_tax_return_agrees_with_the_wages() -> None:
    for key in ("sanne", "robin", "sam", "dirk", "thomas"):
        bundle = read(key, TODAY)
        assert bundle.verzekeringsbericht is not None
        assert bundle.belastingdienst is not None
        aangifte = bundle.belastingdienst.aangiften[0]
        wages = [
            periode.sv_loon
            for contract in bundle.verzekeringsbericht.dienstverbanden
            for periode in contract.perioden
            if periode.tot.year == aangifte.jaar
        ]
        assert aangifte.loon_tegenwoordige_arbeid == sum(wages)


@pytest.mark.parametrize(
    ("today", "years"), [(date(2026, 2, 28), [2024, 2023, 2022]), (date(2026, 3, 1), [2025, 2024, 2023])]
)
def test_last_years_return_opens_on_the_first_of_march(today: date, years: list[int]) -> None:
    belastingdienst = read("sanne", today).belastingdienst
    assert belastingdienst is not None
    assert [aangifte.jaar for aangifte in belastingdienst.aangiften] == years


def test_sanne_saved_thirty_eight_thousand() -> None:
    belastingdienst = read("sanne", TODAY).belastingdienst
    assert belastingdienst is not None
    newest, before, _ = belastingdienst.aangiften
    assert sum(rekening.saldo_1_januari or 0 for rekening in newest.bankrekeningen) == Decimal("38000.00")
    assert sum(rekening.saldo_1_januari or 0 for rekening in before.bankrekeningen) == Decimal("29500.00")


def test_robin_and_sam_live_together_and_share_an_account() -> None:
    robin, sam = read("robin", TODAY), read("sam", TODAY)
    assert robin.persoon is not None
    assert sam.persoon is not None
    assert robin.persoon.adres == sam.persoon.adres
    shared = [
        {rekening for rekening in bundle.belastingdienst.aangiften[0].bankrekeningen if rekening.gezamenlijk}
        for bundle in (robin, sam)
        if bundle.belastingdienst
    ]
    assert len(shared[0]) == 1
    assert shared[0] == shared[1]


def test_dirk_worked_by_four_weeks_first_and_by_month_now() -> None:
    bericht = read("dirk", TODAY).verzekeringsbericht
    assert bericht is not None
    first, now = bericht.dienstverbanden
    assert {(periode.tot - periode.van).days + 1 for periode in first.perioden} - {28} <= {26, 27, 29, 30, 31}
    assert first.perioden[-1].tot < now.perioden[0].van
    assert len({periode.sv_loon for periode in now.perioden}) > 12


def test_ria_is_near_aow_and_henk_has_it() -> None:
    for key, reached in (("ria", False), ("henk", True)):
        overview = read(key, TODAY).pensioenoverzicht
        assert overview is not None
        aow_from = next(periode.van for periode in overview.perioden if periode.aow)
        assert (personas.spec(key).persoon.geboren.leeftijd >= aow_from.jaren) is reached


# The published four-week periods (IBL rules 8.1.1, appendix 8) around two turns of the year.
@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2024, 1, 29), (date(2024, 1, 1), date(2024, 1, 28))),
        (date(2024, 1, 28), (date(2023, 12, 4), date(2023, 12, 31))),
        (date(2025, 1, 27), (date(2025, 1, 1), date(2025, 1, 26))),
        (date(2025, 1, 10), (date(2024, 12, 2), date(2024, 12, 31))),
        (date(2025, 10, 6), (date(2025, 9, 8), date(2025, 10, 5))),
    ],
)
def test_the_last_complete_four_weeks(today: date, expected: tuple[date, date]) -> None:
    assert four_week_period(today, 1) == expected


@given(today=days, ago=st.integers(min_value=1, max_value=60))
def test_periods_join_without_gap_or_overlap(today: date, ago: int) -> None:
    for period in (month_period, four_week_period):
        assert (period(today, ago)[0] - period(today, ago + 1)[1]).days == 1
        assert period(today, 1)[1] < today
