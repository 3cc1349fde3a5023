"""Where a loan leads: what is left of it year by year, and which other loan the income and the home would carry.

Facts for the page where somebody composes a loan, from the engine's own figures; what to do with them is up to them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import zip_longest

from django.utils.translation import gettext, ngettext

from portal.formats.numbers import euro
from underwriting import costs
from underwriting.facts.lening import Leningdeel
from underwriting.norms import Norms
from underwriting.payments import instalments, years

ZERO = Decimal(0)
SMALLEST_DIFFERENCE = Decimal(1000)
"""Euros: what changes less than this is no help."""
STEPS = 5
"""More than there are risk classes to fall through."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """One year of the loan, euros; `balances` is what is left at its end, per leningdeel."""

    year: int
    interest: Decimal
    repayment: Decimal
    balances: tuple[Decimal, ...]

    @property
    def balance(self) -> Decimal:
        """What is left of the whole loan."""
        return sum(self.balances, ZERO)


def years_of(parts: Sequence[Leningdeel]) -> tuple[Year, ...]:
    """The loan year by year, as long as the rates stay as they are. What an interest-only part owes, stays."""
    columns = [years(terms, _bullet(part)) for part in parts if (terms := instalments(part))]
    found = []
    for number, row in enumerate(zip_longest(*columns), start=1):
        found.append(
            Year(
                year=number,
                interest=sum((one.interest for one in row if one), ZERO),
                repayment=sum((one.repayment for one in row if one), ZERO),
                balances=tuple(
                    one.balance if one else column[-1].balance for one, column in zip(row, columns, strict=True)
                ),
            )
        )
    return tuple(found)


def what_fits(
    wish: costs.Wish, found: costs.Costs, income: Decimal | None, norms: Norms, *, single: bool
) -> tuple[str, ...]:
    """Sentences about loans that would fit, when this one does not; none when it fits.

    Args:
        income: joint toetsinkomen, euros a year; None while it is not known.
    """
    said = []
    if wish.amount > found.maximum_on_value:
        text = gettext("Een lening tot %(amount)s past bij de waarde van de woning.")
        said.append(text % {"amount": euro(found.maximum_on_value, 0)})
    if income is None:
        return tuple(said)
    if wish.amount <= costs.maximum_on_income(wish, income, norms, single=single):
        return tuple(said)
    carried = carried_by(wish, income, norms, single=single)
    said.append(gettext("Een lening tot %(amount)s past bij het inkomen.") % {"amount": euro(carried, 0)})

    def reach(changed: costs.Wish) -> Decimal:
        try:
            return carried_by(changed, income, norms, single=single)
        except costs.WishError:
            return ZERO

    longest = norms.trhk.term_months_max
    longer = reach(_each(wish, term_months=longest))
    if longer >= carried + SMALLEST_DIFFERENCE:
        text = gettext("Met een looptijd van %(years)s jaar past een lening tot %(amount)s.")
        said.append(text % {"years": longest // 12, "amount": euro(longer, 0)})
    best, period = max((reach(_each(wish, rentevastperiode_years=n)), n) for n in norms.ch02.rentevastperioden)
    if best >= carried + SMALLEST_DIFFERENCE:
        text = ngettext(
            "Met de rente %(years)s jaar vast past een lening tot %(amount)s.",
            "Met de rente %(years)s jaar vast past een lening tot %(amount)s.",
            period,
        )
        said.append(text % {"years": period, "amount": euro(best, 0)})
    return tuple(said)


def carried_by(wish: costs.Wish, income: Decimal, norms: Norms, *, single: bool) -> Decimal:
    """The largest loan of this make-up that the income carries, whole euros.

    A smaller loan may fall in a lower risk class, whose rate carries more: so it is worked out again until it holds.

    Raises:
        underwriting.costs.WishError: see `costs.costs_of`.
    """
    reached = costs.maximum_on_income(wish, income, norms, single=single)
    for _ in range(STEPS):
        if reached <= 0:
            break
        again = costs.maximum_on_income(_scaled(wish, reached), income, norms, single=single)
        if again <= reached or costs.maximum_on_income(_scaled(wish, again), income, norms, single=single) < again:
            break
        reached = again
    return reached


def _scaled(wish: costs.Wish, amount: Decimal) -> costs.Wish:
    """The same loan of another size, each part in proportion."""
    factor = amount / wish.amount
    return replace(wish, leningdelen=tuple(replace(part, amount=part.amount * factor) for part in wish.leningdelen))


def _each(wish: costs.Wish, **changes: int) -> costs.Wish:
    parts = tuple(
        replace(part, **changes) if (part.term_months or 0) >= 12 * changes.get("rentevastperiode_years", 0) else part
        for part in wish.leningdelen
    )
    return replace(wish, leningdelen=parts)


def _bullet(part: Leningdeel) -> Decimal:
    """What is due at the end of an interest-only part."""
    return part.amount if part.aflosvorm == "aflossingsvrij" else ZERO
