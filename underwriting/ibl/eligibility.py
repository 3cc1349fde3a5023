"""Whether the message allows a calculation at all (rules 3.1, 3.2.3, and the codes of the IBL API)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from underwriting.ibl.conversion import FOUR_WEEKS, month_of, together
from underwriting.ibl.message import Contract, IblError, Refusal, Verzekeringsbericht
from underwriting.ibl.series import ONE_DAY, Employment, Period, is_benefit
from underwriting.ibl.trail import Trail
from underwriting.norms.ibl import Ibl
from underwriting.periods import add_months


def refusals(
    message: Verzekeringsbericht, jobs: Sequence[Employment], rules: Ibl, trail: Trail, *, on: date
) -> tuple[Refusal, ...]:
    """Everything about the message as a whole that stands in the way of a calculation."""
    found = list(_about_the_message(message, jobs, rules, on))
    if found or not jobs:
        return tuple(found)
    newest = newest_of(jobs)
    found.extend(_negative_hours(jobs, newest, rules))
    if not found:
        found.extend(_not_employed(message, jobs, newest, rules, trail))
    if not found:
        found.extend(_no_recent_hours([job for job in jobs if not is_benefit(job.contract, rules)], rules, trail))
    return tuple(found)


def newest_of(jobs: Sequence[Employment]) -> Employment:
    """A contract with the latest line of all."""
    return max(jobs, key=lambda job: job.latest.ends_on)


def holds_latest(job: Employment, newest: Employment, norms: Ibl) -> bool:
    """Whether the latest line of a contract is the latest of all; of another payment term: of the same month."""
    if job.term is newest.term:
        return job.latest.ends_on == newest.latest.ends_on
    return month_of(job.latest, job.term, norms) == month_of(newest.latest, newest.term, norms)


def periods_behind(job: Employment, newest: Employment, norms: Ibl) -> int:
    """How many periods the latest line of a contract is older than the latest of all."""
    if job.term is newest.term is norms.four_weekly:
        return -(-(newest.latest.ends_on - job.latest.ends_on).days // FOUR_WEEKS.days)
    late, early = month_of(newest.latest, newest.term, norms), month_of(job.latest, job.term, norms)
    return max(0, (late.year - early.year) * 12 + late.month - early.month)


def _about_the_message(
    message: Verzekeringsbericht, jobs: Sequence[Employment], rules: Ibl, on: date
) -> Iterator[Refusal]:
    if message.dated_on > on:
        text = f"Het bericht is van {message.dated_on:%d-%m-%Y}, na de peildatum {on:%d-%m-%Y}."
        yield Refusal(code=IblError.DATED_IN_FUTURE, section="API foutcodes", text=text)
    for contract in message.contracts:
        if not _benefit_is_known(contract, rules):
            text = f"{contract.employer} en loonheffingennummer {contract.loonheffingennummer} horen niet bij elkaar."
            yield Refusal(code=IblError.UNKNOWN_BENEFIT, section="API foutcodes", text=text)
    for job in jobs:
        ahead = rules.future_periods_allowed
        monthly = job.term is rules.monthly
        bound = add_months(message.dated_on, ahead) if monthly else message.dated_on + ahead * FOUR_WEEKS
        if job.latest.starts_on > bound:
            text = f"{job.contract.employer}: loon vanaf {job.latest.starts_on:%d-%m-%Y} in een bericht van "
            text += f"{message.dated_on:%d-%m-%Y}."
            yield Refusal(code=IblError.WAGE_IN_FUTURE, section="API foutcodes", text=text)


def _benefit_is_known(contract: Contract, norms: Ibl) -> bool:
    """A benefit of the UWV stands under a number of the UWV, and only that does."""
    described = contract.employer in norms.uwv_descriptions
    return "UWV" in contract.employer.upper() if is_benefit(contract, norms) else not described


def _negative_hours(jobs: Sequence[Employment], newest: Employment, norms: Ibl) -> Iterator[Refusal]:
    for job in jobs:
        if is_benefit(job.contract, norms):
            continue
        periods = job.term.negative_hours_in_latest
        since = _periods_back(newest.latest.ends_on, periods, monthly=job.term is norms.monthly)
        for period in job.stated:
            if period.hours < 0 and period.ends_on > since:
                text = f"{job.contract.employer}: {period.hours} uur in {_days(period)}, in de laatste {periods}."
                yield Refusal(code=IblError.NEGATIVE_HOURS, section="3.2.3", text=text)
                break


def _periods_back(day: date, periods: int, *, monthly: bool) -> date:
    """The last day before the latest so many periods up to and including `day`."""
    return add_months(day + ONE_DAY, -periods) - ONE_DAY if monthly else day - periods * FOUR_WEEKS


def _not_employed(
    message: Verzekeringsbericht, jobs: Sequence[Employment], newest: Employment, norms: Ibl, trail: Trail
) -> Iterator[Refusal]:
    """3.1: the latest line is recent, of an employer, and with hours."""
    age = (message.dated_on - newest.latest.ends_on) // timedelta(days=1)
    text = f"Loon tot en met {newest.latest.ends_on:%d-%m-%Y}, bericht van {message.dated_on:%d-%m-%Y}."
    trail.add("Werkt in loondienst", "3.1", text, about=(newest.latest,))
    employers = [job for job in jobs if holds_latest(job, newest, norms) and not is_benefit(job.contract, norms)]
    if age > norms.latest_item_max_age_days:
        text = f"Het laatste loon is {age} dagen ouder dan het bericht; het mag {norms.latest_item_max_age_days} zijn."
        yield Refusal(code=IblError.NO_CONTRACT_QUALIFIES, section="3.1", text=text)
    if not employers:
        text = "De laatste loonregel is van een uitkering van UWV, niet van een werkgever."
        yield Refusal(code=IblError.NO_CONTRACT_QUALIFIES, section="3.1", text=text)
    elif all(job.latest.hours <= 0 for job in employers):
        text = "De laatste loonregel is zonder uren."
        yield Refusal(code=IblError.NO_CONTRACT_QUALIFIES, section="3.1", text=text)


def _no_recent_hours(working: Sequence[Employment], norms: Ibl, trail: Trail) -> Iterator[Refusal]:
    """3.2.3: hours in each of the latest periods, all employers together."""
    recent = together(working, norms).series[: norms.no_hours_in_latest_periods]
    hours = ", ".join(f"{period.hours.normalize():f}" for period in recent)
    trail.add("Uren in de laatste perioden", "3.2.3", f"Alle werkgevers samen: {hours}.", about=recent)
    if len(recent) < norms.no_hours_in_latest_periods or any(period.hours <= 0 for period in recent):
        text = f"Niet in elk van de laatste {norms.no_hours_in_latest_periods} perioden staan uren."
        yield Refusal(code=IblError.NO_CONTRACT_QUALIFIES, section="3.2.3", text=text)


def _days(period: Period) -> str:
    return f"{period.starts_on:%d-%m-%Y} t/m {period.ends_on:%d-%m-%Y}"
