"""The pages at the door: what a visitor, a consumer and a member of staff can do there."""

import json
import re
import statistics
import time
from datetime import timedelta
from html import unescape

import pyotp
import pytest
import time_machine
from django.core.cache import cache
from django.db import IntegrityError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from redis.exceptions import ConnectionError as RedisConnectionError

from portal.identity import services
from portal.identity.models import LinkRequest, LoginLink, User
from portal.identity.sessions import client_of, safe_next
from portal.jobs.models import Job
from portal.notifications.models import Mail

PASSWORD = "een heel lang wachtwoord"
pytestmark = pytest.mark.django_db
ENTER, BEGIN, CODE, SETUP = (reverse(f"identity:{name}") for name in ("enter", "begin", "code", "totp_setup"))
STAY = reverse("identity:stay")


def words(response) -> str:
    """What is on the page, without what differs per visit."""
    return unescape(response.content.decode().partition("<main")[2])


def test_a_beginner_goes_from_address_to_a_secured_start(client, run_jobs, link_path, press):
    assert client.post(BEGIN, {"email": " Robin@Voorbeeld.NL "}, follow=True).status_code == 200
    run_jobs()
    robin = User.objects.get(email="robin@voorbeeld.nl")
    assert "Ga verder" in words(client.get(link_path(robin)))
    response = press(client, robin)
    assert response["Location"].startswith(SETUP)
    page = client.get(response["Location"])
    code = pyotp.TOTP(page.context["setup"].secret).now()
    response = client.post(SETUP, {"code": code, "next": page.context["next"]}, follow=True)
    assert len(response.context["codes"]) == 10
    codes = client.get(reverse("identity:recovery_file")).content.decode()
    assert all(code in codes for code in response.context["codes"])
    refused = client.post(reverse("identity:recovery_codes"), {"next": response.context["next"]})
    assert refused.status_code == 422
    done = client.post(reverse("identity:recovery_codes"), {"saved": "on", "next": response.context["next"]})
    assert done["Location"] == reverse("journey:home")
    assert "recovery_codes" not in client.session


def test_who_comes_back_gives_a_code_and_continues_where_they_were(client, sam, code, run_jobs, press):
    client.post(ENTER, {"email": sam.email, "next": "/aanvraag/lening/"})
    run_jobs()
    response = client.get(press(client, sam)["Location"])
    assert response.request["PATH_INFO"] == CODE
    response = client.post(CODE, {"code": code(), "next": response.context["next"]})
    assert response["Location"] == "/aanvraag/lening/"


@pytest.mark.parametrize("url", [BEGIN, ENTER])
def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(url, sam):
    pages = []
    for email in (sam.email, "zam@voorbeeld.nl"):
        response = Client().post(url, {"email": email}, follow=True)
        assert response.status_code == 200
        pages.append(words(response).replace(email, "…"))
    masked = [page.partition('name="csrfmiddlewaretoken"') for page in pages]
    assert masked[0][0] == masked[1][0]
    assert masked[0][2].partition(">")[2] == masked[1][2].partition(">")[2]


def test_the_page_does_the_same_work_for_a_known_and_an_unknown_address(sam):
    counts = []
    for email in (sam.email, "zam@voorbeeld.nl"):
        with CaptureQueriesContext(connection) as queries:
            Client().post(ENTER, {"email": email})
        counts.append([query["sql"].split()[0] for query in queries])
    assert counts[0] == counts[1]


def test_a_known_address_does_not_answer_slower(sam, monkeypatch):
    monkeypatch.setattr("portal.identity.services.links.spend", lambda limit, subject: None)
    took: dict[str, list[float]] = {sam.email: [], "zam@voorbeeld.nl": []}
    client = Client()
    for _ in range(40):
        for email, times in took.items():
            start = time.perf_counter()
            client.post(ENTER, {"email": email})
            times.append(time.perf_counter() - start)
    known, unknown = (statistics.median(times) for times in took.values())
    assert abs(known - unknown) < 0.005


def test_only_the_known_address_gets_mail_and_no_account_is_made_by_asking(sam, run_jobs):
    for email in (sam.email, "zam@voorbeeld.nl"):
        Client().post(ENTER, {"email": email})
    run_jobs()
    assert [mail.user for mail in Mail.objects.all()] == [sam]
    assert not User.objects.filter(email="zam@voorbeeld.nl").exists()
    assert not LinkRequest.objects.exists()


def test_the_address_of_a_member_of_staff_gets_no_link(clerk, run_jobs):
    assert Client().post(BEGIN, {"email": clerk.email}, follow=True).status_code == 200
    run_jobs()
    assert not Mail.objects.exists()
    assert not Job.objects.exclude(state="done").exists()


