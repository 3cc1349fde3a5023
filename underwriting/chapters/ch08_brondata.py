"""gids 8.1 and NHG A6: what brondata stands in for, and when it counts."""

from datetime import date, datetime

from underwriting import documents, standard_documents
from underwriting.case import Case
from underwriting.decision import MaxAge, RequiredDocument
from underwriting.facts.evidence import Brondata
from underwriting.facts.words import DocumentType
from underwriting.figures import Subject
from underwriting.periods import add_months
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    compare,
    is_,
    missing,
    on_or_after,
    one_of,
    passed,
    refer_unless,
)
from underwriting.subjects import applicants, brondata

chapter = Chapter("8.1")


@chapter.rule("G8.1-06")
def replaces_identity_copy(case: Case) -> Findings:
    """gids 8.1: a copy of passport or identity card."""
    for _, applicant, subject in applicants(case):
        copy = standard_documents.identity(case, applicant)
        if copy.status == "vervangen-door-brondata":
            yield copy
            yield passed(is_("replaced_by_brondata", True), subject=subject)


@chapter.rule("G8.1-07")
def replaces_payslip(case: Case) -> Findings:
    """gids 8.1: the payslip."""
    yield from _replaced(case, "salarisstrook")


@chapter.rule("G8.1-08")
def replaces_employer_statement(case: Case) -> Findings:
    """gids 8.1: the werkgeversverklaring."""
    yield from _replaced(case, "werkgeversverklaring")


@chapter.rule("G8.1-09")
def replaces_annual_statements(case: Case) -> Findings:
    """gids 8.1: jaaropgaven."""
    yield from _replaced(case, "jaaropgave", "jaaropgave-uitkering")


@chapter.rule("G8.1-10")
def replaces_pension_overview(case: Case) -> Findings:
    """gids 8.1: overviews of pension and AOW."""
    yield from _replaced(case, "pensioenoverzicht", "pensioen-jaaropgave")


@chapter.rule("G8.1-11")
def replaces_tax_return(case: Case) -> Findings:
    """gids 8.1: the income tax return."""
    yield from _replaced(case, "aangifte-inkomstenbelasting")


@chapter.rule("G8.1-12")
def replaces_student_debt(case: Case) -> Findings:
    """gids 8.1: the original principal of the DUO loan."""
    yield from _replaced(case, "duo-bericht")


@chapter.rule("G8.2-01")
def documents_where_brondata_lacks(case: Case) -> Findings:
    """gids 8.2: what brondata does not tell comes in standard documents."""
    yield _complete(case)


@chapter.rule("A6.4-02")
def data_for_documents(case: Case) -> Findings:
    """NHG A6.4: data may take the place of a document when it is reliable."""
    for path, entry, subject in brondata(case):
        if entry.replaces:
            if entry.reliable is None:
                yield missing(f"{path}.reliable", subject=subject)
            else:
                used = compare("reliable", entry.reliable, "eq", True, "boolean", satisfied=entry.reliable)
                yield passed(used, subject=subject)


@chapter.rule("A6.4-03")
def documents_stay_where_data_lacks(case: Case) -> Findings:
    """NHG A6.4: where data does not tell, the documents stay needed."""
    yield _complete(case)


@chapter.rule("A6.5-01")
def straight_from_the_source(case: Case) -> Findings:
    """NHG A6.5: the supplier takes the data straight from the source; what it did not, replaces nothing."""
    for path, entry, subject in brondata(case):
        if entry.direct_from_source is None:
            yield missing(f"{path}.direct_from_source", subject=subject)
        elif entry.direct_from_source:
            yield passed(is_("direct_from_source", True), subject=subject)
        else:
            lacking = [f"document:{name}" for name in _lacking(case) if name in (entry.replaces or ())]
            compared = is_("direct_from_source", False)
            if lacking:
                yield missing(*lacking, subject=subject, compared=[compared])
            else:
                yield passed(compared, subject=subject)


@chapter.rule("A6.5-03")
def own_administration(case: Case) -> Findings:
    """NHG A6.5: of a mortgage that runs here the lender is the source."""
    for _, entry, subject in brondata(case):
        if entry.source == "eigen-administratie":
            running = case.facts.existing_loan
            if running is None or running.contract_id is None:
                yield missing("existing_loan.contract_id", subject=subject)
            else:
                yield passed(is_("runs_with_this_lender", True), subject=subject)


@chapter.rule("A6.7-01")
def lender_answers_for_quality(case: Case) -> Findings:
    """NHG A6.7: the lender answers for the data; data that is not reliable is for a person."""
    for path, entry, subject in brondata(case):
        if entry.reliable is None:
            yield missing(f"{path}.reliable", subject=subject)
        else:
            yield refer_unless(is_("reliable", entry.reliable), subject=subject)


@chapter.rule("A6.9-01")
def summary_in_dossier(case: Case) -> Findings:
    """NHG A6.9: the summary of the supplier is in the file."""
    for path, entry, subject in brondata(case):
        yield _in_summary("summary_received", entry.summary_received, path, subject)


@chapter.rule("A6.9-02")
def summary_shows_collection_date(case: Case) -> Findings:
    """NHG A6.9: the summary shows when the data was taken from the source."""
    for path, entry, subject in brondata(case):
        yield _in_summary("summary_shows_collected_at", entry.summary_shows_collected_at, path, subject)


