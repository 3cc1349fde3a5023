"""gids 6.5: what a WOZ decision or a model value is good for."""

from datetime import date

from underwriting import documents
from underwriting.case import Case
from underwriting.rule import Chapter, Findings, at_least, missing, none_of, on_or_after, passed
from underwriting.subjects import other_properties
from underwriting.valuation_reports import (
    desktop_is_enough,
    desktop_report,
    standard_report,
    subject_of,
    valuation_of,
)
from underwriting.workings import running_class

chapter = Chapter("6.5")

NO_SALE_LOSS = ("verkocht", "niet-te-koop")
"""Homes of which the price, or the burden, counts: their value shows no possible loss."""


@chapter.rule("G6.5-01")
def no_woz_or_model_value(case: Case) -> Findings:
    """gids 6.5: a WOZ decision or a model value does not carry the loan; a valuation takes its place."""
    refused = case.norms.ch06.valuation_kinds_refused
    kinds = sorted(valuation.kind for valuation in case.onderpand.valuations or () if valuation.kind in refused)
    if not kinds:
        return
    report = standard_report(case) if desktop_is_enough(case) is False else desktop_report(case)
    yield report
    valuation = valuation_of(case)
    if valuation is None:
        compared = none_of("valuation_kind", kinds[0], refused)
        yield missing(f"document:{report.type}", subject=subject_of(case), compared=[compared])
    else:
        yield passed(none_of("valuation_kind", valuation.kind, refused), subject=subject_of(case))


@chapter.rule("G6.5-02")
def woz_shows_sale_loss(case: Case) -> Findings:
    """gids 6.5: a WOZ decision may show what the present, unsold home is worth."""
    for _, home, subject in other_properties(case):
        if home.value is not None and home.value.source == "woz" and home.status not in NO_SALE_LOSS:
            yield passed(at_least("woz_value", home.value.amount, 0), subject=subject)


@chapter.rule("G6.5-04")
def woz_of_last_year_or_later(case: Case) -> Findings:
    """gids 6.5: at the offer the waardepeildatum of a WOZ decision lies in the previous year or later."""
    for path, home, subject in other_properties(case):
        if home.value is None or home.value.source != "woz" or home.status in NO_SALE_LOSS:
            continue
        decision = documents.ask(case, "woz-beschikking", subject_id=home.id, replaceable_by=("mijnoverheid-woz",))
        yield decision
        if home.value.valued_on is None:
            yield missing(f"{path}.value.valued_on", subject=subject)
            continue
        compared = on_or_after("woz_valued_on", home.value.valued_on, date(case.offer_on.year - 1, 1, 1))
        if compared.satisfied and decision.status in documents.SATISFIED:
            yield passed(compared, subject=subject)
        else:
            yield missing("document:woz-beschikking", subject=subject, compared=[compared])
    yield from _for_another_class(case)


def _for_another_class(case: Case) -> Findings:
    """The same on the day that the value of a running loan is adjusted (gids 10.4)."""
    asked = running_class.request(case.facts)
    if asked.value is None or asked.value.source != "woz" or not case.facts.about_running_loan:
        return
    paper = documents.ask(case, "woz-beschikking", needed_by="beheer", replaceable_by=("mijnoverheid-woz",))
    yield paper
    stated = {"requested_on": asked.requested_on, "value.valued_on": asked.value.valued_on}
    if asked.requested_on is None or asked.value.valued_on is None:
        yield missing(
            *(f"existing_loan_request.risicoklasse.{name}" for name, value in stated.items() if value is None)
        )
        return
    first = running_class.first_woz_day(asked.requested_on)
    compared = on_or_after("woz_valued_on", asked.value.valued_on, first)
    if compared.satisfied and paper.status in documents.SATISFIED:
        yield passed(compared)
    else:
        yield missing("document:woz-beschikking", compared=[compared])