def test_a_link_request_that_is_answered_twice_sends_one_link(sam, run_jobs):
    Client().post(ENTER, {"email": sam.email})
    request_id = str(LinkRequest.objects.get().id)
    services.answer_link_request(request_id)
    services.answer_link_request(request_id)
    assert LoginLink.objects.count() == 1


def test_the_sixth_link_in_an_hour_waits_known_or_not(sam):
    texts = set()
    for email in (sam.email, "zam@voorbeeld.nl"):
        for _ in range(5):
            assert Client().post(ENTER, {"email": email}).status_code == 302
        response = Client().post(ENTER, {"email": email.upper()})
        assert response.status_code == 422
        texts.add(str(response.context["form"].errors["email"]))
        assert email.upper() in words(response)
    assert len(texts) == 1
    assert "Wacht 60 minuten" in texts.pop()


def test_one_client_cannot_ask_links_for_the_whole_town(db):
    for number in range(20):
        assert Client().post(ENTER, {"email": f"buur{number}@voorbeeld.nl"}).status_code == 302
    assert Client().post(ENTER, {"email": "buur21@voorbeeld.nl"}).status_code == 422
    assert Client(REMOTE_ADDR="192.0.2.7").post(ENTER, {"email": "buur21@voorbeeld.nl"}).status_code == 302


def test_without_counters_the_door_stays_closed_with_a_clear_word(sam, monkeypatch):
    def away(*args, **kwargs):
        raise RedisConnectionError

    monkeypatch.setattr(cache, "add", away, raising=False)
    response = Client().post(ENTER, {"email": sam.email})
    assert response.status_code == 422
    assert "Probeer het over een paar minuten opnieuw" in words(response)


@pytest.mark.parametrize("email", ["", "geen adres", "a@b", "x" * 300 + "@voorbeeld.nl"])
def test_what_is_no_address_is_refused_and_kept(client, email):
    response = client.post(BEGIN, {"email": email})
    assert response.status_code == 422
    assert "Fout:" in response.content.decode()
    assert f'value="{email}"' in response.content.decode() or not email


