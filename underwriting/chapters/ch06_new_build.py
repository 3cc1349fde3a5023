"""gids 6.1, 6.2 and 6.3: a home that is still to be built."""

from decimal import Decimal

from underwriting import documents
from underwriting.case import Case
from underwriting.facts.onderpand import Nieuwbouw, Stichtingskosten
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    at_least,
    at_most,
    check,
    is_,
    missing,
    none_of,
    one_of,
    passed,
)
from underwriting.stated import all_hold
from underwriting.subjects import ONDERPAND

chapter = Chapter("6.3")

OWN_MANAGEMENT = ("kavelbouw", "eigen-beheer")
UNKNOWN, NO_COSTS = Nieuwbouw(), Stichtingskosten()


@chapter.rule("G6.1-08")
def accepted_with_certificate(case: Case) -> Findings:
    """gids 6.1: a project or building under own management, with a recognised guarantee certificate."""
    build = _build(case)
    if case.onderpand.construction is None:
        yield missing("onderpand.construction", subject=ONDERPAND)
    if build is None:
        return
    kinds = case.norms.ch06.new_build_kinds
    if build.kind is not None and build.kind not in kinds:
        yield check(one_of("kind", build.kind, kinds), subject=ONDERPAND)
    elif build.kind is None:
        yield missing("onderpand.nieuwbouw.kind", subject=ONDERPAND)
    else:
        yield _guaranteed(build)


@chapter.rule("G6.2-14")
def value_is_stichtingskosten(case: Case) -> Findings:
    """gids 6.2: a new home is worth what it costs to build: the price, or the budget of a certified company."""
    build, costs = _build(case), case.onderpand.stichtingskosten or NO_COSTS
    if build is None:
        return
    if case.loan.value is None or costs.koop_aanneemsom is None:
        yield missing("onderpand.stichtingskosten.koop_aanneemsom", subject=ONDERPAND)
        return
    within = at_most("loan", case.loan.total, case.loan.value.basis.amount)
    if build.kind not in OWN_MANAGEMENT:
        yield check(within, subject=ONDERPAND)
    elif costs.budget_by_certified_company is None:
        yield missing("onderpand.stichtingskosten.budget_by_certified_company", subject=ONDERPAND)
    else:
        certified = costs.budget_by_certified_company
        yield check(is_("budget_by_certified_company", certified), within, subject=ONDERPAND)


@chapter.rule("G6.2-15")
def additions(case: Case) -> Findings:
    """gids 6.2: land, interest on instalments that fell due, architect and leges count too."""
    costs = case.onderpand.stichtingskosten or NO_COSTS
    yield from _counted(
        case,
        "additions",
        costs.ground,
        costs.interest_on_due_instalments,
        costs.architect_and_advice,
        costs.leges,
    )


@chapter.rule("G6.2-16")
def meerwerk_and_energy(case: Case) -> Findings:
    """gids 6.2: extra work and energy-saving measures count too."""
    costs = case.onderpand.stichtingskosten or NO_COSTS
    yield from _counted(case, "meerwerk_and_energy", costs.meerwerk, costs.energy_saving)


@chapter.rule("G6.2-17")
def meets_beng(case: Case) -> Findings:
    """gids 6.2: the home meets the building decree and BENG, also without the extra work."""
    build = _build(case)
    if build is not None:
        stated = {"bouwbesluit_compliant": build.bouwbesluit_compliant, "beng_compliant": build.beng_compliant}
        yield all_hold("onderpand.nieuwbouw", stated, subject=ONDERPAND)


@chapter.rule("G6.2-18")
def renteverlies_up_to_4_percent(case: Case) -> Findings:
    """gids 6.2: lost interest counts up to 4 percent of the price with extra work; what is above does not count."""
    costs = case.onderpand.stichtingskosten or NO_COSTS
    if _build(case) is None or not costs.renteverlies:
        return
    if costs.koop_aanneemsom is None:
        yield missing("onderpand.stichtingskosten.koop_aanneemsom", subject=ONDERPAND)
        return
    cap = (costs.koop_aanneemsom + (costs.meerwerk or 0)) * case.norms.ch06.renteverlies_percent / 100
    yield passed(at_most("renteverlies", costs.renteverlies, cap), subject=ONDERPAND)


