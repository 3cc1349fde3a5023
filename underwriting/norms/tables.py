"""The tables of the norms, typed, each with its look-up."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from underwriting.figures import Cell
from underwriting.periods import add_months

Rows = Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class FinancieringslastTable:
    """One of the four tables of the Trhk: income rows, toetsrente columns, percentages."""

    incomes: tuple[Decimal, ...]
    rates_to: tuple[Decimal, ...]
    """Upper bound of each column, included; the last is infinite."""
    percentages: tuple[tuple[Decimal, ...], ...]

    @classmethod
    def from_rows(cls, rows: Rows) -> "FinancieringslastTable":
        columns = [name for name in rows[0] if name != "toetsinkomen_from"]
        return cls(
            incomes=tuple(Decimal(row["toetsinkomen_from"]) for row in rows),
            rates_to=tuple(Decimal(column) for column in columns),
            percentages=tuple(tuple(Decimal(row[column]) for column in columns) for row in rows),
        )

    def percentage(self, toetsinkomen: Decimal, toetsrente: Decimal) -> Decimal:
        """The financieringslastpercentage; stepwise, without interpolation."""
        row, column = self._position(toetsinkomen, toetsrente)
        return self.percentages[row][column]

    def cell(self, toetsinkomen: Decimal, toetsrente: Decimal) -> Cell:
        """The bounds of the cell that `percentage` reads. A column starts a thousandth above the one before."""
        row, column = self._position(toetsinkomen, toetsrente)
        return Cell(
            income_from=self.incomes[row],
            income_to=self.incomes[row + 1] if row + 1 < len(self.incomes) else None,
            rate_from=self.rates_to[column - 1] + Decimal("0.001") if column else Decimal(0),
            rate_to=self.rates_to[column] if self.rates_to[column].is_finite() else None,
        )

    def _position(self, toetsinkomen: Decimal, toetsrente: Decimal) -> tuple[int, int]:
        row = bisect_right(self.incomes, toetsinkomen) - 1  # the last that is reached
        column = bisect_left(self.rates_to, toetsrente)  # the first that is not passed
        return max(row, 0), column


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelExtra:
    """Principal outside the income test for one energy label, euros."""

    label: str
    guarantee_years: int
    purchase: Decimal
    measures: Decimal


@dataclass(frozen=True, slots=True)
class EnergyLabelTable:
    """Principal outside the income test per energy label (Trhk art. 4, gids 2.5)."""

    rows: tuple[LabelExtra, ...]

    @classmethod
    def from_rows(cls, rows: Rows) -> "EnergyLabelTable":
        return cls(
            tuple(
                LabelExtra(
                    label=row["label"],
                    guarantee_years=int(row["guarantee_years"]),
                    purchase=Decimal(row["purchase"]),
                    measures=Decimal(row["measures"]),
                )
                for row in rows
            )
        )

    def row(self, label: str, guarantee_years: int) -> LabelExtra:
        """The row of this label with the longest guarantee that is reached."""
        fitting = [row for row in self.rows if row.label == label and row.guarantee_years <= guarantee_years]
        return max(fitting, key=lambda row: row.guarantee_years)


@dataclass(frozen=True, slots=True)
class StudentLoanFactors:
    """Gross-up of a student loan by the toetsrente of the mortgage (Trhk art. 3a, gids 5.4)."""

    steps: tuple[tuple[Decimal, Decimal], ...]

    @classmethod
    def from_rows(cls, rows: Rows) -> "StudentLoanFactors":
        return cls(tuple((Decimal(row["rate_to"]), Decimal(row["factor"])) for row in rows))

    def factor(self, toetsrente: Decimal) -> Decimal:
        """The factor at a weighted toetsrente in percent."""
        return next(factor for rate_to, factor in self.steps if toetsrente <= rate_to)


@dataclass(frozen=True, slots=True)
class AowAges:
    """The AOW age by date of birth."""

    steps: tuple[tuple[date, date, int], ...]
    """First birth date, last birth date, age in months."""

    @classmethod
    def from_rows(cls, rows: Rows) -> "AowAges":
        return cls(
            tuple(
                (
                    date.fromisoformat(row["born_from"]),
                    date.fromisoformat(row["born_to"]),
                    int(row["age_years"]) * 12 + int(row["age_months"]),
                )
                for row in rows
            )
        )

    def aow_on(self, birth: date) -> date:
        """First day of AOW. Born after the last row: that row's age; before the first row: the first row's age."""
        for _, born_to, months in self.steps:
            if birth <= born_to:
                return add_months(birth, months)
        return add_months(birth, self.steps[-1][2])

    def assumed(self, birth: date) -> bool:
        """Whether the AOW age for this birth date is not published yet."""
        return birth > self.steps[-1][1]


@dataclass(frozen=True, slots=True)
class RateTable:
    """The lender's rates in percent, by rentevastperiode in years and risicoklasse."""

    rates: Mapping[int, Mapping[str, Decimal]]

    @classmethod
    def from_rows(cls, rows: Rows) -> "RateTable":
        return cls(
            {
                int(row["years"]): {name: Decimal(value) for name, value in row.items() if name != "years"}
                for row in rows
            }
        )

    def rate(self, years: int, risicoklasse: str) -> Decimal | None:
        """The rate, or None when the period or the class is not on the sheet."""
        return self.rates.get(years, {}).get(risicoklasse)
