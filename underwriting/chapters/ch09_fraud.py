"""gids 9: fraud, the register of SFH, chains of sales and conflicts of interest."""

from dataclasses import replace

from underwriting import documents
from underwriting.case import Case
from underwriting.facts.evidence import FraudSignal
from underwriting.facts.onderpand import TransactionChain
from underwriting.periods import add_months
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    before,
    check,
    compare,
    is_,
    missing,
    none_of,
    on_or_before,
    passed,
    refer_unless,
    referred,
)
from underwriting.subjects import ONDERPAND, applicants
from underwriting.valuation_reports import (
    demand_standard,
    in_chain,
    path_of,
    resold_quickly,
    said_in_report,
    stated_in_standard_report,
    subject_of,
    valuation_of,
)

chapter = Chapter("9")


@chapter.rule("G9-01")
def is_trusted(case: Case) -> Findings:
    """gids 9: an application that a person does not trust is refused without its ground; so is proven fraud."""
    fraud = case.facts.fraud
    proven = any(signal.status == "bevestigd" for signal in (fraud.signals or ())) if fraud else False
    distrust = fraud is not None and fraud.distrust is True
    yield check(is_("distrust", distrust, False), is_("fraud_confirmed", proven, False), confidential=True)


@chapter.rule("G9-03")
def fraud_after_lending(case: Case) -> Findings:
    """gids 9: fraud that appears once the loan runs: the lender may end it, and a person decides that."""
    for signal in _proven_after_passing(case):
        compared = compare("fraud_signal", signal.status, "ne", "bevestigd", "code", satisfied=False)
        yield referred(compared, confidential=True)


@chapter.rule("G9-04")
def damage_is_recovered(case: Case) -> Findings:
    """gids 9: damage is recovered from whoever caused it. No notice: the ground of G9-01 is not told."""
    for signal in _proven(case):
        compared = compare("fraud_signal", signal.status, "eq", "bevestigd", "code", satisfied=True)
        yield replace(passed(compared), confidential=True)


@chapter.rule("G9-05")
def signals_are_looked_at(case: Case) -> Findings:
    """gids 9: a sign of fraud is for a person; that it was confirmed is for G9-01."""
    for signal in (case.facts.fraud.signals or ()) if case.facts.fraud else ():
        yield referred(compare("fraud_signal", signal.kind, "absent", None, "code", satisfied=False), confidential=True)


@chapter.rule("G9.1-01")
def checked_at_sfh(case: Case) -> Findings:
    """gids 9.1: SFH is asked about every applicant."""
    for path, applicant, subject in applicants(case):
        found = applicant.registers.sfh if applicant.registers else None
        if found is None:
            yield missing(f"{path}.registers.sfh", subject=subject)
        else:
            asked = compare("checked_on", found.checked_on, "present", None, "date", satisfied=True)
            yield passed(asked, subject=subject)


@chapter.rule("G9.1-02")
def not_registered_at_sfh(case: Case) -> Findings:
    """gids 9.1: who is registered there is refused; a person confirms it."""
    for path, applicant, subject in applicants(case):
        found = applicant.registers.sfh if applicant.registers else None
        if found is None or found.registered is None:
            yield missing(f"{path}.registers.sfh.registered", subject=subject)
        else:
            yield check(is_("registered", found.registered, False), subject=subject, confidential=True)


@chapter.rule("G9.2-01")
def quick_resale(case: Case) -> Findings:
    """gids 9.2: what the seller bought within six months before may be a chain, until Compliance has approved."""
    chain = _chain(case)
    if chain is None or chain.seller_acquired_on is None:
        return
    bound = add_months(case.applied_on, -case.norms.ch09.transaction_chain_months)
    compared = before("seller_acquired_on", chain.seller_acquired_on, bound)
    yield passed(compared, subject=ONDERPAND) if compared.satisfied else _approved(case, chain)


@chapter.rule("G9.2-02")
def all_about_the_chain(case: Case) -> Findings:
    """gids 9.2: everything about the earlier purchase and the resale is supplied."""
    chain = _chain(case)
    if chain is None or not in_chain(case.facts, case.norms):
        return
    papers = documents.ask(case, "abc-onderbouwing")
    yield papers
    if papers.status not in documents.SATISFIED:
        yield missing("document:abc-onderbouwing", subject=ONDERPAND)
    elif chain.information_provided is None:
        yield missing("onderpand.transaction_chain.information_provided", subject=ONDERPAND)
    elif chain.information_provided:
        yield passed(is_("information_provided", True), subject=ONDERPAND)
    else:
        partly = is_("information_provided", False)
        yield missing("document:abc-onderbouwing", subject=ONDERPAND, compared=[partly])


