"""gids 6.10: the buildings insurance, as the applicant declares it before passing."""

from underwriting.case import Case
from underwriting.facts.onderpand import Opstalverzekering
from underwriting.rule import Answer, Chapter, Findings, check, compare, missing, on_or_before, passed
from underwriting.stated import all_hold
from underwriting.subjects import ONDERPAND

chapter = Chapter("6.10")

UNKNOWN = Opstalverzekering()


@chapter.rule("G6.10-01")
def is_insured(case: Case) -> Findings:
    """gids 6.10: the home is insured; no policy is asked for."""
    starts_on = _cover(case).starts_on
    if starts_on is None:
        yield missing("onderpand.opstalverzekering.starts_on", subject=ONDERPAND)
    else:
        yield passed(compare("starts_on", starts_on, "present", None, "date", satisfied=True), subject=ONDERPAND)


@chapter.rule("G6.10-02")
def insurer(case: Case) -> Findings:
    """gids 6.10: a Dutch insurer with a licence of DNB that belongs to the Verbond van Verzekeraars."""
    cover = _cover(case)
    yield _declared(
        {
            "dutch_insurer": cover.dutch_insurer,
            "insurer_licensed_by_dnb": cover.insurer_licensed_by_dnb,
            "insurer_member_of_verbond": cover.insurer_member_of_verbond,
        }
    )


@chapter.rule("G6.10-03")
def rebuilding_value(case: Case) -> Findings:
    """gids 6.10: for the full rebuilding value with the foundation."""
    yield _declared({"covers_rebuild_value_and_foundation": _cover(case).covers_rebuild_value_and_foundation})


@chapter.rule("G6.10-04")
def usual_perils(case: Case) -> Findings:
    """gids 6.10: against storm, fire, flood, explosion and what else is usual."""
    yield _declared({"covers_usual_perils": _cover(case).covers_usual_perils})


@chapter.rule("G6.10-05")
def starts_in_time(case: Case) -> Findings:
    """gids 6.10: from the day on which the deed passes at the latest."""
    starts_on, passeren = _cover(case).starts_on, case.facts.passeren
    passes_on = (passeren.passed_on or passeren.planned_on) if passeren else None
    if starts_on is None or passes_on is None:
        stated = {"onderpand.opstalverzekering.starts_on": starts_on, "passeren.planned_on": passes_on}
        yield missing(*(path for path, value in stated.items() if value is None), subject=ONDERPAND)
    else:
        yield check(on_or_before("starts_on", starts_on, passes_on), subject=ONDERPAND)


@chapter.rule("G6.10-06")
def whole_term(case: Case) -> Findings:
    """gids 6.10: for as long as the loan runs."""
    yield _declared({"runs_whole_term": _cover(case).runs_whole_term})


def _cover(case: Case) -> Opstalverzekering:
    return case.onderpand.opstalverzekering or UNKNOWN


def _declared(stated: dict[str, bool | None]) -> Answer:
    return all_hold("onderpand.opstalverzekering", stated, subject=ONDERPAND)
