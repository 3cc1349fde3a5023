"""gids 1 and 8.2: the documents behind an income."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from underwriting import documents, standard_documents
from underwriting.case import Case
from underwriting.decision import RequiredDocument
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import AlimentatieReceived, Income, Loondienst, Pensioen, Uitkering, WageComponent
from underwriting.facts.words import DocumentType
from underwriting.figures import Subject
from underwriting.rule import Chapter, Findings, missing
from underwriting.subjects import needed_incomes
from underwriting.workings import wages

chapter = Chapter("8.2 inkomen")

ONE = Decimal(1)

RECORDS: dict[str, DocumentType] = {
    "echtscheidingsconvenant": "echtscheidingsconvenant",
    "vonnis": "beschikking-echtscheiding",
    "beschikking": "beschikking-echtscheiding",
    "notariele-akte": "notariele-akte-alimentatie",
}
"""The document in which partneralimentatie is laid down."""


@chapter.rule("G8.2-04")
def payslip(case: Case) -> Findings:
    """gids 8.2: a recent payslip."""
    for _, applicant, income, subject in needed_incomes(case):
        document = standard_documents.payslip(case, applicant, income)
        if document is not None:
            yield from documents.demand(document, subject=subject)


@chapter.rule("G8.2-05")
def employer_statement(case: Case) -> Findings:
    """gids 8.2: a recent werkgeversverklaring."""
    for _, applicant, income, subject in needed_incomes(case):
        document = standard_documents.employer_statement(case, applicant, income)
        if document is not None:
            yield from documents.demand(document, subject=subject)


@chapter.rule("G8.2-06")
def bonus_specification(case: Case) -> Findings:
    """gids 8.2: the bonuses of three years, where a bonus counts (4)."""
    yield from _component(case, ("bonus",), "bonusspecificatie")


@chapter.rule("G8.2-07")
def levensloop_value(case: Case) -> Findings:
    """gids 8.2: the value in a levensloop arrangement."""
    yield from _component(case, ("levensloop",), "bewijs-levensloop")


@chapter.rule("G8.2-08")
def budget_specification(case: Case) -> Findings:
    """gids 8.2: the parts of EBB, IKB or TSF."""
    yield from _component(case, case.norms.ch04.wage_parts.budgets, "budgetspecificatie")


@chapter.rule("G8.2-09")
def flexible_income(case: Case) -> Findings:
    """gids 8.2: for a flexible job the scan, or annual statements or payslips of three years."""
    for _, applicant, income, subject in needed_incomes(case):
        alternatives = standard_documents.three_years(case, applicant, income)
        if alternatives:
            yield from documents.demand_one(*alternatives, subject=subject)


@chapter.rule("G8.2-10")
def future_raise(case: Case) -> Findings:
    """gids 8.2: the employer's word for a coming raise; where it rests on a definitive CAO that will do (4.1)."""
    for _, applicant, income, subject in needed_incomes(case):
        if isinstance(income, Loondienst) and income.future_raise is not None:
            kinds: list[DocumentType] = ["verklaring-toekomstige-salarisverhoging"]
            if income.future_raise.basis == "definitieve-cao":
                kinds.insert(0, "cao")
            group = "salarisverhoging" if len(kinds) > 1 else None
            alternatives = [standard_documents.of_income(case, kind, applicant, income, group=group) for kind in kinds]
            yield from documents.demand_one(*alternatives, subject=subject)


@chapter.rule("G8.2-11")
def tax_return_of_side_business(case: Case) -> Findings:
    """gids 8.2: the tax return of an employee with a business besides."""
    for _, applicant, income, subject in needed_incomes(case):
        document = standard_documents.tax_return(case, applicant, income)
        if document is not None:
            yield from documents.demand(document, subject=subject)


@chapter.rule("G8.2-12")
def collective_pension(case: Case) -> Findings:
    """gids 8.2: the overview of a collective pension, or the annual statement of who pays it."""
    for _, applicant, income, subject in needed_incomes(case):
        alternatives = standard_documents.pension(case, applicant, income)
        if alternatives:
            yield from documents.demand_one(*alternatives, subject=subject)


@chapter.rule("G8.2-13")
def individual_pension(case: Case) -> Findings:
    """gids 8.2: the message about an individual pension, with all that must be in it."""
    yield from _policy(case, "individueel", "pensioenbericht-individueel")


@chapter.rule("G8.2-14")
def lijfrente(case: Case) -> Findings:
    """gids 8.2: the same for a lijfrente; one that does not meet the conditions of NHG does not count (4.4)."""
    yield from _policy(case, "lijfrente", "lijfrentebericht")


@chapter.rule("G1-37")
def source_of_benefit(case: Case) -> Findings:
    """gids 1: a lasting benefit by award and monthly specification, an ended one by its annual statement."""
    for path, applicant, income, subject in _benefits(case):
        if income.status is None:
            yield missing(f"{path}.status", subject=subject)
        elif income.status == "beeindigd":
            yield from _ended(case, applicant, income, subject)
        else:
            yield from documents.demand_one(*_award(case, applicant, income), subject=subject)
            yield from documents.demand(_specification(case, applicant, income), subject=subject)


