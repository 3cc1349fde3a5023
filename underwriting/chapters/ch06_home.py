"""gids 6.1, 6.11, 6.12 and 11: which homes are accepted."""

from underwriting import documents
from underwriting.case import Case
from underwriting.facts.obligations import OtherProperty
from underwriting.figures import Subject
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
)
from underwriting.stated import all_hold, none_holds
from underwriting.subjects import ONDERPAND, applicants, lacking_value
from underwriting.workings.principal import buys
from underwriting.workings.value import value_after_works

chapter = Chapter("6.1")


@chapter.rule("G6.1-01")
def in_the_netherlands(case: Case) -> Findings:
    """gids 6.1: the home is in the Netherlands."""
    address = case.onderpand.address
    if address is None:
        yield missing("onderpand.address", subject=ONDERPAND)
    else:
        yield check(one_of("country", address.country, ("NL",)), subject=ONDERPAND)


@chapter.rule("G6.1-02")
def customer_lives_there(case: Case) -> Findings:
    """gids 6.1: the customer lives or will live in the home; who of two is for G3.1-02."""
    yield _lived_in(case)


@chapter.rule("G6.1-03")
def for_permanent_occupation(case: Case) -> Findings:
    """gids 6.1: the home is meant and suited for living in permanently."""
    home = case.onderpand
    stated = {
        "permanent_residence_intended": home.permanent_residence_intended,
        "permanent_residence_permitted": home.permanent_residence_permitted,
    }
    yield all_hold("onderpand", stated, subject=ONDERPAND)


@chapter.rule("G6.1-04")
def not_let(case: Case) -> Findings:
    """gids 6.1: no part of the home is let."""
    yield _is_not("partly_let", case.onderpand.partly_let)


@chapter.rule("G6.1-05")
def minimum_value(case: Case) -> Findings:
    """gids 6.1: worth at least EUR 75,000, after the works if there are any."""
    if case.loan.value is None:
        yield missing(*lacking_value(case), subject=ONDERPAND)
    else:
        after = value_after_works(case.onderpand, case.loan.value.valuation)
        value = case.loan.value.basis.amount if after is None else after
        yield check(at_least("market_value", value, case.norms.ch06.min_market_value), subject=ONDERPAND)


@chapter.rule("G6.1-07")
def home_with_shop(case: Case) -> Findings:
    """gids 6.1: a home with a shop when at least 75 percent of it is for living."""
    if case.onderpand.type != "woon-winkelpand":
        return
    share = case.onderpand.residential_area_share
    if share is None:
        yield missing("onderpand.residential_area_share", subject=ONDERPAND)
    else:
        least = case.norms.ch06.min_residential_share_percent
        yield check(at_least("residential_area_share", share, least, "percent"), subject=ONDERPAND)


@chapter.rule("G6.1-09")
def farmhouse_without_agriculture(case: Case) -> Findings:
    """gids 6.1: a farmhouse without agricultural designation."""
    if case.onderpand.type == "boerderij":
        yield _is_not("agricultural_zoning", case.onderpand.agricultural_zoning)


@chapter.rule("G6.1-10")
def lived_in_by_applicant(case: Case) -> Findings:
    """gids 6.1: no offices and the like, nor another home that the applicant hardly lives in."""
    kind = case.onderpand.type
    if kind is None:
        yield missing("onderpand.type", subject=ONDERPAND)
    elif kind in case.norms.ch06.trade_objects:
        yield check(none_of("type", kind, case.norms.ch06.trade_objects), subject=ONDERPAND)
    else:
        yield _lived_in(case)


@chapter.rule("G6.1-11")
def no_business_premises(case: Case) -> Findings:
    """gids 6.1: no business premises."""
    yield _type_is_none_of(case, "bedrijfspand")


@chapter.rule("G6.1-12")
def no_caravan_wagon_or_boat(case: Case) -> Findings:
    """gids 6.1: no static caravan, residential wagon or houseboat."""
    yield _type_is_none_of(case, "stacaravan", "woonwagen", "woonboot")


