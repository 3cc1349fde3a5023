"""The documents that an applicant supplies where brondata does not tell (gids 8.1, 8.2)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from underwriting.decision import MaxAge, RequiredDocument
from underwriting.documents import ask
from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import Income, Loondienst, Onderneming, Pensioen
from underwriting.facts.obligations import Studielening
from underwriting.facts.words import BrondataSource, DocumentType
from underwriting.subjects import applicants, needed_incomes, obligations
from underwriting.workings.income import pension_bears

if TYPE_CHECKING:
    from underwriting.case import Case

ON_PAPER = ("salarisstrook-werkgeversverklaring", "driejaarsgemiddelde", "arbeidsmarktscan", None)
"""Ways to determine a wage that rest on papers; IBL rests on the UWV message, a Perspectiefverklaring is refused."""
UWV: tuple[BrondataSource, ...] = ("mijnuwv",)
SOURCES: dict[DocumentType, tuple[BrondataSource, ...]] = {
    "identiteitsbewijs": ("idin", "mijnoverheid-brp"),
    "bewijs-verblijf-nederland": ("mijnoverheid-brp",),
    "salarisstrook": UWV,
    "salarisstrook-december": UWV,
    "werkgeversverklaring": UWV,
    "jaaropgave": UWV,
    "jaaropgave-uitkering": UWV,
    "pensioenoverzicht": ("mijnpensioenoverzicht",),
    "pensioen-jaaropgave": ("mijnpensioenoverzicht",),
    "aangifte-inkomstenbelasting": ("belastingdienst",),
    "duo-bericht": ("duo",),
}
"""The sources that can stand in for a document (gids 8.1)."""


def ageing(case: "Case", document_type: DocumentType) -> MaxAge | None:
    """The general three months at the application, for a document that ages (gids 8.2)."""
    if document_type not in case.norms.ch08.ageing_documents:
        return None
    return MaxAge(months=case.norms.ch08.document_months, counted_at="aanvraag", rule_id="G8.2-39")


def of_case(case: "Case", document_type: DocumentType) -> RequiredDocument:
    """A document about the application."""
    return ask(case, document_type, max_age=ageing(case, document_type), replaceable_by=SOURCES.get(document_type, ()))


def of_applicant(case: "Case", document_type: DocumentType, applicant: Applicant) -> RequiredDocument:
    """A document about a person."""
    return ask(
        case,
        document_type,
        applicant_id=applicant.id,
        max_age=ageing(case, document_type),
        replaceable_by=SOURCES.get(document_type, ()),
    )


def of_income(
    case: "Case",
    document_type: DocumentType,
    applicant: Applicant,
    income: Income,
    *,
    group: str | None = None,
) -> RequiredDocument:
    """A document about one income. With a group it is one of several that will do."""
    return ask(
        case,
        document_type,
        applicant_id=applicant.id,
        subject_id=income.id,
        max_age=ageing(case, document_type),
        replaceable_by=SOURCES.get(document_type, ()),
        alternative_group=f"{group}-{income.id}" if group else None,
    )


def bank_statement(case: "Case", *sources: BrondataSource) -> RequiredDocument:
    """A copy of a bank statement; of the applicant when there is only one, of either when there are two (gids 4.8)."""
    people = case.facts.applicants
    only = people[0].id if len(people) == 1 else None
    return ask(case, "bankafschrift", applicant_id=only, replaceable_by=sources)


def identity(case: "Case", applicant: Applicant) -> RequiredDocument:
    """A copy of a passport or identity card; iDIN or the BRP takes its place."""
    return ask(
        case,
        "identiteitsbewijs",
        applicant_id=applicant.id,
        needed_by="renteaanbod",
        replaceable_by=SOURCES["identiteitsbewijs"],
    )


def residence(case: "Case", applicant: Applicant) -> RequiredDocument | None:
    """Proof of twelve months in the Netherlands, for who is not Dutch."""
    if applicant.nationalities is None or "NL" in applicant.nationalities:
        return None
    return of_applicant(case, "bewijs-verblijf-nederland", applicant)


def payslip(case: "Case", applicant: Applicant, income: Income) -> RequiredDocument | None:
    """A recent payslip, for a wage on paper."""
    if not isinstance(income, Loondienst) or income.method not in ON_PAPER:
        return None
    return of_income(case, "salarisstrook", applicant, income)


def employer_statement(case: "Case", applicant: Applicant, income: Income) -> RequiredDocument | None:
    """A recent werkgeversverklaring, for a wage on paper."""
    if not isinstance(income, Loondienst) or income.method not in ON_PAPER:
        return None
    return of_income(case, "werkgeversverklaring", applicant, income)


def three_years(case: "Case", applicant: Applicant, income: Income) -> tuple[RequiredDocument, ...]:
    """For a flexible wage on paper: the scan, or annual statements or payslips of three years; what is used first."""
    if not isinstance(income, Loondienst) or income.method not in ON_PAPER or not is_flexible(income):
        return ()
    scan = of_income(case, "arbeidsmarktscan", applicant, income, group="flexibel")
    annual = of_income(case, "jaaropgave", applicant, income, group="flexibel")
    payslips = of_income(case, "salarisstrook-december", applicant, income, group="flexibel")
    return (scan, annual, payslips) if income.method == "arbeidsmarktscan" else (annual, payslips, scan)


def is_flexible(income: Loondienst) -> bool:
    """Anything but a permanent contract, or one that turns permanent by a letter of intent (gids 4.1)."""
    return income.contract not in (None, "onbepaalde-tijd", "bepaalde-tijd-met-intentieverklaring")


def pension(case: "Case", applicant: Applicant, income: Income) -> tuple[RequiredDocument, ...]:
    """For a collective pension that bears on the test: the overview, or the annual statement of who pays it."""
    if not isinstance(income, Pensioen) or income.scheme != "collectief":
        return ()
    return pension_proof(case, applicant, income) if bears(case, applicant, income) else ()


def pension_proof(case: "Case", applicant: Applicant, pension: Pensioen) -> tuple[RequiredDocument, ...]:
    """The overview, or the annual statement of who pays it."""
    return (
        of_income(case, "pensioenoverzicht", applicant, pension, group="pensioen"),
        of_income(case, "pensioen-jaaropgave", applicant, pension, group="pensioen"),
    )


def bears(case: "Case", applicant: Applicant, pension: Pensioen) -> bool:
    """Whether a pension is part of the test; of one that is far away nothing is asked (gids 4.4, ruling 6)."""
    return pension_bears(applicant, pension, case.facts, case.norms)


def tax_return(case: "Case", applicant: Applicant, income: Income) -> RequiredDocument | None:
    """The tax return of an employee who also has a business, or a substantial interest in a company."""
    employed = any(isinstance(other, Loondienst) for other in applicant.incomes or ())
    if not isinstance(income, Onderneming) or not (income.besides_employment or employed):
        return None
    share = income.share_interest
    if income.form == "bv" and share is not None and share < case.norms.ch04.dga_share_percent:
        return None
    return of_applicant(case, "aangifte-inkomstenbelasting", applicant)


def lowered_student_debt(case: "Case", debt: Studielening) -> RequiredDocument:
    """What DUO says of the debt after an extra repayment."""
    age = ageing(case, "duo-bericht")
    return ask(case, "duo-bericht", subject_id=debt.id, max_age=age, replaceable_by=SOURCES["duo-bericht"])


def replaceable(case: "Case") -> Iterator[tuple[RequiredDocument, ...]]:
    """Every need that brondata can meet; the documents of one need are alternatives."""
    for _, applicant, _ in applicants(case):
        yield (identity(case, applicant),)
        if (proof := residence(case, applicant)) is not None:
            yield (proof,)
    for _, applicant, income, _ in needed_incomes(case):
        single = (payslip, employer_statement, tax_return)
        yield from ((document,) for of in single if (document := of(case, applicant, income)) is not None)
        yield from (documents for of in (three_years, pension) if (documents := of(case, applicant, income)))
    for _, debt, _ in obligations(case):
        if isinstance(debt, Studielening) and debt.principal_after_extra_repayment is not None:
            yield (lowered_student_debt(case, debt),)
