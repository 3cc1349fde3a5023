"""The Ockto page: an invitation, what each end means, and a supplier that is away."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brondata.datasets import Source
from brondata.provider import ProviderRefused, ProviderUnavailable
from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.services import start_dossier
from portal.evidence.models import OcktoSession
from portal.evidence.reading import read_delivery
from portal.identity.services import get_or_create_consumer
from portal.jobs.models import Job
from portal.journey.weather import works_until
from portal.notifications.models import Mail
from tests.portal import applications
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of

pytestmark = pytest.mark.django_db
PAGE, INVITE, MAIL, ROUTE = (reverse(f"journey:{name}") for name in ("ockto", "ockto_invite", "ockto_mail", "route"))
ENDED = {
    "expired": "Deze code is verlopen",
    "declined": "Je hebt in de app gekozen om niets te versturen",
    "closed": "De app is gesloten voordat alles klaar was",
    "timed_out": "We hoorden niets meer van de app",
    "spent": "Je gegevens zijn onderweg verloren gegaan",
    "late": "Deze gegevens kwamen te laat",
    "duplicate": "Ockto stuurde gegevens van een andere sessie",
    "mismatch": "We konden deze gegevens niet gebruiken",
    "unreadable": "We konden de gegevens niet lezen",
    "failed": "Het ophalen is mislukt",
}


@pytest.fixture
def sanne() -> Applicant:
    """Somebody who told who they are and shared nothing yet."""
    return applications.applicant("sanne")


@pytest.fixture
def client(sanne: Applicant, enter: Enter) -> Client:
    """Sanne's browser."""
    return enter(sanne)


def test_an_invitation_is_made_by_a_button_and_shown_as_code_link_and_words(
    client: Client, sanne: Applicant, supplier: Any
) -> None:
    assert "Maak mijn code" in words_of(client.get(PAGE))
    assert not supplier.started
    response = client.post(INVITE)
    assert (response.status_code, response["Location"]) == (303, PAGE)
    page = tree_of(client.get(PAGE))
    [reference] = supplier.started
    link = f"https://ockto.test/app/{reference}"
    assert page.xpath(f"//a[@href='{link}']")
    assert page.xpath("//img[starts-with(@src, 'data:image/svg+xml')]")[0].get("alt")
    assert Job.objects.filter(kind="ockto.poll").count() == 1
    assert sanne.first_name not in link


def test_a_second_press_makes_a_new_invitation_and_ends_the_first(
    client: Client, sanne: Applicant, supplier: Any
) -> None:
    client.post(INVITE)
    client.post(INVITE)
    first, second = supplier.started
    assert supplier.revoked == [first]
    assert [one.session_id for one in sanne.ockto_sessions.filter(status="invited")] == [second]
    assert first not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("down", [ProviderUnavailable("timed out"), ProviderRefused("E42", "no")])
def test_a_supplier_that_is_away_gives_a_kind_page_and_loses_nothing(
    client: Client, supplier: Any, down: Exception
) -> None:
    client.post(INVITE)
    supplier.down = down
    response = client.post(INVITE, follow=True)
    assert response.redirect_chain == [(ROUTE, 303)]
    words = words_of(response)
    assert "Ockto is nu niet bereikbaar. Er is niets verloren gegaan." in words
    assert "E42" not in words
    assert "timed out" not in words
    assert OcktoSession.objects.get().status == "invited"


def test_until_when_the_code_works_names_the_day_when_that_is_not_today() -> None:
    now = clock.now().replace(hour=10, minute=7)
    assert works_until(None, clock.today()) == ""
    assert works_until(now, clock.today()).replace("\xa0", " ") == "Deze code werkt tot 11.07 uur."
    tomorrow = works_until(now + timedelta(days=1), clock.today()).replace("\xa0", " ")
    assert tomorrow == "Deze code werkt tot 24 november 2026 om 11.07 uur."


