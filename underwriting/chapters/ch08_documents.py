"""gids 8.2: the other documents: identity, home, divorce, debts, refinancing and bridging; and how old they may be."""

from underwriting import documents, standard_documents
from underwriting.case import Case
from underwriting.decision import RequiredDocument
from underwriting.facts.evidence import Document
from underwriting.facts.obligations import Krediet, LeningDerden, Studielening
from underwriting.facts.words import BrondataSource
from underwriting.rule import (
    Chapter,
    Findings,
    compare,
    is_,
    missing,
    on_or_after,
    passed,
)
from underwriting.subjects import ONDERPAND, applicants, obligations, supplied
from underwriting.valuation_reports import bridged_home_report, plans_report
from underwriting.workings.bridging import bridged_home, is_sold
from underwriting.workings.burdens import registration_of
from underwriting.workings.principal import buys

chapter = Chapter("8.2")

OWN_BOOKS: tuple[BrondataSource, ...] = ("eigen-administratie",)
OWN_MANAGEMENT = ("kavelbouw", "eigen-beheer")
WORKS = frozenset({"verbouwing", "energiebesparing", "energie-bespaar-budget"})


@chapter.rule("G8.2-02")
def identity(case: Case) -> Findings:
    """gids 8.2: a copy of a valid identity document, unless iDIN or the BRP takes its place."""
    for path, applicant, subject in applicants(case):
        copy = standard_documents.identity(case, applicant)
        if copy.status != "aanwezig":
            yield from documents.demand(copy, subject=subject)
            continue
        yield copy
        stated = applicant.identity.valid_until if applicant.identity else None
        valid_until = _supplied(case, copy).valid_until or stated
        if valid_until is None:
            yield missing(f"{path}.identity.valid_until", subject=subject)
            continue
        compared = on_or_after("valid_until", valid_until, case.as_of)
        if compared.satisfied:
            yield passed(compared, subject=subject)
        else:
            yield missing("document:identiteitsbewijs", subject=subject, compared=[compared])


@chapter.rule("G8.2-03")
def residence(case: Case) -> Findings:
    """gids 8.2: who is not Dutch shows twelve months of living and working in the Netherlands."""
    for path, applicant, subject in applicants(case):
        if applicant.nationalities is None:
            yield missing(f"{path}.nationalities", subject=subject)
            continue
        proof = standard_documents.residence(case, applicant)
        if proof is not None:
            yield from documents.demand(proof, subject=subject)


@chapter.rule("G8.2-19")
def koopakte(case: Case) -> Findings:
    """gids 8.2: for the purchase of an existing home the koopakte, signed by all."""
    if not buys(case.facts) or case.onderpand.construction == "nieuwbouw":
        return
    deed = documents.ask(case, "koopakte")
    if deed.status not in documents.SATISFIED:
        yield from documents.demand(deed, subject=ONDERPAND)
        return
    yield deed
    purchase = case.onderpand.purchase
    signed = _supplied(case, deed).signed_by_all_parties
    if signed is None and purchase is not None:
        signed = purchase.signed_by_all
    if signed is None:
        yield missing("onderpand.purchase.signed_by_all", subject=ONDERPAND)
    elif signed:
        yield passed(is_("signed_by_all", True), subject=ONDERPAND)
    else:
        yield missing("document:koopakte", subject=ONDERPAND, compared=[is_("signed_by_all", False)])


@chapter.rule("G8.2-20")
def new_build_contract(case: Case) -> Findings:
    """gids 8.2: for a new home the contract; under own management that is the aanneemovereenkomst (6.3)."""
    if case.onderpand.construction == "nieuwbouw":
        own = _own_management(case)
        contract = documents.ask(case, "aanneemovereenkomst" if own else "koop-aannemingsovereenkomst")
        yield from documents.demand(contract, subject=ONDERPAND)


@chapter.rule("G8.2-21")
def separate_certificate(case: Case) -> Findings:
    """gids 8.2: the guarantee certificate, which the contract names or which is supplied by itself."""
    if case.onderpand.construction == "nieuwbouw":
        yield from documents.demand(documents.ask(case, "waarborgcertificaat"), subject=ONDERPAND)


