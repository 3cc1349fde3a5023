"""The decision: the guide from front to back.

`decide()` first works out the figures, each chapter handing its result to the next, and then lets every rule of the
catalogue speak. It never raises about an applicant: a bad application is a decision with findings.
"""

from datetime import datetime

from underwriting import jsonform, running_loan
from underwriting.case import Case
from underwriting.catalogue import CATALOGUE_VERSION
from underwriting.chapters import CHAPTERS
from underwriting.collecting import Collected, collect
from underwriting.decision import Decision, Finding, Outcome, Verdict, receipt_for
from underwriting.facts import Facts
from underwriting.figures import Figures, MaximumLoan
from underwriting.norms import Norms
from underwriting.workings import (
    alimony,
    bouwdepot,
    bridging,
    burdens,
    double_burden,
    ground,
    income,
    left_out,
    loan,
    moving,
    own_funds,
    servicing,
    toetsrente,
    value,
    whole_term,
)


def decide(facts: Facts, norms: Norms, *, decided_at: datetime) -> Decision:
    """Judge one application, or one request about a running loan, with the norms of its day.

    The same facts and norms give the same decision, whatever the moment; `decided_at` (aware) only dates it.
    Raises ValueError when the norms are of another day.
    """
    if norms.on != facts.evaluation.as_of:
        raise ValueError(f"facts of {facts.evaluation.as_of} need the norms of that day, not of {norms.on}")
    tested = running_loan.as_tested(facts)
    case = work_out(tested.facts, norms)
    collected = collect(case, CHAPTERS)
    receipt = receipt_for(
        catalogue_version=CATALOGUE_VERSION,
        norms_version=norms.version,
        norms_sha256=norms.sha256,
        facts_sha256=facts.sha256(),
        on=norms.on,
    )
    return Decision(
        decision_id=f"d-{jsonform.sha256([receipt.to_json(), decided_at.isoformat()])[:32]}",
        application_id=facts.application.id,
        decided_at=decided_at,
        phase=case.phase,
        outcome=outcome(collected.findings),
        findings=tested.in_the_document(collected.findings),
        not_applicable=collected.not_applicable,
        deferred=collected.deferred,
        figures=servicing.add(figures(case) if running_loan.tested(case.facts) else Figures(), case.facts, norms),
        required_documents=collected.documents,
        deadlines=collected.deadlines,
        pricing=collected.pricing,
        notices=collected.notices,
        receipt=receipt,
    )


def work_out(facts: Facts, norms: Norms) -> Case:
    """Every figure, in an order in which each finds what it needs."""
    home = value.work_out(facts, norms)
    rates = toetsrente.work_out(facts, norms)
    asked = loan.work_out(facts, norms, home, rates)
    earned = alimony.deduct(income.work_out(facts, norms), facts)
    owed = (*burdens.work_out(facts, norms, rates.weighted if rates else None), *ground.work_out(facts, norms))
    earned, carried = whole_term.settle(facts, norms, rates, owed, earned)
    two_homes = double_burden.work_out(facts, norms, carried)
    return Case(
        facts=facts,
        norms=norms,
        income=earned,
        loan=asked,
        toetsrente=rates,
        left_out=left_out.work_out(facts, norms, earned.joint, facts.evaluation.as_of),
        burdens=owed,
        capacity=carried,
        overbrugging=bridging.work_out(facts, norms),
        two_homes=two_homes,
        own_funds=own_funds.work_out(facts, norms, two_homes),
        bouwdepot=bouwdepot.work_out(facts, norms),
    )


def outcome(findings: tuple[Finding, ...]) -> Outcome:
    """The gravest thing that was found (contract, "How a decision comes about")."""
    verdicts = {finding.outcome for finding in findings}
    if any(finding.outcome is Verdict.FAIL and not finding.curable for finding in findings):
        return Outcome.REJECTED
    if Verdict.MISSING in verdicts or Verdict.FAIL in verdicts:
        return Outcome.INCOMPLETE
    return Outcome.REFER if Verdict.REFER in verdicts else Outcome.APPROVED


def figures(case: Case) -> Figures:
    """The figures of the case in the contract's shape."""
    asked = case.loan
    monthly = [part.gross_monthly_first for part in asked.leningdelen if part.gross_monthly_first is not None]
    complete = len(monthly) == len(case.lening.leningdelen)
    return Figures(
        toetsinkomen=case.income.toetsinkomen,
        toetsrente=case.toetsrente,
        toetsmomenten=case.capacity.moments or None,
        left_out_of_income_test=case.left_out,
        burdens=case.burdens,
        value_basis=asked.value.basis if asked.value else None,
        ltv=asked.ltv,
        ltv_excluding_energy=asked.ltv_excluding_energy,
        risicoklasse=asked.risicoklasse,
        maximum_loan=maximum_loan(case),
        leningdelen=asked.leningdelen,
        gross_monthly_total=sum(monthly[1:], monthly[0]) if complete else None,
        aflossingsvrij=asked.aflossingsvrij,
        consumptief=asked.consumptief,
        overbrugging=case.overbrugging,
        double_burden=case.two_homes.figure,
        sale_loss=case.two_homes.sale_loss,
        own_funds=case.own_funds,
        bouwdepot=case.bouwdepot,
        verhuisregeling=moving.work_out(case.facts, case.norms, asked.risicoklasse),
    )


def maximum_loan(case: Case) -> MaximumLoan:
    """The three maxima, and which of them binds once all are known."""
    limits = {
        "G2.6-01": case.capacity.on_income,
        "G2.4-01": case.loan.on_value,
        "G2.3-09": case.loan.on_product,
    }
    known = {rule_id: limit for rule_id, limit in limits.items() if limit is not None}
    rule_id = min(known, key=lambda name: known[name]) if len(known) == len(limits) else None
    binding = known[rule_id] if rule_id else None
    return MaximumLoan(
        requested=case.loan.total,
        on_income=case.capacity.on_income,
        on_value=case.loan.on_value,
        on_product=case.loan.on_product,
        binding=binding,
        binding_rule_id=rule_id,
        excess=None if binding is None else max(case.loan.total - binding, binding - binding),
    )


__all__ = ["Collected", "decide", "figures", "outcome", "work_out"]