@chapter.rule("G8.2-15")
def benefit_award(case: Case) -> Findings:
    """gids 8.2: the award of a running benefit, or a statement of who pays it."""
    for _, applicant, income, subject in _benefits(case):
        if income.status == "lopend":
            yield from documents.demand_one(*_award(case, applicant, income), subject=subject)


@chapter.rule("G8.2-16")
def benefit_specification(case: Case) -> Findings:
    """gids 8.2: the monthly specification of a running benefit."""
    for _, applicant, income, subject in _benefits(case):
        if income.status == "lopend":
            yield from documents.demand(_specification(case, applicant, income), subject=subject)


@chapter.rule("G8.2-17")
def ended_benefit(case: Case) -> Findings:
    """gids 8.2: the annual statement of a benefit that took the place of wage and ended."""
    for _, applicant, income, subject in _benefits(case):
        if income.status == "beeindigd":
            yield from _ended(case, applicant, income, subject)


@chapter.rule("G8.2-18")
def alimony_received(case: Case) -> Findings:
    """gids 8.2: the document in which the partneralimentatie is laid down."""
    for path, applicant, income, subject in needed_incomes(case):
        if not isinstance(income, AlimentatieReceived) or income.recorded_in == "geen":
            continue
        if income.recorded_in is None:
            yield missing(f"{path}.recorded_in", subject=subject)
        else:
            document = standard_documents.of_income(case, RECORDS[income.recorded_in], applicant, income)
            yield from documents.demand(document, subject=subject)


def _component(case: Case, kinds: tuple[str, ...], document_type: DocumentType) -> Findings:
    """A part of a wage on paper that counts and has a document of its own."""
    for _, applicant, income, subject in needed_incomes(case):
        if not isinstance(income, Loondienst) or income.method not in standard_documents.ON_PAPER:
            continue
        if any(component.kind in kinds and _may_count(case, component) for component in income.components or ()):
            document = standard_documents.of_income(case, document_type, applicant, income)
            yield from documents.demand(document, subject=subject)


def _may_count(case: Case, component: WageComponent) -> bool:
    """Whether a part of the wage counts, or would once its amount is known."""
    amount = component.annual_amount if component.annual_amount is not None else ONE
    known = replace(component, annual_amount=amount)
    return wages.component_counted(known, case.norms, nhg=case.facts.application.nhg) > 0


def _policy(case: Case, scheme: str, document_type: DocumentType) -> Findings:
    for path, applicant, income, subject in needed_incomes(case):
        if not isinstance(income, Pensioen) or income.scheme != scheme:
            continue
        if scheme == "lijfrente" and income.meets_nhg_lijfrente_conditions is False:
            continue
        if not standard_documents.bears(case, applicant, income):
            continue
        message = standard_documents.of_income(case, document_type, applicant, income)
        unstated = _unstated(path, income)
        if message.status in documents.SATISFIED and unstated:
            yield message
            yield missing(*unstated, subject=subject)
        else:
            yield from documents.demand(message, subject=subject)


def _unstated(path: str, income: Pensioen) -> list[str]:
    """What the message must state and the facts do not hold; a pension for life has no end date."""
    policy = income.policy
    stated = {
        "annual_amount": income.annual_amount,
        "starts_on": income.starts_on,
        "policy.value": policy.value if policy else None,
        "policy.premium_ends_on": policy.premium_ends_on if policy else None,
        "policy.gross_historic_return": policy.gross_historic_return if policy else None,
    }
    return [f"{path}.{name}" for name, value in stated.items() if value is None]


def _benefits(case: Case) -> Iterator[tuple[str, Applicant, Uitkering, Subject]]:
    """Benefits that count: lasting ones (4.5), and ended ones that took the place of wage (4.1.2)."""
    for path, applicant, income, subject in needed_incomes(case):
        if isinstance(income, Uitkering) and _counts(case, income):
            yield path, applicant, income, subject


def _counts(case: Case, income: Uitkering) -> bool:
    if income.status == "beeindigd":
        return income.replaces_wage is not False
    return income.scheme in case.norms.ch04.guaranteed_benefits


def _award(case: Case, applicant: Applicant, income: Income) -> tuple[RequiredDocument, ...]:
    kinds: tuple[DocumentType, ...] = ("toekenningsbesluit", "verklaring-uitkerende-instantie")
    return tuple(standard_documents.of_income(case, kind, applicant, income, group="toekenning") for kind in kinds)


def _specification(case: Case, applicant: Applicant, income: Income) -> RequiredDocument:
    return standard_documents.of_income(case, "maandspecificatie-uitkering", applicant, income)


def _ended(case: Case, applicant: Applicant, income: Income, subject: Subject) -> Findings:
    document = standard_documents.of_income(case, "jaaropgave-uitkering", applicant, income)
    yield from documents.demand(document, subject=subject)
