"""gids 6.4 and 6.6: the building deposit, and what soil and sewer cost."""

from decimal import Decimal

from underwriting import documents
from underwriting.case import Case
from underwriting.decision import Deadline
from underwriting.facts.onderpand import Valuation
from underwriting.facts.words import CostCoveredBy
from underwriting.periods import add_months
from underwriting.rule import Answer, Chapter, Findings, above, at_least, check, compare, is_, missing, one_of, passed
from underwriting.subjects import ONDERPAND
from underwriting.valuation_reports import path_of, subject_of, valuation_of
from underwriting.workings import bouwdepot
from underwriting.workings.cleaning import in_deposit, sewer_needed
from underwriting.workings.own_funds import contribution

chapter = Chapter("6.4")


@chapter.rule("G6.4-01")
def deposit_is_mandatory(case: Case) -> Findings:
    """gids 6.4: new build, energy-saving measures and most works are paid from a bouwdepot."""
    needed = bouwdepot.required(case.facts, case.norms)
    depot = case.lening.bouwdepot
    if needed is None:
        yield missing(bouwdepot.lacking(case.facts), subject=ONDERPAND)
    elif needed and depot is None:
        yield missing("lening.bouwdepot.amount")
    elif needed and depot is not None:
        yield check(above("bouwdepot", depot.amount, 0))


@chapter.rule("G6.4-03")
def no_deposit_otherwise(case: Case) -> Findings:
    """gids 6.4: in all other cases there is no bouwdepot; cleaning the soil and a sewer are paid from one (6.6)."""
    depot = case.lening.bouwdepot
    if depot is None or depot.amount <= 0:
        return
    needed = bouwdepot.required(case.facts, case.norms)
    if needed is None:
        yield missing(bouwdepot.lacking(case.facts), subject=ONDERPAND)
    else:
        allowed = needed or (depot.kind == "sanering" and _in_depot(case))
        yield check(is_("bouwdepot_allowed", allowed))


@chapter.rule("G6.4-04")
def deposit_earns_average_rate(case: Case) -> Findings:
    """gids 6.4: the deposit earns the average rate of the leningdelen."""
    if case.lening.bouwdepot is None:
        return
    rate = bouwdepot.interest_rate(case.facts)
    if rate is None:
        yield missing("lening.leningdelen")
    else:
        yield passed(compare("bouwdepot_rate", rate, "eq", rate, "rate", satisfied=True))


@chapter.rule("G6.4-05")
def deposit_ends(case: Case) -> Findings:
    """gids 6.4: 24 months after passing for new build, 18 months for an existing home."""
    if case.lening.bouwdepot is None:
        return
    passeren, policy = case.facts.passeren, case.norms.ch06
    starts_on = (passeren.passed_on or passeren.planned_on) if passeren else None
    if starts_on is None:
        yield missing("passeren.passed_on")
        return
    new = case.onderpand.construction == "nieuwbouw"
    months = policy.bouwdepot_months_new if new else policy.bouwdepot_months_existing
    yield Deadline(kind="bouwdepot-einde", on=add_months(starts_on, months))


@chapter.rule("G6.6-01")
def soil_and_sewer_leave_value(case: Case) -> Findings:
    """gids 6.6: the report shows that polluted soil or a lacking sewer does not lower the value."""
    yield from _reported(case, "value_unaffected_by_soil_or_sewer")


@chapter.rule("G6.6-02")
def soil_and_sewer_leave_habitability(case: Case) -> Findings:
    """gids 6.6: nor limits living there."""
    yield from _reported(case, "habitability_unaffected_by_soil_or_sewer")


@chapter.rule("G6.6-03")
def cleaning_in_deposit(case: Case) -> Findings:
    """gids 6.6: cleaning that is mandatory is financed in a bouwdepot, unless it is paid otherwise (G6.6-04)."""
    soil = case.onderpand.soil
    if soil is None or not soil.remediation_mandatory:
        if soil is not None and soil.polluted and soil.remediation_mandatory is None:
            yield missing("onderpand.soil.remediation_mandatory", subject=ONDERPAND)
        return
    yield _paid_for(case, "onderpand.soil", "remediation_cost", soil.remediation_cost, soil.cost_covered_by)


