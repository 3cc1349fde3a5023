"""The Ockto page: an invitation, what each end means, and a supplier that is away."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from brondata.datasets import STANDARD_SOURCES, Source
from brondata.provider import ProviderRefused, ProviderUnavailable
from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.services import start_dossier
from portal.evidence.models import OcktoSession
from portal.evidence.reading import read_delivery
from portal.evidence.session_states import OPEN, Status
from portal.identity.services import get_or_create_consumer
from portal.jobs.models import Job
from portal.journey.session_words import ENDS
from portal.journey.source_words import WORDS
from portal.journey.weather import works_until
from portal.notifications.models import Mail
from tests.portal import applications
from tests.portal.journey.answers import url_of
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of

pytestmark = pytest.mark.django_db
PAGE, INVITE, MAIL, ROUTE = (reverse(f"journey:{name}") for name in ("ockto", "ockto_invite", "ockto_mail", "route"))
HTMX = {"HX-Request": "true"}
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


def test_every_end_has_its_own_words() -> None:
    ended = {one.value for one in Status if one not in OPEN and one is not Status.READ}
    assert set(ENDS) == ended
    assert set(ENDED) == ended - {Status.REPLACED.value}
    assert len({one.title for one in ENDS.values()}) == len(ENDS)


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


def collecting(one: Applicant, *states: tuple[Source, str, str], status: str = "collecting") -> OcktoSession:
    """A session whose registers stand as told: source, state, reason."""
    session = applications.invited(one, status=status)
    session.sources = [
        {"source": source.value, "status": state, "reason": reason, "at": "2026-11-23T10:00:00+00:00"}
        for source, state, reason in states
    ]
    session.save()
    return session


def test_while_the_phone_works_the_page_names_each_source(client: Client, sanne: Applicant) -> None:
    collecting(
        sanne,
        (Source.BRP, "collected", ""),
        (Source.UWV, "failed", "BRON_NIET_BEREIKBAAR"),
        (Source.DUO, "failed", "X17"),
        (Source.WOZ, "collecting", ""),
        (Source.PENSIOEN, "waiting", ""),
    )
    page = client.get(PAGE)
    lines = [re.sub(r"\s+", " ", one.text_content()).strip() for one in tree_of(page).xpath("//li[@class]")]
    lines = [one for one in lines if any(source.label in one for source in Source)]
    assert lines == [
        f"MijnOverheid: persoonsgegevens {WORDS['mijnoverheid-brp'].gives.capitalize()} Binnen · 11.00 uur",
        "UWV: werk en loon De organisatie was niet bereikbaar. Dat ligt niet aan jou. Lukt nu niet · 11.00 uur",
        "DUO: studieschuld Het ophalen lukte niet. Er is niets verloren gegaan. Lukt nu niet · 11.00 uur",
        "MijnOverheid: WOZ-waarde De WOZ-waarde van een woning op jouw naam Bezig",
        "Mijnpensioenoverzicht Het pensioen en de AOW die je later krijgt Wacht",
    ]
    assert "X17" not in page.content.decode()


def test_the_page_hears_of_news_only(client: Client, sanne: Applicant) -> None:
    """No news is 204: nothing is swapped, so nobody loses their place, and nothing is said twice."""
    session = collecting(sanne, (Source.BRP, "collecting", ""), (Source.UWV, "waiting", ""))
    box = tree_of(client.get(PAGE)).get_element_by_id("ockto-status")
    assert (box.get("hx-trigger"), box.get("hx-get")) == ("neo:poll", PAGE)
    seen = json.loads(box.get("hx-vals"))
    again = client.get(PAGE, seen, headers=HTMX)
    assert (again.status_code, again.content) == (204, b"")
    session.sources[0]["status"] = "collected"
    session.sources[1]["status"] = "failed"
    session.save()
    fragment = client.get(PAGE, seen, headers=HTMX)
    assert fragment.status_code == 200
    assert tree_of(fragment).xpath("//*[@data-neo-say]/@data-neo-say") == [" 1 van 2 bronnen binnen. UWV lukt nu niet."]
    session.status = "closed"
    session.save()
    assert client.get(PAGE, seen, headers=HTMX).status_code == 286


@pytest.mark.parametrize(("status", "slowest"), [("invited", 10_000), ("collecting", 4000), ("fetched", 2000)])
def test_the_page_asks_often_at_first_and_less_when_nothing_changes(
    client: Client, sanne: Applicant, status: str, slowest: int
) -> None:
    applications.invited(sanne, status=status)
    box = tree_of(client.get(PAGE)).get_element_by_id("ockto-status")
    assert int(box.get("data-neo-poll")) < int(box.get("data-neo-poll-slowest")) == slowest


def test_before_the_invitation_the_page_tells_what_one_needs(client: Client) -> None:
    words = words_of(client.get(PAGE))
    for needed in (
        "DigiD-gebruikersnaam en wachtwoord",
        "Inloggen met de DigiD-app kan niet binnen Ockto",
        "Sms-controle",
        "MijnOverheid-account dat aan staat",
        "Een goede internetverbinding",
        "ongeveer 10 minuten",
        "niet verplicht",
        "drie of vier keer",
        "hoogstens 90 dagen",
        "apart toestemming",
        "eigen uitnodiging",
        *(source.label for source in STANDARD_SOURCES),
    ):
        assert needed in words, needed


def test_without_the_brp_the_page_blames_nobody_and_leads_to_a_way_on(client: Client, sanne: Applicant) -> None:
    collecting(sanne, (Source.BRP, "failed", "BRON_NIET_BEREIKBAAR"), (Source.UWV, "collected", ""), status="mismatch")
    page = client.get(PAGE)
    assert "MijnOverheid gaf je persoonsgegevens niet" in words_of(page)
    assert "passen niet bij de naam" not in words_of(page)
    assert tree_of(page).xpath(f"//a[@href='{reverse('journey:source', args=['mijnoverheid-brp'])}']")


def test_what_was_shared_before_is_still_there_when_a_later_session_ends_badly(
    client: Client, sanne: Applicant
) -> None:
    applications.give_brondata(sanne, "sanne", without=("UWV",))
    session = applications.invited(sanne, status="expired")
    OcktoSession.objects.filter(pk=session.pk).update(asked=["mijnoverheid-brp", "mijnuwv"])
    page = client.get(PAGE)
    assert "Haal UWV opnieuw op" in words_of(page)
    assert tree_of(page).xpath(f"//a[@href='{reverse('journey:figures')}']")
    assert tree_of(page).xpath("//input[@name='only']/@value") == ["mijnuwv"]


def test_a_new_code_for_one_source_is_again_for_that_source(client: Client, sanne: Applicant, supplier: Any) -> None:
    client.post(INVITE, {"only": "mijnuwv"})
    assert supplier.asked[-1] == (Source.BRP, Source.UWV)
    client.post(INVITE, {"only": "eenhoorn"})
    assert supplier.asked[-1] == STANDARD_SOURCES


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
    assert response.redirect_chain == [(reverse("journey:person"), 303), (url_of("wie-je-bent"), 303)]
    assert "Vul eerst je eigen gegevens in." in words_of(response)
    assert not supplier.started


def test_figures_from_registers_name_their_source_and_day(enter: Enter) -> None:
    dossier = applications.single()
    words = words_of(enter(dossier.applicants.get()).get(reverse("journey:figures"))).replace("\xa0", " ")
    for expected in ("Wie je bent", "Werk en inkomen", "UWV", "opgehaald 23 nov 2026", "Toetsinkomen per jaar (IBL)"):
        assert expected in words
    assert "Door jou ingevuld" not in words
