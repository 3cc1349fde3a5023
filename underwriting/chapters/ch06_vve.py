"""gids 6.9: the owners' association of a building that is split into apartment rights."""

from collections.abc import Iterator

from underwriting import documents
from underwriting.case import Case
from underwriting.facts.onderpand import Vve
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    Yielded,
    at_least,
    check,
    compare,
    is_,
    missing,
    none_of,
    one_of,
    passed,
    referred,
)
from underwriting.stated import all_hold
from underwriting.subjects import ONDERPAND
from underwriting.valuation_reports import has_vve, stated_in_standard_report, valuation_of

chapter = Chapter("6.9")

UNKNOWN = Vve()


@chapter.rule("G6.9-01")
def association_exists(case: Case) -> Findings:
    """gids 6.9: a building that is split has an association."""
    vve = _vve(case)
    if vve is None:
        return
    if vve.status is None:
        yield _lacks("status")
    else:
        yield check(none_of("status", vve.status, ("geen",)), subject=ONDERPAND)


@chapter.rule("G6.9-02")
def association_is_active(case: Case) -> Findings:
    """gids 6.9: it is registered at the KVK, or being formed at a new split or a new build."""
    vve = _vve(case)
    if vve is None:
        return
    if vve.status is None:
        yield _lacks("status")
    elif vve.status == "actief":
        yield _is("kvk_registered", vve.kvk_registered)
    elif vve.status == "in-oprichting":
        yield _is("new_split_or_new_build", vve.new_split_or_new_build)
    else:
        yield check(one_of("status", vve.status, ("actief", "in-oprichting")), subject=ONDERPAND)


@chapter.rule("G6.9-03")
def association_in_report(case: Case) -> Findings:
    """gids 6.9: the validated report states the association, the state of the building and the reserves."""
    if _vve(case) is not None and case.onderpand.construction != "nieuwbouw":
        valuation = valuation_of(case)
        stated = valuation.vve_information_stated if valuation else None
        yield from stated_in_standard_report(case, "vve_information_stated", stated)


@chapter.rule("G6.9-04")
def well_kept_with_enough_money(case: Case) -> Findings:
    """gids 6.9: a building in fair or good state and a sufficient fund need no maintenance plan."""
    vve = _vve(case)
    if vve is None:
        return
    if vve.maintenance_state is None:
        yield _lacks("maintenance_state")
    elif vve.maintenance_state in case.norms.ch06.vve_well_kept:
        if vve.fund_sufficient is None:
            yield _lacks("fund_sufficient")
        elif vve.fund_sufficient:
            yield passed(
                one_of("maintenance_state", vve.maintenance_state, case.norms.ch06.vve_well_kept), subject=ONDERPAND
            )


@chapter.rule("G6.9-05")
def good_state_short_fund(case: Case) -> Findings:
    """gids 6.9: a short fund is accepted in good state with a plan or a survey; in fair state a person decides."""
    vve = _vve(case)
    if vve is None or vve.maintenance_state not in case.norms.ch06.vve_well_kept or vve.fund_sufficient is not False:
        return
    compared = is_("fund_sufficient", False)
    if vve.maintenance_state == "voldoende":
        yield referred(one_of("maintenance_state", "voldoende", ("goed",)), subject=ONDERPAND)
    elif vve.mjop or vve.structural_survey:
        yield passed(compared, subject=ONDERPAND)
    else:
        yield from documents.demand_one(
            documents.ask(case, "mjop", alternative_group="vve-plan"),
            documents.ask(case, "bouwkundig-rapport", alternative_group="vve-plan"),
            subject=ONDERPAND,
        )


@chapter.rule("G6.9-06")
def poor_state_with_plan_and_survey(case: Case) -> Findings:
    """gids 6.9: a poor state with a sufficient fund is accepted with a plan and a survey.

    Without a plan the reservation decides (G6.9-07); with a plan and a short fund no situation fits: a person looks.
    """
    vve = _vve(case)
    if vve is None or not _poor(case, vve) or not vve.mjop:
        return
    if vve.fund_sufficient is None:
        yield _lacks("fund_sufficient")
    elif not vve.fund_sufficient:
        yield referred(is_("fund_sufficient", False), subject=ONDERPAND)
    else:
        yield from documents.demand(documents.ask(case, "bouwkundig-rapport"), subject=ONDERPAND)


@chapter.rule("G6.9-07")
def reservation_without_plan(case: Case) -> Findings:
    """gids 6.9: without a plan a poor state asks for a yearly reservation of 0.5 percent of the rebuilding value."""
    vve = _vve(case)
    if vve is None or not _poor(case, vve) or vve.mjop:
        return
    if vve.annual_reservation is None or vve.rebuild_value is None:
        stated = {"annual_reservation": vve.annual_reservation, "rebuild_value": vve.rebuild_value}
        yield _lacks(*(name for name, value in stated.items() if value is None))
    else:
        least = vve.rebuild_value * case.norms.ch06.vve_reservation_percent / 100
        yield check(at_least("annual_reservation", vve.annual_reservation, least), subject=ONDERPAND)


@chapter.rule("G6.9-08")
def plan_is_complete(case: Case) -> Findings:
    """gids 6.9: the plan says what is done when and at what cost, and budget and reserves cover it."""
    vve = _vve(case)
    if vve is not None and _leans_on_plan(case, vve):
        yield from _plan_says(case, vve)


def _vve(case: Case) -> Vve | None:
    """The association of a split building; nothing known of it counts as such."""
    return (case.onderpand.vve or UNKNOWN) if has_vve(case.onderpand) else None


def _poor(case: Case, vve: Vve) -> bool:
    return vve.maintenance_state is not None and vve.maintenance_state not in case.norms.ch06.vve_well_kept


def _leans_on_plan(case: Case, vve: Vve) -> bool:
    """Whether the building is accepted on the strength of a plan or a survey (G6.9-05, G6.9-06)."""
    if vve.maintenance_state == "goed":
        return vve.fund_sufficient is False and bool(vve.mjop or vve.structural_survey)
    return _poor(case, vve) and vve.mjop is True and vve.fund_sufficient is True


def _plan_says(case: Case, vve: Vve) -> Iterator[Yielded]:
    stated = {
        "plan_states_works_and_dates": vve.plan_states_works_and_dates,
        "plan_states_cost": vve.plan_states_cost,
        "budget_covers_plan": vve.budget_covers_plan,
        "reserves_sufficient_for_plan": vve.reserves_sufficient_for_plan,
    }
    adverse = [
        compare(name, value, "eq", True, "boolean", satisfied=False) for name, value in stated.items() if value is False
    ]
    unknown = [name for name, value in stated.items() if value is None]
    plan = documents.ask(case, "mjop" if vve.mjop else "bouwkundig-rapport")
    yield plan
    if adverse or plan.status not in documents.SATISFIED:
        yield missing(f"document:{plan.type}", subject=ONDERPAND, compared=adverse)
    elif unknown:
        yield _lacks(*unknown)
    else:
        yield passed(*(is_(name, True) for name in stated), subject=ONDERPAND)


def _lacks(*names: str) -> Answer:
    return missing(*(f"onderpand.vve.{name}" for name in names), subject=ONDERPAND)


def _is(name: str, stated: bool | None) -> Answer:
    return all_hold("onderpand.vve", {name: stated}, subject=ONDERPAND)
