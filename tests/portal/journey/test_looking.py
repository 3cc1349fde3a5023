"""Looking changes nothing; a fragment is a part of its page; asking for news ends."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from portal.dossiers.states import State
from portal.evidence.models import OcktoSession, Upload
from portal.identity.models import User
from portal.offers.models import Renteaanbod
from tests.portal import applications
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of
from tests.portal.journey.world import FILES, NAMED, PAGES, World

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
RESTORE = {**HTMX, "HX-History-Restore-Request": "true"}
FRAGMENTS = {
    "home": ("home-status", State.SUBMITTED),
    "loan": ("loan-costs", State.INTAKE),
    "ockto": ("ockto-status", State.INTAKE),
    "documents": ("document-status", State.COLLECTING),
    "document": ("document-files", State.COLLECTING),
    "assessment": ("assessment-status", State.ASSESSING),
    "done": ("done-status", State.MANDATED),
}


def rows() -> dict[str, list[Any]]:
    """Everything the portal knows; sessions hold messages to the reader and are not knowledge."""
    found = {}
    for model in apps.get_models():
        if model._meta.label not in ("sessions.Session", "contenttypes.ContentType", "auth.Permission"):
            found[model._meta.label] = sorted(model.objects.values_list(), key=repr)
    return found


def first_id(response: Any) -> str | None:
    """The part that is renewed; others may come along (hx-swap-oob)."""
    page = tree_of(response)
    return page.get("id") or page[0].get("id")


def test_looking_at_any_page_in_any_state_changes_nothing(world: World) -> None:
    for state in State:
        world.put(state)
        before = rows()
        for name in (*PAGES, "start", "contact", "complaints", "privacy", "accessibility", "sources", "join"):
            world.client.get(world.url(name))
            world.client.get(world.url(name), headers=HTMX)
        assert rows() == before, state


def test_the_first_look_of_somebody_new_makes_no_application(newcomer: User, enter: Enter) -> None:
    client = enter(newcomer)
    before = rows()
    for name in PAGES:
        if name not in NAMED:
            client.get(reverse(f"journey:{name}"), follow=True)
    assert rows() == before


def test_htmx_gets_the_part_and_everybody_else_the_page(world: World) -> None:
    for name, (part, state) in FRAGMENTS.items():
        world.put(state)
        fragment = world.client.get(world.url(name), headers=HTMX)
        assert first_id(fragment) == part
        for headers in ({}, RESTORE, {**HTMX, "HX-Boosted": "true"}):
            page = world.client.get(world.url(name), headers=headers)
            assert page.content.startswith(b"<!doctype html>"), (name, headers)
            assert tree_of(page).xpath(f"//*[@id='{part}']"), (name, headers)
        for response in (fragment, page):
            assert "HX-Request" in response["Vary"]
            assert response["Cache-Control"] == "no-store"


def test_every_page_says_that_it_varies_with_who_asks(world: World) -> None:
    for name in set(PAGES) - FILES:
        world.put(sorted(PAGES[name])[0])
        assert "HX-Request" in world.client.get(world.url(name))["Vary"], name


def test_a_page_of_another_moment_sends_htmx_home_and_ends_its_asking(world: World) -> None:
    world.put(State.COMPLETED)
    for name in ("ockto", "documents"):
        response = world.client.get(world.url(name), headers=HTMX)
        assert (response.status_code, response["HX-Redirect"]) == (286, reverse("journey:home"))


def asking(client: Client, url: str) -> Iterator[Any]:
    """Answers to a page that asks for news; each is a fragment."""
    while True:
        yield client.get(url, headers=HTMX)


def test_the_ockto_page_asks_until_the_data_are_read_and_then_moves_on(world: World) -> None:
    world.put(State.INTAKE)
    session = OcktoSession.objects.get(applicant=world.applicant, status=OcktoSession.Status.INVITED)
    news = asking(world.client, world.url("ockto"))
    for status in ("invited", "opened", "collecting", "shared", "fetched"):
        OcktoSession.objects.filter(pk=session.pk).update(status=status)
        response = next(news)
        assert response.status_code == 200
        assert tree_of(response).get("hx-get") == world.url("ockto"), status
    OcktoSession.objects.filter(pk=session.pk).update(status="read")
    response = next(news)
    assert (response.status_code, response["HX-Redirect"]) == (286, reverse("journey:figures"))
    assert world.client.get(world.url("ockto"))["Location"] == reverse("journey:figures")


def test_the_document_pages_ask_until_every_file_is_checked(world: World) -> None:
    world.put(State.COLLECTING)
    Upload.objects.update(state=Upload.State.RECEIVED)
    for name in ("documents", "document"):
        response = world.client.get(world.url(name), headers=HTMX)
        assert response.status_code == 200
        assert tree_of(response).get("hx-get") == world.url(name)
    Upload.objects.update(state=Upload.State.READY)
    for name in ("documents", "document"):
        response = world.client.get(world.url(name), headers=HTMX)
        assert response.status_code == 286
        assert tree_of(response).get("hx-get") is None


def test_the_assessment_is_followed_until_there_is_something_to_do(world: World) -> None:
    url = world.url("assessment")
    for state in (State.SUBMITTED, State.ASSESSING, State.IN_REVIEW, State.APPROVED):
        world.put(state)
        assert world.client.get(url, headers=HTMX).status_code == 200
    for state, words in {
        State.COLLECTING: "We hebben nog iets nodig",
        State.OFFERED: "Je hypotheekaanbod staat klaar",
        State.DECLINED: "We kunnen je deze hypotheek niet geven",
    }.items():
        world.put(state)
        response = world.client.get(url, headers=HTMX)
        assert response.status_code == 286
        assert words in words_of(response)


def test_mijn_aanvraag_asks_while_we_are_at_work_and_then_shows_itself_anew(world: World) -> None:
    url = world.url("home")
    for state in (State.SUBMITTED, State.ASSESSING, State.APPROVED, State.SIGNED, State.MANDATED):
        world.put(state)
        assert world.client.get(url, headers=HTMX).status_code == 200
    world.put(State.COLLECTING)
    response = world.client.get(url, headers=HTMX)
    assert (response.status_code, response["HX-Refresh"]) == (286, "true")
    assert "HX-Refresh" not in world.client.get(url)


def test_the_last_page_asks_until_the_notary_has_the_instruction(world: World) -> None:
    world.put(State.MANDATED)
    assert world.client.get(world.url("done"), headers=HTMX).status_code == 200


def test_mijn_aanvraag_shows_the_last_days_that_count_now(world: World) -> None:
    expected = {
        State.INTAKE: [],
        State.COLLECTING: ["Documenten compleet", "Rente-aanbod geldig"],
        State.OFFERED: ["Tekenen tot en met", "Bij de notaris uiterlijk"],
        State.SEALED: ["Bij de notaris uiterlijk"],
        State.WITHDRAWN: [],
        State.EXPIRED: [],
    }
    labels = {label for shown in expected.values() for label in shown} | {"Kies of je verdergaat"}
    for state, shown in expected.items():
        world.put(state)
        words = words_of(world.client.get(world.url("home")))
        assert {label for label in labels if label in words} == set(shown), state
    world.put(State.COLLECTING)
    Renteaanbod.objects.update(used_at=None)
    assert "Kies of je verdergaat" in words_of(world.client.get(world.url("home")))


def test_a_couple_is_polled_for_each_of_them(enter: Enter) -> None:
    dossier = applications.put(applications.couple(), State.SUBMITTED)
    for one in dossier.applicants.all():
        response = enter(one).get(reverse("journey:home"), headers=HTMX)
        assert tree_of(response).get("hx-get") == reverse("journey:home")
