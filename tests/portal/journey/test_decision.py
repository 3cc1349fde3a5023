"""The decision page: three forms and a person's, a way to complain in each, and the rules of the stored decision."""

import pytest

from portal.dossiers.states import State
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
