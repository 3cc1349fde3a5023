"""gids 6.2: the valuation of an existing home, and the state it is in."""

from datetime import date, timedelta
from decimal import Decimal

from underwriting import documents
from underwriting.case import Case
from underwriting.decision import Deadline, Verdict
from underwriting.facts.onderpand import Valuation
from underwriting.facts.words import DocumentType
from underwriting.periods import add_months
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    above,
    at_least,
    check,
    compare,
    is_,
    missing,
    on_or_after,
    one_of,
    passed,
)
from underwriting.subjects import lacking_value
from underwriting.valuation_reports import (
    demand_standard,
    desktop_is_enough,
    desktop_report,
    has_vve,
    in_chain,
    path_of,
    renovates_with_the_loan,
    said_in_report,
    standard_report,
    subject_of,
    valuation_of,
)
from underwriting.workings.bouwdepot import lends_for_works
from underwriting.workings.principal import ENERGY_PURPOSES

chapter = Chapter("6.2")

FOR_WORKS = frozenset({"verbouwing", *ENERGY_PURPOSES})
"""What a leningdeel is for when it pays works (contract)."""


@chapter.rule("G6.2-01")
def desktop_report_up_to_90_percent(case: Case) -> Findings:
    """gids 6.2: up to 90 percent LTV a desktop report will do, without ground rent and without a chain."""
    if case.onderpand.construction == "nieuwbouw":
        return
    enough = desktop_is_enough(case)
    if enough is None:
        yield missing(*lacking_value(case), subject=subject_of(case))
    elif enough:
        report = desktop_report(case)
        yield report
        compared = (
            is_("ltv_at_most_90", True),
            is_("transaction_chain", in_chain(case.facts, case.norms), False),
        )
        if report.status in documents.SATISFIED:
            yield passed(*compared, subject=subject_of(case))
        else:
            yield missing(f"document:{report.type}", subject=subject_of(case), compared=compared)


@chapter.rule("G6.2-02")
def standard_report_above_90_percent(case: Case) -> Findings:
    """gids 6.2: above 90 percent LTV a validated report."""
    if case.onderpand.construction == "nieuwbouw":
        return
    bound = case.norms.ch06.desktop_max_ltv_percent
    if case.loan.ltv is None:
        yield missing(*lacking_value(case), subject=subject_of(case))
    elif case.loan.ltv > bound:
        yield from demand_standard(case, above("ltv", case.loan.ltv, bound, "percent"))


@chapter.rule("G6.2-04")
def report_at_most_six_months_old(case: Case) -> Findings:
    """gids 6.2: at the binding offer the valuation is at most six months old."""
    valuation = valuation_of(case)
    if valuation is None:
        if case.onderpand.construction != "nieuwbouw":
            yield missing("onderpand.valuations", subject=subject_of(case))
        return
    if valuation.valued_on is None:
        yield missing(path_of(case, "valued_on"), subject=subject_of(case))
        return
    months = case.norms.ch06.valuation_months
    yield Deadline(kind="taxatie-geldig", on=_last_day(valuation.valued_on, months), subject=subject_of(case))
    compared = on_or_after("valued_on", valuation.valued_on, add_months(case.offer_on, -months))
    if compared.satisfied:
        yield passed(compared, subject=subject_of(case))
    else:
        yield missing(f"document:{_type_of(valuation)}", subject=subject_of(case), compared=[compared])


@chapter.rule("G6.2-05")
def valuation_date_decides(case: Case) -> Findings:
    """gids 6.2: the waardepeildatum decides the age, not the day of the report."""
    valuation = valuation_of(case)
    if valuation is not None and valuation.valued_on is not None:
        yield passed(
            compare("valued_on", valuation.valued_on, "eq", valuation.valued_on, "date", satisfied=True),
            subject=subject_of(case),
        )


@chapter.rule("G6.2-06")
def renovation_needs_standard_report(case: Case) -> Findings:
    """gids 6.2: a renovation in the mortgage needs a validated report and a specification of the works."""
    works = case.onderpand.works
    if case.onderpand.construction == "nieuwbouw":
        return
    renovates = renovates_with_the_loan(case.facts)
    if not renovates and works is not None and works.renovation_cost and works.financed is None:
        yield missing("onderpand.works.financed", subject=subject_of(case))
    elif renovates:
        yield from demand_standard(case, is_("renovation_financed", True))
        yield from documents.demand(documents.ask(case, "verbouwingsspecificatie"), subject=subject_of(case))


@chapter.rule("G6.2-07")
def structural_state(case: Case) -> Findings:
    """gids 6.2: the state of the home is 'redelijk' or 'goed', or becomes so by the works in the bouwdepot."""
    valuation = valuation_of(case)
    if case.onderpand.construction == "nieuwbouw":
        return
    if valuation is None or valuation.structural_state is None:
        yield missing(path_of(case, "structural_state"), subject=subject_of(case))
        return
    compared = one_of("structural_state", valuation.structural_state, case.norms.ch06.structural_states_accepted)
    if compared.satisfied:
        yield check(compared, subject=subject_of(case))
        return
    repaired = _repaired(case, valuation)
    if repaired.verdict is Verdict.PASS:
        yield repaired
    elif repaired.verdict is Verdict.MISSING:
        yield missing(*repaired.missing, subject=subject_of(case), compared=[compared])
    else:
        yield check(compared, subject=subject_of(case))


