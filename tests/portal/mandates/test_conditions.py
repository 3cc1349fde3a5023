"""What the notary sees to, by the facts of a dossier: own money, the partner's consent, the permit."""

import pytest

from portal.mandates.conditions import conditions_of
from underwriting.cases.paths import Json, changed

OWN_MONEY = "derdengeldenrekening"
CONSENT = "toestemming"
PERMIT = "omgevingsvergunning"


def asked(facts: Json) -> str:
    return " ".join(conditions_of(facts))


def test_nothing_is_asked_beyond_what_holds_for_every_deed() -> None:
    assert conditions_of({}) == ()
    assert (
        conditions_of({"lening": {"own_contribution": "0.00"}, "onderpand": {"construction": "bestaande-bouw"}}) == ()
    )


def test_own_money_goes_to_the_notary_before_the_day_of_passing() -> None:
    """gids 4.8."""
    text = asked({"lening": {"own_contribution": "28000.00"}})
    assert OWN_MONEY in text
    assert "28.000" in text
    assert "vóór de dag van passeren" in text


@pytest.mark.parametrize(
    ("purposes", "bridging", "co_owner", "expected"),
    [
        (["oversluiting"], None, True, True),
        (["aankoop"], {"amount": "50000.00"}, True, True),
        (["aankoop"], None, True, False),
        (["oversluiting"], {"amount": "50000.00"}, False, False),
        (["oversluiting"], None, None, False),
    ],
)
def test_a_live_in_partner_who_owns_the_present_home_consents(
    purposes: list[str], bridging: Json | None, co_owner: bool | None, expected: bool
) -> None:
    """gids 3.1: with a refinancing or bridging only."""
    facts: Json = {"application": {"purposes": purposes}, "lening": {"overbrugging": bridging}}
    facts = changed(facts, "household.resident_non_owner", {"co_owner_of_current_home": co_owner})
    assert (CONSENT in asked(facts)) is expected


def test_the_eviction_statement_of_a_live_in_partner_is_part_of_the_instruction() -> None:
    """gids 3.1."""
    assert "ontruimingsverklaring" in asked({"household": {"resident_non_owner": {"relation": "overig"}}})
    assert "ontruimingsverklaring" not in asked({"household": {"single": True}})


def test_a_new_home_needs_its_permit_at_the_notary() -> None:
    """gids 8.2."""
    assert PERMIT in asked({"onderpand": {"construction": "nieuwbouw"}})
