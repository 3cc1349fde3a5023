"""The decision page: three forms and a person's, a way to complain in each, and the rules of the stored decision."""

import pytest

from portal.assessments.services import decision_of
from portal.dossiers.states import State
from portal.formats.numbers import euro
from tests.portal import applications
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of
from tests.portal.journey.world import World

pytestmark = pytest.mark.django_db
FORMS = {
    State.APPROVED: "Alles klopt",
    State.COLLECTING: "We hebben nog iets nodig",
    State.IN_REVIEW: "Een medewerker beslist over je aanvraag",
    State.DECLINED: "We kunnen je deze hypotheek niet geven",
}


@pytest.mark.parametrize("state", FORMS)
def test_each_form_says_what_it_is_and_where_to_complain(world: World, state: State) -> None:
    world.put(state)
    text = world.client.get(world.url("decision")).content.decode()
    assert f"<h1>{FORMS[state]}</h1>" in text
    assert world.url("complaints") in text
    assert world.url("privacy") in text
    assert sum(f"<h1>{title}</h1>" in text for title in FORMS.values()) == 1


def test_the_sheet_shows_the_rules_of_the_stored_decision_and_its_norms(world: World) -> None:
    world.put(State.IN_REVIEW)
    response = world.client.get(world.url("decision"))
    row = world.dossier.assessments.last()
    assert response.context["lines"]
    assert row.norms_version in response.content.decode()


def said(amount: str) -> str:
    """An amount as `words_of` gives it back."""
    return " ".join(euro(amount).split())


def test_neither_of_two_can_read_or_subtract_the_income_or_debts_of_the_other(world: World, enter: Enter) -> None:
    dossier = applications.couple()
    found = decision_of(applications.assessed(dossier))["findings"]
    applications.put(dossier, State.IN_REVIEW)
    amounts = {"toetsinkomen_joint", "deducted", "financieringslast"}
    joint = {one["actual"] for row in found for one in row.get("compared") or () if one["name"] in amounts}
    assert len(joint) == len(amounts)
    of = {
        key: {
            one["actual"]
            for row in found
            if (row.get("subject") or {}).get("id", "").startswith(f"{key}-")
            for one in row.get("compared") or ()
            if one["unit"] == "eur" and one["actual"] != "0.00"
        }
        for key in ("p1", "p2")
    }
    for me, other in (("p1", "p2"), ("p2", "p1")):
        applicant = dossier.applicants.get(position=int(me[1]))
        words = words_of(enter(applicant).get(world.url("decision")))
        assert any(said(amount) in words for amount in of[me]), "own figures are there"
        assert not [amount for amount in joint | of[other] - of[me] if said(amount) in words]
        assert "Een voorwaarde bij" in words