@chapter.rule("G6.2-08")
def structural_survey(case: Case) -> Findings:
    """gids 6.2: a survey when the state is poor, repair costs over 10 percent and no bouwdepot holds those costs."""
    valuation = valuation_of(case)
    if valuation is None or valuation.structural_state in (None, *case.norms.ch06.structural_states_accepted):
        return
    cost = _repair_cost(case, valuation)
    if cost is None:
        yield missing(path_of(case, "deferred_maintenance_cost"), subject=subject_of(case))
        return
    assert valuation.market_value is not None
    bound = valuation.market_value * case.norms.ch06.repair_cost_percent / 100
    high = above("repair_cost", cost, bound)
    depot = case.lening.bouwdepot.amount if case.lening.bouwdepot else cost * 0
    if not high.satisfied or depot >= cost:
        yield passed(high, subject=subject_of(case))
        return
    survey = documents.ask(case, "bouwkundig-rapport")
    yield survey
    if survey.status not in documents.SATISFIED:
        yield missing("document:bouwkundig-rapport", subject=subject_of(case), compared=[high])
    else:
        yield passed(high, subject=subject_of(case))


@chapter.rule("G6.2-09")
def repairs_in_bouwdepot(case: Case) -> Findings:
    """gids 6.2: the works that mend a poor state stand in the report and their cost in the bouwdepot."""
    valuation = valuation_of(case)
    if valuation is None or valuation.structural_state in (None, *case.norms.ch06.structural_states_accepted):
        return
    yield _repaired(case, valuation)


@chapter.rule("G6.2-10")
def latest_model(case: Case) -> Findings:
    """gids 6.2: a validated report uses the latest model Taxatierapport Financiering Woonruimte."""
    valuation = valuation_of(case)
    if valuation is not None and valuation.kind == "standaard":
        yield standard_report(case)
        yield said_in_report(case, "current_model", valuation.current_model)


@chapter.rule("G6.2-11")
def validated_by_nwwi(case: Case) -> Findings:
    """gids 6.2: NWWI validates the report; a desktop valuation has its own validation."""
    valuation = valuation_of(case)
    if valuation is not None and valuation.kind == "standaard":
        yield standard_report(case)
        yield said_in_report(case, "nwwi_validated", valuation.nwwi_validated)


@chapter.rule("G6.2-12")
def works_with_desktop_report(case: Case) -> Findings:
    """gids 6.2: works besides a desktop valuation are paid from a bouwdepot or lent in box 3."""
    valuation = valuation_of(case)
    if valuation is None or valuation.kind != "desktop" or not lends_for_works(case.facts):
        return
    depot = case.lening.bouwdepot is not None and case.lening.bouwdepot.amount > 0
    box_3 = any(part.box == 3 and part.purpose in FOR_WORKS for part in case.lening.leningdelen)
    if depot or box_3:
        yield passed(is_("bouwdepot", depot), is_("box_3", box_3), subject=subject_of(case))
    else:
        yield missing("lening.bouwdepot.amount", subject=subject_of(case))


@chapter.rule("G6.2-13")
def no_desktop_with_ground_rent_or_vve(case: Case) -> Findings:
    """gids 6.2, 6.7, 6.9 and 11: with ground rent or a VvE a validated report."""
    leased, shared = case.onderpand.erfpacht is not None, has_vve(case.onderpand)
    if (leased or shared) and case.onderpand.construction != "nieuwbouw":
        yield from demand_standard(case, is_("erfpacht", leased), is_("vve", shared))


def _repaired(case: Case, valuation: Valuation) -> Answer:
    """Whether the report specifies the works and the bouwdepot pays them."""
    subject = subject_of(case)
    lacking = []
    cost, depot = _repair_cost(case, valuation), case.lening.bouwdepot
    if valuation.works_specified is None:
        lacking.append(path_of(case, "works_specified"))
    if cost is None:
        lacking.append(path_of(case, "deferred_maintenance_cost"))
    if depot is None:
        lacking.append("lening.bouwdepot.amount")
    if valuation.works_specified is None or cost is None or depot is None:
        return missing(*lacking, subject=subject)
    return check(
        is_("works_specified", valuation.works_specified), at_least("bouwdepot", depot.amount, cost), subject=subject
    )


def _repair_cost(case: Case, valuation: Valuation) -> Decimal | None:
    """What it costs to mend the home: by the report, else as asked for."""
    works = case.onderpand.works
    asked = works.deferred_maintenance_cost if works else None
    return asked if valuation.deferred_maintenance_cost is None else valuation.deferred_maintenance_cost


def _type_of(valuation: Valuation) -> DocumentType:
    """The document that holds a valuation."""
    if valuation.kind == "desktop":
        return "taxatierapport-desktop"
    return "taxatierapport-bestek" if valuation.kind == "bestek-en-tekeningen" else "taxatierapport"


def _last_day(valued_on: date, months: int) -> date:
    """The last day on which a valuation is not older than so many months."""
    last = add_months(valued_on, months)
    while last < date.max and add_months(last + timedelta(days=1), -months) <= valued_on:
        last += timedelta(days=1)
    return last
