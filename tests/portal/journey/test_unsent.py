"""A form that arrives after the session ended, or with an old key: kept for who typed it, and for nobody else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.signing import TimestampSigner
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.dossiers.drafts import draft_of
from portal.dossiers.models import Applicant, Draft
from portal.dossiers.states import State
from portal.identity.owner import OWNER, SIGNER
from portal.identity.sessions import LINK_AT, SEEN_AT, TOTP_AT
from tests.portal import applications
from tests.portal.journey.answers import assert_kept, typed_on
from tests.portal.journey.conftest import Code, Enter
from tests.portal.journey.markup import tree_of, words_of
from tests.portal.journey.test_keeping import CHANGED, FORMS, RESTORED, url

pytestmark = pytest.mark.django_db
WHO = reverse("journey:person_part", args=["wie-je-bent"])
SUBMIT = reverse("journey:submit")


@pytest.fixture
def sanne(db: None) -> Applicant:
    one = applications.applicant("sanne")
    applications.describe_wish(one.dossier)
    return one


@pytest.fixture
def client(enter: Enter, sanne: Applicant) -> Client:
    return enter(sanne)


def mark_on(client: Client, address: str) -> str:
    marks = {str(one.get("value")) for one in tree_of(client.get(address)).xpath(f"//form//input[@name='{OWNER}']")}
    (mark,) = marks
    return mark


def filled(name: str, mark: str) -> dict[str, Any]:
    field, value = CHANGED[name]
    return FORMS[name] | {field: value, OWNER: mark}


@pytest.mark.parametrize("name", FORMS)
def test_what_was_sent_after_the_session_ended_waits_on_its_page(
    client: Client, sanne: Applicant, enter: Enter, name: str
) -> None:
    form = filled(name, mark_on(client, url(name)))
    client.logout()
    door = client.post(url(name), form, follow=True)
    assert "Wat je net invulde, is bewaard" in words_of(door)
    page = enter(sanne).get(url(name))
    assert RESTORED in words_of(page)
    field, value = CHANGED[name]
    assert_kept(page, {field: value}, action=url(name))


def test_somebody_else_in_the_same_browser_sees_nothing_of_it(client: Client, sanne: Applicant, enter: Enter) -> None:
    form = filled("jij-wie-je-bent", mark_on(client, WHO))
    client.logout()
    other = applications.applicant("robin")
    client.cookies = enter(other).cookies
    client.post(WHO, form)
    client.logout()
    client.post(WHO, form)
    assert draft_of(other, "jij-wie-je-bent") is None
    kept = draft_of(sanne, "jij-wie-je-bent")
    assert kept is not None
    assert kept["surname"] == ["Anders"]


def test_without_a_mark_of_ours_nothing_is_kept(visitor: Client, sanne: Applicant) -> None:
    own = sanne.user.pk.hex
    forged = TimestampSigner(salt="elsewhere").sign(own)
    for mark in ("", "x", own, forged, SIGNER.sign("x"), SIGNER.sign("0" * 32), SIGNER.sign(own)[:-1], "é"):
        assert visitor.post(WHO, FORMS["jij-wie-je-bent"] | {OWNER: mark}).status_code == 302
    assert not Draft.objects.exists()


def test_a_page_of_more_than_a_week_ago_is_nobodys(visitor: Client, sanne: Applicant) -> None:
    with time_machine.travel(timezone.now() - timedelta(days=7, seconds=2)):
        mark = SIGNER.sign(sanne.user.pk.hex)
    visitor.post(WHO, FORMS["jij-wie-je-bent"] | {OWNER: mark})
    assert not Draft.objects.exists()


def test_an_act_is_never_kept_to_be_done_later_and_the_door_says_so(client: Client, sanne: Applicant) -> None:
    mark = SIGNER.sign(sanne.user.pk.hex)
    client.logout()
    door = client.post(SUBMIT, {OWNER: mark, "true": "on"}, follow=True)
    assert "Wat je net deed, is niet verstuurd." in words_of(door)
    assert not Draft.objects.exists()


def test_answers_of_an_application_that_was_sent_are_not_kept(visitor: Client) -> None:
    sent = applications.put(applications.single(), State.SUBMITTED).applicants.get()
    mark = SIGNER.sign(sent.user.pk.hex)
    visitor.post(WHO, FORMS["jij-wie-je-bent"] | {OWNER: mark})
    assert not Draft.objects.exists()
    visitor.post(reverse("journey:messages"), {OWNER: mark, "text": "Ik heb nog een vraag"})
    assert draft_of(sent, "messages") == {"text": ["Ik heb nog een vraag"]}


def strict(client: Client) -> Client:
    """The same browser, with the keys of its forms looked at."""
    client.handler.enforce_csrf_checks = True
    return client


def test_an_old_key_loses_nothing_that_a_page_of_ours_sent(client: Client, sanne: Applicant) -> None:
    form = filled("jij-wie-je-bent", mark_on(client, WHO))
    refused = strict(client).post(WHO, form, headers={"Origin": "http://testserver"})
    assert refused.status_code == 403
    assert WHO in [one.get("href") for one in tree_of(refused).xpath("//main//a")]
    assert typed_on(client.get(WHO), action=WHO)["surname"] == ["Anders"]
    part = strict(client).post(WHO, form, headers={"Origin": "http://testserver", "HX-Request": "true"})
    assert part["HX-Refresh"] == "true"


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elders.example"}, {"Origin": "null"}])
def test_what_another_site_sends_is_not_kept(client: Client, sanne: Applicant, headers: dict[str, str]) -> None:
    form = filled("jij-wie-je-bent", mark_on(client, WHO))
    assert strict(client).post(WHO, form, headers=headers).status_code == 403
    assert not Draft.objects.exists()


def test_staff_pages_carry_no_mark(enter: Enter, sanne: Applicant) -> None:
    page = enter(applications.clerk()).get("/toegang/uit/")
    assert not tree_of(page).xpath(f"//input[@name='{OWNER}']")


def test_eight_hours_after_a_code_a_new_one_is_enough_and_what_was_typed_is_saved(
    client: Client, sanne: Applicant, code: Code
) -> None:
    form = filled("jij-wie-je-bent", mark_on(client, WHO))
    session, now = client.session, int(timezone.now().timestamp())
    session[LINK_AT] = session[TOTP_AT] = now - int(settings.STEP_UP_AGE.total_seconds()) - 1
    session[SEEN_AT] = now
    session.save()
    asked = client.post(WHO, form)
    assert asked.status_code == 422
    assert "Vul je code opnieuw in" in words_of(asked)
    carried = {name: values[-1] for name, values in typed_on(asked, action=WHO).items()}
    assert client.post(WHO, {**form, **carried, "totp_code": code()}).status_code == 303
    sanne.refresh_from_db()
    assert sanne.surname == "Anders"
