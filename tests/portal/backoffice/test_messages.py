"""The desk reads and answers; who decided can't answer the request for a person."""

import uuid
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from portal.correspondence import services
from portal.correspondence.models import HumanLook, Message
from portal.dossiers.models import AccessRecord, Dossier
from portal.identity.models import User
from tests.portal import applications
from tests.portal.backoffice.conftest import open_dossier, page_of

pytestmark = pytest.mark.django_db
INDEX = reverse("admin:index")


@pytest.fixture
def dossier(db: None) -> Dossier:
    return applications.couple()


@pytest.fixture
def question(dossier: Dossier) -> Message:
    one = dossier.applicants.get(position=1)
    return services.write(applicant=one, text="Wanneer hoor ik iets?", shared=False, once=uuid.uuid4())


@pytest.fixture
def look(dossier: Dossier) -> HumanLook:
    one = dossier.applicants.get(position=1)
    return services.ask_human(
        applicant=one, subject="besluit", text="Kijk eens", answer_by=date(2026, 12, 1), once=uuid.uuid4()
    )


def messages_of(dossier: Dossier) -> str:
    return reverse("admin:dossier_messages", args=[dossier.pk])


def words(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def test_a_question_waits_in_the_queue_until_it_is_answered(desk: Client, dossier: Dossier, question: Message) -> None:
    assert messages_of(dossier) in words(desk.get(INDEX))
    assert desk.get(messages_of(dossier)).status_code == 302, "first the reason"
    open_dossier(desk, dossier)
    assert "Berichten (1)" in words(desk.get(page_of(dossier)))
    assert "Wanneer hoor ik iets?" in words(desk.get(messages_of(dossier)))
    assert AccessRecord.objects.filter(what="berichten").count() == 1
    form = {"to": str(question.applicant_id), "text": "Morgen", "once": str(uuid.uuid4())}
    assert desk.post(messages_of(dossier), form).status_code == 302
    assert messages_of(dossier) not in words(desk.get(INDEX))
    assert [one.text for one in services.read_by(dossier.applicants.get(position=1))][-1] == "Morgen"
    assert services.read_by(dossier.applicants.get(position=2)) == []


@pytest.mark.parametrize("wrong", [{"to": ""}, {"text": ""}, {"text": "a" * 2001}])
def test_what_is_missing_is_said_and_nothing_is_sent(desk: Client, dossier: Dossier, wrong: dict[str, str]) -> None:
    open_dossier(desk, dossier)
    form = {"to": "allen", "text": "Morgen", "once": str(uuid.uuid4()), **wrong}
    assert desk.post(messages_of(dossier), form).status_code == 422
    assert not Message.objects.exists()


def test_a_request_for_a_person_is_answered_once(desk: Client, dossier: Dossier, look: HumanLook) -> None:
    address = reverse("admin:human_look", args=[look.pk])
    assert address in words(desk.get(INDEX))
    open_dossier(desk, dossier)
    assert "Kijk eens" in words(desk.get(address))
    form = {"text": "We keken opnieuw", "once": str(uuid.uuid4())}
    assert desk.post(address, form).status_code == 302
    assert address not in words(desk.get(INDEX))
    assert desk.post(address, form).status_code == 409


def test_who_decided_reads_why_not_and_can_not_send(
    desk: Client, clerk: User, dossier: Dossier, look: HumanLook
) -> None:
    HumanLook.objects.filter(pk=look.pk).update(decided_by=clerk)
    open_dossier(desk, dossier)
    address = reverse("admin:human_look", args=[look.pk])
    assert "Iemand anders moet hierop antwoorden" in words(desk.get(address))
    assert desk.post(address, {"text": "Nee", "once": str(uuid.uuid4())}).status_code == 409
    assert HumanLook.objects.get().answered_at is None
