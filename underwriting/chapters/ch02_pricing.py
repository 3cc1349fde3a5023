"""gids 1 and 2.5: risicoklasse, rate, and the amounts by energy label that stay outside the income test."""

from underwriting.case import Case
from underwriting.decision import LeningdeelPrice
from underwriting.rule import Answer, Chapter, Findings, at_least, at_most, compare, missing, passed
from underwriting.subjects import ONDERPAND, lacking_value, leningdelen
from underwriting.workings import bouwdepot, left_out
from underwriting.workings.offer_changes import lapsed
from underwriting.workings.principal import buys

chapter = Chapter("2.5")

UNLABELLED = frozenset({"onbekend", "niet-mogelijk"})


@chapter.rule("G1-15")
def bouwdepot_earns_weighted_rate(case: Case) -> Findings:
    """gids 1: money in the bouwdepot earns the average rate of the leningdelen, weighted by amount."""
    if case.lening.bouwdepot is None:
        return
    lacking = [f"{path}.rate" for path, part, _ in leningdelen(case) if part.rate is None]
    rate = bouwdepot.interest_rate(case.facts)
    if rate is None:
        yield missing(*(lacking or ["lening.leningdelen"]))
    else:
        yield passed(compare("bouwdepot_rate", rate, "eq", rate, "rate", satisfied=True))


@chapter.rule("G1-21")
def rate_by_risicoklasse(case: Case) -> Findings:
    """gids 1: without NHG the rate follows from fixed-rate period and risicoklasse; a renteaanbod keeps its rate.

    A leningdeel that runs already keeps the rate of its own day (2.13, 10.4), and so does one that moves along (10.2).
    """
    offered = case.renteaanbod_on is not None and not lapsed(case.facts, case.norms.ch07)
    if case.loan.risicoklasse is None or case.loan.ltv is None:
        yield missing(*lacking_value(case))
        return
    for path, part, subject in leningdelen(case):
        if part.rentevastperiode_years is None:
            yield missing(f"{path}.rentevastperiode_years", subject=subject)
            continue
        rate = case.norms.rates.rates.rate(part.rentevastperiode_years, case.loan.risicoklasse)
        yield passed(
            compare("risicoklasse", case.loan.risicoklasse, "eq", case.loan.risicoklasse, "code", satisfied=True),
            subject=subject,
        )
        if rate is not None and not offered and not part.verhuisregeling_from and part.existing is not True:
            yield LeningdeelPrice(leningdeel_id=part.id, rate=rate, basis="rentetabel")


@chapter.rule("G1-22")
def energy_loan_in_highest_class(case: Case) -> Findings:
    """gids 1: above 100 percent, for energy-saving measures, the class of 90 to 100 percent."""
    if case.loan.ltv is None:
        yield missing(*lacking_value(case))
    elif case.loan.ltv > case.norms.trhk.ltv_percent and case.loan.energy > 0:
        yield passed(at_most("ltv", case.loan.ltv, case.norms.trhk.ltv_percent_with_energy, "percent"))


@chapter.rule("G2.5-02")
def purchase_extra_by_label(case: Case) -> Findings:
    """gids 2.5: on a purchase an amount by energy label stays outside the income test."""
    if case.facts.application.purposes is None and not case.facts.about_running_loan:
        yield missing("application.purposes")
    elif not buys(case.facts):
        return
    elif case.onderpand.energy_label is None:
        yield missing("onderpand.energy_label", subject=ONDERPAND)
    elif case.onderpand.energy_label not in UNLABELLED:
        yield passed(at_least("left_out", left_out.purchase_extra(case.facts, case.norms), 0), subject=ONDERPAND)


@chapter.rule("G2.5-03")
def measures_extra_by_label(case: Case) -> Findings:
    """gids 2.5: for measures an amount by the label before the works stays outside, never more than they cost."""
    if case.loan.energy <= 0:
        return
    if case.onderpand.energy_label is None:
        yield missing("onderpand.energy_label", subject=ONDERPAND)
    elif case.onderpand.energy_label not in UNLABELLED:
        yield _measures(case)


@chapter.rule("G2.5-04")
def measures_extra_without_label(case: Case) -> Findings:
    """gids 2.5: without a label EUR 10,000 for measures, never more than they cost."""
    if case.loan.energy > 0 and case.onderpand.energy_label in UNLABELLED:
        yield _measures(case)


def _measures(case: Case) -> Answer:
    counted = left_out.measures_extra(case.facts, case.norms)
    return passed(at_most("left_out", counted, case.loan.energy), subject=ONDERPAND)