@chapter.rule("G6.1-13")
def not_on_industrial_estate(case: Case) -> Findings:
    """gids 6.1: not on an industrial estate."""
    yield _is_not("on_industrial_estate", case.onderpand.on_industrial_estate)


@chapter.rule("G6.1-14")
def not_weighed_for_demolition(case: Case) -> Findings:
    """gids 6.1: no home that the municipality weighs to demolish or keep."""
    yield _is_not("demolition_assessment", case.onderpand.demolition_assessment)


@chapter.rule("G6.1-15")
def no_communal_property(case: Case) -> Findings:
    """gids 6.1: no communal living group, flat exploitation or cooperative."""
    yield _type_is_none_of(case, "woongroep", "flat-exploitatie", "cooperatie")


@chapter.rule("G6.1-16")
def no_holiday_home(case: Case) -> Findings:
    """gids 6.1: no holiday home that may not be lived in permanently."""
    if case.onderpand.type == "recreatiewoning":
        stated = {"permanent_residence_permitted": case.onderpand.permanent_residence_permitted}
        yield all_hold("onderpand", stated, subject=ONDERPAND)


@chapter.rule("G6.1-17")
def no_mge_or_mve(case: Case) -> Findings:
    """gids 6.1: no MGE or MVE home."""
    yield _type_is_none_of(case, "mge-woning", "mve-woning")


@chapter.rule("G6.1-18")
def no_farm_or_large_plot(case: Case) -> Findings:
    """gids 6.1: no farmhouse with agricultural designation or with more than 3 hectares."""
    home = case.onderpand
    if home.type != "boerderij":
        return
    compared, lacking = [], []
    if home.agricultural_zoning is None:
        lacking.append("onderpand.agricultural_zoning")
    else:
        compared.append(is_("agricultural_zoning", home.agricultural_zoning, False))
    if home.land_hectares is None:
        lacking.append("onderpand.land_hectares")
    else:
        most = case.norms.ch06.max_land_hectares
        compared.append(at_most("land_hectares", home.land_hectares, most, "hectare"))
    if lacking and all(entry.satisfied for entry in compared):
        yield missing(*lacking, subject=ONDERPAND, compared=compared)
    else:
        yield check(*compared, subject=ONDERPAND)


@chapter.rule("G6.1-19")
def not_of_timber(case: Case) -> Findings:
    """gids 6.1: not built for more than half of timber; a timber frame is allowed. Bears on homes with timber."""
    home = case.onderpand
    if home.timber_share is None or home.timber_frame is True:
        return
    most = case.norms.ch06.max_timber_percent
    compared = at_most("timber_share", home.timber_share, most, "percent")
    if not compared.satisfied and home.timber_frame is None:
        yield missing("onderpand.timber_frame", subject=ONDERPAND, compared=[compared])
    else:
        yield check(compared, subject=ONDERPAND)


@chapter.rule("G6.1-20")
def no_groninger_akte(case: Case) -> Findings:
    """gids 6.1: not delivered under a Groninger akte."""
    yield _is_not("groninger_akte", case.onderpand.groninger_akte)


@chapter.rule("G6.1-22")
def no_double_occupancy(case: Case) -> Findings:
    """gids 6.1: not suited for two households."""
    yield _is_not("suited_for_double_occupancy", case.onderpand.suited_for_double_occupancy)


@chapter.rule("G6.1-23")
def type_is_named(case: Case) -> Findings:
    """gids 6.1: no type that the guide does not name; each named type has a rule of its own."""
    yield _type_is_none_of(case, "overig")


@chapter.rule("G11-12")
def exceptions_to_nhg(case: Case) -> Findings:
    """gids 11: no houseboats, wagons, shops, tiny houses, flex homes or farmhouses with agricultural designation."""
    if case.onderpand.type == "boerderij":
        yield _is_not("agricultural_zoning", case.onderpand.agricultural_zoning)
    else:
        yield _type_is_none_of(case, *case.norms.ch06.refused_by_exception)


