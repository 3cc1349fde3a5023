"""gids 7.1, 7.4, 7.5 and 7.6: contact, the rate at passing, changes after the renteaanbod, and applying again."""

from underwriting.case import Case
from underwriting.catalogue import catalogue
from underwriting.decision import Comparison, Finding, LeningdeelPrice, Notice, Verdict
from underwriting.facts.application import Change
from underwriting.periods import add_working_days
from underwriting.rule import Chapter, Findings, at_most, check, compare, is_, missing, on_or_before, passed
from underwriting.stated import none_holds
from underwriting.subjects import applicants, leningdelen
from underwriting.workings.offer_changes import changes

chapter = Chapter("7.4")

FOLLOWS = ("document:", "onderpand.valuations[")
"""Facts that come with a document: the report says more of a valuation than its amount."""


@chapter.rule("G7.1-04")
def can_be_reached(case: Case) -> Findings:
    """gids 7.1: every applicant gives a telephone number and an e-mail address."""
    for path, applicant, subject in applicants(case):
        contact = applicant.contact
        stated = {"email": contact.email if contact else None, "phone": contact.phone if contact else None}
        lacking = [f"{path}.contact.{name}" for name, value in stated.items() if value is None]
        yield missing(*lacking, subject=subject) if lacking else passed(subject=subject)


@chapter.rule("G7.4-01")
def lowest_rate_at_passing(case: Case) -> Findings:
    """gids 7.4: the lower of the rate in the hypotheekaanbod and the rate of the day of passing."""
    for path, part, subject in leningdelen(case):
        offered, current = part.hypotheekaanbod_rate, part.passeren_rate
        if offered is None or current is None:
            stated = {"hypotheekaanbod_rate": offered, "passeren_rate": current}
            yield missing(*(f"{path}.{name}" for name, value in stated.items() if value is None), subject=subject)
            continue
        fallen = current < offered
        yield LeningdeelPrice(
            leningdeel_id=part.id,
            rate=min(offered, current),
            basis="dagrente-passeren" if fallen else "hypotheekaanbod",
        )
        yield passed(at_most("rate", min(offered, current), offered, "rate"), subject=subject)


@chapter.rule("G7.5-01")
def changes_that_leave_the_renteaanbod(case: Case) -> Findings:
    """gids 7.5: these changes leave rate and dates of the renteaanbod as they are."""
    for path, change, renews in changes(case.facts, case.norms.ch07):
        if renews is None:
            yield missing(f"{path}.{_unknown(change)}")
        elif not renews:
            yield passed(_kind(change))


@chapter.rule("G7.5-03")
def changes_that_need_a_new_renteaanbod(case: Case) -> Findings:
    """gids 7.5: these changes need a new renteaanbod."""
    for _, change, renews in changes(case.facts, case.norms.ch07):
        if renews:
            yield passed(_kind(change))
            yield Notice(message_key="rule.changes-needing-new-renteaanbod.inform", params={"kind": change.kind})


@chapter.rule("G7.5-04")
def renteaanbod_lapses(case: Case) -> Findings:
    """gids 7.5: with those the renteaanbod lapses, and the right to its rates."""
    for _, change, renews in changes(case.facts, case.norms.ch07):
        if renews:
            yield passed(is_("renteaanbod_lapses", True), _kind(change))


@chapter.closing_rule("G7.6-01")
def application_is_complete(case: Case, findings: tuple[Finding, ...]) -> Findings:
    """gids 7.6: no renteaanbod as long as a rule of the application lacks a fact.

    What only a document tells may follow: the renteaanbod lists the documents that are still to come (7.1).
    """
    rows = catalogue()
    unanswered = [finding for finding in findings if finding.outcome is Verdict.MISSING]
    asked = [finding for finding in unanswered if rows[finding.rule_id].when == "aanvraag"]
    unknown = [path for finding in asked for path in finding.missing]
    lacking = [path for path in unknown if not path.startswith(FOLLOWS)]
    compared = compare("facts_lacking", len(set(lacking)), "eq", 0, "count", satisfied=not lacking)
    yield missing(*lacking, compared=[compared]) if lacking else passed(compared)


@chapter.rule("G7.6-05")
def applies_again_within_five_working_days(case: Case) -> Findings:
    """gids 7.6: a new application for a lower rate within five working days after the first."""
    first = case.facts.application.earlier_running_application
    if first is None or first.aims_at_lower_rate is False:
        return
    if first.aims_at_lower_rate is None or first.application_date is None:
        stated = {"aims_at_lower_rate": first.aims_at_lower_rate, "application_date": first.application_date}
        lacking = [name for name, value in stated.items() if value is None]
        yield missing(*(f"application.earlier_running_application.{name}" for name in lacking))
        return
    policy = case.norms.ch07
    last = add_working_days(first.application_date, policy.reapplication_working_days, case.norms.calendar.holidays)
    yield check(on_or_before("application_date", case.applied_on, last))


@chapter.rule("G7.6-06")
def first_application_is_unfinished(case: Case) -> Findings:
    """gids 7.6: as long as the first file is neither complete nor fully assessed."""
    first = case.facts.application.earlier_running_application
    if first is None or first.aims_at_lower_rate is False:
        return
    stated = {"dossier_complete": first.dossier_complete, "fully_assessed": first.fully_assessed}
    yield none_holds("application.earlier_running_application", stated)


def _unknown(change: Change) -> str:
    return "rentevastperiode_changed" if change.kind == "looptijd" else "risicoklasse_changed"


def _kind(change: Change) -> Comparison:
    return compare("change", change.kind, "eq", change.kind, "code", satisfied=True)
