"""Every page answers in its own states, leads home with a kind word in all others, and only to who may see it."""

import uuid
from itertools import product

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from portal.dossiers.states import State
from tests.portal import applications
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of
from tests.portal.journey.world import BUTTONS, OF_THEIR_OWN, OPEN_TO_ALL, PAGES, READ_ONLY, World

pytestmark = pytest.mark.django_db
NOT_NOW = "Deze stap is nu niet aan de beurt."
NOTHING_CHANGED = "Er is niets veranderd."


def test_the_tables_above_name_every_address_of_the_journey() -> None:
    names = {pattern.name for pattern in get_resolver("portal.journey.urls").url_patterns}
    assert names == set(PAGES) | set(BUTTONS) | OPEN_TO_ALL | OF_THEIR_OWN


def test_a_page_answers_in_its_states_and_leads_home_with_a_word_in_the_others(world: World) -> None:
    for state, (name, states) in product(State, PAGES.items()):
        world.put(state)
        response = world.client.get(world.url(name))
        if state in states:
            assert response.status_code == 200, (name, state)
            continue
        assert (response.status_code, response["Location"]) == (303, reverse("journey:home")), (name, state)
        assert NOT_NOW in words_of(world.client.get(reverse("journey:home"))), (name, state)


def test_an_old_form_sent_again_after_the_dossier_moved_on_changes_nothing_and_says_so(world: World) -> None:
    forms = {name: states for name, states in (PAGES | BUTTONS).items() if name not in READ_ONLY}
    for state, (name, states) in product(State, forms.items()):
        if state in states:
            continue
        world.put(state)
        response = world.client.post(world.url(name), {"any": "thing"})
        assert (response.status_code, response["Location"]) == (303, reverse("journey:home")), (name, state)
        assert NOTHING_CHANGED in words_of(world.client.get(reverse("journey:home"))), (name, state)
        world.dossier.refresh_from_db()
        assert world.dossier.state == state


def test_the_address_behind_a_button_cannot_be_opened_and_says_where_to_go(world: World) -> None:
    for state, name in product(State, BUTTONS):
        world.put(state)
        response = world.client.get(world.url(name))
        assert response.status_code == 405
        assert response["Allow"] == "POST"
        assert "Dit adres hoort bij een knop" in words_of(response)


def test_a_page_that_only_shows_refuses_a_post(world: World) -> None:
    for name in READ_ONLY:
        world.put(sorted(PAGES[name])[0])
        assert world.client.post(world.url(name)).status_code == 405, name


def test_every_address_asks_a_stranger_for_their_link(world: World, visitor: Client) -> None:
    for name in {**PAGES, **BUTTONS, "join": set(), "identify_return": set()}:
        for method in ("get", "post"):
            if method == "get" and name in BUTTONS:
                continue
            response = getattr(visitor, method)(world.url(name))
            assert response.status_code == 302, (name, method)
            assert response["Location"].startswith(reverse("identity:enter")), (name, method)


def test_every_address_asks_who_has_only_a_link_for_a_code(world: World, enter: Enter) -> None:
    halfway = enter(world.applicant, step_up=False)
    for name in {**PAGES, "join": set(), "identify_return": set()}:
        response = halfway.get(world.url(name))
        assert response.status_code == 302, name
        assert response["Location"].startswith(reverse("identity:code")), name
    for name in BUTTONS:
        response = halfway.post(world.url(name))
        assert response.status_code == 422, name
        assert "Vul je code opnieuw in" in words_of(response), name
    world.dossier.refresh_from_db()
    assert world.dossier.state == State.OFFERED


def test_staff_are_never_applicants(world: World, enter: Enter) -> None:
    client = enter(applications.clerk())
    for name in {**PAGES, **BUTTONS, "join": set(), "identify_return": set()}:
        response = client.post(world.url(name)) if name in BUTTONS else client.get(world.url(name))
        assert (response.status_code, response["Location"]) == (302, reverse("admin:index")), name


def test_what_belongs_to_another_dossier_does_not_exist_for_you(world: World, enter: Enter) -> None:
    other = applications.single("thomas")
    stranger = enter(other.applicants.get())
    for state, name in product((State.COLLECTING, State.IN_REVIEW), ("document", "view_file")):
        applications.put(other, state)
        world.put(state)
        expected = 404 if state in PAGES[name] else 303
        assert stranger.get(world.url(name)).status_code == expected
    applications.put(other, State.COLLECTING)
    assert stranger.post(world.url("document")).status_code == 404
    assert stranger.post(world.url("remove_upload")).status_code == 404


def test_a_paper_that_is_not_there_does_not_exist(world: World, enter: Enter) -> None:
    world.put(State.COMPLETED)
    for what in ("machtiging", "ondertekenbewijs", "paspoort"):
        assert world.client.get(reverse("journey:download", args=[what])).status_code == 404
    bare = applications.put(applications.single("thomas"), State.COMPLETED)
    client = enter(bare.applicants.get())
    for name in ("renteaanbod", "renteaanbod_pdf", "aanbod"):
        assert client.get(reverse(f"journey:{name}")).status_code == 404
    for address in ("document", "view_file"):
        assert client.get(reverse(f"journey:{address}", args=[uuid.uuid4()])).status_code in (303, 404)