@chapter.rule("G9.2-03")
def rise_in_value_is_explained(case: Case) -> Findings:
    """gids 9.2: papers and the report explain a quick rise in value."""
    if not in_chain(case.facts, case.norms):
        return
    valuation = valuation_of(case)
    papers = documents.ask(case, "abc-onderbouwing")
    yield papers
    if papers.status not in documents.SATISFIED:
        yield missing("document:abc-onderbouwing", subject=subject_of(case))
    else:
        stated = valuation.value_increase_explained if valuation else None
        yield from stated_in_standard_report(case, "value_increase_explained", stated)


@chapter.rule("G9.2-04")
def valuer_is_independent(case: Case) -> Findings:
    """gids 9.2: the valuer declares to be independent, and whether the sale is at market terms; else a person looks."""
    if not in_chain(case.facts, case.norms):
        return
    valuation = valuation_of(case)
    independent = valuation.valuer_independent_of_chain if valuation else None
    yield from stated_in_standard_report(case, "valuer_independent_of_chain", independent)
    at_market = valuation.transaction_at_market_terms if valuation else None
    if at_market is None:
        yield missing(path_of(case, "transaction_at_market_terms"), subject=subject_of(case))
    else:
        yield refer_unless(is_("transaction_at_market_terms", at_market), subject=subject_of(case))


@chapter.rule("G9.2-05")
def value_free_of_use(case: Case) -> Findings:
    """gids 9.2: the value is free of use, whatever the prices in the chain."""
    if in_chain(case.facts, case.norms):
        valuation = valuation_of(case)
        yield said_in_report(case, "free_of_rent_and_use", valuation.free_of_rent_and_use if valuation else None)


@chapter.rule("G9.2-06")
def no_desktop_in_a_chain(case: Case) -> Findings:
    """gids 9.2: a chain needs a validated report."""
    if in_chain(case.facts, case.norms):
        yield from demand_standard(case, is_("transaction_chain", True))


@chapter.rule("G9.2-07")
def compliance_approves(case: Case) -> Findings:
    """gids 9.2: a chain is handled only after the formal approval of a Compliance Officer."""
    chain = _chain(case)
    if chain is not None and in_chain(case.facts, case.norms):
        yield _approved(case, chain)


@chapter.rule("G9.2-08")
def no_aba(case: Case) -> Findings:
    """gids 9.2: a home that goes back to who sold it is refused; of a quick resale it must be known."""
    chain = _chain(case)
    if chain is None:
        return
    if chain.kind is None and resold_quickly(case.facts, case.norms):
        yield missing("onderpand.transaction_chain.kind", subject=ONDERPAND)
    elif chain.kind is not None:
        yield check(none_of("transaction_chain", chain.kind, ("aba",)), subject=ONDERPAND)


@chapter.rule("G9.3-01")
def conflict_of_interest(case: Case) -> Findings:
    """gids 9.3: a possible conflict of interest is for a person."""
    conflict = case.facts.fraud.conflict_of_interest if case.facts.fraud else None
    if conflict is not None:
        yield refer_unless(is_("conflict_of_interest", conflict, False))


def _proven(case: Case) -> list[FraudSignal]:
    signals = (case.facts.fraud.signals or ()) if case.facts.fraud else ()
    return [signal for signal in signals if signal.status == "bevestigd"]


def _proven_after_passing(case: Case) -> list[FraudSignal]:
    """A loan that runs has passed; what was found before the day it did is for G9-01."""
    passed_on = case.facts.passeren.passed_on if case.facts.passeren else None
    return [
        signal
        for signal in _proven(case)
        if passed_on is None or signal.found_on is None or signal.found_on >= passed_on
    ]


def _chain(case: Case) -> TransactionChain | None:
    return case.onderpand.transaction_chain


def _approved(case: Case, chain: TransactionChain) -> Answer:
    """Approval that is on file by the day of the decision."""
    approved_on = chain.compliance_approved_on
    if approved_on is None:
        unapproved = compare("compliance_approved_on", None, "present", None, "date", satisfied=False)
        return referred(unapproved, subject=ONDERPAND)
    return refer_unless(on_or_before("compliance_approved_on", approved_on, case.as_of), subject=ONDERPAND)
