"""One income over time (gids 4)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from underwriting.figure_words import IncomeMethod, MomentReason
from underwriting.figures import IncomeComponent

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """One income: what it counts for per year while it runs, both days included."""

    component: IncomeComponent
    starts_on: date | None = None
    ends_on: date | None = None
    start_reason: MomentReason = "overig"
    end_reason: MomentReason = "overig"
    missing: tuple[str, ...] = ()
    """The facts without which the amount is not known."""

    def runs(self, on: date) -> bool:
        """Whether it is received on a day."""
        return (self.starts_on is None or self.starts_on <= on) and (self.ends_on is None or on <= self.ends_on)

    def on(self, day: date) -> Decimal:
        """What it counts for on a day, euros per year."""
        return self.component.counted if self.runs(day) else ZERO

    def refused(self, rule_id: str) -> "Stream":
        """The same income counting for nothing by a rule."""
        nothing = replace(self.component, method="niet-meegeteld", counted=ZERO, rule_ids=(rule_id,))
        return replace(self, component=nothing, missing=())


def component(
    income_id: str, method: IncomeMethod, stated: Decimal | None, counted: Decimal, *rules: str
) -> IncomeComponent:
    """What an income is stated at and counts for, and the rules behind it."""
    return IncomeComponent(income_id=income_id, method=method, stated=stated, counted=counted, rule_ids=rules)


def unknown(
    income_id: str,
    method: IncomeMethod,
    *missing: str,
    starts_on: date | None = None,
    start_reason: MomentReason = "overig",
) -> Stream:
    """An income whose amount is not known for want of these facts."""
    nothing = IncomeComponent(income_id=income_id, method=method, counted=ZERO)
    return Stream(component=nothing, starts_on=starts_on, start_reason=start_reason, missing=missing)
