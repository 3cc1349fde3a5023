"""gids 1, 2.4, 2.5 and 2.8: the loan against the value of the home."""

from underwriting.case import Case
from underwriting.rule import Chapter, Findings, at_least, at_most, check, compare, is_, missing, passed
from underwriting.subjects import ONDERPAND, lacking_value
from underwriting.workings.loan import energy_room, nhg_limit, nhg_limit_with_energy
from underwriting.workings.principal import buys, measures_cost
from underwriting.workings.value import canon_buy_off_covers_term

chapter = Chapter("2.4")


@chapter.rule("G1-11")
def loan_within_value(case: Case) -> Findings:
    """gids 1: at most 100 percent of the value, or 106 with energy-saving measures."""
    value = case.loan.value
    if value is None:
        yield missing(*lacking_value(case))
        return
    limit = value.basis.amount * case.norms.trhk.ltv_percent / 100
    if value.basis.stichtingskosten is None:
        limit += energy_room(value, case.norms, case.loan.energy)
    yield check(at_most("loan", case.loan.total, limit))


@chapter.rule("G1-12")
def consumptive_part(case: Case) -> Findings:
    """gids 1: money to consume only without NHG, and at most half of the value."""
    part = case.loan.consumptief
    if part is None:
        return
    if part.maximum is None:
        yield missing(*lacking_value(case))
    else:
        yield check(at_most("consumptief", part.amount, part.maximum))


@chapter.rule("G2.4-01")
def maximum_on_value(case: Case) -> Findings:
    """gids 2.4: the maximum on value follows the Trhk, and NHG for an NHG loan."""
    if case.loan.on_value is None:
        yield missing(*lacking_value(case))
    else:
        yield check(at_most("loan", case.loan.total, case.loan.on_value))


@chapter.rule("G2.4-02")
def nhg_component_a(case: Case) -> Findings:
    """gids 2.4, A: the lowest of price and market value free of rent and use."""
    value = case.loan.value
    if case.onderpand.construction == "nieuwbouw":
        return
    if value is None or value.valuation is None or value.basis.nhg_components is None:
        yield missing(*lacking_value(case))
        return
    purchase = case.onderpand.purchase
    price_known = purchase and (purchase.price_kosten_koper or purchase.price_vrij_op_naam)
    if buys(case.facts) and not price_known:
        yield missing("onderpand.purchase.price_kosten_koper", subject=ONDERPAND)
    elif value.valuation.free_of_rent_and_use is None:
        yield missing(f"{case.valuation_path(value.valuation.id)}.free_of_rent_and_use")
    else:
        yield check(is_("free_of_rent_and_use", value.valuation.free_of_rent_and_use))


@chapter.rule("G2.4-03")
def nhg_component_b(case: Case) -> Findings:
    """gids 2.4, B: buying off the ground rent counts when the period is at least the term of the loan."""
    erfpacht = case.onderpand.erfpacht
    if erfpacht is None or not erfpacht.buy_off_cost:
        return
    covers = canon_buy_off_covers_term(case.facts)
    if covers is None:
        yield missing("onderpand.erfpacht.bought_off_until", subject=ONDERPAND)
    else:
        yield passed(compare("bought_off_covers_term", covers, "eq", True, "boolean", satisfied=covers))


@chapter.rule("G2.4-04")
def nhg_component_c(case: Case) -> Findings:
    """gids 2.4, C: improvement and energy-saving measures count."""
    components = case.loan.value.basis.nhg_components if case.loan.value else None
    if components and components.c_improvement_and_energy > 0:
        yield passed(at_least("improvement_and_energy", components.c_improvement_and_energy, 0))


@chapter.rule("G2.4-05")
def nhg_component_d(case: Case) -> Findings:
    """gids 2.4, D: a deposit in a maintenance fund counts when an agreement lays it down."""
    purchase = case.onderpand.purchase
    if purchase is None or not purchase.maintenance_fund_deposit or case.onderpand.construction == "nieuwbouw":
        return
    if purchase.maintenance_fund_in_agreement is None:
        yield missing("onderpand.purchase.maintenance_fund_in_agreement", subject=ONDERPAND)
    else:
        yield passed(is_("maintenance_fund_in_agreement", purchase.maintenance_fund_in_agreement))


