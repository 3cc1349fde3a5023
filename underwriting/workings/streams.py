"""Each income as a stream: what it counts for, and from when until when (gids 4)."""

from dataclasses import replace
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
from underwriting.norms import Norms
from underwriting.periods import add_days, months_between
from underwriting.workings import pension_dates, wages
from underwriting.workings.pension_dates import PensionDates
from underwriting.workings.stream import Stream, component, unknown
from underwriting.workings.wage_streams import of_wage

ZERO = Decimal(0)


def of(
    path: str, applicant: Applicant, income: Income, dates: PensionDates | None, facts: Facts, norms: Norms
) -> Stream:
    """The stream of one income. `dates` are None for an applicant whose pension is not looked at."""
    on = facts.evaluation.as_of
    if isinstance(income, Loondienst):
        return _until_pension(of_wage(path, applicant, income, facts, norms), dates, on)
    if isinstance(income, Onderneming):
        return _until_pension(_business(path, income, facts, norms), dates, on)
    if isinstance(income, Pensioen):
        return _pension(path, income, dates)
    if isinstance(income, Uitkering):
        known = pension_dates.of(applicant, norms)
        return _benefit(path, income, known.first if known else None, dates, norms)
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


def benefit_ends(benefit: Uitkering, first: date | None, dates: PensionDates | None) -> date | None:
    """The last day of a benefit that counts: its own last day, and never into the AOW.

    `first` is the first day of AOW or pension, `dates` the same when they are looked at: a benefit that lasts until a
    pension that is far away has no end that is looked at.
    """
    ends = [day for day in (benefit.ends_on, benefit.guaranteed_until_on) if day]
    if dates is not None:
        ends.append(add_days(dates.settle(dates.aow), -1))
    elif first is not None:
        ends = [day for day in ends if add_days(day, 1) < first]
    return min(ends, default=None)


def guaranteed(benefit: Uitkering, first: date | None, norms: Norms) -> bool:
    """ANW, Wajong or IVA, running, and guaranteed until pension or AOW, as far as is known (gids 4.5)."""
    running = benefit.status != "beeindigd" and benefit.scheme in norms.ch04.guaranteed_benefits
    until = benefit.guaranteed_until_on
    return running and (until is None or first is None or add_days(until, 1) >= first)


def _business(path: str, business: Onderneming, facts: Facts, norms: Norms) -> Stream:
    stated = business.ikv.toetsinkomen if business.ikv else None
    if business.counted is False:
        return Stream(component=component(business.id, "niet-meegeteld", stated, ZERO, "G4.2-07"))
    if long_enough(business, facts, norms) is False:
        return Stream(component=component(business.id, "niet-meegeteld", stated, ZERO, "G4.2-06"))
    if not counts_ikv(business, facts):
        return Stream(component=component(business.id, "niet-meegeteld", stated, ZERO, "G4.2-01"))
    if stated is None:
        return unknown(business.id, "ikv", f"{path}.ikv.toetsinkomen")
    return Stream(component=component(business.id, "ikv", stated, stated, "G4.2-02"))


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
        held = component(pension.id, "niet-meegeteld", amount, ZERO, "G4.4-11")
    elif amount is None:
        return unknown(pension.id, method, f"{path}.annual_amount", starts_on=starts, start_reason=reason)
    else:
        held = component(pension.id, method, amount, amount, "G4.4-01")
    return Stream(component=held, starts_on=starts, ends_on=pension.ends_on, start_reason=reason)


def _benefit(path: str, benefit: Uitkering, first: date | None, dates: PensionDates | None, norms: Norms) -> Stream:
    if not guaranteed(benefit, first, norms):
        nothing = component(benefit.id, "niet-meegeteld", benefit.annual_amount, ZERO, "G4.5-01")
        return Stream(component=nothing)
    if benefit.annual_amount is None:
        return unknown(benefit.id, "uitkering", f"{path}.annual_amount")
    return Stream(
        component=component(benefit.id, "uitkering", benefit.annual_amount, benefit.annual_amount, "G4.5-01"),
        starts_on=benefit.starts_on,
        ends_on=benefit_ends(benefit, first, dates),
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
        return Stream(component=component(alimony.id, "niet-meegeteld", alimony.annual_amount, ZERO, refusal))
    if alimony.annual_amount is None:
        return unknown(alimony.id, "partneralimentatie", f"{path}.annual_amount")
    amount = alimony.annual_amount
    return Stream(
        component=component(alimony.id, "partneralimentatie", amount, amount, "G4.6-01"),
        ends_on=alimony.ends_on,
        end_reason="einde-alimentatie",
    )


def _other(path: str, other: OverigIncome) -> Stream:
    if other.currency not in (None, wages.EURO):
        return Stream(component=component(other.id, "niet-meegeteld", other.annual_amount, ZERO, "G4-09"))
    if other.category != "andere-arbeidsrelatie":
        return Stream(component=component(other.id, "niet-meegeteld", other.annual_amount, ZERO, "G4-08"))
    if other.annual_amount is None:
        return unknown(other.id, "werkgeversverklaring", f"{path}.annual_amount")
    return Stream(
        component=component(other.id, "werkgeversverklaring", other.annual_amount, other.annual_amount, "G4-04")
    )


def _until_pension(stream: Stream, dates: PensionDates | None, on: date) -> Stream:
    end = dates.work_ends(on) if dates else None
    if dates is None or end is None:
        return stream
    reason: MomentReason = "pensioen" if end == dates.settle(dates.pension) else "aow"
    return replace(stream, ends_on=add_days(end, -1), end_reason=reason)
