"""Every page answers in its own states, leads home with a kind word in all others, and only to who may see it."""

import uuid
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.services import choose_notary_and_account
from portal.dossiers.states import State
from portal.evidence.models import OcktoSession
from portal.mandates.models import Identification
from tests.portal import applications
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of

pytestmark = pytest.mark.django_db
S = State
INTAKE = {S.INTAKE}
AFTER_OFFER = {S.OFFERED, S.SIGNED, S.SEALED, S.MANDATED, S.COMPLETED}
LATER = {S.COLLECTING, S.ASSESSING, S.IN_REVIEW, S.APPROVED} | AFTER_OFFER
LOOKING = {S.COLLECTING, S.ASSESSING, S.IN_REVIEW}
ANYWHERE = set(State)
NOT_NOW = "Deze stap is nu niet aan de beurt."
NOTHING_CHANGED = "Er is niets veranderd."

# Every page that may be looked at, and the states in which it has something to show.
PAGES: dict[str, set[State]] = {
    "home": ANYWHERE,
    "test": INTAKE,
    "together": INTAKE,
    "person": INTAKE,
    "home_details": INTAKE,
    "loan": INTAKE,
    "route": INTAKE,
    "ockto": INTAKE,
    "income": INTAKE,
    "figures": INTAKE,
    "submit": INTAKE,
    "renteaanbod": LATER,
    "renteaanbod_pdf": LATER,
    "notary": {S.COLLECTING},
    "documents": LOOKING,
    "document": {S.COLLECTING},
    "view_file": LOOKING,
    "assessment": {S.SUBMITTED, S.DECLINED} | LATER,
    "aanbod": AFTER_OFFER,
    "sign": {S.OFFERED},
    "download": AFTER_OFFER,
    "identify": {S.SEALED},
    "mandate": {S.SEALED},
    "done": {S.MANDATED, S.COMPLETED},
}
# Addresses behind buttons: nothing to look at.
BUTTONS: dict[str, set[State]] = {
    "ockto_invite": INTAKE,
    "ockto_mail": INTAKE,
    "use_renteaanbod": {S.COLLECTING},
    "complete": {S.COLLECTING},
    "remove_upload": {S.COLLECTING},
    "withdraw": ANYWHERE,
}
OPEN_TO_ALL = {"start", "contact", "complaints", "privacy", "accessibility"}
OF_THEIR_OWN = {"join", "identify_return"}


@dataclass
class World:
    """A single applicant whose dossier holds something for every page, in whatever state it is put."""

    dossier: Dossier
    applicant: Applicant
    client: Client
    args: dict[str, list[Any]]

    def url(self, name: str) -> str:
        """The address of a page, about this dossier's own rows."""
        return reverse(f"journey:{name}", args=self.args.get(name, []))

    def put(self, state: State) -> None:
        """Put the dossier in a state."""
        self.dossier = applications.put(self.dossier, state)


@pytest.fixture
def world(enter: Enter, idin: Any) -> World:
    """Sanne, with papers, documents, an Ockto session and an identification."""
    dossier = applications.single()
    applications.with_hypotheekaanbod(dossier)
    applicant = dossier.applicants.get()
    # read sessions lead on to the figures; the page itself shows an invitation
    OcktoSession.objects.filter(applicant=applicant).update(status=OcktoSession.Status.REPLACED)
    applications.invited(applicant)
    request = applications.asked(dossier)
    upload = applications.sent(request)
    choose_account(applicant)
    identified(applicant)
    args = {
        "document": [request.id],
        "view_file": [upload.id],
        "remove_upload": [upload.id],
        "download": ["hypotheekaanbod"],
    }
    return World(dossier, applicant, enter(applicant), args)


def choose_account(applicant: Applicant) -> None:
    """The notary and the account are known."""
    choose_notary_and_account(
        dossier=applicant.dossier,
        by=applicant.user,
        notary_name="De Akte",
        notary_email="akte@notaris.example",
        iban="NL91ABNA0417164300",
    )


def identified(applicant: Applicant) -> None:
    """The bank said that it is them."""
    Identification.objects.create(
        applicant=applicant,
        issuer_id="NEOBNL2A",
        entrance_code=uuid.uuid4().hex,
        transaction_id=uuid.uuid4().hex[:16],
        state=Identification.State.MATCHED,
        started_at=applicant.dossier.created_at,
    )


def test_the_tables_above_name_every_address_of_the_journey() -> None:
    names = {pattern.name for pattern in get_resolver("portal.journey.urls").url_patterns}
    assert names == set(PAGES) | set(BUTTONS) | OPEN_TO_ALL | OF_THEIR_OWN


@pytest.mark.parametrize("state", State)
def test_a_page_answers_in_its_states_and_leads_home_with_a_word_in_the_others(world: World, state: State) -> None:
    world.put(state)
    for name, states in PAGES.items():
        response = world.client.get(world.url(name))
        if state in states:
            assert response.status_code == 200, (name, state)
            continue
        assert (response.status_code, response["Location"]) == (303, reverse("journey:home")), (name, state)
        assert NOT_NOW in words_of(world.client.get(reverse("journey:home"))), (name, state)


@pytest.mark.parametrize("state", State)
def test_an_old_form_sent_again_after_the_dossier_moved_on_changes_nothing_and_says_so(
    world: World, state: State
) -> None:
    world.put(state)
    forms = {name: states for name, states in (PAGES | BUTTONS).items() if name not in READ_ONLY}
    for name, states in forms.items():
        if state in states:
            continue
        response = world.client.post(world.url(name), {"any": "thing"})
        assert (response.status_code, response["Location"]) == (303, reverse("journey:home")), (name, state)
        assert NOTHING_CHANGED in words_of(world.client.get(reverse("journey:home"))), (name, state)
        world.dossier.refresh_from_db()
        assert world.dossier.state == state


READ_ONLY = {
    "home",
    "ockto",
    "renteaanbod",
    "renteaanbod_pdf",
    "documents",
    "view_file",
    "assessment",
    "aanbod",
    "download",
    "done",
}


@pytest.mark.parametrize("name", sorted(BUTTONS))
def test_the_address_behind_a_button_cannot_be_opened_and_says_where_to_go(world: World, name: str) -> None:
    for state in State:
        world.put(state)
        response = world.client.get(world.url(name))
        assert response.status_code == 405
        assert response["Allow"] == "POST"
        assert "Dit adres hoort bij een knop" in words_of(response)


@pytest.mark.parametrize("name", sorted(READ_ONLY))
def test_a_page_that_only_shows_refuses_a_post(world: World, name: str) -> None:
    world.put(sorted(PAGES[name])[0])
    assert world.client.post(world.url(name)).status_code == 405


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


@pytest.mark.parametrize("name", ["document", "view_file"])
def test_what_belongs_to_another_dossier_does_not_exist_for_you(world: World, enter: Enter, name: str) -> None:
    other = applications.single("thomas")
    stranger = enter(other.applicants.get())
    for state in (State.COLLECTING, State.IN_REVIEW):
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
