"""Which valuation report the home needs, and whether it is there (gids 6.2, 6.7, 6.9, 9.2)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from underwriting import documents
from underwriting.decision import Comparison, MaxAge, RequiredDocument
from underwriting.facts import Facts
from underwriting.facts.obligations import OtherProperty
from underwriting.facts.onderpand import Onderpand, Valuation
from underwriting.facts.words import DocumentType
from underwriting.figures import Subject
from underwriting.norms import Norms
from underwriting.periods import add_months
from underwriting.rule import Yielded, missing, passed
from underwriting.subjects import ONDERPAND
from underwriting.workings import principal
from underwriting.workings.bridging import ltv_of_old_home

if TYPE_CHECKING:
    from underwriting.case import Case


def valuation_of(case: "Case") -> Valuation | None:
    """The valuation the loan rests on."""
    return case.loan.value.valuation if case.loan.value else None


def subject_of(case: "Case") -> Subject:
    """The valuation the loan rests on, or the home as long as there is none."""
    valuation = valuation_of(case)
    return Subject("valuation", valuation.id) if valuation else ONDERPAND


def path_of(case: "Case", name: str) -> str:
    """Where a fact of that valuation stands."""
    valuation = valuation_of(case)
    return f"{case.valuation_path(valuation.id)}.{name}" if valuation else "onderpand.valuations"


def has_vve(onderpand: Onderpand) -> bool:
    """Whether the building is split into apartment rights; an apartment is, unless the facts say it is not."""
    split = onderpand.vve.split_into_apartment_rights if onderpand.vve else None
    return onderpand.type == "appartement" if split is None else split


def resold_quickly(facts: Facts, norms: Norms) -> bool:
    """Whether the seller bought the home within six months before the application (gids 9.2)."""
    chain = facts.onderpand.transaction_chain if facts.onderpand else None
    if chain is None or chain.seller_acquired_on is None:
        return False
    return chain.seller_acquired_on >= add_months(
        facts.application.application_date, -norms.ch09.transaction_chain_months
    )


def in_chain(facts: Facts, norms: Norms) -> bool:
    """Whether the sale is, or by its dates may be, an ABC or ABA chain (gids 9.2)."""
    chain = facts.onderpand.transaction_chain if facts.onderpand else None
    return (chain is not None and chain.kind in ("abc", "aba")) or resold_quickly(facts, norms)


def renovates_with_the_loan(facts: Facts) -> bool:
    """Whether the loan pays for a renovation (gids 6.2): as stated, or by a leningdeel for it.

    A leningdeel in box 3 is the payment that the guide allows beside a desktop report.
    """
    works = facts.onderpand.works if facts.onderpand else None
    stated = works is not None and works.financed is True and (works.renovation_cost or 0) > 0
    return stated or any(part.purpose == "verbouwing" and part.box != 3 for part in principal.leningdelen(facts))


def desktop_is_enough(case: "Case") -> bool | None:
    """Whether a desktop report will do (gids 6.2); None as long as the LTV is not known."""
    home = case.onderpand
    renovates, chained = renovates_with_the_loan(case.facts), in_chain(case.facts, case.norms)
    barred = home.erfpacht is not None or has_vve(home) or renovates or chained
    if barred or case.loan.ltv is None:
        return False if barred else None
    return case.loan.ltv <= case.norms.ch06.desktop_max_ltv_percent


def standard_report(case: "Case") -> RequiredDocument:
    """The validated report."""
    return _ask(case, "taxatierapport")


def desktop_report(case: "Case") -> RequiredDocument:
    """The desktop report, or a validated report in its place when that is there."""
    full = standard_report(case)
    return full if full.status in documents.SATISFIED else _ask(case, "taxatierapport-desktop")


def plans_report(case: "Case") -> RequiredDocument:
    """The valuation on specifications and drawings, of a home to be built under own management (gids 6.3)."""
    return _ask(case, "taxatierapport-bestek")


def bridged_home_report(case: "Case", home: OtherProperty) -> RequiredDocument:
    """Of the unsold home: a full report when its LTV asks for one or when one is there, else a desktop report."""
    age = MaxAge(months=case.norms.ch02.overbrugging_valuation_months, counted_at="hypotheekaanbod", rule_id="G2.11-08")
    ltv = ltv_of_old_home(case.facts)
    full = documents.ask(case, "taxatierapport", subject_id=home.id, max_age=age)
    if full.status in documents.SATISFIED or (ltv is not None and ltv > case.norms.ch02.desktop_max_ltv_percent):
        return full
    return documents.ask(case, "taxatierapport-desktop", subject_id=home.id, max_age=age)


def demand_standard(case: "Case", *compared: Comparison) -> Iterator[Yielded]:
    """The validated report is needed: the document, and a pass when the loan rests on it."""
    report = standard_report(case)
    yield report
    valuation = valuation_of(case)
    if report.status not in documents.SATISFIED:
        yield missing("document:taxatierapport", subject=subject_of(case), compared=compared)
    elif valuation is None or valuation.kind == "desktop":
        yield missing("onderpand.valuations", subject=subject_of(case), compared=compared)
    else:
        yield passed(*compared, subject=subject_of(case))


def stated_in_standard_report(case: "Case", name: str, stated: bool | None) -> Iterator[Yielded]:
    """The validated report says something: a report that does not is no proof, so another is needed."""
    report = standard_report(case)
    yield report
    subject = subject_of(case)
    if report.status not in documents.SATISFIED:
        yield missing("document:taxatierapport", subject=subject)
    else:
        yield said_in_report(case, name, stated)


def said_in_report(case: "Case", name: str, stated: bool | None) -> Yielded:
    """A pass when the report says so, a lacking fact when nobody read it, a lacking report when it does not."""
    subject = subject_of(case)
    if stated is None:
        return missing(path_of(case, name), subject=subject)
    compared = Comparison(name=name, actual=stated, operator="eq", bound=True, unit="boolean", satisfied=stated)
    if stated:
        return passed(compared, subject=subject)
    return missing("document:taxatierapport", subject=subject, compared=[compared])


def _ask(case: "Case", document_type: DocumentType) -> RequiredDocument:
    """With another home in the facts the report names its subject, so that the two are not mixed up."""
    age = MaxAge(months=case.norms.ch06.valuation_months, counted_at="hypotheekaanbod", rule_id="G6.2-04")
    place = subject_of(case).id if case.facts.other_properties else None
    return documents.ask(case, document_type, subject_id=place, max_age=age)
