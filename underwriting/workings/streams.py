"""Each income as a stream: what it counts for, and from when until when (gids 4)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import (
    AlimentatieReceived,
    Income,
    Loondienst,
    Onderneming,
    OverigIncome,
    Pensioen,
    Uitkering,
)
from underwriting.figure_words import IncomeMethod, MomentReason
from underwriting.figures import IncomeComponent
from underwriting.norms import Norms
from underwriting.periods import add_days, months_between
from underwriting.workings import wages
from underwriting.workings.pension_dates import PensionDates

ZERO = Decimal(0)
LAID_DOWN = ("echtscheidingsconvenant", "vonnis", "beschikking", "notariele-akte")
"""Instruments in which partneralimentatie must be laid down (gids 4.6)."""


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


def of(
    path: str, applicant: Applicant, income: Income, dates: PensionDates | None, facts: Facts, norms: Norms
) -> Stream:
    """The stream of one income. `dates` are None for an applicant whose pension is not looked at."""
    on = facts.evaluation.as_of
    if isinstance(income, Loondienst):
        return _until_pension(_wage(path, applicant, income, facts, norms), dates, on)
    if isinstance(income, Onderneming):
        return _until_pension(_business(path, income, facts, norms), dates, on)
    if isinstance(income, Pensioen):
        return _pension(path, income, dates)
    if isinstance(income, Uitkering):
        return _benefit(path, income, dates, norms)
    if isinstance(income, AlimentatieReceived):
        return _alimony(path, income, facts)
    return _until_pension(_other(path, income), dates, on)


def counts_ikv(business: Onderneming, facts: Facts) -> bool:
    """Whether the statement is of an expert that NHG accepts, as far as is known."""
    return expert_accepted(business, facts) is not False


def expert_accepted(business: Onderneming, facts: Facts) -> bool | None:
    """Whether NHG accepts the expert of the IKV; the list of the day goes before what was noted."""
    ikv = business.ikv
    accepted = facts.reference.nhg_accepted_experts if facts.reference else None
    if ikv is None:
        return None
    if accepted is not None and ikv.expert is not None:
        return ikv.expert in accepted
    return ikv.expert_accepted_by_nhg


def long_enough(business: Onderneming, facts: Facts, norms: Norms) -> bool | None:
    """Without NHG a business counts from 24 months before the application on (G4.2-06)."""
    if facts.application.nhg is not False:
        return True
    if business.started_on is None:
        return None
    worked = months_between(business.started_on, facts.application.application_date)
    return worked >= norms.ch04.self_employed_months_non_nhg


def benefit_ends(benefit: Uitkering, dates: PensionDates | None) -> date | None:
    """The last day of a benefit that counts: as guaranteed, and never into the AOW."""
    ends = [day for day in (benefit.ends_on, benefit.guaranteed_until_on) if day]
    if dates is not None:
        ends.append(add_days(dates.settle(dates.aow), -1))
    return min(ends, default=None)


def guaranteed(benefit: Uitkering, first: date | None, norms: Norms) -> bool:
    """ANW, Wajong or IVA, running, and guaranteed until pension or AOW, as far as is known (gids 4.5)."""
    running = benefit.status != "beeindigd" and benefit.scheme in norms.ch04.guaranteed_benefits
    until = benefit.guaranteed_until_on
    return running and (until is None or first is None or add_days(until, 1) >= first)


def _wage(path: str, applicant: Applicant, wage: Loondienst, facts: Facts, norms: Norms) -> Stream:
    refusals = wages.refusals(wage)
    if refusals:
        return Stream(component=_component(wage.id, "niet-meegeteld", _stated(wage), ZERO, *refusals))
    way = wages.route(wage, facts.evaluation.as_of, norms)
    if way == "ibl":
        if wage.ibl is None:
            return _unknown(wage.id, "ibl", f"{path}.ibl.toetsinkomen")
        return Stream(component=_component(wage.id, "ibl", wage.ibl.toetsinkomen, wage.ibl.toetsinkomen, "G4.1.1-01"))
    if way == "payslip":
        return _payslip(path, applicant, wage, facts, norms)
    if way == "average":
        return _average(path, wage, facts, norms)
    if way == "scan":
        return _scan(path, wage, norms)
    lacks = wages.lacks_for_permanent(path, wage, facts.evaluation.as_of, norms) if wage.method else (f"{path}.method",)
    return _unknown(wage.id, "niet-meegeteld", *lacks)


def _stated(wage: Loondienst) -> Decimal | None:
    if wage.ibl is not None:
        return wage.ibl.toetsinkomen
    if wage.components:
        return sum((component.annual_amount or ZERO for component in wage.components), ZERO)
    return wage.current_annual_income


def _payslip(path: str, applicant: Applicant, wage: Loondienst, facts: Facts, norms: Norms) -> Stream:
    if not wage.components:
        return _unknown(wage.id, "werkgeversverklaring", f"{path}.components")
    lacks = tuple(
        f"{path}.components[{index}].annual_amount"
        for index, component in enumerate(wage.components)
        if component.annual_amount is None and component.kind in wages.ACCEPTED
    )
    if lacks:
        return _unknown(wage.id, "werkgeversverklaring", *lacks)
    counted = wages.payslip_income(applicant, wage, facts, norms)
    rules = ["G4.1-19", "G4-04"]
    if wages.raise_counted(wage, facts, norms):
        rules.append("G4.1-08")
    return Stream(component=_component(wage.id, "werkgeversverklaring", _stated(wage), counted, *rules))


def _average(path: str, wage: Loondienst, facts: Facts, norms: Norms) -> Stream:
    years = wages.three_years(wage, facts, norms)
    if years is None:
        return _unknown(wage.id, "driejaarsgemiddelde", f"{path}.history")
    if wages.current_income_replaces(wage, years, norms):
        if wage.current_annual_income is None:
            return _unknown(wage.id, "driejaarsgemiddelde", f"{path}.current_annual_income")
        current = wage.current_annual_income
        return Stream(component=_component(wage.id, "driejaarsgemiddelde", current, current, "G4.1.2-04"))
    return Stream(
        component=_component(wage.id, "driejaarsgemiddelde", years.average, max(years.counted, ZERO), "G4.1.2-03")
    )


def _scan(path: str, wage: Loondienst, norms: Norms) -> Stream:
    if wages.scan_refused(wage, norms):
        rule = "G4.3-03" if wage.contract in wages.NO_SCAN else "G4.3-02"
        return Stream(component=_component(wage.id, "niet-meegeteld", wage.current_annual_income, ZERO, rule))
    scan = wage.arbeidsmarktscan
    earning = scan.verdiencapaciteit if scan else None
    if wage.current_annual_income is None or earning is None:
        lacks = {
            f"{path}.current_annual_income": wage.current_annual_income,
            f"{path}.arbeidsmarktscan.verdiencapaciteit": earning,
        }
        return _unknown(wage.id, "arbeidsmarktscan", *(name for name, value in lacks.items() if value is None))
    counted = min(wage.current_annual_income, earning)
    return Stream(
        component=_component(wage.id, "arbeidsmarktscan", wage.current_annual_income, counted, "G4.3-01", "G4.3-06")
    )


def _business(path: str, business: Onderneming, facts: Facts, norms: Norms) -> Stream:
    stated = business.ikv.toetsinkomen if business.ikv else None
    if business.counted is False:
        return Stream(component=_component(business.id, "niet-meegeteld", stated, ZERO, "G4.2-07"))
    if long_enough(business, facts, norms) is False:
        return Stream(component=_component(business.id, "niet-meegeteld", stated, ZERO, "G4.2-06"))
    if not counts_ikv(business, facts):
        return Stream(component=_component(business.id, "niet-meegeteld", stated, ZERO, "G4.2-01"))
    if stated is None:
        return _unknown(business.id, "ikv", f"{path}.ikv.toetsinkomen")
    return Stream(component=_component(business.id, "ikv", stated, stated, "G4.2-02"))


def _pension(path: str, pension: Pensioen, dates: PensionDates | None) -> Stream:
    starts = pension.starts_on
    if starts is None and dates is not None:
        starts = dates.aow if pension.scheme == "aow" else dates.pension
    if starts is not None and dates is not None:
        starts = dates.settle(starts)
    ibp = pension.ibp_toetsinkomen
    amount = ibp if ibp is not None else pension.annual_amount
    method: IncomeMethod = "pensioen" if ibp is None else "ibp"
    reason: MomentReason = "aow" if pension.scheme == "aow" else "pensioen"
    if pension.scheme == "lijfrente" and pension.meets_nhg_lijfrente_conditions is False:
        component = _component(pension.id, "niet-meegeteld", amount, ZERO, "G4.4-11")
    elif amount is None:
        return _unknown(pension.id, method, f"{path}.annual_amount", starts_on=starts, start_reason=reason)
    else:
        component = _component(pension.id, method, amount, amount, "G4.4-01")
    return Stream(component=component, starts_on=starts, ends_on=pension.ends_on, start_reason=reason)


def _benefit(path: str, benefit: Uitkering, dates: PensionDates | None, norms: Norms) -> Stream:
    first = dates.first if dates else None
    if not guaranteed(benefit, first, norms):
        component = _component(benefit.id, "niet-meegeteld", benefit.annual_amount, ZERO, "G4.5-01")
        return Stream(component=component)
    if benefit.annual_amount is None:
        return _unknown(benefit.id, "uitkering", f"{path}.annual_amount")
    return Stream(
        component=_component(benefit.id, "uitkering", benefit.annual_amount, benefit.annual_amount, "G4.5-01"),
        starts_on=benefit.starts_on,
        ends_on=benefit_ends(benefit, dates),
        end_reason="einde-uitkering",
    )


def alimony_refusal(alimony: AlimentatieReceived, facts: Facts) -> str | None:
    """The rule by which partneralimentatie does not count."""
    if alimony.recorded_in == "geen":
        return "G4.6-02"
    applied = facts.application.application_date
    return "G4.6-03" if alimony.starts_on is not None and alimony.starts_on > applied else None


def _alimony(path: str, alimony: AlimentatieReceived, facts: Facts) -> Stream:
    refusal = alimony_refusal(alimony, facts)
    if refusal:
        return Stream(component=_component(alimony.id, "niet-meegeteld", alimony.annual_amount, ZERO, refusal))
    if alimony.annual_amount is None:
        return _unknown(alimony.id, "partneralimentatie", f"{path}.annual_amount")
    amount = alimony.annual_amount
    return Stream(
        component=_component(alimony.id, "partneralimentatie", amount, amount, "G4.6-01"),
        ends_on=alimony.ends_on,
        end_reason="einde-alimentatie",
    )


def _other(path: str, other: OverigIncome) -> Stream:
    if other.currency not in (None, wages.EURO):
        return Stream(component=_component(other.id, "niet-meegeteld", other.annual_amount, ZERO, "G4-09"))
    if other.category != "andere-arbeidsrelatie":
        return Stream(component=_component(other.id, "niet-meegeteld", other.annual_amount, ZERO, "G4-08"))
    if other.annual_amount is None:
        return _unknown(other.id, "werkgeversverklaring", f"{path}.annual_amount")
    return Stream(
        component=_component(other.id, "werkgeversverklaring", other.annual_amount, other.annual_amount, "G4-04")
    )


def _until_pension(stream: Stream, dates: PensionDates | None, on: date) -> Stream:
    end = dates.work_ends(on) if dates else None
    if dates is None or end is None:
        return stream
    reason: MomentReason = "pensioen" if end == dates.settle(dates.pension) else "aow"
    return replace(stream, ends_on=add_days(end, -1), end_reason=reason)


def _component(
    income_id: str, method: IncomeMethod, stated: Decimal | None, counted: Decimal, *rules: str
) -> IncomeComponent:
    return IncomeComponent(income_id=income_id, method=method, stated=stated, counted=counted, rule_ids=rules)


def _unknown(
    income_id: str,
    method: IncomeMethod,
    *missing: str,
    starts_on: date | None = None,
    start_reason: MomentReason = "overig",
) -> Stream:
    component = IncomeComponent(income_id=income_id, method=method, counted=ZERO)
    return Stream(component=component, starts_on=starts_on, start_reason=start_reason, missing=missing)