@chapter.rule("G8.2-23")
def building_budget(case: Case) -> Findings:
    """gids 8.2: a specified budget for building under own management."""
    if _own_management(case):
        age = standard_documents.ageing(case, "begroting-eigen-beheer")
        yield from documents.demand(documents.ask(case, "begroting-eigen-beheer", max_age=age), subject=ONDERPAND)


@chapter.rule("G8.2-24")
def valuation_on_plans(case: Case) -> Findings:
    """gids 8.2: for building that is no project a valuation on specifications and drawings."""
    if _kind_of_building(case) in (None, "projectbouw"):
        return
    report = plans_report(case)
    kinds = {valuation.kind for valuation in case.onderpand.valuations or ()}
    if report.status in documents.SATISFIED and "bestek-en-tekeningen" not in kinds:
        yield report
        yield missing("onderpand.valuations", subject=ONDERPAND)
    else:
        yield from documents.demand(report, subject=ONDERPAND)


@chapter.rule("G8.2-31")
def repayment_proof(case: Case) -> Findings:
    """gids 8.2: a loan that was repaid: proof of it, or BKR that shows it."""
    for _, debt, subject in obligations(case):
        if not isinstance(debt, Krediet | LeningDerden) or debt.repaid_on is None:
            continue
        registration = registration_of(debt, case.facts) if isinstance(debt, Krediet) else None
        age = standard_documents.ageing(case, "bkr-uittreksel")
        extract = documents.ask(case, "bkr-uittreksel", subject_id=debt.id, max_age=age)
        if registration is not None and registration.fully_repaid_on is not None:
            shown = compare("fully_repaid_on", registration.fully_repaid_on, "present", None, "date", satisfied=True)
            yield passed(shown, subject=subject)
        elif extract.status in documents.SATISFIED:
            yield from documents.demand(extract, subject=subject)
        else:
            yield from documents.demand(documents.ask(case, "aflossingsbewijs", subject_id=debt.id), subject=subject)


@chapter.rule("G8.2-32")
def lowered_student_debt(case: Case) -> Findings:
    """gids 8.2: what DUO says of the debt after an extra repayment."""
    for _, debt, subject in obligations(case):
        if isinstance(debt, Studielening) and debt.principal_after_extra_repayment is not None:
            yield from documents.demand(standard_documents.lowered_student_debt(case, debt), subject=subject)


@chapter.rule("G8.2-33")
def balance_to_refinance(case: Case) -> Findings:
    """gids 8.2: what is outstanding on the loan that is refinanced. Of a loan that runs here our own books tell it
    (NHG A6.5); of another lender's they cannot.
    """
    if not _refinances(case):
        return
    knows: tuple[BrondataSource, ...] = OWN_BOOKS if case.facts.existing_loan is not None else ()
    age = standard_documents.ageing(case, "saldo-opgave")
    yield from documents.demand(documents.ask(case, "saldo-opgave", max_age=age, replaceable_by=knows))


@chapter.rule("G8.2-34")
def financing_plan(case: Case) -> Findings:
    """gids 8.2: for refinancing with a renovation or energy-saving measures a financieringsopzet."""
    if not _refinances(case):
        return
    works = case.onderpand.works
    if _lends_for_works(case) or (works is not None and works.planned):
        yield from documents.demand(standard_documents.of_case(case, "financieringsopzet"), subject=ONDERPAND)
    elif works is not None and works.planned is None:
        yield missing("onderpand.works.planned", subject=ONDERPAND)


@chapter.rule("G8.2-35")
def nhg_on_existing_loan(case: Case) -> Findings:
    """gids 8.2: from NHG to NHG: the guarantee on the existing loan, by its offer."""
    existing = case.lening.bestaande_lening
    if not _refinances(case):
        return
    if existing is None or existing.nhg is None:
        yield missing("lening.bestaande_lening.nhg")
    elif existing.nhg:
        yield from documents.demand(documents.ask(case, "hypotheekofferte-bestaand"))


