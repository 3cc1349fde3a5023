"""The loan with other amounts: what else changes with them, so that the facts stay true."""

from collections.abc import Mapping
from decimal import ROUND_DOWN, Decimal

from underwriting.annuity import CENT
from underwriting.facts import NEW_LOAN_REQUESTS
from underwriting.facts.lening import Leningdeel
from underwriting.facts.words import Risicoklasse
from underwriting.remedies.found import Change, Changes
from underwriting.remedies.search import Search
from underwriting.workings import principal
from underwriting.workings.loan import risicoklasse

ZERO = Decimal(0)


def new_parts(search: Search) -> dict[int, Leningdeel]:
    """The leningdelen that are lent anew, by their place in the facts; a running part stays as it is.

    None in a request about a running loan.
    """
    if search.facts.application.request_type not in NEW_LOAN_REQUESTS:
        return {}
    return {index: part for index, part in enumerate(principal.leningdelen(search.facts)) if part.existing is not True}


def pro_rata(search: Search, euros: int) -> dict[int, Decimal]:
    """`euros` more (less when negative) over the new leningdelen by their amounts; the largest takes the odd cents."""
    parts = new_parts(search)
    total = sum((part.amount for part in parts.values()), ZERO)
    steps = {
        index: (euros * part.amount / total).quantize(CENT, rounding=ROUND_DOWN) if total else ZERO
        for index, part in parts.items()
    }
    largest = max(parts, key=lambda index: parts[index].amount)
    steps[largest] += euros - sum(steps.values(), ZERO)
    return steps


def with_amounts(search: Search, steps: Mapping[int, Decimal]) -> Changes | None:
    """The facts with leningdelen so much larger or smaller; None when nothing would be left of one.

    A buyer who borrows less brings more, and the other way round (ruling 7). The registration covers the loan. Rates
    that are those of the sheet follow the risicoklasse (gids 1).
    """
    lening = search.facts.lening
    assert lening is not None
    parts = new_parts(search)
    if any(parts[index].amount + step < CENT for index, step in steps.items()):
        return None
    changes = [
        Change(f"lening.leningdelen[{index}].amount", money(parts[index].amount + step))
        for index, step in steps.items()
        if step
    ]
    more = sum(steps.values(), ZERO)
    if principal.buys(search.facts) and lening.own_contribution is not None:
        changes.append(Change("lening.own_contribution", money(max(lening.own_contribution - more, ZERO))))
    total = principal.total(search.facts) + more
    needed = total + (lening.overbrugging.amount if lening.overbrugging else ZERO)
    if lening.inschrijving_amount is not None and more > 0 and needed > lening.inschrijving_amount:
        changes.append(Change("lening.inschrijving_amount", money(needed)))
    return (*changes, *repriced(search, class_of(search, total)))


def class_of(search: Search, total: Decimal) -> Risicoklasse | None:
    """The risicoklasse of another amount on the same value."""
    if search.facts.application.nhg:
        return "nhg"
    basis = search.before.figures.value_basis
    return None if basis is None else risicoklasse(total / basis.amount * 100, search.norms)


def repriced(search: Search, klasse: Risicoklasse | None) -> Changes:
    """The rates of the sheet for another risicoklasse, of each new leningdeel whose rate is the sheet's now."""
    before = search.before.figures.risicoklasse
    if klasse is None or before is None or klasse == before:
        return ()
    sheet, changes = search.norms.rates.rates, []
    for index, part in new_parts(search).items():
        years = part.rentevastperiode_years
        if years is None or part.rate is None or sheet.rate(years, before) != part.rate:
            continue
        rate = sheet.rate(years, klasse)
        if rate is not None:
            changes.append(Change(f"lening.leningdelen[{index}].rate", f"{rate:.3f}"))
    return tuple(changes)


def money(amount: Decimal) -> str:
    """Euros as the contract writes them."""
    return f"{amount:.2f}"
