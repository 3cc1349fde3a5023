"""The UWV verzekeringsbericht as the Inkomensbepaling Loondienst reads it, and what it gives back."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal

Kind = Literal["A", "B", "C", "D"]


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
    """One contract, or one benefit of the UWV. `pension_contribution` is the employee's share per period, if known."""

    employer: str
    loonheffingennummer: str
    contract_form: str | None = None
    items: tuple[WageItem, ...]
    pension_contribution: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verzekeringsbericht:
    """The message as downloaded on a day."""

    dated_on: date
    contracts: tuple[Contract, ...]


class IblError(StrEnum):
    """Why there is no result: the codes of the IBL API (appendix Foutcodes) that the sums can give."""

    NEGATIVE_HOURS = "2030"
    DATED_IN_FUTURE = "2035"
    WAGE_IN_FUTURE = "2036"
    UNKNOWN_BENEFIT = "2037"
    NO_CONTRACT_QUALIFIES = "2038"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One amount on the way, with the word of the rules for it."""

    name: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Calculation:
    """One of the four calculations, and the contracts it is about."""

    kind: Kind
    employers: tuple[str, ...]
    income: Decimal
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IblOutcome:
    """The toetsinkomen in euros per year, or the errors that stand in its way."""

    version: str
    uwv_message_on: date
    toetsinkomen: Decimal | None
    calculations: tuple[Calculation, ...] = ()
    errors: tuple[IblError, ...] = ()
