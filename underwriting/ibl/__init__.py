"""Inkomensbepaling Loondienst 8.1.1: from the UWV verzekeringsbericht to the toetsinkomen (gids 4.1.1).

The Rekenregels themselves were not readable; the steps follow two implementations that cite them by paragraph. Where
those differ: a fixed contract under two years is D, all that is not fixed is C, the employee's pension contribution is
added, EIP-B is for B only, an unwritten permanent contract counts as fixed after three years. A fixed contract of fewer
than four periods goes with C, which counts it over three years: the cautious reading.
"""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from underwriting.annuity import cents
from underwriting.ibl.calculations import fixed, flexible
from underwriting.ibl.message import (
    Calculation,
    Contract,
    IblError,
    IblOutcome,
    Step,
    Verzekeringsbericht,
    WageItem,
)
from underwriting.ibl.series import (
    Employment,
    Period,
    contiguous,
    employment,
    is_benefit,
    merged,
    together,
    without_leave,
)
from underwriting.norms import Norms
from underwriting.norms.ibl import Ibl

__all__ = [
    "Calculation",
    "Contract",
    "IblError",
    "IblOutcome",
    "Step",
    "Verzekeringsbericht",
    "WageItem",
    "determine",
]


def determine(message: Verzekeringsbericht, norms: Norms) -> IblOutcome:
    """The toetsinkomen by the message, or the errors that stand in its way. Never raises about a message."""
    rules = norms.ibl
    contracts = merged(_readable(message.contracts, rules), rules)
    jobs = tuple(employment(contract, rules) for contract in contracts)
    errors = _errors(message, jobs, norms)
    if errors:
        return _outcome(message, rules, errors=errors)
    calculations = tuple(_calculate(jobs, rules))
    if not calculations:
        return _outcome(message, rules, errors=(IblError.NO_CONTRACT_QUALIFIES,))
    return _outcome(message, rules, calculations=calculations)


def _outcome(
    message: Verzekeringsbericht,
    rules: Ibl,
    *,
    calculations: tuple[Calculation, ...] = (),
    errors: tuple[IblError, ...] = (),
) -> IblOutcome:
    income = cents(sum((entry.income for entry in calculations), Decimal(0))) if calculations else None
    return IblOutcome(
        version=rules.version,
        uwv_message_on=message.dated_on,
        toetsinkomen=income,
        calculations=calculations,
        errors=errors,
    )


def _readable(contracts: Sequence[Contract], rules: Ibl) -> list[Contract]:
    """Wage without a contract form is passed over, unless the UWV pays it (appendix 6)."""
    return [
        contract
        for contract in contracts
        if contract.items and (is_benefit(contract, rules) or contract.contract_form in rules.contract_forms.forms)
    ]


def _errors(message: Verzekeringsbericht, jobs: tuple[Employment, ...], norms: Norms) -> tuple[IblError, ...]:
    rules = norms.ibl
    found = []
    if message.dated_on > norms.on:
        found.append(IblError.DATED_IN_FUTURE)
    for contract in message.contracts:
        if contract.employer in rules.uwv_descriptions and not is_benefit(contract, rules):
            found.append(IblError.UNKNOWN_BENEFIT)
    working = [job for job in jobs if not is_benefit(job.contract, rules)]
    for job in working:
        ahead = timedelta(days=rules.future_periods_allowed * (job.latest.ends_on - job.latest.starts_on).days)
        if job.latest.starts_on > message.dated_on + ahead:
            found.append(IblError.WAGE_IN_FUTURE)
        if any(period.hours < 0 for period in job.series[: job.term.negative_hours_in_latest]):
            found.append(IblError.NEGATIVE_HOURS)
    if not found and not _works(message, jobs, rules):
        found.append(IblError.NO_CONTRACT_QUALIFIES)
    return tuple(dict.fromkeys(found))


def _works(message: Verzekeringsbericht, jobs: tuple[Employment, ...], rules: Ibl) -> bool:
    """Whether the latest line is recent, of an employer, and with hours (3.1)."""
    if not jobs:
        return False
    newest = _newest(jobs)
    recent = (message.dated_on - newest.latest.ends_on).days <= rules.latest_item_max_age_days
    return recent and not is_benefit(newest.contract, rules) and newest.latest.hours > 0


def _calculate(jobs: tuple[Employment, ...], rules: Ibl) -> list[Calculation]:
    latest = _newest(jobs).latest
    holders = [job for job in jobs if job.latest.ends_on == latest.ends_on]
    only_one_line = len(holders) == 1 and len(holders[0].series) == 1
    permanent = [] if only_one_line else [job for job in jobs if _counts_as_fixed(job, latest, rules)]
    others = list(jobs) if only_one_line else [job for job in jobs if _goes_with_c(job, latest, rules)]
    prepared = [_prepared(job, rules) for job in permanent]
    found = [fixed(job, rules, on_call=_on_call(job, rules)) for job in prepared]
    running = [job for job in others if not is_benefit(job.contract, rules) and job.latest.ends_on == latest.ends_on]
    if running and _may_join(found, prepared, others, rules):
        found.append(flexible(running, together(others, rules), rules))
    return found


def _newest(jobs: tuple[Employment, ...]) -> Employment:
    """The contract with the latest line; of an employer before one of the UWV on the same day."""
    return max(jobs, key=lambda job: (job.latest.ends_on, job.latest.hours))


def _prepared(job: Employment, rules: Ibl) -> Employment:
    """A fixed contract without gaps and without leave."""
    series = without_leave(contiguous(job.series), rules)
    return Employment(contract=job.contract, term=job.term, series=series)


def _counts_as_fixed(job: Employment, latest: Period, rules: Ibl) -> bool:
    """A running fixed contract of at least four periods, with hours in each of the latest (3.2.3, 3.4, 3.5)."""
    if not _is_fixed(job, rules):
        return False
    behind = (latest.ends_on - job.latest.ends_on).days
    one_period = (latest.ends_on - latest.starts_on).days + 1
    running = behind <= one_period and job.latest.hours > 0 and job.latest.sv_loon > 0
    works = all(period.hours != 0 for period in job.series[: rules.no_hours_in_latest_periods])
    return running and works and len(contiguous(job.series)) >= rules.min_contiguous_periods


def _goes_with_c(job: Employment, latest: Period, rules: Ibl) -> bool:
    """What is not fixed, and what is fixed but too short; a fixed contract that ended is left out."""
    if not _is_fixed(job, rules):
        return True
    runs = job.latest.ends_on >= latest.starts_on
    return runs and len(contiguous(job.series)) < rules.min_contiguous_periods


def _is_fixed(job: Employment, rules: Ibl) -> bool:
    if is_benefit(job.contract, rules):
        return False
    permanent, _ = rules.contract_forms.forms[job.contract.contract_form or ""]
    if permanent == "disputed":
        return len(contiguous(job.series)) >= rules.unwritten_permanent_min_years * job.term.per_year
    return permanent == "yes"


def _on_call(job: Employment, rules: Ibl) -> bool:
    return rules.contract_forms.forms[job.contract.contract_form or ""][1]


def _may_join(found: list[Calculation], permanent: list[Employment], others: list[Employment], rules: Ibl) -> bool:
    """C counts next to D only after two years, and up to a full working week in all (5.3)."""
    if not any(entry.kind == "D" for entry in found):
        return True
    joined = together(others, rules)
    long_enough = len(joined.series) >= rules.c_next_to_d_min_years * joined.term.per_year
    hours = joined.latest.hours + sum((job.latest.hours for job in permanent), Decimal(0))
    return long_enough and hours <= joined.term.cd_hours_cap
