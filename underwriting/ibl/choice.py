"""Which contract goes into which calculation (rules 3.3 to 3.7, 4.3, 5.1, 5.3)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from underwriting.ibl.calculations import Calculator
from underwriting.ibl.conversion import overlap_days, together
from underwriting.ibl.eligibility import holds_latest, newest_of, periods_behind
from underwriting.ibl.message import Calculation, Contract
from underwriting.ibl.series import ZERO, Employment, Period, contiguous, is_benefit, leave_in
from underwriting.ibl.stability import is_stable
from underwriting.ibl.trail import Trail
from underwriting.norms.ibl import Ibl


@dataclass(slots=True)
class Chosen:
    """The calculations that were made, and the contracts that still run in them."""

    calculations: list[Calculation] = field(default_factory=list)
    running: list[Contract] = field(default_factory=list)


def calculate(jobs: Sequence[Employment], norms: Ibl, trail: Trail) -> Chosen:
    """Every calculation that the contracts allow; none when no contract qualifies."""
    newest = newest_of(jobs)
    chosen, short_fixed, others = Chosen(), [], []
    single = _single_line(jobs, newest, norms)
    if single:
        text = "Een contract met een enkele loonregel: alles gaat door C."
        trail.add("Kortstondig contract", "3.3", text, employer=single.contract.employer, about=single.series)
    for job in jobs:
        if single or not _is_running_fixed(job, newest, norms, trail):
            others.append(job)
            continue
        prepared = _prepared(job, norms, trail)
        if len(contiguous(job.series)) < norms.min_contiguous_periods:
            text = f"Vast, maar korter dan {norms.min_contiguous_periods} perioden aaneengesloten: telt niet mee."
            trail.add("Minimaal vier perioden", "3.5", text, employer=job.contract.employer, about=prepared.series)
            continue
        calculation = _fixed(prepared, norms, trail)
        chosen.calculations.append(calculation)
        chosen.running.append(job.contract)
        if calculation.kind == "D":
            short_fixed.append(prepared)
    _flexible(chosen, others, short_fixed, newest, norms, trail)
    return chosen


def _single_line(jobs: Sequence[Employment], newest: Employment, norms: Ibl) -> Employment | None:
    """The one employer's contract with the latest line, when that is its only line (3.3)."""
    holders = [job for job in jobs if holds_latest(job, newest, norms) and not is_benefit(job.contract, norms)]
    return holders[0] if len(holders) == 1 and len(holders[0].stated) == 1 else None


def _is_running_fixed(job: Employment, newest: Employment, norms: Ibl, trail: Trail) -> bool:
    """3.4: a fixed contract with its latest line at most one period behind, with hours and wage in it."""
    if is_benefit(job.contract, norms) or not _is_fixed(job, norms, trail):
        return False
    behind = periods_behind(job, newest, norms)
    runs = behind <= norms.max_periods_behind and _pays(job)
    text = "Vast contract dat loopt." if runs else "Vast contract zonder recent loon of uren: alleen als verleden in C."
    trail.add("Vast contract", "3.4", text, employer=job.contract.employer, about=(job.latest,))
    return runs


def _pays(job: Employment) -> bool:
    """Hours and wage in the latest line."""
    return job.latest.hours > 0 and job.latest.sv_loon > 0


def _is_fixed(job: Employment, norms: Ibl, trail: Trail) -> bool:
    permanent, _ = norms.contract_forms.find(job.contract.contract_form) or ("no", False)
    if permanent == "disputed":
        trail.rests_on(norms.readings.unwritten_permanent)
        return len(contiguous(job.series)) >= norms.unwritten_permanent_min_years * job.term.per_year
    return permanent == "yes"


