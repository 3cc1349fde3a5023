"""Peaks in the wage: incidental ones and recurring ones are cut to size (rules chapter 6).

A period is a peak when it is more than 1.3 times the one before it. It is incidental when the same period of other
years was very different, else it recurs, like holiday pay.
"""

from dataclasses import replace
from decimal import Decimal

from underwriting.ibl.series import Series
from underwriting.norms.ibl import Ibl, PaymentTerm

ZERO = Decimal(0)
MISSING_COUNTS_AS = Decimal("0.01")


def without_incidental_peaks(
    series: Series, term: PaymentTerm, norms: Ibl, *, scope: int, missing_years_count: bool, by_reference: bool
) -> Series:
    """Incidental peaks (EIP) above 150 percent of the average period are cut to 200 percent of it.

    `scope` is the number of periods looked at. `by_reference` cuts further, to what earlier peaks in the same period
    came to: their average or the latest, the lower (EIP-B).
    """
    average = average_period(series[:scope], term, norms, missing_years_count=missing_years_count)
    threshold = average * norms.eip_threshold_percent / 100
    cap = average * norms.eip_cap_percent / 100
    result = list(series)
    for index, period in enumerate(series[:scope]):
        if period.sv_loon <= threshold or not is_incidental(series, index, term, norms, missing_years_count):
            continue
        limit = cap
        earlier = [
            series[other].sv_loon for other in _same_slot(series, index, term) if series[other].sv_loon > threshold
        ]
        if by_reference and earlier:
            limit = min(limit, _reference(earlier))
        result[index] = replace(period, sv_loon=min(period.sv_loon, limit))
    return tuple(result)


def without_high_recurring_peaks(series: Series, term: PaymentTerm, norms: Ibl, *, scope: int) -> Series:
    """Recurring peaks (ENIP) count up to 4/12 (17/52) of the average year; above it by what earlier years came to."""
    bound = average_year(series[:scope], term, norms) * term.enip_share_above / term.enip_share_below
    result = list(series)
    for index, period in enumerate(series[:scope]):
        if not is_peak(series, index, norms) or period.sv_loon <= bound:
            continue
        earlier = [series[other].sv_loon for other in _same_slot(series, index, term) if series[other].sv_loon > 0]
        limit = min(bound, _reference(earlier)) if earlier else bound
        result[index] = replace(period, sv_loon=min(period.sv_loon, limit))
    return tuple(result)


def average_period(series: Series, term: PaymentTerm, norms: Ibl, *, missing_years_count: bool) -> Decimal:
    """Gemiddeld periode-inkomen: the mean wage, without incidental peaks far above the paid period before them."""
    kept = []
    for index, period in enumerate(series):
        if period.sv_loon <= 0:
            continue
        before = next((older.sv_loon for older in series[index + 1 :] if older.sv_loon > 0), None)
        high = before is not None and period.sv_loon > before * norms.eip_threshold_percent / 100
        if not (high and is_incidental(series, index, term, norms, missing_years_count)):
            kept.append(period.sv_loon)
    return sum(kept, ZERO) / len(kept) if kept else ZERO


def average_year(series: Series, term: PaymentTerm, norms: Ibl) -> Decimal:
    """Gemiddeld jaarinkomen: ordinary periods times those of a year, over all or the last year; the lower."""
    return min(_ordinary_year(series, term, norms), _ordinary_year(series[: term.per_year], term, norms))


def is_peak(series: Series, index: int, norms: Ibl) -> bool:
    """More than 1.3 times the period before it."""
    if index + 1 >= len(series):
        return False
    return series[index].sv_loon > max(series[index + 1].sv_loon, MISSING_COUNTS_AS) * norms.peak_ratio


def is_incidental(series: Series, index: int, term: PaymentTerm, norms: Ibl, missing_years_count: bool) -> bool:
    """A peak whose like is not found in the same period of other years. With `missing_years_count` a year without
    wage counts as next to nothing, else it is passed over."""
    slot = index % term.per_year
    wages = [series[other].sv_loon for other in range(slot, len(series), term.per_year)]
    if missing_years_count:
        wages += [ZERO] * (term.three_years // term.per_year - len(wages))
    else:
        wages = [wage for wage in wages if wage > 0]
    if len(wages) < 2:
        return False
    floor = max(min(wages), MISSING_COUNTS_AS)
    return max(wages) / floor > norms.peak_ratio and series[index].sv_loon / floor > norms.peak_ratio


def _ordinary_year(series: Series, term: PaymentTerm, norms: Ibl) -> Decimal:
    ordinary = [period.sv_loon for index, period in enumerate(series) if not is_peak(series, index, norms)]
    return sum(ordinary, ZERO) / len(ordinary) * term.per_year if ordinary else ZERO


def _same_slot(series: Series, index: int, term: PaymentTerm) -> list[int]:
    """The same period in earlier years."""
    return list(range(index + term.per_year, len(series), term.per_year))


def _reference(earlier: list[Decimal]) -> Decimal:
    """The average of earlier peaks or the latest of them, the lower."""
    return min(sum(earlier, ZERO) / len(earlier), earlier[0])
