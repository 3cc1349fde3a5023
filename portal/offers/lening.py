"""The loan as the documents of `documents.py` print it: leningdelen, schedules, costs and the JKP.

Amounts are euros, rates percent a year, terms months unless the name says years.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Self

from portal.offers.codec import DocumentError, Euro, Part, Rate
from portal.offers.parts import Address

Aflosvorm = Literal["annuitair", "lineair", "aflossingsvrij"]
Illustration = Literal["aflossing-einde-rentevastperiode", "hoogste-rente-20-jaar", "beide"]
Risicoklasse = Literal["nhg", "tot-60", "60-70", "70-80", "80-90", "90-100"]


@dataclass(frozen=True)
class ScheduleYear(Part):
    """One loan year of a leningdeel: paid interest, repaid principal, what is left at its end."""

    year: int
    interest: Euro
    repayment: Euro
    balance: Euro

    @property
    def paid(self) -> Decimal:
        """Interest and repayment together."""
        return self.interest + self.repayment


@dataclass(frozen=True)
class Leningdeel(Part):
    """One leningdeel with its own terms (gids 2.8) and its schedule over the whole looptijd.

    `maandlast` is the gross instalment of the first month. The schedule assumes the same rate to
    the end; what is left after the last year (aflossingsvrij) is due then.
    """

    number: int
    hoofdsom: Euro
    aflosvorm: Aflosvorm
    looptijd_months: int
    rentevastperiode_years: int
    rate: Rate
    maandlast: Euro
    nhg: bool
    schedule: tuple[ScheduleYear, ...]

    def __post_init__(self) -> None:
        super().__post_init__()
        balance = self.hoofdsom
        for expected, row in enumerate(self.schedule, start=1):
            balance -= row.repayment
            if row.year != expected or row.balance != balance:
                raise DocumentError(f"leningdeel {self.number}", f"schedule does not add up in year {row.year}")
        if self.schedule and self.aflosvorm != "aflossingsvrij" and balance != 0:
            raise DocumentError(f"leningdeel {self.number}", f"schedule leaves {balance} unpaid")

    @property
    def interest_total(self) -> Decimal:
        """All interest over the looptijd."""
        return sum((row.interest for row in self.schedule), Decimal("0.00"))

    @property
    def balance_at_end(self) -> Decimal:
        """What is still due on the last day."""
        return self.schedule[-1].balance if self.schedule else self.hoofdsom


@dataclass(frozen=True)
class Overbrugging(Part):
    """The bridging loan (gids 2.11): interest only, repaid when the old home is sold."""

    amount: Euro
    looptijd_months: int
    rate: Rate
    maandlast: Euro
    old_home: Address


@dataclass(frozen=True)
class Bouwdepot(Part):
    """The part of the loan kept back for works (gids 6.4); `compensation_rate` is paid on what is unused."""

    amount: Euro
    months: int
    compensation_rate: Rate


@dataclass(frozen=True)
class Lening(Part):
    """The whole loan. Totals stand in the document for who reads it by machine, and are checked."""

    leningdelen: tuple[Leningdeel, ...]
    hoofdsom: Euro
    maandlast: Euro
    inschrijving: Euro
    nhg: bool
    risicoklasse: Risicoklasse
    overbrugging: Overbrugging | None
    bouwdepot: Bouwdepot | None

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.leningdelen:
            raise DocumentError("lening", "has no leningdelen")
        if self.hoofdsom != sum(part.hoofdsom for part in self.leningdelen):
            raise DocumentError("lening.hoofdsom", "is not the sum of the leningdelen")
        if self.maandlast != sum(part.maandlast for part in self.leningdelen):
            raise DocumentError("lening.maandlast", "is not the sum of the leningdelen")
        if self.inschrijving < self.hoofdsom:
            raise DocumentError("lening.inschrijving", "is below the hoofdsom")

    @classmethod
    def of(
        cls,
        leningdelen: tuple[Leningdeel, ...],
        *,
        inschrijving: Decimal,
        nhg: bool,
        risicoklasse: Risicoklasse,
        overbrugging: Overbrugging | None = None,
        bouwdepot: Bouwdepot | None = None,
    ) -> Self:
        """The loan of these parts, its totals added up here."""
        zero = Decimal("0.00")
        return cls(
            leningdelen=leningdelen,
            hoofdsom=sum((part.hoofdsom for part in leningdelen), zero),
            maandlast=sum((part.maandlast for part in leningdelen), zero),
            inschrijving=inschrijving,
            nhg=nhg,
            risicoklasse=risicoklasse,
            overbrugging=overbrugging,
            bouwdepot=bouwdepot,
        )

    @property
    def schedule(self) -> tuple[ScheduleYear, ...]:
        """The leningdelen's schedules added up per year, as long as the longest of them runs."""
        zero = Decimal("0.00")
        years: list[ScheduleYear] = []
        balance = self.hoofdsom
        for index in range(max(len(part.schedule) for part in self.leningdelen)):
            rows = [part.schedule[index] for part in self.leningdelen if index < len(part.schedule)]
            repayment = sum((row.repayment for row in rows), zero)
            balance -= repayment
            interest = sum((row.interest for row in rows), zero)
            years.append(ScheduleYear(year=index + 1, interest=interest, repayment=repayment, balance=balance))
        return tuple(years)

    @property
    def rate_decimals(self) -> int:
        """Decimals that show every rate exactly, so that a column of rates lines up: 2 or 3."""
        return 3 if any(part.rate * 100 % 1 for part in self.leningdelen) else 2

    @property
    def looptijd_months(self) -> int:
        """The looptijd of the longest leningdeel."""
        return max(part.looptijd_months for part in self.leningdelen)

    @property
    def interest_total(self) -> Decimal:
        """All interest over the whole loan."""
        return sum((part.interest_total for part in self.leningdelen), Decimal("0.00"))

    @property
    def balance_at_end(self) -> Decimal:
        """What is still due when the looptijd of each leningdeel ends: the interest-only parts."""
        return sum((part.balance_at_end for part in self.leningdelen), Decimal("0.00"))

    @property
    def paid_total(self) -> Decimal:
        """The hoofdsom and all interest."""
        return self.hoofdsom + self.interest_total


@dataclass(frozen=True)
class Cost(Part):
    """A one-off cost of the loan. `in_jkp` says whether the JKP counts it; amount absent when we do not know it."""

    label: str
    amount: Euro | None
    in_jkp: bool
    note: str = ""


@dataclass(frozen=True)
class Jkp(Part):
    """The annual percentage rate (jaarlijks kostenpercentage), rounded to one decimal as 2014/17/EU annex I asks.

    `illustrative` is the second one of art. 17(5) and 17(6): `illustration` says whether it lets the balance be
    repaid at the end of the first rentevastperiode, lets `highest_rate` follow a short one, or does both.
    `total_payable` is everything to be paid when the rate stays as it is.
    """

    percent: Decimal
    illustrative: Decimal | None
    total_payable: Euro
    illustration: Illustration | None = None
    highest_rate: Rate | None = None
