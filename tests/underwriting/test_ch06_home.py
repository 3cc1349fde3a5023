"""gids 6.1, 6.11, 6.12 and 11: which homes are accepted."""

import pytest

from tests.underwriting.builders import Json, at_phase, changed, decided, starter, verdict, verdicts, without

HOME = "onderpand"


def home(**facts: object) -> Json:
    """The starter, with other facts about the home."""
    document = starter()
    for name, value in facts.items():
        document = changed(document, f"{HOME}.{name}", value)
    return document


@pytest.mark.parametrize(("country", "found"), [("NL", "pass"), ("BE", "fail")])
def test_the_home_is_in_the_netherlands(country: str, found: str) -> None:
    assert verdict(home(address={"country": country}), "G6.1-01") == found


def test_without_an_address_the_country_is_missing() -> None:
    assert verdict(without(starter(), "onderpand.address"), "G6.1-01") == "missing"


@pytest.mark.parametrize(("occupies", "found"), [(True, "pass"), (False, "fail"), (None, "missing")])
def test_the_customer_lives_there(occupies: bool | None, found: str) -> None:
    document = starter()
    document["applicants"][0].pop("is_occupant")
    if occupies is not None:
        document["applicants"][0]["is_occupant"] = occupies
    assert verdict(document, "G6.1-02") == found
    assert verdict(document, "G6.1-10") == found


@pytest.mark.parametrize(
    ("name", "rule", "refused"),
    [
        ("permanent_residence_intended", "G6.1-03", False),
        ("permanent_residence_permitted", "G6.1-03", False),
        ("partly_let", "G6.1-04", True),
        ("on_industrial_estate", "G6.1-13", True),
        ("demolition_assessment", "G6.1-14", True),
        ("groninger_akte", "G6.1-20", True),
        ("suited_for_double_occupancy", "G6.1-22", True),
    ],
)
def test_a_yes_or_no_about_the_home(name: str, rule: str, refused: bool) -> None:
    assert verdict(starter(), rule) == "pass"
    assert verdict(home(**{name: refused}), rule) == "fail"
    assert verdict(without(starter(), f"{HOME}.{name}"), rule) == "missing"


@pytest.mark.parametrize(("value", "found"), [("74999.99", "fail"), ("75000.00", "pass"), ("75000.01", "pass")])
def test_the_home_is_worth_75000(value: str, found: str) -> None:
    assert verdict(changed(starter(), "onderpand.valuations[0].market_value", value), "G6.1-05") == found


def test_the_value_after_works_counts_for_the_minimum() -> None:
    document = changed(starter(), "onderpand.valuations[0].market_value", "70000.00")
    document = changed(document, "onderpand.valuations[0].market_value_after_works", "90000.00")
    document = changed(document, "onderpand.works", {"renovation_cost": "20000.00", "financed": True})
    assert verdict(document, "G6.1-05") == "pass"
    assert verdict(without(starter(), "onderpand.valuations"), "G6.1-05") == "missing"


@pytest.mark.parametrize(("share", "found"), [("74.9", "fail"), ("75.0", "pass"), ("75.1", "pass"), (None, "missing")])
def test_a_home_with_a_shop_is_mostly_lived_in(share: str | None, found: str) -> None:
    extra = {} if share is None else {"residential_area_share": share}
    assert verdict(home(type="woon-winkelpand", **extra), "G6.1-07") == found
    assert verdict(starter(), "G6.1-07") == "not-applicable"


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"agricultural_zoning": False, "land_hectares": "2.9"}, ("pass", "pass", "pass")),
        ({"agricultural_zoning": False, "land_hectares": "3.0"}, ("pass", "pass", "pass")),
        ({"agricultural_zoning": False, "land_hectares": "3.01"}, ("pass", "fail", "pass")),
        ({"agricultural_zoning": True, "land_hectares": "1.0"}, ("fail", "fail", "fail")),
        ({"agricultural_zoning": False}, ("pass", "missing", "pass")),
    ],
)
def test_a_farmhouse(facts: Json, found: tuple[str, str, str]) -> None:
    decision = decided(home(type="boerderij", **facts))
    assert tuple(verdicts(decision, rule)[0] for rule in ("G6.1-09", "G6.1-18", "G11-12")) == found
    assert verdict(without(home(type="boerderij"), "onderpand.agricultural_zoning"), "G6.1-09") == "missing"


