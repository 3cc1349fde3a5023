"""Norms: every section loads, cites its source, leaves no gap in 2026, and equals its source cell for cell."""

import csv
from datetime import date, timedelta
from decimal import Decimal
from itertools import groupby, pairwise
from pathlib import Path

import pytest

from underwriting.norms import NoNormsInForce, loading, norms_on, section_names
from underwriting.norms.loading import NormsError, read_section, section_files
from underwriting.norms.public import Afm

DAY = date(2026, 3, 30)
NORMS = norms_on(DAY)
TABLES = ["below_aow_deductible", "aow_deductible", "below_aow_nondeductible", "aow_nondeductible"]


def test_every_day_of_2026_has_norms() -> None:
    for month in range(1, 13):
        assert norms_on(date(2026, month, 1)).on.month == month
    assert norms_on(date(2026, 12, 31)).on == date(2026, 12, 31)


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_a_day_without_norms_is_an_error_and_never_last_years_numbers(day: date) -> None:
    with pytest.raises(NoNormsInForce) as caught:
        norms_on(day)
    assert caught.value.day == day


def test_periods_of_a_section_neither_overlap_nor_leave_a_gap() -> None:
    for _, files in groupby(section_files(), key=lambda file: file.section):
        for earlier, later in pairwise(files):
            assert later.valid_from == earlier.valid_to + timedelta(days=1)


def test_every_file_is_a_section_that_is_read() -> None:
    assert {file.section for file in section_files()} == set(section_names())


def test_every_section_cites_its_source() -> None:
    assert all(len(getattr(NORMS, name).source) > 5 for name in section_names())


@pytest.mark.parametrize("name", TABLES)
def test_a_table_grows_with_income_and_with_the_rate(name: str) -> None:
    table = getattr(NORMS.trhk, name)
    assert list(table.incomes) == sorted(set(table.incomes))
    assert list(table.rates_to) == sorted(set(table.rates_to))
    for row, following in pairwise(table.percentages):
        assert all(low <= high for low, high in zip(row, following, strict=True))
    assert all(low <= high for row in table.percentages for low, high in pairwise(row))


