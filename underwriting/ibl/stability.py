"""Is the wage of a fixed contract stable? Then the last year counts, else two years (rules 3.7)."""

from decimal import Decimal

from underwriting.ibl.rounding import percent
from underwriting.ibl.series import Employment, Series
from underwriting.ibl.trail import Trail
from underwriting.norms.ibl import Ibl, PaymentTerm

ZERO_COUNTS_AS = Decimal("0.01")


def is_stable(job: Employment, norms: Ibl, trail: Trail) -> bool:
    """Growth of at most 120 percent, and no peak that did not also occur a year before."""
    series, year, employer = job.series, job.term.per_year, job.contract.employer
    growth = growth_percent(series, job.term)
    grew = growth > norms.growth_max_percent
    text = f"Loon van het laatste jaar ten opzichte van het jaar ervoor: {'meer dan' if grew else 'hoogstens'} "
    text += f"{norms.growth_max_percent} procent."
    about = series[: 2 * year]
    trail.add("Bestendig, criterium 1", "3.7.1", text, growth, "procent", employer=employer, about=about)
    if grew:
        return False
    peak = new_peak(series, job.term, norms)
    text = "Geen piek die er een jaar eerder niet was."
    if peak is not None:
        text = "In deze periode een piek die er een jaar eerder niet was."
    about = (series[peak],) if peak is not None else series[:year]
    trail.add("Bestendig, criterium 2", "3.7.2", text, employer=employer, about=about)
    return peak is None


def growth_percent(series: Series, term: PaymentTerm) -> Decimal:
    """Wage of the last year as a percentage of the year before, without the private use of a car (criterion 1)."""
    year = term.per_year
    recent = sum((period.sv_loon - period.car for period in series[:year]), Decimal(0))
    before = sum((period.sv_loon - period.car for period in series[year : 2 * year]), Decimal(0))
    return percent(recent / (before if before > 0 else ZERO_COUNTS_AS) * 100)


def new_peak(series: Series, term: PaymentTerm, norms: Ibl) -> int | None:
    """The latest period far above the one before it without its like a year earlier (criterion 2), if there is one."""
    wages = [max(period.sv_loon, ZERO_COUNTS_AS) for period in series]
    year, limit = term.per_year, norms.peak_ratio
    for index in range(min(year, len(wages) - 1)):
        if wages[index] / wages[index + 1] <= limit:
            continue
        if index + year + 1 < len(wages) and wages[index + year] / wages[index + year + 1] <= limit:
            return index
        if _apart(wages, index, index + year) > limit:
            return index
        peak_lasts = index > 0 and wages[index - 1] / wages[index + 1] > limit
        if peak_lasts and _apart(wages, index - 1, index - 1 + year) > limit:
            return index
    return None


def _apart(wages: list[Decimal], first: int, second: int) -> Decimal:
    """Highest divided by lowest of two periods; a period that is not there is like the other."""
    if second >= len(wages):
        return Decimal(1)
    return max(wages[first], wages[second]) / min(wages[first], wages[second])
