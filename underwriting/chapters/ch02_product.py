"""gids inleiding, 1, 2, 2.3 and 11: who is accepted, and the amounts the product allows."""

from underwriting.case import Case
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    above,
    at_least,
    at_most,
    check,
    compare,
    is_,
    missing,
    passed,
    referred,
)
from underwriting.subjects import lacking_value
from underwriting.workings.loan import nhg_limit, nhg_limit_with_energy
from underwriting.workings.principal import INCREASES
from underwriting.workings.value import nhg_component_a, nhg_mixed_is_exempt

chapter = Chapter("2.3")


@chapter.rule("G0-01")
def existing_customers_only(case: Case) -> Findings:
    """gids inleiding: as long as the stop lasts, only who already is a customer."""
    reference = case.facts.reference
    stamped = reference.accepts_new_customers if reference else None
    accepts = case.norms.acceptance.accepts_new_customers if stamped is None else stamped
    known = case.facts.application.existing_neo_customer
    if accepts:
        yield passed(is_("accepts_new_customers", accepts))
    elif case.facts.about_running_loan:
        yield passed(is_("existing_neo_customer", True))
    elif known is None:
        yield missing("application.existing_neo_customer")
    else:
        yield check(is_("existing_neo_customer", known))


@chapter.rule("G2-01")
def no_explain(case: Case) -> Findings:
    """gids 2: no application that needs a deviation. Nobody asks for one unless the facts say so."""
    yield check(is_("explain_requested", case.facts.application.explain_requested is True, False))


@chapter.rule("G2-03")
def adviser_is_licensed(case: Case) -> Findings:
    """gids 2: an adviser holds the Wft licence."""
    application = case.facts.application
    if application.channel == "adviseur":
        if application.adviser_wft_licensed is None:
            yield missing("application.adviser_wft_licensed")
        else:
            yield check(is_("adviser_wft_licensed", application.adviser_wft_licensed))


@chapter.rule("G2.3-01")
def first_mortgage_minimum(case: Case) -> Findings:
    """gids 2.3: a first mortgage is at least EUR 75,000."""
    if case.facts.application.request_type == "nieuwe-hypotheek":
        yield check(at_least("loan", case.loan.total, case.norms.ch02.min_first_mortgage))


@chapter.rule("G2.3-02")
def increase_minimum(case: Case) -> Findings:
    """gids 2.3: an increase or second mortgage is at least EUR 5,000."""
    if case.facts.application.request_type in INCREASES:
        yield check(at_least("increase", case.loan.new_money, case.norms.ch02.min_increase))


@chapter.rule("G2.3-03")
def nhg_maximum(case: Case) -> Findings:
    """gids 2.3: with NHG and no energy-saving measures at most the NHG limit."""
    if case.loan.energy == 0:
        yield check(at_most("loan", case.loan.total, nhg_limit(case.facts, case.norms)))


@chapter.rule("G2.3-04")
def nhg_maximum_with_energy(case: Case) -> Findings:
    """gids 2.3: with NHG and measures at most 106 percent of the limit; above the limit only money for measures."""
    if case.loan.energy > 0:
        limit = nhg_limit(case.facts, case.norms)
        yield check(
            at_most("loan", case.loan.total, nhg_limit_with_energy(case.facts, case.norms)),
            at_most("loan_without_energy", case.loan.total - case.loan.energy, limit),
        )


@chapter.rule("G2.3-05")
def maximum_up_to_80_percent(case: Case) -> Findings:
    """gids 2.3: without NHG and up to 80 percent LTV at most EUR 950,000."""
    policy = case.norms.ch02
    if case.loan.ltv is None:
        yield missing(*lacking_value(case))
    elif case.loan.ltv <= policy.max_loan_up_to_ltv_percent:
        yield check(
            at_most("ltv", case.loan.ltv, policy.max_loan_up_to_ltv_percent, "percent"),
            at_most("loan", case.loan.total, policy.max_loan_up_to_ltv),
        )


@chapter.rule("G2.3-06")
def maximum_above_80_percent(case: Case) -> Findings:
    """gids 2.3: without NHG and above 80 percent LTV at most EUR 750,000."""
    policy = case.norms.ch02
    if case.loan.ltv is None:
        yield missing(*lacking_value(case))
    elif case.loan.ltv > policy.max_loan_up_to_ltv_percent:
        yield check(
            above("ltv", case.loan.ltv, policy.max_loan_up_to_ltv_percent, "percent"),
            at_most("loan", case.loan.total, policy.max_loan_above_ltv),
        )


@chapter.rule("G2.3-07")
def nhg_mixed_loan(case: Case) -> Findings:
    """gids 2.3: parts with and without NHG lift the NHG limit on the value, for an increase or a refinancing."""
    if nhg_mixed_is_exempt(case.facts):
        yield passed(is_("nhg_mixed", True))


@chapter.rule("G2.3-09")
def maxima_cover_the_total(case: Case) -> Findings:
    """gids 2.3: the product limits hold for all mortgage loans together."""
    if case.loan.on_product is None:
        yield missing(*lacking_value(case))
    else:
        yield check(at_most("loan", case.loan.total, case.loan.on_product))


@chapter.rule("G2.3-10")
def nhg_value_within_limit(case: Case) -> Findings:
    """gids 2.3: with NHG the price or value is at most the NHG limit; between the two limits a person decides."""
    exempt = nhg_mixed_is_exempt(case.facts)
    if exempt:
        return
    if case.loan.value is None:
        yield missing(*lacking_value(case))
        return
    value = case.loan.value
    base = value.basis.amount
    if value.market_value is not None and value.basis.stichtingskosten is None:
        base = nhg_component_a(case.facts, case.norms, value.market_value)
    limit, limit_with_energy = nhg_limit(case.facts, case.norms), nhg_limit_with_energy(case.facts, case.norms)
    compared = at_most("price_or_value", base, limit)
    new_and_best = case.onderpand.construction == "nieuwbouw" and case.onderpand.energy_label == "A++++"
    if not compared.satisfied and exempt is None:
        yield missing(_nhg_mixed_path(case), compared=[compared])
    elif not compared.satisfied and base <= limit_with_energy and (case.loan.energy > 0 or new_and_best):
        yield referred(compared)
    else:
        yield check(compared)


def _nhg_mixed_path(case: Case) -> str:
    increases = case.facts.application.request_type in INCREASES
    return "existing_loan.nhg_mixed" if increases else "lening.bestaande_lening.nhg_mixed"


@chapter.rule("G11-04")
def no_cash(case: Case) -> Findings:
    """gids 11: no payment in cash. Nobody pays in cash unless the facts say so."""
    payment = case.facts.payment
    yield check(is_("cash_payment", payment is not None and payment.cash_payment is True, False))


@chapter.rule("G11-15")
def no_senior_scheme(case: Case) -> Findings:
    """gids 11: not together with a senior citizens' scheme."""
    yield check(is_("senior_scheme_requested", case.facts.application.senior_scheme_requested is True, False))


@chapter.rule("G11-16")
def notary_at_enotaris(case: Case) -> Findings:
    """gids 11: the deed passes at a notary connected to E-notaris."""
    passeren = case.facts.passeren
    connected = passeren.notary_connected_to_enotaris if passeren else None
    yield missing("passeren.notary_connected_to_enotaris") if connected is None else _connected(connected)


def _connected(connected: bool) -> Answer:
    return check(compare("notary_connected_to_enotaris", connected, "eq", True, "boolean", satisfied=connected))
