"""The risicoklasse of a running loan after a repayment or a rise in value (gids 10.4)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.existing_loan import RisicoklasseRequest
from underwriting.facts.obligations import ValueStatement
from underwriting.facts.words import Risicoklasse
from underwriting.norms import Norms
from underwriting.periods import add_months
from underwriting.workings import loan, repayment
from underwriting.workings.loan import CLASSES
from underwriting.workings.original_rate import running_parts

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reclassed:
    """The class a loan comes into and from when; `ltv` is the exact percentage."""

    ltv: Decimal
    risicoklasse: Risicoklasse
    from_on: date


def request(facts: Facts) -> RisicoklasseRequest:
    """What is stated about another class; nothing at all when nobody stated anything."""
    asked = facts.existing_loan_request.risicoklasse if facts.existing_loan_request else None
    return asked or RisicoklasseRequest()


def by_repayment(facts: Facts, norms: Norms) -> Reclassed | None:
    """After a repayment; None while balance, value or day is not known."""
    held, balance = facts.existing_loan, balance_after(facts)
    return _reclassed(balance, held.value if held else None, repaid_on(facts), norms)


def by_value(facts: Facts, norms: Norms) -> Reclassed | None:
    """On the value of the request; None while balance, value or day is not known."""
    asked = request(facts)
    return _reclassed(_balance(facts), asked.value, asked.requested_on, norms)


def value_is_good(facts: Facts, norms: Norms) -> bool:
    """Whether the value of the request comes from a report or WOZ decision that is young enough (gids 10.4)."""
    asked = request(facts)
    if asked.value is None or asked.value.valued_on is None or asked.requested_on is None:
        return False
    accepted = asked.value.source in norms.ch10.risicoklasse_value_sources and validated(asked.value)
    return accepted and asked.value.valued_on >= first_good_day(asked.value, asked.requested_on, norms)


def first_good_day(value: ValueStatement, day: date, norms: Norms) -> date:
    """The earliest waardepeildatum that is still good on the day of the request (gids 6.2, 6.5)."""
    if value.source == "woz":
        return first_woz_day(day)
    return add_months(day, -norms.ch06.valuation_months)


def validated(value: ValueStatement) -> bool:
    """Whether NWWI validated a report that needs it; a desktop report has its own validation (gids 6.2)."""
    return value.source != "taxatie-standaard" or value.nwwi_validated is True


def is_repaid(facts: Facts) -> bool:
    """Whether a repayment is what changes the class: one that was made, or one that is asked (gids 10.4)."""
    return request(facts).reason == "aflossing" or facts.application.request_type == "vervroegde-aflossing"


def lower(held: Risicoklasse | None, found: Reclassed | None) -> Risicoklasse | None:
    """The class that was found, when it is lower than the one in force; else None: nothing changes."""
    if held not in CLASSES or found is None:
        return None
    return found.risicoklasse if CLASSES.index(found.risicoklasse) < CLASSES.index(held) else None


def repaid_on(facts: Facts) -> date | None:
    """The day of the repayment."""
    asked = repayment.asked(facts)
    if facts.application.request_type == "vervroegde-aflossing" and asked is not None:
        return asked.on
    return request(facts).requested_on


def balance_after(facts: Facts) -> Decimal | None:
    """What is owed after the repayment. A request for another class comes after it; one to repay, before."""
    balance, paid = _balance(facts), repayment.repaid(facts)
    if facts.application.request_type != "vervroegde-aflossing":
        return balance
    return None if balance is None or paid is None else balance - paid


def first_of_next_month(day: date) -> date:
    """The day from which another class holds."""
    return add_months(day.replace(day=1), 1)


def _balance(facts: Facts) -> Decimal | None:
    """The balance without a bridging loan (gids 1)."""
    held = facts.existing_loan
    if held is None or held.outstanding is None:
        return None
    bridging = [part.outstanding or ZERO for _, part in running_parts(facts) if part.is_overbrugging]
    return held.outstanding - sum(bridging, ZERO)


def _reclassed(
    balance: Decimal | None, value: ValueStatement | None, day: date | None, norms: Norms
) -> Reclassed | None:
    if balance is None or value is None or value.amount <= 0 or day is None:
        return None
    ltv = balance / value.amount * 100
    klasse = loan.risicoklasse(ltv, norms)
    assert klasse is not None
    return Reclassed(ltv=ltv, risicoklasse=klasse, from_on=first_of_next_month(day))


def first_woz_day(day: date) -> date:
    """The earliest waardepeildatum of a WOZ decision that is still good: 1 January of the year before (gids 6.5)."""
    return date(day.year - 1, 1, 1)