@chapter.rule("G6.3-01")
def completion_guarantee(case: Case) -> Findings:
    """gids 6.3: a completion guarantee that Stichting GarantieWoning approves."""
    build = _build(case)
    if build is not None:
        yield _guaranteed(build)


@chapter.rule("G6.3-03")
def no_self_build(case: Case) -> Findings:
    """gids 6.3: no self-build and no CPO; own management without a fixed contractor is self-build."""
    build = _build(case)
    if build is None:
        return
    if build.kind is None:
        yield missing("onderpand.nieuwbouw.kind", subject=ONDERPAND)
    elif build.kind in OWN_MANAGEMENT and build.fixed_contractor is None:
        yield missing("onderpand.nieuwbouw.fixed_contractor", subject=ONDERPAND)
    else:
        self_build = build.kind in OWN_MANAGEMENT and build.fixed_contractor is False
        yield check(
            none_of("kind", build.kind, ("zelfbouw", "cpo")), is_("self_build", self_build, False), subject=ONDERPAND
        )


@chapter.rule("G6.3-05")
def guarantee_certificate(case: Case) -> Findings:
    """gids 6.3: the guarantee certificate, for every way of building."""
    if _build(case) is not None:
        yield from documents.demand(documents.ask(case, "waarborgcertificaat"), subject=ONDERPAND)


@chapter.rule("G6.3-06")
def permit_application(case: Case) -> Findings:
    """gids 6.3: under own management the application for the permit."""
    if _own_management(case) is not None:
        yield from documents.demand(documents.ask(case, "omgevingsvergunning-aanvraag"), subject=ONDERPAND)


@chapter.rule("G6.3-07")
def final_building_contract(case: Case) -> Findings:
    """gids 6.3: under own management the definitive building contract."""
    build = _own_management(case)
    if build is None:
        return
    contract = documents.ask(case, "aanneemovereenkomst")
    yield contract
    if contract.status not in documents.SATISFIED:
        yield missing("document:aanneemovereenkomst", subject=ONDERPAND)
    elif build.contract_final is None:
        yield missing("onderpand.nieuwbouw.contract_final", subject=ONDERPAND)
    elif not build.contract_final:
        yield missing("document:aanneemovereenkomst", subject=ONDERPAND, compared=[is_("contract_final", False)])
    else:
        yield passed(is_("contract_final", True), subject=ONDERPAND)


@chapter.rule("G6.3-09")
def lowest_value_under_own_management(case: Case) -> Findings:
    """gids 6.3: under own management the lower of building costs and market value counts."""
    if _own_management(case) is None:
        return
    value = case.loan.value
    if value is None or value.basis.stichtingskosten is None:
        yield missing("onderpand.stichtingskosten.koop_aanneemsom", subject=ONDERPAND)
    elif value.market_value is None:
        yield missing("onderpand.valuations", subject=ONDERPAND)
    else:
        lowest = min(value.basis.stichtingskosten, value.market_value)
        yield check(at_most("loan", case.loan.total, lowest), subject=ONDERPAND)


def _build(case: Case) -> Nieuwbouw | None:
    """What is known of a home to be built; None for an existing home."""
    return (case.onderpand.nieuwbouw or UNKNOWN) if case.onderpand.construction == "nieuwbouw" else None


def _own_management(case: Case) -> Nieuwbouw | None:
    build = _build(case)
    return build if build is not None and build.kind in OWN_MANAGEMENT else None


def _guaranteed(build: Nieuwbouw) -> Answer:
    return all_hold(
        "onderpand.nieuwbouw",
        {"waarborgcertificaat": build.waarborgcertificaat, "sgw_recognised": build.sgw_recognised},
        subject=ONDERPAND,
    )


def _counted(case: Case, name: str, *costs: Decimal | None) -> Findings:
    total = sum((cost or Decimal(0) for cost in costs), Decimal(0))
    if _build(case) is not None and total > 0:
        yield passed(at_least(name, total, 0), subject=ONDERPAND)