def test_the_page_says_until_when_the_code_works(client: Client, supplier: Any) -> None:
    supplier.expires_at = clock.now() + timedelta(days=3)
    client.post(INVITE)
    assert "Deze code werkt tot 26 november 2026 om" in words_of(client.get(PAGE)).replace("\xa0", " ")


@pytest.mark.parametrize(("status", "text"), ENDED.items())
def test_each_end_of_a_session_has_its_own_text_and_a_way_on(
    client: Client, sanne: Applicant, supplier: Any, status: str, text: str
) -> None:
    applications.invited(sanne, status=status)
    response = client.get(PAGE)
    words = words_of(response)
    assert [one for one in ENDED.values() if one in words] == [text]
    assert "Maak een nieuwe code" in words
    assert tree_of(response).xpath(f"//form[@action='{INVITE}']")
    assert tree_of(response).xpath(f"//a[@href='{ROUTE}']")
    fragment = client.get(PAGE, headers={"HX-Request": "true"})
    assert fragment.status_code == 286
    assert text in words_of(fragment)
    assert tree_of(fragment).get("hx-get") is None
    client.post(INVITE)
    assert "Open de Ockto-app" in words_of(client.get(PAGE))


def test_data_of_somebody_else_are_not_shown_and_lead_back_to_the_name(client: Client, sanne: Applicant) -> None:
    session = applications.invited(sanne)
    row = applications.delivered(
        sanne, applications.document_of("thomas", session_id=session.session_id), session=session
    )
    read_delivery(str(row.id))
    response = client.get(PAGE)
    assert "De gegevens passen niet bij de naam en geboortedatum" in words_of(response)
    assert tree_of(response).xpath(f"//a[@href='{reverse('journey:person')}']")
    assert client.get(reverse("journey:figures"))["Location"] == ROUTE


def test_while_the_phone_works_the_page_names_each_source(client: Client, sanne: Applicant) -> None:
    session = applications.invited(sanne, status="collecting")
    session.sources = [
        {"source": source.value, "status": status, "reason": "", "at": at}
        for source, status, at in zip(
            Source,
            ("collected", "failed", "collecting", "waiting"),
            ("2026-11-23T10:00:00+00:00", "", "", ""),
            strict=False,
        )
    ]
    session.save()
    words = words_of(client.get(PAGE)).replace("\xa0", " ")
    assert "Binnen · 11.00 uur" in words
    assert "Lukt nu niet" in words
    assert next(iter(Source)).label in words


def test_the_link_is_mailed_only_while_it_works(client: Client, sanne: Applicant, supplier: Any) -> None:
    client.post(MAIL)
    assert "Maak een nieuwe code." in words_of(client.get(PAGE))
    client.post(INVITE)
    response = client.post(MAIL, follow=True)
    assert f"We hebben de link gemaild naar {sanne.user.email}." in words_of(response)
    assert Mail.objects.filter(template="ockto_link").count() == 1
    OcktoSession.objects.update(status="opened")
    client.post(MAIL)
    assert "Deze uitnodiging is al gebruikt." in words_of(client.get(PAGE))
    assert Mail.objects.filter(template="ockto_link").count() == 1


def test_no_invitation_before_we_know_who_it_is_for(enter: Enter, supplier: Any) -> None:
    client = enter(start_dossier(user=get_or_create_consumer(email="robin@voorbeeld.nl")))
    response = client.post(INVITE, follow=True)
    assert response.redirect_chain == [(reverse("journey:person"), 303)]
    assert "Vul eerst je eigen gegevens in." in words_of(response)
    assert not supplier.started


def test_figures_from_registers_name_their_source_and_day(enter: Enter) -> None:
    dossier = applications.single()
    words = words_of(enter(dossier.applicants.get()).get(reverse("journey:figures"))).replace("\xa0", " ")
    for expected in ("Wie je bent", "Werk en inkomen", "UWV", "opgehaald 23 nov 2026", "Toetsinkomen per jaar (IBL)"):
        assert expected in words
    assert "Door jou ingevuld" not in words