@chapter.rule("A6.11-01")
def income_data_at_most_three_months_old(case: Case) -> Findings:
    """NHG A6.11: at the binding offer data about income is at most three months old."""
    bound = add_months(case.offer_on, -case.norms.ch08.income_brondata_months)
    for path, entry, subject in _latest(case):
        if entry.source in case.norms.ch08.income_sources:
            yield _young(entry, path, subject, bound)


@chapter.rule("A6.11-02")
def property_data_at_most_six_months_old(case: Case) -> Findings:
    """NHG A6.11: at the binding offer what a report or a source says of the home is at most six months old."""
    bound = add_months(case.offer_on, -case.norms.ch08.property_data_months)
    for path, entry, subject in _latest(case):
        if entry.source in case.norms.ch08.property_sources:
            yield _young(entry, path, subject, bound)
    valuation = case.loan.value.valuation if case.loan.value else None
    if valuation is None:
        return
    subject, path = Subject("valuation", valuation.id), case.valuation_path(valuation.id)
    if valuation.valued_on is None:
        yield missing(f"{path}.valued_on", subject=subject)
        return
    compared = on_or_after("valued_on", valuation.valued_on, bound)
    if compared.satisfied:
        yield passed(compared, subject=subject)
    else:
        yield missing(f"{path}.valued_on", subject=subject, compared=[compared])


@chapter.rule("A6.11-03")
def data_ages_as_its_document(case: Case) -> Findings:
    """NHG A6.11: other data is as young as the document it replaces must be."""
    for path, entry, subject in _latest(case):
        if not _has_own_term(case, entry) and any(_age(case, name) for name in entry.replaces or ()):
            yield _young(entry, path, subject, documents.oldest(_general_age(case), case))


@chapter.rule("A6.11-04")
def data_without_a_term(case: Case) -> Findings:
    """NHG A6.11: where nothing is laid down the lender keeps to three months at the application."""
    for path, entry, subject in _latest(case):
        if not _has_own_term(case, entry) and not any(_age(case, name) for name in entry.replaces or ()):
            yield _young(entry, path, subject, documents.oldest(_general_age(case), case))


@chapter.rule("A6.12-01")
def lender_decides_what_may_be_data(case: Case) -> Findings:
    """NHG A6.12: the lender says which documents data may replace; the others are asked for."""
    accepted = case.facts.dossier.lender_accepts_brondata_for if case.facts.dossier else None
    if accepted is None:
        return
    for _, entry, subject in brondata(case):
        yield passed(*(one_of("replaces", name, accepted) for name in entry.replaces or ()), subject=subject)


def _replaced(case: Case, *types: DocumentType) -> Findings:
    """The data that stands in for one of these documents: from a source that tells it, and young enough."""
    for _, entry, subject in brondata(case):
        if any(_stands_in(case, entry, name) for name in types):
            yield passed(is_("replaced_by_brondata", True), subject=subject)


def _stands_in(case: Case, entry: Brondata, name: DocumentType) -> bool:
    age = _age(case, name)
    young = age is None or documents.fresh(entry.collected_at.on, age, case)
    tells = entry.source in standard_documents.SOURCES.get(name, ())
    return tells and young and documents.replaces(entry, name, None, case)


def _complete(case: Case) -> Answer:
    lacking = _lacking(case)
    return missing(*(f"document:{name}" for name in lacking)) if lacking else passed()


def _lacking(case: Case) -> list[DocumentType]:
    """Documents that neither the applicant nor brondata supplied; of alternatives the first."""
    return [
        alternatives[0].type
        for alternatives in standard_documents.replaceable(case)
        if not any(_is_there(document) for document in alternatives)
    ]


def _is_there(document: RequiredDocument) -> bool:
    return document.status in documents.SATISFIED


def _in_summary(name: str, stated: bool | None, path: str, subject: Subject) -> Answer:
    if stated:
        return passed(is_(name, True), subject=subject)
    lacking = f"{path}.{name}" if stated is None else "document:brondata-samenvatting-leverancier"
    return missing(lacking, subject=subject)


def _latest(case: Case) -> list[tuple[str, Brondata, Subject]]:
    """Per applicant and source what was collected last; older data has had its time."""
    latest: dict[tuple[str | None, str], tuple[str, Brondata, Subject]] = {}
    for found in brondata(case):
        entry = found[1]
        key = (entry.applicant_id, entry.source)
        if key not in latest or _moment(latest[key][1]) < _moment(entry):
            latest[key] = found
    return list(latest.values())


def _moment(entry: Brondata) -> tuple[datetime, str]:
    return entry.collected_at.at, entry.id


def _has_own_term(case: Case, entry: Brondata) -> bool:
    """Data about income or about the home, for which NHG A6.11 gives a term itself."""
    return entry.source in (*case.norms.ch08.income_sources, *case.norms.ch08.property_sources)


def _young(entry: Brondata, path: str, subject: Subject, bound: date) -> Answer:
    compared = on_or_after("collected_on", entry.collected_at.on, bound)
    if compared.satisfied:
        return passed(compared, subject=subject)
    return missing(f"{path}.collected_at", subject=subject, compared=[compared])


def _age(case: Case, document_type: DocumentType) -> MaxAge | None:
    return standard_documents.ageing(case, document_type)


def _general_age(case: Case) -> MaxAge:
    return MaxAge(months=case.norms.ch08.document_months, counted_at="aanvraag", rule_id="G8.2-39")