@chapter.rule("G6.11-01")
def first_rank_before_starterslening(case: Case) -> Findings:
    """gids 6.11: with an SVn Starterslening our mortgage has the first rank."""
    second = case.lening.starterslening
    if second is None:
        if case.onderpand.scheme == "svn-starterslening":
            yield missing("lening.starterslening")
        return
    rank, policy = case.lening.mortgage_rank, case.norms.ch06
    if rank is None:
        yield missing("lening.mortgage_rank")
    elif second.rank is None:
        yield check(at_most("mortgage_rank", rank, policy.mortgage_rank, "count"))
    else:
        yield check(
            at_most("mortgage_rank", rank, policy.mortgage_rank, "count"),
            at_least("starterslening_rank", second.rank, policy.starterslening_rank_from, "count"),
        )


@chapter.rule("G6.11-03")
def no_other_schemes(case: Case) -> Findings:
    """gids 6.11: no purchase or subsidy scheme but the Starterslening."""
    scheme = case.onderpand.scheme
    if scheme is None:
        yield missing("onderpand.scheme", subject=ONDERPAND)
    else:
        yield check(none_of("scheme", scheme, ("andere-regeling",)), subject=ONDERPAND)


@chapter.rule("G6.11-04")
def starterslening_offer(case: Case) -> Findings:
    """gids 6.11: the definitive offer of SVn."""
    if case.lening.starterslening is not None or case.onderpand.scheme == "svn-starterslening":
        yield from documents.demand(documents.ask(case, "offerte-svn"))


@chapter.rule("G6.12-01")
def one_of_two_others_is_sold(case: Case) -> Findings:
    """gids 6.12: of two other homes of one applicant at least one is for sale or sold."""
    for _, applicant, subject in applicants(case):
        homes = [home for home in case.facts.other_properties or () if _owns(applicant.id, home)]
        check_at_kadaster = applicant.registers.kadaster if applicant.registers else None
        registered = (check_at_kadaster.properties_owned or 0) if check_at_kadaster else 0
        others = registered if buys(case.facts) else max(registered - 1, 0)
        if max(len(homes), others) > 1:
            yield _one_on_the_market(case, homes, others, subject)


def _one_on_the_market(case: Case, homes: list[OtherProperty], others: int, subject: Subject) -> Answer:
    """Whether a home is for sale or sold; homes that the Kadaster shows and the facts do not are lacking."""
    selling = sum(1 for home in homes if home.status in ("te-koop", "verkocht"))
    compared = at_least("for_sale_or_sold", selling, case.norms.ch06.other_homes_for_sale, "count")
    unknown = [f"{case.home_path(home.id)}.status" for home in homes if home.status is None]
    if compared.satisfied or (not unknown and len(homes) >= others):
        return check(compared, subject=subject)
    lacking = unknown if len(homes) >= others else [*unknown, "other_properties"]
    return missing(*lacking, subject=subject, compared=[compared])


def _owns(applicant_id: str, home: OtherProperty) -> bool:
    return home.owner_ids is None or applicant_id in home.owner_ids


def _lived_in(case: Case) -> Answer:
    stated = [applicant.is_occupant for _, applicant in case.applicants]
    if True in stated:
        return check(is_("is_occupant", True))
    if None in stated:
        lacking = [path for path, applicant in case.applicants if applicant.is_occupant is None]
        return missing(*(f"{path}.is_occupant" for path in lacking))
    return check(is_("is_occupant", False))


def _type_is_none_of(case: Case, *refused: str) -> Answer:
    if case.onderpand.type is None:
        return missing("onderpand.type", subject=ONDERPAND)
    return check(none_of("type", case.onderpand.type, refused), subject=ONDERPAND)


def _is_not(name: str, stated: bool | None) -> Answer:
    return none_holds("onderpand", {name: stated}, subject=ONDERPAND)
