"""Before signing: what owing it together means, and the other way out."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal import clock
from portal.correspondence.services import unanswered
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State
from portal.notifications.mails import MailName
from portal.notifications.models import Mail
from portal.offers.models import Hypotheekaanbod
from portal.offers.reminders import due_of_all
from tests.portal import applications
from tests.portal.journey.conftest import Code, Enter
from tests.portal.journey.markup import tree_of, words_of

pytestmark = pytest.mark.django_db
NO, SIGN, OFFER, HOME, RESPONSIBLE = (
    reverse(f"journey:{name}") for name in ("no_sign", "sign", "aanbod", "home", "responsible")
)


@pytest.fixture
def offer() -> Hypotheekaanbod:
    """The binding offer of a couple."""
    return applications.with_hypotheekaanbod(applications.couple())


@pytest.fixture
def people(offer: Hypotheekaanbod) -> tuple[Applicant, Applicant]:
    first, second = offer.dossier.applicants.order_by("position")
    return first, second


def refusal(text: str = "") -> dict[str, str]:
    return {"text": text, "once": str(uuid.uuid4())}


def links(client: Client, address: str) -> list[str]:
    return [str(one.get("href")) for one in tree_of(client.get(address)).xpath("//main//a")]


def test_two_people_read_what_they_owe_before_they_sign_and_one_goes_straight_on(
    people: tuple[Applicant, Applicant], enter: Enter
) -> None:
    client = enter(people[0])
    shown = links(client, OFFER)
    assert RESPONSIBLE in shown
    assert SIGN not in shown
    page = client.get(RESPONSIBLE)
    assert "Jij bent niet voor de helft verantwoordelijk, maar voor alles." in words_of(page)
    assert SIGN in links(client, RESPONSIBLE)
    alone = enter(applications.with_hypotheekaanbod(applications.single()).dossier.applicants.get())
    assert SIGN in links(alone, OFFER)


def test_a_copy_comes_before_signing(people: tuple[Applicant, Applicant], enter: Enter) -> None:
    shown = links(enter(people[0]), OFFER)
    copy = reverse("journey:download", args=["hypotheekaanbod"])
    assert shown.index(copy) < shown.index(RESPONSIBLE)


def test_who_does_not_sign_is_heard_and_nothing_ends(
    people: tuple[Applicant, Applicant], enter: Enter, offer: Hypotheekaanbod
) -> None:
    first, second = people
    assert enter(first).post(NO, refusal("De rente is te hoog"))["Location"] == OFFER
    assert Dossier.objects.get(pk=offer.dossier_id).state == State.OFFERED
    (mail,) = Mail.objects.filter(template=MailName.PARTNER_REFUSED)
    assert mail.user == second.user
    (question,) = unanswered()
    assert question.author == first.user
    assert "Tekent niet" in words_of(enter(second).get(OFFER))
    assert "De rente is te hoog" not in words_of(enter(second).get(reverse("journey:messages")))
    assert [one.applicant for one in due_of_all()] == [second]


def test_refusing_twice_is_once(people: tuple[Applicant, Applicant], enter: Enter) -> None:
    client = enter(people[0])
    for _ in range(2):
        assert client.post(NO, refusal()).status_code == 303
    assert Mail.objects.filter(template=MailName.PARTNER_REFUSED).count() == 1
    assert unanswered().count() == 1


def test_who_refused_may_still_sign_and_who_signed_can_not_refuse(
    people: tuple[Applicant, Applicant], enter: Enter, offer: Hypotheekaanbod, code: Code
) -> None:
    client = enter(people[0])
    client.post(NO, refusal())
    assert "Je liet weten niet te tekenen" in words_of(client.get(HOME))
    form = {"read": "on", "agree": "on", "code": code(), "document_sha256": offer.document_sha256}
    assert client.post(SIGN, form)["Location"] == OFFER
    assert "Tekent niet" not in words_of(client.get(OFFER))
    assert client.post(NO, refusal())["Location"] == OFFER
    assert Mail.objects.filter(template=MailName.PARTNER_REFUSED).count() == 1


def test_too_much_text_is_said_and_kept(people: tuple[Applicant, Applicant], enter: Enter) -> None:
    answer = enter(people[0]).post(NO, refusal("x" * 1901))
    assert answer.status_code == 422
    assert "x" * 1901 in answer.content.decode()
    assert not Mail.objects.filter(template=MailName.PARTNER_REFUSED).exists()


def test_after_the_last_day_there_is_nothing_to_refuse(
    people: tuple[Applicant, Applicant], enter: Enter, offer: Hypotheekaanbod, monkeypatch: pytest.MonkeyPatch
) -> None:
    after = offer.sign_by + timedelta(days=1)
    applications.put(offer.dossier, State.EXPIRED)
    monkeypatch.setattr(clock, "today", lambda: after)
    assert enter(people[0]).post(NO, refusal())["Location"] == HOME
    assert not Mail.objects.filter(template=MailName.PARTNER_REFUSED).exists()