@pytest.mark.parametrize(
    ("change", "title", "status"),
    [
        ({"expires_at": timezone.now() - timedelta(days=1)}, "Deze link is verlopen", 410),
        ({"used_at": timezone.now()}, "Deze link is al gebruikt", 410),
        ({"replaced_at": timezone.now()}, "Deze link is vervangen", 410),
        ({"digest": "iets anders"}, "Deze link kennen we niet", 404),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_dead_link_has_its_own_words(client, robin, link_path, press, change, title, status, method):
    services.send_login_link(user=robin, purpose="start")
    path = link_path(robin)
    LoginLink.objects.update(**change)
    response = client.get(path) if method == "get" else press(client, robin)
    assert (response.status_code, f"<h1>{title}</h1>" in words(response)) == (status, True)
    assert "_auth_user_id" not in client.session


def test_a_dead_link_is_replaced_by_one_to_the_same_mailbox(client, robin, link_path, press):
    services.send_login_link(user=robin, purpose="start", next_path="/aanvraag/woning/")
    LoginLink.objects.update(expires_at=timezone.now())
    token = link_path(robin).rstrip("/").rpartition("/")[2]
    known = client.post(reverse("identity:link_again"), {"token": token})
    unknown = client.post(reverse("identity:link_again"), {"token": "bestaat-niet"})
    assert words(known) == words(unknown)
    assert LoginLink.objects.latest("created_at").next_path == "/aanvraag/woning/"
    assert press(client, robin).status_code == 302


def test_their_own_used_link_brings_who_is_already_in_back_home(client, robin, link_path, enter):
    enter(client, robin)
    assert client.get(link_path(robin))["Location"] == reverse("journey:home")


def test_the_link_page_tells_nobody_where_it_came_from(client, robin, link_path):
    services.send_login_link(user=robin, purpose="start")
    assert client.get(link_path(robin))["Referrer-Policy"] == "strict-origin"


def test_each_step_gives_the_session_a_new_key(client, sam, code, enter):
    client.post(ENTER, {"email": sam.email})
    keys = [client.session.session_key]
    enter(client, sam)
    keys.append(client.session.session_key)
    client.post(CODE, {"code": code()})
    keys.append(client.session.session_key)
    assert None not in keys
    assert len(set(keys)) == 3


def test_a_session_planted_before_the_log_in_stays_outside(sam, enter):
    attacker, victim = Client(), Client()
    attacker.post(ENTER, {"email": "boef@voorbeeld.nl"})
    victim.cookies["sessionid"] = attacker.cookies["sessionid"].value
    enter(victim, sam)
    assert "_auth_user_id" not in attacker.session


def test_a_link_alone_does_not_open_class_a_pages(client, sam, enter):
    enter(client, sam)
    response = client.get(reverse("journey:home"))
    assert response["Location"].startswith(CODE)


def test_who_has_no_app_sets_one_up_before_class_a_pages(client, robin, enter):
    enter(client, robin)
    assert client.get(reverse("journey:home"))["Location"].startswith(SETUP)


def test_a_link_alone_does_not_replace_the_app(client, sam, enter):
    enter(client, sam)
    for response in (client.get(SETUP), client.post(SETUP, {"code": "123456"})):
        assert response["Location"].startswith(CODE)


def test_a_recovery_code_opens_and_leads_to_a_new_app(client, sam, enter):
    codes = services.issue_recovery_codes(user=sam)
    enter(client, sam)
    assert client.post(reverse("identity:recovery"), {"code": "AAAAA-AAAAA"}).status_code == 422
    response = client.post(reverse("identity:recovery"), {"code": codes[0]}, follow=True)
    assert response.context["replaces"]


def test_a_new_app_logs_out_every_other_browser(sam, step_up):
    here, elsewhere = Client(), Client()
    with time_machine.travel(timezone.now()) as clock:
        step_up(here, sam)
        clock.shift(timedelta(seconds=60))
        step_up(elsewhere, sam)
        secret = here.get(SETUP).context["setup"].secret
        here.post(SETUP, {"code": pyotp.TOTP(secret).at(timezone.now())})
    assert here.get(CODE)["Location"] == reverse("journey:home")
    assert elsewhere.get(CODE)["Location"].startswith(ENTER)


def test_a_wrong_code_is_told_at_the_field_and_never_shown_again(client, sam, code, enter):
    enter(client, sam)
    wrong = "000000" if code() != "000000" else "111111"
    response = client.post(CODE, {"code": wrong})
    assert response.status_code == 422
    assert "Deze code klopt niet" in words(response)
    assert wrong not in words(response)


@pytest.mark.parametrize("typed", ["12345", "abcdef", "", "1234567890123"])
def test_what_cannot_be_a_code_does_not_use_up_a_try(client, sam, code, enter, typed):
    enter(client, sam)
    for _ in range(6):
        assert client.post(CODE, {"code": typed}).status_code == 422
    assert client.post(CODE, {"code": code()}).status_code == 302


def test_who_does_nothing_gives_a_new_code_and_who_does_something_does_not(client, sam, step_up, settings):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        step_up(client, sam)
        for _ in range(3):
            clock.shift(settings.STEP_UP_IDLE - timedelta(minutes=1))
            assert client.post(STAY).json()["left"] >= settings.STEP_UP_IDLE.total_seconds() - 1
        assert client.get(CODE)["Location"] == reverse("journey:home")
        clock.shift(settings.STEP_UP_IDLE + timedelta(seconds=1))
        assert client.post(STAY).status_code == 401
        assert client.get(CODE).status_code == 200


def test_what_a_page_asks_by_itself_keeps_nobody_in(client, sam, step_up, settings):
    home = reverse("journey:home")
    with time_machine.travel(timezone.now()) as clock:
        step_up(client, sam)
        clock.shift(settings.STEP_UP_IDLE - timedelta(minutes=1))
        client.get(home, headers={"HX-Request": "true"})
        clock.shift(timedelta(minutes=2))
        assert client.post(STAY).status_code == 401


def test_after_the_whole_time_of_a_session_everybody_comes_in_anew(client, sam, step_up, settings):
    with time_machine.travel(timezone.now()) as clock:
        step_up(client, sam)
        for _ in range(settings.SESSION_COOKIE_AGE // (20 * 60)):
            clock.shift(timedelta(minutes=20))
            client.post(STAY)
        clock.shift(timedelta(seconds=1))
        assert client.post(STAY).status_code == 401
        assert client.get(CODE)["Location"].startswith(ENTER)


def test_the_page_says_beforehand_how_long_that_is_and_warns_in_time(client, sam, step_up, settings):
    step_up(client, sam)
    page = client.get(reverse("identity:leave")).content.decode()
    assert f"Doe je {int(settings.STEP_UP_IDLE.total_seconds()) // 60} minuten niets" in page
    left = int(re.search(r'data-left="(\d+)"', page)[1])
    assert settings.IDLE_WARNING.total_seconds() < left <= settings.STEP_UP_IDLE.total_seconds()
    assert "data-left" not in client.post(reverse("identity:leave"), follow=True).content.decode()


def test_leaving_ends_the_session_on_the_server(client, sam, step_up):
    step_up(client, sam)
    stolen = client.cookies["sessionid"].value
    assert client.get(reverse("identity:leave")).status_code == 200
    client.post(reverse("identity:leave"))
    client.cookies["sessionid"] = stolen
    assert client.get(CODE)["Location"].startswith(ENTER)


def test_leaving_everywhere_ends_the_other_sessions_too(sam, enter):
    here, elsewhere = Client(), Client()
    enter(here, sam)
    enter(elsewhere, sam)
    here.post(reverse("identity:leave"), {"everywhere": "1"})
    assert elsewhere.get(CODE)["Location"].startswith(ENTER)


def test_a_closed_account_is_out_at_its_next_request(client, sam, step_up):
    step_up(client, sam)
    User.objects.filter(pk=sam.pk).update(is_active=False)
    assert client.get(CODE)["Location"].startswith(ENTER)


@pytest.mark.parametrize(
    "path", ["https://kwaad.example/", "//kwaad.example", "/\\kwaad.example", "javascript:alert(1)", "kwaad"]
)
def test_after_the_door_nobody_is_sent_to_another_site(path):
    assert safe_next(path) == reverse("journey:home")


def test_a_header_of_the_visitor_does_not_change_who_is_counted(rf, settings):
    request = rf.get("/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.4"}, REMOTE_ADDR="10.0.0.1")
    assert client_of(request) == "10.0.0.1"
    settings.TRUSTED_PROXIES = 1
    assert client_of(request) == "198.51.100.4"
    assert client_of(rf.get("/", REMOTE_ADDR="10.0.0.1")) == "10.0.0.1"


def test_staff_enter_with_password_and_code_together(client, clerk, code):
    url = reverse("identity:staff_enter")
    good = {"email": clerk.email.upper(), "password": PASSWORD, "code": code()}
    refusals = [
        client.post(url, {**good, "code": "000000" if code() != "000000" else "111111"}),
        client.post(url, {**good, "code": ""}),
        client.post(url, {**good, "password": "iets anders"}),
        client.post(url, {**good, "email": "niemand@neo.example"}),
    ]
    assert {response.status_code for response in refusals} == {422}
    assert len({str(response.context["form"].non_field_errors()) for response in refusals}) == 1
    assert client.post(url, good)["Location"] == reverse("admin:index")


def test_a_consumer_is_no_member_of_staff(client, sam, code):
    sam.set_password(PASSWORD)
    sam.save()
    fields = {"email": sam.email, "password": PASSWORD, "code": code()}
    assert client.post(reverse("identity:staff_enter"), fields).status_code == 422


def test_new_staff_set_up_an_app_before_the_back_office_opens(client, db):
    services.create_staff(email="nieuw@neo.example", name="Noor", password=PASSWORD, groups=["acceptant"])
    fields = {"email": "nieuw@neo.example", "password": PASSWORD}
    response = client.post(reverse("identity:staff_enter"), fields)
    assert response["Location"].startswith(SETUP)
    secret = client.get(response["Location"]).context["setup"].secret
    response = client.post(SETUP, {"code": pyotp.TOTP(secret).now(), "next": reverse("admin:index")})
    assert client.get(reverse("identity:staff_enter"))["Location"] == reverse("admin:index")


def test_staff_passwords_are_counted_per_address_known_or_not(clerk, code):
    url = reverse("identity:staff_enter")
    texts = set()
    for email in (clerk.email, "niemand@neo.example"):
        for _ in range(5):
            Client().post(url, {"email": email, "password": "fout", "code": "123456"})
        response = Client().post(url, {"email": email, "password": PASSWORD, "code": code()})
        texts.add(str(response.context["form"].non_field_errors()))
    assert len(texts) == 1
    assert "Wacht 15 minuten" in texts.pop()


def test_staff_are_no_applicants(client, clerk, code):
    client.post(reverse("identity:staff_enter"), {"email": clerk.email, "password": PASSWORD, "code": code()})
    assert client.get(reverse("journey:home"))["Location"] == reverse("admin:index")


def test_an_address_is_stored_in_one_spelling(db):
    services.get_or_create_consumer(email=" Kim@Voorbeeld.NL")
    with pytest.raises(IntegrityError):
        User.objects.filter(email="kim@voorbeeld.nl").update(email="KIM@voorbeeld.nl")


def test_no_page_at_the_door_may_be_framed_or_run_inline_code(client, sam, robin, enter):
    paths = [BEGIN, ENTER, reverse("identity:staff_enter"), reverse("identity:left")]
    pages = [client.get(path) for path in paths]
    enter(client, robin)
    pages.append(client.get(SETUP))
    for response in pages:
        html = response.content.decode()
        assert response.status_code == 200
        assert " style=" not in html
        assert "onclick" not in html
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]


def test_the_session_in_the_database_holds_no_code_and_no_secret(client, robin, enter):
    enter(client, robin)
    secret = client.get(SETUP).context["setup"].secret
    client.post(SETUP, {"code": pyotp.TOTP(secret).now()})
    codes = client.get(reverse("identity:recovery_codes")).context["codes"]
    session = json.dumps(dict(client.session.items()))
    assert secret not in session
    assert not [code for code in codes if code in session]
