"""The UWV verzekeringsbericht as the Inkomensbepaling Loondienst reads it, and what it gives back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

Kind = Literal["A", "B", "C", "D"]
TermName = Literal["monthly", "four_weekly"]
Unit = Literal["euro", "procent", "uur", "perioden"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WageItem:
    """One line of wage: a month or four weeks, both days included. Euros; corrections can be negative."""

    starts_on: date
    ends_on: date
    hours: Decimal
    sv_loon: Decimal
    private_use: Decimal = Decimal(0)
    own_contribution: Decimal = Decimal(0)

    @property
    def days(self) -> int:
        """Length of the line in days."""
        return (self.ends_on - self.starts_on).days + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Contract:
    """One contract, or one benefit of the UWV.

    `payment_term` says what a line is whose dates do not tell it: no whole month and no period of the Koppeltabel.
    """

    employer: str
    loonheffingennummer: str
    contract_form: str | None = None
    items: tuple[WageItem, ...]
    payment_term: TermName | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzekeringsbericht:
    """The message as downloaded on a day.

    `pension_contribution` is the employee's own share in euros per period of `payment_term`, from the payslip: it does
    not stand on the message. A contract's own payment term goes before that of the message.
    """

    dated_on: date
    contracts: tuple[Contract, ...]
    payment_term: TermName = "monthly"
    pension_contribution: Decimal = Decimal(0)


class IblError(StrEnum):
    """Why there is no result: the codes of the IBL API (appendix Foutcodes) that the sums can give."""

    NEGATIVE_HOURS = "2030"
    DATED_IN_FUTURE = "2035"
    WAGE_IN_FUTURE = "2036"
    UNKNOWN_BENEFIT = "2037"
    NO_CONTRACT_QUALIFIES = "2038"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One reason why there is no result: the code, the paragraph of the rules, and words for a person (Dutch)."""

    code: IblError
    section: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step on the way: its name in the rules, the paragraph, what was found in words, and the figure.

    `first` and `last` are the days a step is about, `was` is a wage before it was cut. Amounts on the way are not
    rounded to cents: see `underwriting.ibl.trail`.
    """

    name: str
    section: str
    text: str
    employer: str | None = None
    value: Decimal | None = None
    unit: Unit | None = None
    first: date | None = None
    last: date | None = None
    was: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """One period as it counts: number 1 is the latest. `counted` is the SV-loon after the cutting of peaks."""

    number: int
    starts_on: date
    ends_on: date
    hours: Decimal
    sv_loon: Decimal
    counted: Decimal
    benefit: Decimal
    car: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """One of the four calculations, the contracts it is about, and the periods it used. Euros per year."""

    kind: Kind
    employers: tuple[str, ...]
    income: Decimal
    periods: tuple[Counted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IblOutcome:
    """The toetsinkomen in euros per year, or the refusals that stand in its way; and every step towards either."""

    version: str
    uwv_message_on: date
    toetsinkomen: Decimal | None
    calculations: tuple[Calculation, ...] = ()
    pension: Decimal = Decimal(0)
    refusals: tuple[Refusal, ...] = ()
    steps: tuple[Step, ...] = ()
    warnings: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[IblError, ...]:
        """The codes of the refusals, each once."""
        return tuple(dict.fromkeys(refusal.code for refusal in self.refusals))

    @property
    def kind(self) -> Kind | None:
        """The one calculation by which the outcome is known: that of the fixed contract which gives most, else C."""
        fixed = [entry for entry in self.calculations if entry.kind != "C"]
        chosen = min(fixed or self.calculations, key=lambda entry: (-entry.income, entry.kind), default=None)
        return chosen.kind if chosen else None
