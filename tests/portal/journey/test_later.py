"""«Later verder»: by mail, or by a code on the screen that opens the door once and no more than the door."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.dossiers.models import Applicant, DossierEvent
from portal.identity.models import LoginLink
from portal.identity.services import hand_over_link
from portal.identity.sessions import BEFORE
from portal.notifications.models import Mail
from tests.portal import applications
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of

pytestmark = pytest.mark.django_db
LATER, HOME = reverse("journey:later"), reverse("journey:home")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def me(robin: Applicant, enter: Enter) -> Client:
    return enter(robin)


def path_of(address: str) -> str:
    return address.partition("//")[2].partition("/")[2].join(("/", ""))


def opened(phone: Client, address: str) -> str:
    """Open the link on another device and press its button; where that leads."""
    page = phone.get(path_of(address))
    assert page.status_code == 200
    token = re.search(r'name="token" value="([^"]+)"', page.content.decode())[1]
    return phone.post(reverse("identity:link_open"), {"token": token})["Location"]


def test_the_phone_comes_to_the_code_page_and_then_where_one_was(me: Client, robin: Applicant) -> None:
    link, address = hand_over_link(user=robin.user, next_path=reverse("journey:person"))
    where = opened(Client(), address)
    assert where.startswith(reverse("identity:code"))
    assert "aanvraag%2Fover-jou" in where
    link.refresh_from_db()
    assert link.used_at


def test_looking_at_the_link_five_times_uses_nothing_and_pressing_twice_opens_once(robin: Applicant) -> None:
    _, address = hand_over_link(user=robin.user, next_path=HOME)
    for _ in range(5):
        assert Client().get(path_of(address)).status_code == 200
    opened(Client(), address)
    assert Client().get(path_of(address)).status_code == 410


def test_the_phone_sees_nothing_of_a_person_before_its_code(me: Client, robin: Applicant) -> None:
    phone = Client()
    opened(phone, hand_over_link(user=robin.user, next_path=HOME)[1])
    answer = phone.get(HOME)
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("identity:code"))


def test_a_code_works_for_its_minutes_and_a_new_one_ends_it(robin: Applicant, settings) -> None:
    with time_machine.travel(timezone.now()) as clock:
        _, first = hand_over_link(user=robin.user, next_path=HOME)
        clock.shift(settings.HANDOVER_MAX_AGE - timedelta(seconds=1))
        assert Client().get(path_of(first)).status_code == 200
        clock.shift(timedelta(seconds=1))
        assert Client().get(path_of(first)).status_code == 410
        _, second = hand_over_link(user=robin.user, next_path=HOME)
        _, third = hand_over_link(user=robin.user, next_path=HOME)
        assert Client().get(path_of(second)).status_code == 410
        assert Client().get(path_of(third)).status_code == 200


def test_a_scanned_code_does_not_confirm_a_mailbox(robin: Applicant) -> None:
    assert robin.user.email_confirmed_at is None
    opened(Client(), hand_over_link(user=robin.user, next_path=HOME)[1])
    robin.user.refresh_from_db()
    assert robin.user.email_confirmed_at is None


def test_the_page_shows_a_code_and_notices_that_it_was_used(me: Client) -> None:
    answer = me.post(LATER, {"qr": "1", "verder": reverse("journey:person")})
    page = answer.content.decode()
    link = LoginLink.objects.get(purpose=LoginLink.Purpose.HANDOVER)
    assert link.next_path == reverse("journey:person")
    assert 'alt="QR-code waarmee je op je telefoon verdergaat"' in page
    assert f"?code={link.pk}" in page
    status = me.get(LATER, {"code": str(link.pk)}, headers=HTMX)
    assert status.status_code == 200
    LoginLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    status = me.get(LATER, {"code": str(link.pk)}, headers=HTMX)
    assert status.status_code == 286
    assert "Je bent verder op je andere apparaat" in words_of(status)


@pytest.mark.parametrize("code", ["", "x", "6f1cf9a4-0000-4000-8000-000000000000"])
def test_asking_about_another_code_tells_nothing(me: Client, code: str) -> None:
    status = me.get(LATER, {"code": code}, headers=HTMX)
    assert status.status_code == 286
    assert "werkt niet meer" in words_of(status)


def test_the_code_of_somebody_else_tells_nothing(me: Client) -> None:
    other = applications.applicant("sanne")
    link, _ = hand_over_link(user=other.user, next_path=HOME)
    assert "werkt niet meer" in words_of(me.get(LATER, {"code": str(link.pk)}, headers=HTMX))


@pytest.mark.parametrize(
    "path", ["https://kwaad.example/", "//kwaad.example", "/beheer/", "/aanvraag//kwaad.example", "/aanvraag/\\kwaad"]
)
def test_the_way_back_never_leaves_the_application(me: Client, path: str) -> None:
    me.post(LATER, {"qr": "1", "verder": path})
    assert LoginLink.objects.get(purpose=LoginLink.Purpose.HANDOVER).next_path == HOME


def test_by_mail_a_link_goes_to_ones_own_address(me: Client, robin: Applicant) -> None:
    answer = me.post(LATER, {"mail": "1"}, follow=True)
    assert robin.user.email in words_of(answer)
    assert Mail.objects.filter(user=robin.user, template="login_link").count() == 1


def test_so_many_links_and_then_it_says_how_long_to_wait(me: Client) -> None:
    for _ in range(6):
        answer = me.post(LATER, {"mail": "1"}, follow=True)
    assert "te vaak geprobeerd" in words_of(answer)


def test_who_comes_back_reads_what_others_did_since_but_nothing_that_is_the_partners(enter: Enter) -> None:
    dossier = applications.couple()
    me, partner = dossier.applicants.get(position=1), dossier.applicants.get(position=2)
    client = enter(me)
    session = client.session
    session[BEFORE] = timezone.now().isoformat()
    session.save()
    DossierEvent.objects.create(dossier=dossier, name="submit", actor=me.user, at=timezone.now())
    assert "Welkom terug" not in words_of(client.get(HOME)), "what one did oneself is no news"
    for name, actor in (("issue_renteaanbod", None), ("document_rejected", None), ("figure_disputed", partner.user)):
        DossierEvent.objects.create(dossier=dossier, name=name, actor=actor, at=timezone.now())
    page = words_of(client.get(HOME))
    news = page.partition("Welkom terug")[2].partition("Jouw gegevens")[0]
    assert "Rente-aanbod gemaakt" in news
    assert "Document niet akkoord" not in news
    assert "klopt" not in news
