"""Wat als ik iets wil wijzigen?: the effect of a change before anything is saved."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.dossiers.states import State
from tests.portal import applications
from tests.portal.journey.answers import loan, part
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of
from tests.portal.journey.test_looking import rows

pytestmark = pytest.mark.django_db
CHANGE, HOME, OFFER = (reverse(f"journey:{name}") for name in ("change", "home", "renteaanbod"))


@pytest.fixture
def client(enter: Enter) -> Client:
    """Sanne's browser, with a running renteaanbod for 190,000 euros."""
    row = applications.with_renteaanbod(applications.single())
    return enter(row.dossier.applicants.get())


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        (loan(part()), "Je veranderde nog niets"),
        (loan(part(aflosvorm="lineair")), "Je rente-aanbod blijft"),
        (loan(part(rentevastperiode_years="20")), "Voor deze wijziging is een nieuw rente-aanbod nodig"),
        (loan(part(), nhg="nee"), "Voor deze wijziging is een nieuw rente-aanbod nodig"),
        (loan(part(), others="leningnemer"), "Voor deze wijziging is een nieuw rente-aanbod nodig"),
        (loan(part(), others="lasten"), "Een medewerker kijkt of je rente-aanbod kan blijven"),
    ],
)
def test_the_page_says_what_happens_to_the_renteaanbod_and_saves_nothing(client: Client, typed, title: str) -> None:
    before = rows()
    page = client.post(CHANGE, typed)
    assert page.status_code == 200
    assert title in words_of(page)
    assert rows() == before


def test_old_and_new_stand_beside_each_other(client: Client) -> None:
    words = words_of(client.post(CHANGE, loan(part("200.000"))))
    assert "190.000" in words
    assert "200.000" in words


def test_what_was_typed_stays_and_what_is_wrong_is_said(client: Client) -> None:
    page = client.post(CHANGE, loan(part("veel"), others="lasten"))
    assert page.status_code == 422
    assert 'value="veel"' in page.content.decode()
    assert "Vul een bedrag in cijfers in" in words_of(page)


def test_home_and_the_renteaanbod_lead_to_it_as_long_as_the_renteaanbod_runs(client: Client) -> None:
    for address in (HOME, OFFER):
        assert f'href="{CHANGE}"' in client.get(address).content.decode()


def test_after_the_hypotheekaanbod_there_is_no_way_to_it(enter: Enter) -> None:
    row = applications.with_hypotheekaanbod(applications.single())
    browser = enter(row.dossier.applicants.get())
    for address in (HOME, OFFER):
        assert f'href="{CHANGE}"' not in browser.get(address).content.decode()


def test_without_a_renteaanbod_there_is_nothing_to_change(enter: Enter) -> None:
    dossier = applications.put(applications.single(), State.IN_REVIEW)
    browser = enter(dossier.applicants.get())
    assert browser.get(CHANGE).status_code == 404
    assert f'href="{CHANGE}"' not in browser.get(HOME).content.decode()
