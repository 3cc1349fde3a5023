"""gids 7.2: how long an application stays valid."""

from datetime import date

from underwriting.case import Case
from underwriting.decision import Deadline, LeningdeelPrice
from underwriting.rule import Answer, Chapter, Findings, missing, on_or_before, passed
from underwriting.workings.deadlines import OfferDeadlines, offer_deadlines
from underwriting.workings.offer_changes import lapsed

chapter = Chapter("7.2")


@chapter.rule("G7.2-01")
def documents_in_time(case: Case) -> Findings:
    """gids 7.2: within a month and a half the documents are in and judged."""
    dates = _dates(case)
    if dates is None:
        yield missing("aanbod.renteaanbod")
        return
    complete = case.facts.dossier is not None and case.facts.dossier.complete is True
    yield Deadline(kind="documenten-compleet", on=dates.documents_by)
    yield passed() if complete else _in_time("as_of", case.as_of, dates.documents_by, "dossier.complete")


@chapter.rule("G7.2-02")
def offer_leaves_two_weeks(case: Case) -> Findings:
    """gids 7.2: the binding offer leaves at least two weeks to think it over."""
    dates = _dates(case)
    if dates is None:
        yield missing("aanbod.renteaanbod")
        return
    yield Deadline(kind="hypotheekaanbod-uitbrengen", on=dates.hypotheekaanbod_by)
    yield _in_time("hypotheekaanbod_issued_on", case.offer_on, dates.hypotheekaanbod_by, "aanbod.renteaanbod")


@chapter.rule("G7.2-03")
def rate_is_fixed_for_two_months(case: Case) -> Findings:
    """gids 7.2: rate and terms of the renteaanbod do not change during its two months.

    A change can end it before (7.5), and from passing on the rate of that day counts (7.4).
    """
    dates = _dates(case)
    if dates is None:
        return
    yield Deadline(kind="renteaanbod-geldig", on=dates.accept_by)
    if case.phase in ("passeren", "beheer") or lapsed(case.facts, case.norms.ch07):
        return
    for part in case.lening.leningdelen:
        if part.rate is not None and not part.verhuisregeling_from:
            yield LeningdeelPrice(leningdeel_id=part.id, rate=part.rate, basis="renteaanbod")


@chapter.rule("G7.2-05")
def offer_accepted_in_time(case: Case) -> Findings:
    """gids 7.2: the binding offer is signed before the two months are over."""
    dates = _dates(case)
    if dates is None:
        yield missing("aanbod.renteaanbod")
        return
    yield Deadline(kind="hypotheekaanbod-aanvaarden", on=dates.accept_by)
    offer = case.facts.aanbod.hypotheekaanbod if case.facts.aanbod else None
    signed_on = offer.signed_on if offer else None
    yield _in_time(
        "signed_on" if signed_on else "as_of", signed_on or case.as_of, dates.accept_by, "aanbod.renteaanbod"
    )


@chapter.rule("G7.2-06")
def offer_valid_six_months(case: Case) -> Findings:
    """gids 7.2: once signed, the offer holds for six months from the renteaanbod; no deed on an unsigned offer."""
    dates = _dates(case)
    if dates is None:
        yield missing("aanbod.renteaanbod")
        return
    yield Deadline(kind="hypotheekaanbod-geldig", on=dates.pass_by)
    passeren = case.facts.passeren
    passes_on = (passeren.passed_on or passeren.planned_on) if passeren else None
    offer = case.facts.aanbod.hypotheekaanbod if case.facts.aanbod else None
    if offer is None or offer.signed_on is None:
        yield missing("aanbod.hypotheekaanbod.signed_on")
    elif passes_on is None:
        yield missing("passeren.planned_on")
    else:
        yield _in_time("passes_on", passes_on, dates.pass_by, "aanbod.hypotheekaanbod")


@chapter.rule("G7.2-07")
def unused_offer_lapses(case: Case) -> Findings:
    """gids 7.2: a renteaanbod that is not taken up within three weeks lapses."""
    dates = _dates(case)
    if dates is None:
        return
    offer = case.facts.aanbod.renteaanbod if case.facts.aanbod else None
    used_on = offer.used_on if offer else None
    if used_on is None:
        yield Deadline(kind="renteaanbod-ongebruikt", on=dates.unused_lapses_on)
    yield _in_time(
        "used_on" if used_on else "as_of", used_on or case.as_of, dates.unused_lapses_on, "aanbod.renteaanbod.used_on"
    )


def _dates(case: Case) -> OfferDeadlines | None:
    issued_on = case.renteaanbod_on
    return None if issued_on is None else offer_deadlines(issued_on, case.norms.ch07)


def _in_time(name: str, actual: date, last: date, lacking: str) -> Answer:
    """A pass up to and including the last day; after it the named thing is lacking."""
    compared = on_or_before(name, actual, last)
    return passed(compared) if compared.satisfied else missing(lacking, compared=[compared])
