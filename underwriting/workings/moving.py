"""The rate that moves along to a new home (gids 10.2)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.existing_loan import ExistingLeningdeel, Verhuisregeling
from underwriting.facts.lening import Leningdeel
from underwriting.facts.words import Risicoklasse
from underwriting.norms import Norms
from underwriting.periods import add_months
from underwriting.running_figures import MovedRate
from underwriting.workings import original_rate, principal

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A new leningdeel, and the part of the old loan whose rate it takes along; None when the facts do not hold it."""

    path: str
    leningdeel: Leningdeel
    old_path: str
    old: ExistingLeningdeel | None


def request(facts: Facts) -> Verhuisregeling:
    """What is stated about the arrangement; nothing at all when nobody stated anything."""
    asked = facts.existing_loan_request.verhuisregeling if facts.existing_loan_request else None
    return asked or Verhuisregeling()


def asked(facts: Facts) -> bool:
    """Whether the arrangement is asked for."""
    stated = facts.existing_loan_request is not None and facts.existing_loan_request.verhuisregeling is not None
    return stated or bool(moves(facts))


def moves(facts: Facts) -> tuple[Move, ...]:
    """Every new leningdeel that takes a rate along."""
    old = {part.id: (path, part) for path, part in original_rate.running_parts(facts)}
    found = []
    for index, part in enumerate(principal.leningdelen(facts)):
        if part.verhuisregeling_from is not None:
            path, source = old.get(part.verhuisregeling_from, ("existing_loan.leningdelen", None))
            found.append(Move(path=f"lening.leningdelen[{index}]", leningdeel=part, old_path=path, old=source))
    return tuple(found)


def last_day(facts: Facts, norms: Norms) -> date | None:
    """The last day on which the new loan can be applied for; None as long as the old one is not repaid."""
    repaid_on = request(facts).old_loan_repaid_on
    return None if repaid_on is None else add_months(repaid_on, norms.ch10.verhuisregeling_months)


def lapsed(facts: Facts, norms: Norms) -> bool:
    """Whether the application came too late: then the new loan has the rate of the market."""
    last = last_day(facts, norms)
    return last is not None and facts.application.application_date > last


def still_runs(facts: Facts) -> bool:
    """Whether the old loan has a balance."""
    loan = facts.existing_loan
    balances = [
        loan.outstanding if loan else None,
        *(part.outstanding for _, part in original_rate.running_parts(facts)),
    ]
    return any(balance is not None and balance > 0 for balance in balances)


def passes_on(facts: Facts) -> date:
    """The day on which the new loan passes, as planned; until a day is known, the day of the decision."""
    passeren = facts.passeren
    known = (passeren.passed_on, request(facts).new_loan_passes_on, passeren.planned_on) if passeren else ()
    stated = (*known, request(facts).new_loan_passes_on)
    return next((day for day in stated if day is not None), facts.evaluation.as_of)


def fixed_until(old: ExistingLeningdeel, facts: Facts) -> date | None:
    """The end of the fixed-rate period, when it lies after the new loan passes."""
    ends = old.rentevastperiode_ends_on
    return ends if ends is not None and ends > passes_on(facts) else None


def movable(old: ExistingLeningdeel, facts: Facts) -> Decimal | None:
    """How much of a part can keep its rate: what is outstanding, and nothing once its fixed-rate period is over."""
    if old.outstanding is None or old.rentevastperiode_ends_on is None:
        return None
    return old.outstanding if fixed_until(old, facts) else ZERO


def taken_along(old: ExistingLeningdeel, facts: Facts) -> Decimal:
    """The new leningdelen that take the rate of this part along, together."""
    return sum((move.leningdeel.amount for move in moves(facts) if move.old is old), ZERO)


def work_out(facts: Facts, norms: Norms, risicoklasse: Risicoklasse | None) -> tuple[MovedRate, ...] | None:
    """Per part of the old loan what moves along; None when nothing does."""
    if lapsed(facts, norms):
        return None
    sources = {move.old.id: (move.old_path, move.old) for move in moves(facts) if move.old is not None}
    moved = []
    for path, old in sources.values():
        amount = movable(old, facts)
        if amount is None:
            continue
        rate = original_rate.for_class(path, old, facts, norms, risicoklasse).rate if risicoklasse else None
        moved.append(
            MovedRate(
                existing_leningdeel_id=old.id,
                amount=amount,
                rate=rate,
                until_on=old.rentevastperiode_ends_on,
                rule_ids=("G10.2-01", "G10.2-02", "G10.2-03", "G10.2-11"),
            )
        )
    return tuple(moved) or None
