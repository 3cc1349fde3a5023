"""gids 4.8: own money, when it is shown and how."""

from collections.abc import Iterator
from decimal import Decimal

from underwriting import documents, standard_documents
from underwriting.case import Case
from underwriting.decision import Comparison, MaxAge, RequiredDocument
from underwriting.facts.obligations import AlimentatiePayable, OwnFund, Studielening
from underwriting.facts.words import BrondataSource
from underwriting.figures import Subject
from underwriting.rule import (
    Chapter,
    Findings,
    above,
    at_least,
    at_most,
    is_,
    missing,
    on_or_after,
    passed,
    referred,
)
from underwriting.workings import own_funds

chapter = Chapter("4.8")

ZERO = Decimal(0)
DOCUMENT = "document:bankafschrift"


@chapter.rule("G4.8-01")
def contribution_from_25000(case: Case) -> Findings:
    """gids 4.8: an own contribution of EUR 25,000 or more is shown."""
    if case.lening.own_contribution is None:
        yield missing("lening.own_contribution")
        return
    large = at_least("own_contribution", case.lening.own_contribution, case.norms.ch04.own_funds_proof_from)
    if large.satisfied:
        yield from _shown(case, large)


@chapter.rule("G4.8-02")
def credit_that_must_be_repaid(case: Case) -> Findings:
    """gids 4.8: the money to repay a credit for the application is shown."""
    repayment = case.facts.own_funds.mandatory_credit_repayment if case.facts.own_funds else None
    if repayment is None and any(_to_repay(case)):
        yield missing("own_funds.mandatory_credit_repayment")
    elif repayment:
        yield from _shown(case, above("mandatory_credit_repayment", repayment, ZERO))


@chapter.rule("G4.8-03")
def double_burden_beyond_income(case: Case) -> Findings:
    """gids 4.8: double burdens that the income does not bear are shown, all of them."""
    if case.two_homes.to_show > 0:
        yield from _shown(case, above("double_burden", case.two_homes.to_show, ZERO))


@chapter.rule("G4.8-04")
def loss_on_the_sale(case: Case) -> Findings:
    """gids 4.8: a possible loss on the sale of the present home is shown."""
    if case.two_homes.sale_loss:
        yield from _shown(case, above("sale_loss", case.two_homes.sale_loss, ZERO))


@chapter.rule("G4.8-05")
def small_contribution_with_others(case: Case) -> Findings:
    """gids 4.8: a smaller contribution is shown too when all together comes above EUR 25,000."""
    own, bound = case.lening.own_contribution or ZERO, case.norms.ch04.own_funds_proof_from
    others = sum((item.amount for item in case.own_funds.items or () if item.kind in OTHERS), ZERO)
    if not others or own <= 0 or own >= bound:
        return
    combined = above("own_contribution_with_others", own + others, bound)
    if combined.satisfied:
        yield from _shown(case, combined)


@chapter.rule("G4.8-06")
def full_amount(case: Case) -> Findings:
    """gids 4.8: what must be shown is shown in full."""
    if case.own_funds.required:
        yield from _shown(case)


@chapter.rule("G4.8-07")
def via_up_to_25000(case: Case) -> Findings:
    """gids 4.8: VIA data are enough up to EUR 25,000, when they show the balance; else G4.8-08 asks a statement."""
    required = case.own_funds.required or ZERO
    for _, fund, subject in _funds(case):
        balance = own_funds.via_balance(case.facts, fund) if fund.proof == "via" else None
        if balance is None or not required:
            continue
        compared = (
            at_most("own_funds_required", required, case.norms.ch04.own_funds_via_up_to),
            at_least("via_balance", balance, min(fund.amount, required)),
        )
        if all(comparison.satisfied for comparison in compared):
            yield passed(*compared, subject=subject)