@chapter.rule("G8.2-36")
def bridging(case: Case) -> Findings:
    """gids 8.2: for bridging the signed sale agreement, or a valuation when the home is not sold."""
    home = bridged_home(case.facts)
    if home is None:
        return
    if not is_sold(home):
        yield from documents.demand(bridged_home_report(case, home))
        return
    agreement = documents.ask(case, "verkoopovereenkomst", subject_id=home.id)
    signed = _supplied(case, agreement).signed_by_all_parties
    if signed is None and home.sale is not None and home.sale.agreement_signed_on is not None:
        signed = True
    if agreement.status not in documents.SATISFIED or signed:
        yield from documents.demand(agreement)
        return
    yield agreement
    if signed is None:
        yield missing(f"{case.home_path(home.id)}.sale.agreement_signed_on")
    else:
        yield missing("document:verkoopovereenkomst", compared=[is_("signed_by_all_parties", False)])


@chapter.rule("G8.2-39")
def documents_are_recent(case: Case) -> Findings:
    """gids 8.2: a document that ages is at most three months old at the application.

    A newer one makes up for an old one, and so does brondata.
    """
    for path, document, subject in supplied(case):
        age = standard_documents.ageing(case, document.type)
        if age is None or document.review == "afgekeurd" or _has_newer(case, document):
            continue
        if document.dated is None:
            yield missing(f"{path}.dated", subject=subject)
            continue
        compared = on_or_after("dated", document.dated, documents.oldest(age, case))
        sources = standard_documents.SOURCES.get(document.type, ())
        if compared.satisfied:
            yield passed(compared, subject=subject)
        elif documents.stand_in(case, document.type, document.applicant_id, age, sources) is None:
            yield missing(f"document:{document.type}", subject=subject, compared=[compared])


@chapter.rule("G8.2-40")
def digital_signature(case: Case) -> Findings:
    """gids 8.2: a digital signature meets the Wwft and our guidelines; a reviewer says so."""
    for path, document, subject in supplied(case):
        if not document.digitally_signed or document.review == "afgekeurd":
            continue
        if document.signature_accepted is None:
            yield missing(f"{path}.signature_accepted", subject=subject)
        elif document.signature_accepted:
            yield passed(is_("signature_accepted", True), subject=subject)
        else:
            refused = is_("signature_accepted", False)
            yield missing(f"document:{document.type}", subject=subject, compared=[refused])


def _supplied(case: Case, required: RequiredDocument) -> Document:
    """The document that meets a need, or an empty one when brondata does."""
    found = (document for document in case.facts.documents or () if document.id == required.satisfied_by)
    return next(found, Document(id="geen", type=required.type))


def _has_newer(case: Case, document: Document) -> bool:
    """Whether a later document of the same kind, about the same, was supplied."""
    if document.dated is None:
        return False
    about = (document.type, document.applicant_id, document.subject_id)
    return any(
        other.dated is not None and other.dated > document.dated and other.review != "afgekeurd"
        for other in case.facts.documents or ()
        if (other.type, other.applicant_id, other.subject_id) == about
    )


def _kind_of_building(case: Case) -> str | None:
    """How a new home is built; None for an existing one, or as long as nobody said (G6.3-03 asks)."""
    build = case.onderpand.nieuwbouw
    return build.kind if case.onderpand.construction == "nieuwbouw" and build is not None else None


def _own_management(case: Case) -> bool:
    return _kind_of_building(case) in OWN_MANAGEMENT


def _lends_for_works(case: Case) -> bool:
    """Whether the application or a leningdeel is for a renovation or energy-saving measures."""
    purposes = {part.purpose for part in case.lening.leningdelen}
    return not purposes.isdisjoint(WORKS) or not WORKS.isdisjoint(case.facts.application.purposes or ())


def _refinances(case: Case) -> bool:
    return "oversluiting" in (case.facts.application.purposes or ())
