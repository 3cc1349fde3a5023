"""gids 8.2: the documents after a divorce."""

from collections.abc import Iterator

from underwriting import documents, standard_documents
from underwriting.case import Case
from underwriting.facts.applicants import Applicant, Divorce
from underwriting.figures import Subject
from underwriting.periods import add_years
from underwriting.rule import Answer, Chapter, Findings, before, compare, is_, missing, passed
from underwriting.subjects import applicants

chapter = Chapter("8.2 echtscheiding")


@chapter.rule("G8.2-26")
def divorce_is_completed(case: Case) -> Findings:
    """gids 8.2: an application waits until a running divorce is completed."""
    for path, _, divorce, subject in _divorces(case):
        if divorce.status == "lopend":
            yield missing(f"{path}.finalised_on", subject=subject)
        else:
            finished = compare("status", divorce.status, "eq", "afgerond", "code", satisfied=True)
            yield passed(finished, subject=subject)


@chapter.rule("G8.2-27")
def divorce_papers(case: Case) -> Findings:
    """gids 8.2: settlement, court decision and, if there is one, the deed of division; up to twelve years back."""
    for path, applicant, divorce, subject in _divorces(case):
        if divorce.status != "afgerond" or _long_ago(case, divorce):
            continue
        settlement = standard_documents.of_applicant(case, "echtscheidingsconvenant", applicant)
        decision = standard_documents.of_applicant(case, "beschikking-echtscheiding", applicant)
        deed = standard_documents.of_applicant(case, "akte-van-verdeling", applicant)
        wanted = [settlement, decision, deed] if divorce.division_deed_exists else [settlement, decision]
        unknown = {"finalised_on": divorce.finalised_on, "division_deed_exists": divorce.division_deed_exists}
        yield from documents.demand(*wanted, subject=subject)
        lacking = [f"{path}.{name}" for name, value in unknown.items() if value is None]
        if lacking:
            yield missing(*lacking, subject=subject)
        if settlement.status in documents.SATISFIED:
            yield _signed(case, settlement.satisfied_by, subject)


@chapter.rule("G8.2-28")
def civil_registry_extract(case: Case) -> Findings:
    """gids 8.2: for NHG also a recent extract of the civil registry."""
    for _, applicant, divorce, subject in _divorces(case):
        if divorce.status == "afgerond" and not _long_ago(case, divorce):
            extract = standard_documents.of_applicant(case, "afschrift-burgerlijke-stand", applicant)
            yield from documents.demand(extract, subject=subject)


@chapter.rule("G8.2-29")
def long_ago_with_nhg(case: Case) -> Findings:
    """gids 8.2: for NHG and more than twelve years ago: the extract and the latest tax return take their place."""
    for _, applicant, divorce, subject in _divorces(case):
        if divorce.status == "afgerond" and _long_ago(case, divorce):
            yield from documents.demand(
                standard_documents.of_applicant(case, "afschrift-burgerlijke-stand", applicant),
                standard_documents.of_applicant(case, "aangifte-inkomstenbelasting", applicant),
                subject=subject,
            )


@chapter.rule("G8.2-30")
def long_ago_without_nhg(case: Case) -> Findings:
    """gids 8.2: without NHG nothing is asked of a divorce more than twelve years ago."""
    for _, _, divorce, subject in _divorces(case):
        if divorce.status == "afgerond" and _long_ago(case, divorce) and divorce.finalised_on is not None:
            bound = add_years(case.applied_on, -case.norms.ch08.divorce_years)
            yield passed(before("finalised_on", divorce.finalised_on, bound), subject=subject)


def _divorces(case: Case) -> Iterator[tuple[str, Applicant, Divorce, Subject]]:
    for path, applicant, subject in applicants(case):
        for index, divorce in enumerate(applicant.divorces or ()):
            yield f"{path}.divorces[{index}]", applicant, divorce, subject


def _long_ago(case: Case, divorce: Divorce) -> bool:
    """More than twelve years before the application; without a date it was not."""
    bound = add_years(case.applied_on, -case.norms.ch08.divorce_years)
    return divorce.finalised_on is not None and divorce.finalised_on < bound


def _signed(case: Case, document_id: str | None, subject: Subject) -> Answer:
    """The settlement is signed by all parties."""
    for index, document in enumerate(case.facts.documents or ()):
        if document.id == document_id and document.signed_by_all_parties is None:
            return missing(f"documents[{index}].signed_by_all_parties", subject=subject)
        if document.id == document_id and not document.signed_by_all_parties:
            unsigned = is_("signed_by_all_parties", False)
            return missing("document:echtscheidingsconvenant", subject=subject, compared=[unsigned])
    return passed(is_("signed_by_all_parties", True), subject=subject)