@chapter.rule("G4.8-08")
def bank_statement(case: Case) -> Findings:
    """gids 4.8: above EUR 25,000, or with too little in the VIA, by a recent bank statement."""
    required, bound = case.own_funds.required or ZERO, case.norms.ch04.own_funds_via_up_to
    by_statement = [entry for entry in _funds(case) if entry[1].proof in case.norms.ch04.own_funds_statements]
    if not required or (required <= bound and not by_statement and _via_suffices(case, required)):
        return
    statement = _statement(case)
    yield statement
    subject = by_statement[0][-1] if len(by_statement) == 1 else None
    amount = sum((fund.amount for _, fund, _ in by_statement), ZERO)
    via = sum((own_funds.by_via(case.facts, fund) for _, fund, _ in _funds(case) if fund.proof == "via"), ZERO)
    wanted = required if required > bound else max(required - via, ZERO)
    enough = at_least("shown_by_bank_statement", amount, wanted)
    oldest = documents.oldest(
        MaxAge(months=case.norms.ch08.document_months, counted_at="aanvraag", rule_id="G8.2-39"), case
    )
    dates = [on_or_after("statement_on", fund.statement_on, oldest) for _, fund, _ in by_statement if fund.statement_on]
    lacking = [f"{path}.statement_on" for path, fund, _ in by_statement if fund.statement_on is None]
    held = statement.status in documents.SATISFIED and all(comparison.satisfied for comparison in (enough, *dates))
    if not held:
        lacking.append(DOCUMENT)
    if lacking:
        yield missing(*lacking, subject=subject, compared=[enough, *dates])
    else:
        yield passed(enough, *dates, subject=subject)


@chapter.rule("G4.8-09")
def doubt(case: Case) -> Findings:
    """gids 4.8: otherwise nothing is asked, unless a reviewer doubts availability or origin."""
    doubted = case.facts.own_funds.doubt_on_availability_or_origin if case.facts.own_funds else None
    if doubted is not None:
        stated = is_("doubt", doubted, False)
        yield passed(stated) if stated.satisfied else referred(stated)


OTHERS = ("aflossing-krediet", "dubbele-lasten", "verkoopverlies")
"""What counts beside the contribution (gids 4.8, points 2 to 4)."""


def _shown(case: Case, *why: Comparison) -> Findings:
    """Own funds cover all that they must, or proof of (more of) them is lacking."""
    yield _statement(case)
    shown, required = case.own_funds.shown or ZERO, case.own_funds.required or ZERO
    enough = at_least("own_funds_shown", shown, required)
    if enough.satisfied:
        yield passed(*why, enough)
    elif shown > 0:
        yield missing(DOCUMENT, compared=[*why, enough])
    else:
        yield missing("own_funds.items", DOCUMENT, compared=[*why, enough])


def _statement(case: Case) -> RequiredDocument:
    """The bank statement; VIA data stand in for it where they are enough."""
    required = case.own_funds.required or ZERO
    small = required <= case.norms.ch04.own_funds_via_up_to and _via_suffices(case, required)
    sources: tuple[BrondataSource, ...] = ("belastingdienst", "psd2-bank") if small else ()
    return standard_documents.bank_statement(case, *sources)


def _via_suffices(case: Case, required: Decimal) -> bool:
    shown = [fund for _, fund, _ in _funds(case) if fund.proof == "via"]
    known = all(own_funds.via_balance(case.facts, fund) is not None for fund in shown)
    return known and sum((own_funds.by_via(case.facts, fund) for fund in shown), ZERO) >= required


def _funds(case: Case) -> Iterator[tuple[str, OwnFund, Subject]]:
    for index, fund in enumerate(own_funds.funds(case.facts)):
        yield f"own_funds.items[{index}]", fund, Subject("own-fund", fund.id)


def _to_repay(case: Case) -> Iterator[bool]:
    """For every credit that the applicant means to repay from own money before the offer: true."""
    for debt in case.facts.obligations or ():
        if not isinstance(debt, AlimentatiePayable | Studielening) and debt.repaid_on is None:
            yield debt.to_be_repaid_before_offer is True and debt.repaid_from != "andere-financiering"
