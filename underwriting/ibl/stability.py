"""Is the wage of a fixed contract stable? Then the last year counts, else two years (rules 3.7)."""

from decimal import Decimal

from underwriting.ibl.series import Series
from underwriting.norms.ibl import Ibl, PaymentTerm

ZERO_COUNTS_AS = Decimal("0.01")


def is_stable(series: Series, term: PaymentTerm, norms: Ibl) -> bool:
    """Growth of at most 120 percent, and no peak that did not also occur a year before."""
    return growth_percent(series, term) <= norms.growth_max_percent and not has_new_peak(series, term, norms)


def growth_percent(series: Series, term: PaymentTerm) -> Decimal:
    """Wage of the last year as a percentage of the year before, without the private use of a car (criterion 1)."""
    year = term.per_year
    recent = sum((period.sv_loon - period.car for period in series[:year]), Decimal(0))
    before = sum((period.sv_loon - period.car for period in series[year : 2 * year]), Decimal(0))
    return recent / (before if before > 0 else ZERO_COUNTS_AS) * 100


def has_new_peak(series: Series, term: PaymentTerm, norms: Ibl) -> bool:
    """A period far above the one before it, without its like a year earlier (criterion 2)."""
    wages = [max(period.sv_loon, ZERO_COUNTS_AS) for period in series]
    year, limit = term.per_year, norms.peak_ratio
    for index in range(min(year, len(wages) - 1)):
        if wages[index] / wages[index + 1] <= limit:
            continue
        if index + year + 1 < len(wages) and wages[index + year] / wages[index + year + 1] <= limit:
            return True
        if _apart(wages, index, index + year) > limit:
            return True
        peak_lasts = index > 0 and wages[index - 1] / wages[index + 1] > limit
        if peak_lasts and _apart(wages, index - 1, index - 1 + year) > limit:
            return True
    return False


def _apart(wages: list[Decimal], first: int, second: int) -> Decimal:
    """Highest divided by lowest of two periods; a period that is not there is like the other."""
    if second >= len(wages):
        return Decimal(1)
    return max(wages[first], wages[second]) / min(wages[first], wages[second])
