"""A link is a doorbell: sent to one mailbox, used once, and only by a person who presses a button."""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from portal.identity import services
from portal.identity.errors import AddressRefused, LinkExpired, LinkReplaced, LinkUnknown, LinkUsed
from portal.identity.models import LoginLink, User

pytestmark = pytest.mark.django_db


def token_of(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


@pytest.fixture
def token(robin, link_path):
    services.send_login_link(user=robin, purpose="start", next_path="/aanvraag/woning/")
    return token_of(link_path(robin))


def test_a_link_opens_the_door_once_and_confirms_the_address(token, robin):
    assert services.consume_link(token=token).next_path == "/aanvraag/woning/"
    robin.refresh_from_db()
    assert robin.email_confirmed_at is not None
    with pytest.raises(LinkUsed):
        services.consume_link(token=token)


def test_a_link_expires_on_the_minute(token):
    age = settings.LOGIN_LINK_MAX_AGE
    made = LoginLink.objects.get().expires_at - age
    with time_machine.travel(made + age - timedelta(seconds=1), tick=False):
        services.peek_link(token=token)
    with time_machine.travel(made + age, tick=False), pytest.raises(LinkExpired):
        services.consume_link(token=token)


def test_a_newer_link_replaces_an_older_one(token, robin):
    services.send_login_link(user=robin, purpose="resume")
    with pytest.raises(LinkReplaced):
        services.consume_link(token=token)


def test_a_new_login_link_leaves_the_invitation_alone(robin, link_path):
    services.send_login_link(user=robin, purpose="invitation", context={"inviter": "Sam"})
    invitation = token_of(link_path(robin))
    services.send_login_link(user=robin, purpose="resume")
    assert services.consume_link(token=invitation).purpose == "invitation"


def test_an_invitation_outlives_an_ordinary_link(robin, link_path):
    services.send_login_link(user=robin, purpose="invitation")
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        services.consume_link(token=token_of(link_path(robin)))


def test_a_link_in_news_outlives_a_link_that_was_asked_for(robin, link_path):
    services.send_login_link(user=robin, purpose="resume", mail="offer_ready")
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        services.consume_link(token=token_of(link_path(robin)))


def test_the_same_occasion_twice_is_one_mail_whose_link_keeps_working(robin, link_path):
    for _ in range(2):
        services.send_login_link(user=robin, purpose="resume", mail="offer_ready", once="offer-1")
    assert robin.mails.count() == LoginLink.objects.count() == 1
    assert services.consume_link(token=token_of(link_path(robin))).purpose == "resume"
    services.send_login_link(user=robin, purpose="resume", mail="offer_ready", once="offer-2")
    assert robin.mails.count() == 2


@pytest.mark.parametrize("token", ["", "bestaat-niet", "a" * 300])
def test_an_unknown_token_opens_nothing(token, robin):
    with pytest.raises(LinkUnknown):
        services.consume_link(token=token)


def test_the_token_is_not_in_the_database(token):
    row = LoginLink.objects.values().get()
    assert token not in str(row)


def test_a_closed_account_has_no_door(token, robin):
    User.objects.filter(pk=robin.pk).update(is_active=False)
    with pytest.raises(LinkUnknown):
        services.consume_link(token=token)


def test_staff_never_enter_by_link(clerk):
    with pytest.raises(AddressRefused):
        services.send_login_link(user=clerk, purpose="resume")
    with pytest.raises(AddressRefused):
        services.get_or_create_consumer(email="BO@neo.example")


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_two_hundred_looks_by_a_mail_scanner_consume_nothing_and_open_no_session(method, robin, token):
    client = Client()
    for _ in range(200):
        getattr(client, method)(f"/toegang/link/{token}/")
    link = LoginLink.objects.get()
    assert (link.used_at, link.replaced_at) == (None, None)
    assert "_auth_user_id" not in client.session
    services.consume_link(token=token)


def test_a_post_without_the_page_is_refused_and_leaves_no_token_in_the_log(token, caplog):
    response = Client(enforce_csrf_checks=True).post("/toegang/link/openen/", {"token": token})
    assert response.status_code == 403
    assert "/toegang/link/openen/" in caplog.text
    assert token not in caplog.text
    services.peek_link(token=token)


def test_the_address_in_the_mail_only_shows_it_never_uses_it(token):
    assert Client().post(f"/toegang/link/{token}/").status_code == 405
    services.peek_link(token=token)


@pytest.mark.django_db(transaction=True)
def test_of_twenty_parallel_uses_of_a_link_one_wins(robin, link_path, at_once):
    services.send_login_link(user=robin, purpose="start")
    token = token_of(link_path(robin))
    outcomes = at_once(lambda: services.consume_link(token=token), 20)
    assert sum(isinstance(outcome, LoginLink) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, LinkUsed) for outcome in outcomes) == 19


@pytest.mark.django_db(transaction=True)
def test_one_address_typed_twice_at_once_is_one_person(at_once):
    outcomes = at_once(lambda: services.get_or_create_consumer(email="Kim@Voorbeeld.NL"), 8)
    assert {outcome.pk for outcome in outcomes} == {User.objects.get(email="kim@voorbeeld.nl").pk}