def _prepared(job: Employment, norms: Ibl, trail: Trail) -> Employment:
    """A fixed contract without gaps and without leave; leave only where one payment term was used."""
    series = contiguous(job.series)
    if job.converted:
        text = "Maanden en vier weken door elkaar: loon naar dagen verdeeld over de termijn van de laatste regel."
        trail.add("Omrekenen", "5.6", text, employer=job.contract.employer, about=series)
        return replace(job, series=series, stated=contiguous(job.stated))
    leave = leave_in(series, norms)
    if leave:
        about = series[leave.start : leave.stop]
        text = "Perioden zonder uren, met evenveel uren ervoor als erna: verlof, overgeslagen."
        trail.add("Verlof", "5.1", text, len(leave), "perioden", employer=job.contract.employer, about=about)
        series = series[: leave.start] + series[leave.stop :]
    return replace(job, series=series, stated=series)


def _fixed(job: Employment, norms: Ibl, trail: Trail) -> Calculation:
    periods, name = len(job.series), job.contract.employer
    enough = periods >= job.term.two_years
    text = f"{'Minstens' if enough else 'Korter dan'} twee jaar ({job.term.two_years} perioden) aaneengesloten"
    text += "." if enough else ": berekening D."
    trail.add("Minimaal twee jaar", "3.6", text, periods, "perioden", employer=name, about=job.series)
    if not enough:
        return Calculator(job, "4.4", norms, trail).short()
    if is_stable(job, norms, trail):
        trail.add("Keuze", "3.7", "Vast, minstens twee jaar en bestendig: berekening A.", employer=name)
        return Calculator(job, "4.1", norms, trail).stable()
    trail.add("Keuze", "3.7", "Vast, minstens twee jaar en niet bestendig: berekening B.", employer=name)
    return Calculator(job, "4.2", norms, trail).not_stable()


def _flexible(
    chosen: Chosen,
    others: Sequence[Employment],
    short_fixed: Sequence[Employment],
    newest: Employment,
    norms: Ibl,
    trail: Trail,
) -> None:
    """C, when some contract that is not fixed still runs."""
    working = [job for job in others if not is_benefit(job.contract, norms)]
    running = [job for job in working if holds_latest(job, newest, norms) and _pays(job)]
    counted = list(others)
    if running and short_fixed:
        running = [job for job in running if _two_full_years(job, norms, trail)]
        counted = [*running, *(job for job in others if is_benefit(job.contract, norms))]
    if not running or any(_too_many_hours(fixed, running, trail) for fixed in short_fixed):
        return
    names = tuple(dict.fromkeys(job.contract.employer for job in running))
    text = "Al het andere dan vast, met uitkeringen van UWV: berekening C."
    trail.add("Keuze", "4.3", text, employer=", ".join(names))
    chosen.calculations.append(Calculator(together(counted, norms), "4.3", norms, trail, names).flexible())
    chosen.running.extend(job.contract for job in running)


def _two_full_years(job: Employment, norms: Ibl, trail: Trail) -> bool:
    """5.3.1: next to D a contract counts when it has two years without a gap, with hours in every period."""
    years = norms.c_next_to_d_min_years
    series = contiguous(job.series)[: years * job.term.per_year]
    enough = len(series) == years * job.term.per_year and all(period.hours > 0 for period in series)
    if not enough:
        text = f"Naast een vast contract van korter dan twee jaar telt dit niet mee: geen {years} jaar met steeds uren."
        trail.add("C naast D", "5.3", text, employer=job.contract.employer, about=series)
    return enough


def _too_many_hours(fixed: Employment, running: Sequence[Employment], trail: Trail) -> bool:
    """5.3.2: in no period more hours than a full working week, the fixed contract and the others together."""
    cap = fixed.term.cd_hours_cap
    for period in fixed.series:
        hours = period.hours + sum((_hours_in(job, period) for job in running), ZERO)
        if hours > cap:
            text = f"Meer dan {cap} uur samen met het vaste contract: geen C naast D."
            trail.add("C naast D", "5.3", text, hours, "uur", employer=fixed.contract.employer, about=(period,))
            return True
    return False


def _hours_in(job: Employment, period: Period) -> Decimal:
    lines = ((item, overlap_days(item, period.starts_on, period.ends_on)) for item in job.contract.items)
    return sum((item.hours * days / item.days for item, days in lines if days), ZERO)