@pytest.mark.parametrize(
    ("kind", "rules"),
    [
        ("kantoor", ["G6.1-10"]),
        ("utiliteitsgebouw", ["G6.1-10"]),
        ("handelsobject", ["G6.1-10"]),
        ("bedrijfspand", ["G6.1-10", "G6.1-11"]),
        ("stacaravan", ["G6.1-12"]),
        ("woonwagen", ["G6.1-12", "G11-12"]),
        ("woonboot", ["G6.1-12", "G11-12"]),
        ("woongroep", ["G6.1-15"]),
        ("flat-exploitatie", ["G6.1-15"]),
        ("cooperatie", ["G6.1-15"]),
        ("mge-woning", ["G6.1-17"]),
        ("mve-woning", ["G6.1-17"]),
        ("winkelpand", ["G11-12"]),
        ("tiny-house", ["G11-12"]),
        ("flexwoning", ["G11-12"]),
        ("overig", ["G6.1-23"]),
        ("woonhuis", []),
    ],
)
def test_a_type_is_refused_by_the_rules_that_name_it(kind: str, rules: list[str]) -> None:
    named = ("G6.1-10", "G6.1-11", "G6.1-12", "G6.1-15", "G6.1-17", "G6.1-23", "G11-12")
    decision = decided(home(type=kind))
    assert [rule for rule in named if verdicts(decision, rule) == ["fail"]] == rules


@pytest.mark.parametrize("rule", ["G6.1-10", "G6.1-11", "G6.1-12", "G6.1-15", "G6.1-17", "G6.1-23", "G11-12"])
def test_without_a_type_nothing_is_accepted(rule: str) -> None:
    assert verdict(without(starter(), "onderpand.type"), rule) == "missing"


@pytest.mark.parametrize(("permitted", "found"), [(True, "pass"), (False, "fail")])
def test_a_holiday_home_may_be_lived_in(permitted: bool, found: str) -> None:
    assert verdict(home(type="recreatiewoning", permanent_residence_permitted=permitted), "G6.1-16") == found


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({}, "not-applicable"),
        ({"timber_share": "50.0"}, "pass"),
        ({"timber_share": "50.1"}, "missing"),
        ({"timber_share": "50.1", "timber_frame": False}, "fail"),
        ({"timber_share": "90.0", "timber_frame": True}, "not-applicable"),
    ],
)
def test_a_home_of_timber(facts: Json, found: str) -> None:
    assert verdict(home(**facts), "G6.1-19") == found


@pytest.mark.parametrize(
    ("rank", "second", "found"),
    [
        (1, {"amount": "20000.00", "rank": 2}, "pass"),
        (2, {"rank": 1}, "fail"),
        (1, {"rank": 1}, "fail"),
        (1, {}, "pass"),
    ],
)
def test_the_starterslening_ranks_second(rank: int, second: Json, found: str) -> None:
    document = changed(changed(starter(), "lening.mortgage_rank", rank), "lening.starterslening", second)
    assert verdict(document, "G6.11-01") == found


def test_a_starterslening_that_is_only_named_is_missing() -> None:
    assert verdict(home(scheme="svn-starterslening"), "G6.11-01") == "missing"
    unranked = without(changed(starter(), "lening.starterslening", {}), "lening.mortgage_rank")
    assert verdict(unranked, "G6.11-01") == "missing"


@pytest.mark.parametrize(
    ("scheme", "found"), [("geen", "pass"), ("svn-starterslening", "pass"), ("andere-regeling", "fail")]
)
def test_no_other_scheme(scheme: str, found: str) -> None:
    assert verdict(home(scheme=scheme), "G6.11-03") == found
    assert verdict(without(starter(), "onderpand.scheme"), "G6.11-03") == "missing"


def test_the_starterslening_comes_with_its_offer() -> None:
    document = changed(starter(), "lening.starterslening", {"amount": "20000.00", "rank": 2})
    assert verdict(document, "G6.11-04") == "missing"
    offer = {"id": "d-svn", "type": "offerte-svn", "review": "goedgekeurd"}
    assert verdict(changed(document, "documents[3]", offer), "G6.11-04") == "pass"
    assert verdict(starter(), "G6.11-04") == "not-applicable"


def other_homes(*statuses: str | None) -> Json:
    homes = [
        {"id": f"w{number}", "role": "andere-woning", "owner_ids": ["p1"], **({"status": status} if status else {})}
        for number, status in enumerate(statuses)
    ]
    return at_phase(changed(starter(), "other_properties", homes), "aanvraag")


@pytest.mark.parametrize(
    ("statuses", "found"),
    [
        ((), "not-applicable"),
        (("niet-te-koop",), "not-applicable"),
        (("niet-te-koop", "niet-te-koop"), "fail"),
        (("niet-te-koop", "te-koop"), "pass"),
        (("verkocht", "niet-te-koop"), "pass"),
        (("niet-te-koop", None), "missing"),
    ],
)
def test_of_two_other_homes_one_is_for_sale_or_sold(statuses: tuple[str | None, ...], found: str) -> None:
    assert verdict(other_homes(*statuses), "G6.12-01") == found


def test_a_home_of_somebody_else_does_not_count() -> None:
    document = changed(other_homes("niet-te-koop", "niet-te-koop"), "other_properties[1].owner_ids", ["p2"])
    assert verdict(document, "G6.12-01") == "not-applicable"


def test_homes_that_only_the_kadaster_shows_are_missing() -> None:
    document = changed(other_homes(), "applicants[0].registers.kadaster.properties_owned", 2)
    assert verdict(document, "G6.12-01") == "missing"
