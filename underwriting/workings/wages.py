"""What a wage counts for (gids 4 and 4.1).

A condition that is not known is taken as met here: the rule about it says what is missing, so nothing is approved on
it, and nothing is refused for want of it either.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from underwriting.annuity import cents
from underwriting.facts import Facts
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import Loondienst, WageComponent, WageYear
from underwriting.norms import Norms
from underwriting.periods import add_months

ZERO = Decimal(0)
EURO = "EUR"

Route = Literal["ibl", "payslip", "average", "scan", "refused"]


def permanent(wage: Loondienst, on: date, norms: Norms) -> bool | None:
    """Employment for an indefinite time (gids 4.1): also fixed-term that turns into it, both once probation is over."""
    if wage.contract is None:
        return None
    if wage.contract not in ("onbepaalde-tijd", "bepaalde-tijd-met-intentieverklaring"):
        return False
    over = probation_over(wage, on, norms)
    if wage.intends_termination is True or over is False:
        return False
    return None if wage.intends_termination is None or over is None else True


def probation_over(wage: Loondienst, on: date, norms: Norms) -> bool | None:
    """Whether the last day of the probation has passed; without a date, when no probation can last that long."""
    if wage.proeftijd_ends_on is not None:
        return wage.proeftijd_ends_on < on
    if wage.starts_on is not None and add_months(wage.starts_on, norms.ch04.proeftijd_max_months) <= on:
        return True
    return None


def lacks_for_permanent(path: str, wage: Loondienst, on: date, norms: Norms) -> tuple[str, ...]:
    """The facts without which nobody knows whether the employment is permanent."""
    if permanent(wage, on, norms) is not None:
        return ()
    if wage.contract is None:
        return (f"{path}.contract",)
    lacks = {
        "proeftijd_ends_on": probation_over(wage, on, norms) is None,
        "intends_termination": wage.intends_termination is None,
    }
    return tuple(f"{path}.{name}" for name, absent in lacks.items() if absent)


def route(wage: Loondienst, on: date, norms: Norms) -> Route | None:
    """The way in which the income is worked out; None when the method or the kind of employment is not known."""
    if wage.method == "perspectiefverklaring":
        return "refused"
    if wage.method in (None, "ibl"):
        return "ibl" if wage.method else None
    if wage.method == "arbeidsmarktscan":
        return "scan"
    lasting = permanent(wage, on, norms)
    if lasting is None:
        return None
    if not lasting:
        return "average"
    if wage.method == "driejaarsgemiddelde" and wage.history_months is not None:
        return "average" if wage.history_months >= norms.ch04.history_years * 12 else "payslip"
    return "average" if wage.method == "driejaarsgemiddelde" else "payslip"


def refusals(wage: Loondienst) -> tuple[str, ...]:
    """The rules by which the wage counts for nothing."""
    grounds = {
        "G4-09": wage.currency not in (None, EURO),
        "G4.1-15": wage.paid_by_bank is False,
        "G4.1-16": wage.loonbeslag is True or wage.looncessie is True,
        "G4.1-17": wage.method == "perspectiefverklaring",
    }
    return tuple(rule for rule, holds in grounds.items() if holds)


def component_counted(component: WageComponent, norms: Norms, *, nhg: bool | None) -> Decimal:
    """What a part of the wage counts for per year, apart from hours above full time."""
    stated, parts = component.annual_amount or ZERO, norms.ch04.wage_parts
    if component.kind not in parts.accepted:
        return ZERO
    if component.kind in parts.variable:
        return _variable(component)
    if component.kind == "onregelmatigheidstoeslag":
        return ZERO if component.structural is False else stated
    if component.kind in parts.fixed_extras:
        return ZERO if component.fixed is False else stated
    if component.kind in parts.budgets and (component.fixed is False or component.cash_only is False):
        return ZERO
    conditional = component.unconditional is False or component.earmarked is True
    return ZERO if component.kind == "ikb" and nhg and conditional else stated


def fixed_to_person(component: WageComponent) -> bool:
    """Fixed and tied to the person: then the amount agreed counts, not the average."""
    return component.fixed is True and component.personal is True


def _variable(component: WageComponent) -> Decimal:
    stated = component.annual_amount or ZERO
    if fixed_to_person(component):
        return stated
    if component.structural is True:
        return stated if component.last_12_months_amount is None else component.last_12_months_amount
    perhaps_fixed = component.fixed is not False and component.personal is not False
    return ZERO if component.structural is False and not perhaps_fixed else stated


def jobs(applicant: Applicant) -> list[Loondienst]:
    """The jobs of an applicant, the oldest first; one of which the start is not known comes last."""
    found = [income for income in applicant.incomes or () if isinstance(income, Loondienst)]
    return sorted(found, key=lambda job: (job.starts_on or date.max, job.id))


def overtime_share(applicant: Applicant, wage: Loondienst, norms: Norms) -> Decimal:
    """The part of the hours of this job that lies above full time; the oldest job fills the week first."""
    worked = ZERO
    for income in jobs(applicant):
        if not income.hours_per_week:
            continue
        room = max(norms.ch04.full_time_hours - worked, ZERO)
        if income.id == wage.id:
            return max(income.hours_per_week - room, ZERO) / income.hours_per_week
        worked += income.hours_per_week
    return ZERO


def overtime_counted(component: WageComponent, share: Decimal) -> Decimal:
    """What the hours above full time count for: the average of 12 months when structural, else nothing."""
    if component.structural is False:
        return ZERO
    average = component.last_12_months_amount if component.structural else None
    return (component.annual_amount or ZERO if average is None else average) * share


def payslip_income(applicant: Applicant, wage: Loondienst, facts: Facts, norms: Norms) -> Decimal:
    """The income by payslip and employer's statement, with a future rise that counts."""
    share = overtime_share(applicant, wage, norms)
    total = ZERO
    for component in wage.components or ():
        counted = component_counted(component, norms, nhg=facts.application.nhg)
        if share and component.kind in norms.ch04.wage_parts.regular:
            counted = counted * (1 - share) + overtime_counted(component, share)
        total += counted
    return cents(total + raise_counted(wage, facts, norms))


