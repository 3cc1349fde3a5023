"""The rate of a running part by the sheet of the day on which it was set (gids 10.1, 10.2, 10.4, 10.5)."""

from dataclasses import dataclass
from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.existing_loan import ExistingLeningdeel, ExistingLoan
from underwriting.facts.words import Risicoklasse
from underwriting.norms import Norms


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalRate:
    """A rate in percent, or the paths of the facts without which it is not known."""

    rate: Decimal | None = None
    missing: tuple[str, ...] = ()


def running_class(loan: ExistingLoan) -> Risicoklasse | None:
    """The risicoklasse in force; a loan with NHG needs no other word for it."""
    return "nhg" if loan.nhg else loan.risicoklasse


def running_parts(facts: Facts) -> tuple[tuple[str, ExistingLeningdeel], ...]:
    """Every part of the running loan with its path."""
    parts = (facts.existing_loan.leningdelen or ()) if facts.existing_loan else ()
    return tuple((f"existing_loan.leningdelen[{index}]", part) for index, part in enumerate(parts))


def for_class(path: str, part: ExistingLeningdeel, facts: Facts, norms: Norms, klasse: Risicoklasse) -> OriginalRate:
    """The rate of a part in a risicoklasse. In its own class that is the rate it has; in another the sheet tells."""
    loan = facts.existing_loan
    assert loan is not None
    running = running_class(loan)
    if running is None:
        return OriginalRate(missing=("existing_loan.risicoklasse",))
    if running == klasse:
        return OriginalRate(rate=part.rate) if part.rate is not None else OriginalRate(missing=(f"{path}.rate",))
    return by_sheet(path, part, facts, norms, klasse)


def by_sheet(path: str, part: ExistingLeningdeel, facts: Facts, norms: Norms, klasse: Risicoklasse) -> OriginalRate:
    """What the sheet of the rate-setting date says. Without that sheet the name of a sheet that has it is lacking."""
    loan = facts.existing_loan
    assert loan is not None
    stated = {
        "existing_loan.rate_set_on": loan.rate_set_on,
        f"{path}.rentevastperiode_years": part.rentevastperiode_years,
    }
    lacking = tuple(name for name, value in stated.items() if value is None)
    if loan.rate_set_on is None or part.rentevastperiode_years is None:
        return OriginalRate(missing=lacking)
    sheet = norms.rates_set_on(loan.rate_set_on)
    rate = sheet.rate(part.rentevastperiode_years, klasse) if sheet else None
    return OriginalRate(rate=rate) if rate is not None else OriginalRate(missing=("reference.rate_table",))


def priced(path: str, part: ExistingLeningdeel, facts: Facts, norms: Norms) -> OriginalRate:
    """The rate of a part by the sheet of the original date; the rate it has when that sheet is not among the norms."""
    klasse = running_class(facts.existing_loan) if facts.existing_loan else None
    found = (
        by_sheet(path, part, facts, norms, klasse) if klasse else OriginalRate(missing=("existing_loan.risicoklasse",))
    )
    if found.rate is None and found.missing == ("reference.rate_table",) and part.rate is not None:
        return OriginalRate(rate=part.rate)
    return found
