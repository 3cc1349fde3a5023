"""What a change does to the renteaanbod: the two lists of gids 7.5, and the loan with old or new rates."""

from decimal import Decimal
from typing import Any, get_args

import pytest

from portal.assessments.changes import Effect, Kind, effect_of, outcome_of
from portal.dossiers.models import Wish
from tests.portal import applications

pytestmark = pytest.mark.django_db
OFFERED = Decimal("1.11")
STAYS, ENDS, LENDER = Effect.STAYS, Effect.ENDS, Effect.LENDER
GUIDE = [
    ("huisnummer-of-postcode", False, STAYS),
    ("aflosvorm", False, STAYS),
    ("looptijd", False, STAYS),
    ("bedrag", False, STAYS),
    ("overbrugging", False, STAYS),
    ("onderpand-adres", False, ENDS),
    ("inkomensnorm", False, ENDS),
    ("bedrag", True, ENDS),
    ("rentevastperiode", False, ENDS),
    ("leningnemer", False, ENDS),
    ("nhg", True, ENDS),  # in neither list: another risicoklasse on the rate sheet
    ("inkomen", False, LENDER),  # gids 7.6
    ("lasten", False, LENDER),
]


@pytest.mark.parametrize(("kind", "other_class", "effect"), GUIDE)
def test_each_row_of_the_two_lists_has_the_effect_that_the_guide_gives_it(kind, other_class, effect):
    assert effect_of(kind, other_class=other_class) is effect


def test_every_kind_of_change_stands_in_the_table():
    assert {kind for kind, _, _ in GUIDE} == set(get_args(Kind))


@pytest.fixture
def wish() -> Wish:
    """Sanne's: 190,000 of 325,000 euros, with NHG, her rate fixed for ten years."""
    return applications.single().wish


def changed(wish: Wish, *new: dict[str, Any], nhg: bool | None = None, others: tuple[Kind, ...] = ()) -> Any:
    """What the engine says of other leningdelen."""
    return outcome_of(
        wish,
        old=[applications.leningdeel(rate=OFFERED)],
        old_nhg=bool(wish.nhg),
        nhg=bool(wish.nhg) if nhg is None else nhg,
        new=list(new) or [applications.leningdeel()],
        others=others,
    )


def kinds(outcome: Any) -> set[str]:
    """What was found to differ."""
    return {kind for kind, _ in outcome.effects}


def test_nothing_changed_is_no_change_and_costs_what_was_offered(wish):
    found = changed(wish)
    assert (found.effects, found.effect, found.rates) == ((), STAYS, (OFFERED,))


@pytest.mark.parametrize(
    ("new", "kind"),
    [
        ({"aflosvorm": "lineair"}, "aflosvorm"),
        ({"term_months": 240}, "looptijd"),
        ({"amount": Decimal(200000)}, "bedrag"),
    ],
)
def test_a_change_that_leaves_the_renteaanbod_keeps_its_rate_and_shows_another_payment(wish, new, kind):
    found = changed(wish, applications.leningdeel(**new))
    assert (kinds(found), found.effect, found.rates) == ({kind}, STAYS, (OFFERED,))
    assert found.gross_monthly != changed(wish).gross_monthly


def test_another_fixed_period_loses_the_right_to_the_offered_rate(wish):
    found = changed(wish, applications.leningdeel(rentevastperiode_years=20))
    assert (kinds(found), found.effect) == ({"rentevastperiode"}, ENDS)
    assert OFFERED not in found.rates


def test_without_nhg_a_bound_of_risk_class_decides_about_the_amount(wish):
    wish.nhg = False  # 190,000 is 58.5 percent of the value: the class up to 60
    within = changed(wish, applications.leningdeel("195000.00"))
    assert (within.effect, within.rates) == (STAYS, (OFFERED,))
    beyond = changed(wish, applications.leningdeel("195000.01"))
    assert (kinds(beyond), beyond.effect) == ({"bedrag"}, ENDS)
    assert OFFERED not in beyond.rates


def test_giving_up_nhg_ends_the_renteaanbod(wish):
    assert kinds(changed(wish, nhg=False)) == {"nhg"}
    assert changed(wish, nhg=False).effect is ENDS


def test_a_leningdeel_more_has_the_rate_of_its_period_or_ends_the_renteaanbod(wish):
    half = applications.leningdeel("95000.00")
    assert changed(wish, half, half | {"aflosvorm": "lineair"}).rates == (OFFERED, OFFERED)
    assert changed(wish, half, half | {"rentevastperiode_years": 20}).effect is ENDS


def test_what_ends_the_renteaanbod_outweighs_what_a_person_looks_at(wish):
    assert changed(wish, others=("lasten",)).effect is LENDER
    assert changed(wish, others=("lasten", "leningnemer")).effect is ENDS
    assert changed(wish, others=("overbrugging",)).effect is STAYS


def test_a_loan_that_cannot_be_priced_has_no_outcome(wish):
    wish.market_value = None
    assert changed(wish) is None
