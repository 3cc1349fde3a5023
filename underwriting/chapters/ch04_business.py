"""gids 4.2: income from a business of one's own, and of a DGA."""

from collections.abc import Iterator

from underwriting import documents
from underwriting.case import Case
from underwriting.decision import MaxAge
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import Onderneming
from underwriting.figures import Subject
from underwriting.periods import months_between
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    at_least,
    check,
    is_,
    missing,
    on_or_after,
    passed,
)
from underwriting.subjects import incomes_of
from underwriting.workings import streams

chapter = Chapter("4.2")


@chapter.rule("G4.2-01")
def ikv_of_accepted_expert(case: Case) -> Findings:
    """gids 4.2: with an Inkomensverklaring Ondernemer of an expert whom NHG accepts."""
    for path, applicant, business, subject in _counted(case):
        statement = documents.ask(
            case, "inkomensverklaring-ondernemer", applicant_id=applicant.id, max_age=_ikv_age(case)
        )
        yield statement
        accepted = streams.expert_accepted(business, case.facts)
        if accepted is False:
            yield check(is_("expert_accepted_by_nhg", False), subject=subject)
            continue
        lacking = [f"{path}.ikv.expert_accepted_by_nhg"] if accepted is None else []
        if statement.status == "ontbreekt" or statement.status == "afgekeurd":
            lacking.append("document:inkomensverklaring-ondernemer")
        yield (
            missing(*lacking, subject=subject)
            if lacking
            else check(is_("expert_accepted_by_nhg", True), subject=subject)
        )


@chapter.rule("G4.2-02")
def ikv_counts_in_full(case: Case) -> Findings:
    """gids 4.2: what the statement works out counts in full."""
    for path, _, business, subject in _counted(case):
        stated = business.ikv.toetsinkomen if business.ikv else None
        if stated is None:
            yield missing(f"{path}.ikv.toetsinkomen", subject=subject)
        elif streams.expert_accepted(business, case.facts) is not False:
            yield passed(at_least("toetsinkomen", stated, 0), subject=subject)


@chapter.rule("G4.2-03")
def ikv_is_recent(case: Case) -> Findings:
    """gids 4.2: at most six months old at the binding offer."""
    for path, _, business, subject in _counted(case):
        issued = business.ikv.issued_on if business.ikv else None
        if issued is None:
            yield missing(f"{path}.ikv.issued_on", subject=subject)
            continue
        recent = on_or_after("issued_on", issued, documents.oldest(_ikv_age(case), case))
        if recent.satisfied:
            yield passed(recent, subject=subject)
        else:
            yield missing("document:inkomensverklaring-ondernemer", subject=subject, compared=[recent])


@chapter.rule("G4.2-04")
def dga_from_five_percent(case: Case) -> Findings:
    """gids 4.2: who holds 5 percent of the shares is no ordinary employee."""
    for path, _, business, subject in incomes_of(case, Onderneming):
        if business.share_interest is not None:
            share = case.norms.ch04.dga_share_percent
            yield passed(at_least("share_interest", business.share_interest, share, "percent"), subject=subject)
        elif business.form == "bv":
            yield missing(f"{path}.share_interest", subject=subject)


@chapter.rule("G4.2-06")
def two_years_without_nhg(case: Case) -> Findings:
    """gids 4.2: without NHG a business counts after 24 months."""
    for path, _, business, subject in incomes_of(case, Onderneming):
        if business.counted is False:
            continue
        if business.started_on is None:
            yield missing(f"{path}.started_on", subject=subject)
        else:
            months = months_between(business.started_on, case.applied_on)
            bound = case.norms.ch04.self_employed_months_non_nhg
            yield passed(at_least("months_self_employed", months, bound, "months"), subject=subject)


@chapter.rule("G4.2-07")
def positive_assessment(case: Case) -> Findings:
    """gids 4.2: a business that does not count asks a positieve beoordelingsverklaring of an accepted expert."""
    for path, applicant, business, subject in incomes_of(case, Onderneming):
        if business.counted is not False and streams.long_enough(business, case.facts, case.norms) is not False:
            continue
        statement = documents.ask(case, "positieve-beoordelingsverklaring", applicant_id=applicant.id)
        yield statement
        yield _assessed(path, business, statement.status in documents.SATISFIED, subject)


def _assessed(path: str, business: Onderneming, supplied: bool, subject: Subject) -> Answer:
    held = business.positieve_beoordelingsverklaring
    accepted = held.expert_accepted_by_nhg if held else None
    if accepted is False:
        return check(is_("expert_accepted_by_nhg", False), subject=subject)
    lacking = [] if supplied else ["document:positieve-beoordelingsverklaring"]
    if accepted is None:
        lacking.append(f"{path}.positieve_beoordelingsverklaring.expert_accepted_by_nhg")
    return (
        missing(*lacking, subject=subject) if lacking else check(is_("expert_accepted_by_nhg", True), subject=subject)
    )


def _ikv_age(case: Case) -> MaxAge:
    return MaxAge(months=case.norms.ch04.ikv_months, counted_at="hypotheekaanbod", rule_id="G4.2-03")


def _counted(case: Case) -> Iterator[tuple[str, Applicant, Onderneming, Subject]]:
    """Businesses that are to count, and have run long enough as far as is known."""
    for path, applicant, business, subject in incomes_of(case, Onderneming):
        if business.counted is not False and streams.long_enough(business, case.facts, case.norms) is not False:
            yield path, applicant, business, subject