@pytest.mark.parametrize(("name", "rows"), [("below_aow_deductible", 97), ("aow_deductible", 83)])
def test_a_table_has_every_row_of_the_regulation(name: str, rows: int) -> None:
    assert len(getattr(NORMS.trhk, name).incomes) == rows
    assert len(getattr(NORMS.trhk, name.replace("deductible", "nondeductible")).incomes) == rows


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_is_read_at_both_edges_of_its_row_and_column(name: str) -> None:
    """The file is the source; look-up must give its cell from the first euro to the last cent, rate by rate."""
    lines = (loading.DATA / "2026-01-01" / f"trhk_{name}.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    table = getattr(NORMS.trhk, name)
    columns = [column for column in rows[0] if column != "toetsinkomen_from"]
    for row, following in pairwise([*rows, {"toetsinkomen_from": "1000000"}]):
        incomes = (Decimal(row["toetsinkomen_from"]), Decimal(following["toetsinkomen_from"]) - Decimal("0.01"))
        for before, column in pairwise(["0", *columns]):
            highest = Decimal(column) if column != "inf" else Decimal("12.000")
            for rate in (Decimal(before) + Decimal("0.001"), highest):
                assert [table.percentage(income, rate) for income in incomes] == [Decimal(row[column])] * 2


@pytest.mark.parametrize(
    ("name", "income", "rate", "percentage"),
    [
        ("below_aow_deductible", 50_000, "4.000", "22.6"),
        ("below_aow_deductible", 80_000, "2.500", "22.2"),
        ("below_aow_deductible", 125_000, "6.501", "32.2"),
        ("aow_deductible", 70_000, "5.000", "36.9"),
        ("aow_deductible", 110_000, "7.000", "41.7"),
        ("below_aow_nondeductible", 40_000, "2.500", "16.4"),
        ("aow_nondeductible", 60_000, "5.500", "26.0"),
    ],
)
def test_a_published_cell_of_2026(name: str, income: int, rate: str, percentage: str) -> None:
    """Stcrt. 2025, 36471: cells that every import must give."""
    assert getattr(NORMS.trhk, name).percentage(Decimal(income), Decimal(rate)) == Decimal(percentage)


@pytest.mark.parametrize(
    ("rate", "factor"),
    [
        ("0.500", "1.05"), ("2.000", "1.05"), ("2.001", "1.10"), ("2.500", "1.10"), ("2.501", "1.15"),
        ("3.000", "1.15"), ("3.001", "1.20"), ("4.000", "1.20"), ("4.001", "1.25"), ("4.500", "1.25"),
        ("4.501", "1.30"), ("5.500", "1.30"), ("5.501", "1.35"), ("6.000", "1.35"), ("6.001", "1.40"),
    ],
)  # fmt: skip
def test_the_student_loan_factor_at_every_bound(rate: str, factor: str) -> None:
    """gids 5.4, Trhk art. 3a."""
    assert NORMS.trhk.student_loan_factors.factor(Decimal(rate)) == Decimal(factor)


@pytest.mark.parametrize(
    ("label", "years", "purchase", "measures"),
    [
        ("G", 0, 0, 20_000), ("F", 0, 0, 20_000), ("E", 0, 0, 20_000), ("D", 0, 5_000, 15_000),
        ("C", 0, 5_000, 15_000), ("B", 0, 10_000, 10_000), ("A", 0, 10_000, 10_000), ("A+", 0, 20_000, 10_000),
        ("A++", 0, 20_000, 10_000), ("A+++", 0, 25_000, 0), ("A++++", 0, 30_000, 0), ("A++++", 9, 30_000, 0),
        ("A++++", 10, 40_000, 0), ("A", 10, 10_000, 10_000), ("onbekend", 0, 0, 10_000),
        ("niet-mogelijk", 0, 0, 10_000),
    ],
)  # fmt: skip
def test_the_amounts_by_energy_label(label: str, years: int, purchase: int, measures: int) -> None:
    """gids 2.5, Trhk art. 4."""
    row = NORMS.trhk.energy_labels.row(label, years)
    assert (row.purchase, row.measures) == (purchase, measures)


@pytest.mark.parametrize(
    ("born", "aow_on", "assumed"),
    [
        (date(1959, 12, 31), date(2026, 12, 31), False),
        (date(1960, 12, 31), date(2027, 12, 31), False),
        (date(1961, 1, 1), date(2028, 4, 1), False),
        (date(1964, 9, 30), date(2031, 12, 30), False),
        (date(1964, 10, 1), date(2032, 1, 1), True),
        (date(1996, 5, 14), date(2063, 8, 14), True),
    ],
)
def test_the_aow_date_by_birth_date(born: date, aow_on: date, assumed: bool) -> None:
    assert NORMS.aow.ages.aow_on(born) == aow_on
    assert NORMS.aow.ages.assumed(born) is assumed


def test_amounts_change_on_the_first_day_of_the_half_year() -> None:
    assert norms_on(date(2026, 6, 30)).aow.amounts.single == Decimal("1637.57")
    assert norms_on(date(2026, 7, 1)).aow.amounts.single == Decimal("1662.16")


def test_the_rate_sheet_changes_on_its_day_and_says_what_it_is() -> None:
    before, after = norms_on(date(2026, 3, 31)).rates, norms_on(date(2026, 4, 1)).rates
    assert before.rates.rate(10, "nhg") != after.rates.rate(10, "nhg")
    assert "VERZONNEN" in before.source


def test_the_rate_sheet_has_every_period_and_class_and_rises_with_risk() -> None:
    for month in (1, 4, 7, 10):
        norms = norms_on(date(2026, month, 1))
        for years in norms.ch02.rentevastperioden:
            rates = [
                norms.rates.rates.rate(years, name) for name in ("nhg", "tot-60", "60-70", "70-80", "80-90", "90-100")
            ]
            known = [rate for rate in rates if rate is not None]
            assert len(known) == 6
            assert known == sorted(known)
    assert NORMS.rates.rates.rate(7, "nhg") is None


def test_the_fingerprint_changes_with_the_numbers_in_force() -> None:
    assert norms_on(date(2026, 3, 31)).sha256 == norms_on(date(2026, 1, 1)).sha256
    assert norms_on(date(2026, 4, 1)).sha256 != norms_on(date(2026, 3, 31)).sha256


def test_the_stamp_can_open_the_door_to_new_customers_and_nothing_else() -> None:
    assert NORMS.reference().accepts_new_customers is False
    assert NORMS.reference(accepts_new_customers=True).accepts_new_customers is True
    assert NORMS.reference().afm_toetsrente == Decimal("5.000")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('source = "x"\nvalid_from = 2026-01-01\nvalid_to = 2026-12-31\n', "lacks"),
        ('source = "x"\nvalid_from = 2026-01-01\nvalid_to = 2026-12-31\ntoetsrente = 5.0\nextra = 1\n', "unknown"),
        ('source = "x"\nvalid_from = 2026-01-01\nvalid_to = 2026-12-31\ntoetsrente = "5"\n', "toetsrente"),
        ("valid_from = 2026-01-01\nvalid_to = 2026-12-31\ntoetsrente = 5.0\n", "required"),
    ],
)
def test_a_norms_file_with_a_fault_does_not_load(tmp_path: Path, text: str, fault: str) -> None:
    folder = tmp_path / "2026-01-01"
    folder.mkdir()
    (folder / "afm.toml").write_text(text, encoding="utf-8")
    with pytest.raises(NormsError, match=fault):
        read_section(Afm, section_files(tmp_path)[0])
