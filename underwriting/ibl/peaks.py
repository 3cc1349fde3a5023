"""Peaks in the wage: incidental ones and recurring ones are cut to size (rules chapter 6).

A period is incidental when the same period of the last three years differs by more than 1.3 times, whether it is the
high or the low one; else it recurs, like holiday pay. The reference periods of a peak are that same period in each of
the three years, the peak itself among them: so both sources have it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from underwriting.ibl.rounding import fine
from underwriting.ibl.series import Series
from underwriting.norms.ibl import Ibl, PaymentTerm

ZERO = Decimal(0)
NOTHING_COUNTS_AS = Decimal("0.01")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """One peak that was cut: which period (0 is the latest), of which kind, from what to what."""

    index: int
    kind: Literal["EIP", "ENIP"]
    was: Decimal
    now: Decimal


def incidental_periods(series: Series, term: PaymentTerm, norms: Ibl, *, missing_years_count: bool) -> frozenset[int]:
    """The periods whose wage differs too much over three years (6.2).

    A year that is not there is passed over, or with `missing_years_count` counts as next to nothing.
    """
    found: set[int] = set()
    years = term.three_years // term.per_year
    for slot in range(min(term.per_year, len(series))):
        indices = _same_period(slot, series, term)
        wages = [max(series[index].sv_loon, NOTHING_COUNTS_AS) for index in indices]
        if missing_years_count:
            wages += [NOTHING_COUNTS_AS] * (years - len(wages))
        if max(wages) / min(wages) > norms.peak_ratio:
            found.update(indices)
    return frozenset(found)


def average_period(series: Series, norms: Ibl, *, scope: int, incidental: frozenset[int]) -> Decimal:
    """Gemiddeld periode-inkomen (6.3): the mean wage of `scope` periods, without incidental peaks.

    Such a peak is above 150 percent of the paid period before it, which may lie before the scope.
    """
    kept = []
    for index, period in enumerate(series[:scope]):
        before = _paid_before(series, index)
        high = before is not None and period.sv_loon > before * norms.eip_threshold_percent / 100
        if period.sv_loon > 0 and not (high and index in incidental):
            kept.append(period.sv_loon)
    return fine(_mean(kept))


def incidental_cuts(
    series: Series,
    term: PaymentTerm,
    norms: Ibl,
    *,
    scope: int,
    average: Decimal,
    incidental: frozenset[int],
    by_reference: bool,
) -> list[Cut]:
    """Incidental peaks (EIP) above 150 percent of the average period are cut to 200 percent of it (6.4).

    `by_reference` cuts further, to the mean of the reference periods or the latest of them, the lower (EIP-B).
    """
    cuts = []
    for index, period in enumerate(series[:scope]):
        if index not in incidental or period.sv_loon <= average * norms.eip_threshold_percent / 100:
            continue
        limit = fine(average * norms.eip_cap_percent / 100)
        if by_reference:
            limit = min(limit, _reference(series, index, term))
        if limit < period.sv_loon:
            cuts.append(Cut(index=index, kind="EIP", was=period.sv_loon, now=limit))
    return cuts


def average_year(series: Series, term: PaymentTerm, norms: Ibl) -> Decimal:
    """Gemiddeld jaarinkomen (6.5): ordinary periods times those of a year, over three years or the last; the lower."""
    return min(
        fine(_ordinary_mean(series, scope, norms) * term.per_year) for scope in (term.three_years, term.per_year)
    )


def recurring_cuts(
    series: Series, term: PaymentTerm, *, scope: int, average: Decimal, incidental: frozenset[int]
) -> list[Cut]:
    """Recurring peaks (ENIP) count up to 4/12 (17/52) of the average year, at most what the years came to (6.6)."""
    bound = fine(average * term.enip_share_above / term.enip_share_below)
    cuts = []
    for index, period in enumerate(series[:scope]):
        if index in incidental or period.sv_loon <= bound:
            continue
        limit = min(bound, _reference(series, index, term))
        cuts.append(Cut(index=index, kind="ENIP", was=period.sv_loon, now=limit))
    return cuts


def cut(series: Series, cuts: Iterable[Cut]) -> Series:
    """The series with the peaks cut."""
    result = list(series)
    for one in cuts:
        result[one.index] = replace(result[one.index], sv_loon=one.now)
    return tuple(result)


def _ordinary_mean(series: Series, scope: int, norms: Ibl) -> Decimal:
    """Mean of the paid periods that are at most 1.3 times the paid period before them."""
    kept = []
    for index, period in enumerate(series[:scope]):
        before = _paid_before(series, index)
        if period.sv_loon > 0 and (before is None or period.sv_loon <= before * norms.peak_ratio):
            kept.append(period.sv_loon)
    return _mean(kept)


def _paid_before(series: Series, index: int) -> Decimal | None:
    return next((older.sv_loon for older in series[index + 1 :] if older.sv_loon > 0), None)


def _same_period(index: int, series: Series, term: PaymentTerm) -> list[int]:
    """The same period in each of the last three years, the latest first."""
    slot = index % term.per_year
    return list(range(slot, min(len(series), term.three_years), term.per_year))


def _reference(series: Series, index: int, term: PaymentTerm) -> Decimal:
    """The mean of the reference periods or the latest paid one, the lower. The period at `index` is paid."""
    wages = [wage for other in _same_period(index, series, term) if (wage := series[other].sv_loon) >= 0]
    return min(fine(_mean(wages)), next(wage for wage in wages if wage > 0))


def _mean(wages: list[Decimal]) -> Decimal:
    return sum(wages, ZERO) / len(wages) if wages else ZERO