@chapter.rule("G2.4-06")
def nhg_component_e(case: Case) -> Findings:
    """gids 2.4, E: additional costs count up to 6 percent of A to D; what is above does not count."""
    components = case.loan.value.basis.nhg_components if case.loan.value else None
    if components is None:
        return
    others = components.total - components.e_additional_costs
    cap = others * case.norms.nhg.additional_costs_percent / 100
    yield passed(at_most("additional_costs", case.lening.additional_costs or 0, cap))


@chapter.rule("G2.4-07")
def nhg_total_within_limit(case: Case) -> Findings:
    """gids 2.4: A to E together count up to the NHG limit, with measures up to the higher limit."""
    components = case.loan.value.basis.nhg_components if case.loan.value else None
    if components is None:
        return
    limit = (nhg_limit_with_energy if case.loan.energy > 0 else nhg_limit)(case.facts, case.norms)
    yield check(at_most("loan", case.loan.total, min(components.total, limit)))


@chapter.rule("G2.4-08")
def non_nhg_within_value_after_works(case: Case) -> Findings:
    """gids 2.4: without NHG at most the value after renovation, energy-saving measures on top."""
    value = case.loan.value
    if case.onderpand.construction == "nieuwbouw":
        return
    if value is None:
        yield missing(*lacking_value(case))
    else:
        yield check(at_most("loan_without_energy", case.loan.total - case.loan.energy, value.basis.amount))


@chapter.rule("G2.4-09")
def new_build_within_lowest(case: Case) -> Findings:
    """gids 2.4: a new home at most the lower of stichtingskosten and market value."""
    if case.onderpand.construction != "nieuwbouw":
        return
    value = case.loan.value
    if value is None or value.basis.stichtingskosten is None:
        yield missing("onderpand.stichtingskosten.koop_aanneemsom", subject=ONDERPAND)
    else:
        yield check(at_most("loan", case.loan.total, value.basis.amount))


@chapter.rule("G2.4-10")
def new_build_without_maintenance_fund(case: Case) -> Findings:
    """gids 2.4: a deposit in a maintenance fund is no part of the value of a new home."""
    costs, purchase = case.onderpand.stichtingskosten, case.onderpand.purchase
    deposit = (costs.maintenance_fund_deposit if costs else None) or (
        purchase.maintenance_fund_deposit if purchase else None
    )
    if case.onderpand.construction == "nieuwbouw" and deposit:
        yield passed(compare("maintenance_fund_in_value", False, "eq", False, "boolean", satisfied=True))


@chapter.rule("G2.5-05")
def above_100_percent_only_energy(case: Case) -> Findings:
    """gids 2.5: what is above the value, up to 106 percent, is money for energy-saving measures only."""
    value = case.loan.value
    if value is None:
        yield missing(*lacking_value(case))
        return
    excess = case.loan.total - value.basis.amount
    if excess > 0:
        share = case.norms.trhk.ltv_percent_with_energy - case.norms.trhk.ltv_percent
        yield check(
            at_most("loan_above_value", excess, case.loan.energy),
            at_most("loan_above_value", excess, value.basis.amount * share / 100),
        )


@chapter.rule("G2.5-06")
def energy_budget_without_specification(case: Case) -> Findings:
    """gids 2.5: an Energie Bespaar Budget needs no specification."""
    works = case.onderpand.works
    if works and works.energy_budget:
        yield passed(at_most("energy_budget", works.energy_budget, measures_cost(case.facts)))


@chapter.rule("G2.5-09")
def energy_budget_on_present_value(case: Case) -> Findings:
    """gids 2.5: with a budget the value before those works counts; the measures raise no value here."""
    works = case.onderpand.works
    if not (works and works.energy_budget):
        return
    if case.loan.value is None:
        yield missing(*lacking_value(case))
        return
    renovates = bool(works.renovation_cost or works.deferred_maintenance_cost)
    before_works = case.loan.value.basis.kind != "marktwaarde-na-verbouwing" or renovates
    yield check(compare("value_before_works", before_works, "eq", True, "boolean", satisfied=before_works))


@chapter.rule("G2.8-03")
def interest_only_part(case: Case) -> Findings:
    """gids 2.8: at most half of the value, for a new home of the stichtingskosten, is aflossingsvrij."""
    part = case.loan.aflossingsvrij
    if part.amount <= 0:
        return
    if part.maximum is None:
        yield missing(*lacking_value(case))
    else:
        yield check(at_most("aflossingsvrij", part.amount, part.maximum))
