"""Acts on a dossier: they go through the services, move the state, and say why they cannot."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from portal import clock
from portal.assessments.models import AcceptanceSwitch
from portal.dossiers.models import Dossier, DossierEvent
from portal.dossiers.states import State
from portal.evidence.models import DocumentRequest
from portal.identity.models import User
from portal.jobs.models import Job
from portal.notifications.models import Mail
from portal.notifications.render import MailRefused
from portal.offers import process
from tests.portal import builders
from tests.portal.backoffice.conftest import come_in, open_dossier, page_of


@pytest.fixture
def ready(desk: Client, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    """A dossier in review with a valid renteaanbod; the engine's own tests judge what it says of one."""
    dossier = builders.dossier_in(State.IN_REVIEW, partner="Bos", renteaanbod_until=clock.today() + timedelta(days=9))
    open_dossier(desk, dossier)

    def decided(**asked: Any) -> Any:
        return builders.assessed(asked["dossier"], phase=asked["phase"])

    monkeypatch.setattr(process, "assess", decided)
    monkeypatch.setattr(process, "running_terms", lambda dossier: None)
    return dossier


def act(desk: Client, dossier: Dossier, code: str, words: str = "Alles klopt.", version: int | None = None) -> Any:
    data = {"version": dossier.version if version is None else version, "motivation": words}
    return desk.post(reverse("admin:dossier_act", args=[dossier.pk, code]), data)


def state_of(dossier: Dossier) -> str:
    return Dossier.objects.get(pk=dossier.pk).state


def test_approving_asks_for_the_offer_and_keeps_who_and_why(desk: Client, clerk: User, ready: Dossier) -> None:
    answer = act(desk, ready, "akkoord", "Inkomen en woning kloppen.")
    assert answer.url == page_of(ready)
    assert state_of(ready) == State.APPROVED
    event = DossierEvent.objects.get(dossier=ready, name="approve")
    assert (event.actor, event.detail["motivation"]) == (clerk, "Inkomen en woning kloppen.")
    assert Job.objects.filter(kind="hypotheekaanbod.issue", payload__dossier_id=str(ready.pk)).count() == 1


def test_declining_tells_every_applicant(desk: Client, ready: Dossier) -> None:
    act(desk, ready, "afwijzen", "Het inkomen is niet aangetoond.")
    assert state_of(ready) == State.DECLINED
    assert Mail.objects.filter(template="declined").count() == 2


def test_returning_opens_the_answers_again(desk: Client, ready: Dossier) -> None:
    act(desk, ready, "terugsturen", "Vul de overdracht opnieuw in.")
    assert state_of(ready) == State.INTAKE


@pytest.mark.parametrize("code", ["akkoord", "terugsturen", "afwijzen"])
def test_an_act_without_words_is_asked_again(desk: Client, ready: Dossier, code: str) -> None:
    answer = act(desk, ready, code, "  ")
    assert answer.status_code == 422
    assert "Schrijf op waarom." in answer.content.decode()
    assert state_of(ready) == State.IN_REVIEW


def test_documents_still_open_send_the_dossier_back(desk: Client, ready: Dossier) -> None:
    builders.document_for(ready, state="rejected")
    DocumentRequest.objects.filter(dossier=ready).update(state=DocumentRequest.State.REJECTED)
    act(desk, ready, "documenten")
    assert state_of(ready) == State.COLLECTING


def test_asking_for_documents_sends_one_mail_and_goes_back_to_collecting(desk: Client, ready: Dossier) -> None:
    answer = desk.post(
        reverse("admin:dossier_ask", args=[ready.pk]),
        {
            "form-TOTAL_FORMS": "3",
            "form-INITIAL_FORMS": "0",
            "form-0-document_type": "bankafschrift",
            "form-0-applicant": "2",
            "form-0-question": "Je saldo van november.",
            "form-1-document_type": "koopakte",
            "form-1-applicant": "",
            "form-1-question": "Met alle handtekeningen.",
        },
    )
    assert answer.status_code == 302
    assert state_of(ready) == State.COLLECTING
    asked = {(one.document_type, str(one.applicant), one.note) for one in ready.requests.all()}
    assert asked == {
        ("bankafschrift", "S. Bos", "Je saldo van november."),
        ("koopakte", "None", "Met alle handtekeningen."),
    }
    assert Mail.objects.filter(template="documents_asked").count() == 2


@pytest.mark.parametrize(
    ("row", "text"),
    [
        ({}, "Kies minstens één document."),
        ({"form-0-document_type": "koopakte"}, "Schrijf op wat er op het document moet staan"),
        ({"form-0-question": "Iets"}, "Kies een document."),
    ],
)
def test_a_question_that_is_not_whole_is_not_sent(desk: Client, ready: Dossier, row: dict[str, str], text: str) -> None:
    data = {"form-TOTAL_FORMS": "3", "form-INITIAL_FORMS": "0", **row}
    answer = desk.post(reverse("admin:dossier_ask", args=[ready.pk]), data)
    assert answer.status_code == 422
    assert text in answer.content.decode()
    assert not ready.requests.exists()