@chapter.rule("G6.6-04")
def cleaning_paid_otherwise(case: Case) -> Findings:
    """gids 6.6: no financing when a third party pays, when it is paid, or when own funds amply cover it."""
    soil = case.onderpand.soil
    if (
        soil is None
        or not soil.remediation_mandatory
        or soil.cost_covered_by not in case.norms.ch06.cost_covered_elsewhere
    ):
        return
    if soil.cost_covered_by != "eigen-middelen":
        yield passed(
            one_of("cost_covered_by", soil.cost_covered_by, case.norms.ch06.cost_covered_elsewhere), subject=ONDERPAND
        )
    elif soil.remediation_cost is None:
        yield missing("onderpand.soil.remediation_cost", subject=ONDERPAND)
    else:
        yield from _own_funds_suffice(case)


@chapter.rule("G6.6-05")
def sewer_connection(case: Case) -> Findings:
    """gids 6.6: the same for a sewer connection that the value needs."""
    sewer = case.onderpand.sewer
    if sewer is None or sewer.connected is not False:
        return
    if sewer.connection_required_for_value is None:
        yield missing("onderpand.sewer.connection_required_for_value", subject=ONDERPAND)
    elif sewer_needed(case.facts):
        yield _paid_for(case, "onderpand.sewer", "connection_cost", sewer.connection_cost, sewer.cost_covered_by)
        if sewer.cost_covered_by == "eigen-middelen":
            yield from _own_funds_suffice(case)


def _reported(case: Case, name: str) -> Findings:
    """With polluted soil or no sewer the report says it; a report that says the opposite is a refusal (ruling 4)."""
    soil, sewer = case.onderpand.soil, case.onderpand.sewer
    if (soil and soil.polluted) or (sewer and sewer.connected is False):
        valuation = valuation_of(case)
        said = _said(valuation, name)
        if said is None:
            yield missing(path_of(case, name), subject=subject_of(case))
        else:
            yield check(is_(name, said), subject=subject_of(case))


def _said(valuation: Valuation | None, name: str) -> bool | None:
    if valuation is None:
        return None
    if name == "value_unaffected_by_soil_or_sewer":
        return valuation.value_unaffected_by_soil_or_sewer
    return valuation.habitability_unaffected_by_soil_or_sewer


def _paid_for(case: Case, place: str, name: str, cost: Decimal | None, covered_by: CostCoveredBy | None) -> Answer:
    """The cost stands in the bouwdepot, with what else must be cleaned from it, or is paid otherwise."""
    if covered_by is None:
        return missing(f"{place}.cost_covered_by", subject=ONDERPAND)
    if covered_by != "meefinanciering-in-depot":
        return check(one_of("cost_covered_by", covered_by, case.norms.ch06.cost_covered_elsewhere), subject=ONDERPAND)
    depot = case.lening.bouwdepot
    if cost is None or depot is None:
        stated = {f"{place}.{name}": cost, "lening.bouwdepot.amount": depot}
        return missing(*(path for path, value in stated.items() if value is None), subject=ONDERPAND)
    return check(at_least("bouwdepot", depot.amount, in_deposit(case.facts)), subject=ONDERPAND)


def _own_funds_suffice(case: Case) -> Findings:
    """What is shown covers this cost amply: after everything else that takes own money, proof of it asked or not."""
    yield documents.ask(case, "bankafschrift")
    items = case.own_funds.items or ()
    unlisted = 0 if any(item.kind == "eigen-inbreng" for item in items) else contribution(case.facts)
    shown, needed = case.own_funds.shown or 0, (case.own_funds.required or 0) + unlisted
    compared = at_least("own_funds_shown", shown, needed)
    if compared.satisfied:
        yield passed(compared, subject=ONDERPAND)
    else:
        yield missing("own_funds.items", "document:bankafschrift", subject=ONDERPAND, compared=[compared])


def _in_depot(case: Case) -> bool:
    """Whether cleaning that must be done, or a sewer that the value needs, is paid from the deposit."""
    soil, sewer = case.onderpand.soil, case.onderpand.sewer
    covered = [soil.cost_covered_by if soil and soil.remediation_mandatory else None]
    covered += [sewer.cost_covered_by if sewer and sewer_needed(case.facts) else None]
    return "meefinanciering-in-depot" in covered