def raise_counted(wage: Loondienst, facts: Facts, norms: Norms) -> Decimal:
    """A future rise, when no condition of gids 4.1 is known to fail."""
    rise = wage.future_raise
    if rise is None or rise.annual_increase is None:
        return ZERO
    late = rise.starts_on is not None and rise.starts_on > last_raise_day(facts, norms)
    unfit = permanent(wage, facts.evaluation.as_of, norms) is False or wage.family_employer is True
    return ZERO if late or unfit or rise.unconditional is False else rise.annual_increase


def last_raise_day(facts: Facts, norms: Norms) -> date:
    """The last day on which a rise may start: six months after the offer, or after today while there is none."""
    return add_months(offer_on(facts), norms.ch04.future_raise_months)


def offer_on(facts: Facts) -> date:
    """The day of the binding offer; before it exists, the day of the decision."""
    issued = facts.aanbod.hypotheekaanbod if facts.aanbod else None
    return issued.issued_on if issued else facts.evaluation.as_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreeYears:
    """The income of the last three calendar years (gids 4.1.2), newest first."""

    years: tuple[WageYear, ...]
    average: Decimal
    last_without_ww: Decimal

    @property
    def counted(self) -> Decimal:
        """The average, or the last year without WW and bijstand when that is lower."""
        return min(self.average, self.last_without_ww)


def three_years(wage: Loondienst, facts: Facts, norms: Norms) -> ThreeYears | None:
    """The calendar years before the application; None while one of them is not known."""
    known = {entry.year: entry for entry in wage.history or ()}
    last = facts.application.application_date.year - 1
    wanted = range(last, last - norms.ch04.history_years, -1)
    if any(year not in known for year in wanted):
        return None
    years = tuple(known[year] for year in wanted)
    average = cents(sum((entry.income for entry in years), ZERO) / len(years))
    return ThreeYears(years=years, average=average, last_without_ww=years[0].income - (years[0].ww_or_bijstand or ZERO))


def current_income_replaces(wage: Loondienst, years: ThreeYears, norms: Norms) -> bool:
    """Whether the present income is taken instead of the average (G4.1.2-04)."""
    uneven = any(entry.fixed_income is False for entry in years.years)
    enough = wage.months_with_income is not None and wage.months_with_income >= norms.ch04.min_months_with_income
    return uneven and enough and wage.continuity_substantiated_by_expert is True


def scan_refused(wage: Loondienst, norms: Norms) -> bool:
    """Whether the Arbeidsmarktscan cannot be used (gids 4.3)."""
    months = wage.months_employed_in_last_14
    return wage.contract in norms.ch04.scan_refused_contracts or (
        months is not None and months < norms.ch04.scan_months_worked
    )