def test_an_act_that_is_not_possible_now_says_why_on_the_page_and_on_its_own(desk: Client) -> None:
    dossier = builders.dossier_in(State.IN_REVIEW)
    builders.document_for(dossier)
    open_dossier(desk, dossier)
    why = "Er zijn nog 1 documenten niet beoordeeld."
    assert why in desk.get(page_of(dossier)).content.decode()
    assert why in act(desk, dossier, "akkoord").content.decode()
    assert state_of(dossier) == State.IN_REVIEW


def test_no_approval_on_a_renteaanbod_that_is_over(desk: Client, ready: Dossier) -> None:
    ready.renteaanbiedingen.update(valid_until=clock.today() - timedelta(days=1))
    answer = act(desk, ready, "akkoord")
    assert answer.status_code == 409
    assert "Het renteaanbod is niet meer geldig." in answer.content.decode()


def test_no_approval_when_the_last_test_says_no(desk: Client, ready: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    def decided(**asked: Any) -> Any:
        return builders.assessed(asked["dossier"], builders.decision(outcome="rejected"), phase=asked["phase"])

    monkeypatch.setattr(process, "assess", decided)
    answer = act(desk, ready, "akkoord")
    assert answer.status_code == 409
    assert "De regels laten goedkeuren niet toe." in answer.content.decode()
    assert state_of(ready) == State.IN_REVIEW


@pytest.mark.parametrize("state", [one for one in State if one is not State.IN_REVIEW])
def test_outside_review_no_act_moves_a_dossier(desk: Client, state: State) -> None:
    dossier = builders.dossier_in(state)
    open_dossier(desk, dossier)
    for code in ("akkoord", "documenten", "terugsturen", "afwijzen"):
        answer = act(desk, dossier, code)
        assert answer.status_code == 409
        assert "Dit kan in de stand Bij de behandelaar." in answer.content.decode()
    assert state_of(dossier) == state


def test_who_decides_on_a_page_that_is_out_of_date_is_told_that_somebody_was_first(
    desk: Client, ready: Dossier
) -> None:
    answer = desk.post(
        reverse("admin:dossier_act", args=[ready.pk, "afwijzen"]),
        {"version": ready.version - 1, "motivation": "Te laat gezien."},
        follow=True,
    )
    assert "Iemand was je voor" in answer.content.decode()
    assert state_of(ready) == State.IN_REVIEW


def test_a_double_click_approves_once(desk: Client, ready: Dossier) -> None:
    first, second = act(desk, ready, "akkoord"), act(desk, ready, "akkoord")
    assert (first.status_code, second.status_code) == (302, 302)
    assert DossierEvent.objects.filter(dossier=ready, name="approve").count() == 1


def test_words_that_may_not_be_mailed_are_refused_at_the_field(
    desk: Client, ready: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: Any, **kwargs: Any) -> None:
        raise MailRefused("documents_asked holds an amount")

    monkeypatch.setattr(process, "tell", refuse)
    answer = act(desk, ready, "terugsturen", "Je mist € 500.")
    assert answer.status_code == 422
    assert "Noem geen bedragen" in answer.content.decode()
    assert state_of(ready) == State.IN_REVIEW


def test_who_may_only_look_cannot_act(client: Client, clerk: User) -> None:
    dossier = builders.dossier_in(State.IN_REVIEW)
    group = clerk.groups.get()
    group.permissions.set(group.permissions.exclude(codename__startswith="change_"))
    come_in(client, clerk)
    open_dossier(client, dossier)
    assert "Je rol mag dit niet." in client.get(page_of(dossier)).content.decode()
    assert act(client, dossier, "afwijzen").status_code == 403
    assert state_of(dossier) == State.IN_REVIEW


@pytest.fixture
def policy(client: Client, clerk: User) -> Callable[[dict[str, str]], Any]:
    """Add a switch as who manages policy."""
    clerk.groups.add(Group.objects.get(name="Productbeheer"))
    come_in(client, clerk)
    return lambda data: client.post(reverse("admin:assessments_acceptanceswitch_add"), data)


def test_a_switch_is_added_with_a_day_and_a_reason(policy: Callable[[dict[str, str]], Any]) -> None:
    policy({"valid_from": "2026-12-01", "accepts_new_customers": "nee", "reason": "Te veel aanvragen"})
    row = AcceptanceSwitch.objects.get()
    assert (row.valid_from.isoformat(), row.accepts_new_customers, row.reason) == (
        "2026-12-01",
        False,
        "Te veel aanvragen",
    )


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"valid_from": "2026-11-22"}, "wat gold, blijft staan"),
        ({"accepts_new_customers": ""}, "Kies ja of nee."),
        ({"reason": ""}, "Dit veld is verplicht."),
    ],
)
def test_a_switch_that_rewrites_the_past_or_gives_no_reason_is_refused(
    policy: Callable[[dict[str, str]], Any], change: dict[str, str], text: str
) -> None:
    data = {"valid_from": "2026-12-01", "accepts_new_customers": "ja", "reason": "Weer open"}
    assert text in policy({**data, **change}).content.decode()
    assert not AcceptanceSwitch.objects.exists()


def test_the_desk_adds_no_switch(desk: Client) -> None:
    assert desk.get(reverse("admin:assessments_acceptanceswitch_add")).status_code == 403
