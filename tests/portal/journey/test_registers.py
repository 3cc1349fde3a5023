"""«Je gegevens uit registers»: what was shared, who looked, and taking consent back; nobody's but one's own."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from portal import clock
from portal.dossiers.access import record_look
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State
from portal.evidence.models import Consent, OcktoSession
from portal.evidence.reading import latest_bundle
from tests.portal import applications
from tests.portal.journey.conftest import Enter

pytestmark = pytest.mark.django_db
PAGE, WITHDRAW = reverse("journey:registers"), reverse("journey:withdraw_consent")


@pytest.fixture
def dossier(db: None) -> Dossier:
    made = applications.single()
    lines = [
        {"source": "mijnuwv", "status": "collected", "reason": "", "at": ""},
        {"source": "duo", "status": "failed", "reason": "down", "at": ""},
    ]
    OcktoSession.objects.filter(applicant__dossier=made).update(sources=lines)
    return made


@pytest.fixture
def sanne(dossier: Dossier) -> Applicant:
    return dossier.applicants.get()


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_it_says_what_was_shared_from_where_and_until_when_it_is_kept(enter: Enter, sanne: Applicant) -> None:
    said = words(enter(sanne).get(PAGE))
    consent = Consent.objects.get(applicant=sanne)
    assert "UWV" in said
    assert "DUO" not in said, "that register gave nothing"
    assert consent.keep_until == timezone.localtime(consent.given_at).date() + timedelta(days=90)
    assert f"versie {consent.text_version}" in said
    assert "Toestemming intrekken" in said


def test_who_looked_is_listed_with_the_reasons_that_are_on_the_list(
    enter: Enter, dossier: Dossier, sanne: Applicant
) -> None:
    by = applications.clerk("Bo de Wit")
    record_look(dossier=dossier, actor=by, what="dossier", reason="Controle achteraf")
    record_look(dossier=dossier, actor=by, what="document: Salarisstrook (1234)", reason="vermoeden van fraude")
    said = words(enter(sanne).get(PAGE))
    assert "Controle achteraf" in said
    assert "Andere reden" in said
    for hidden in ("fraude", "Salarisstrook", "Bo de Wit"):
        assert hidden not in said


def test_taking_it_back_asks_first_and_says_what_happens(enter: Enter, dossier: Dossier, sanne: Applicant) -> None:
    applications.with_renteaanbod(dossier)
    client = enter(sanne)
    said = words(client.get(WITHDRAW))
    assert "rente-aanbod dat je al hebt, vervalt" in said
    assert latest_bundle(sanne) is not None, "looking changes nothing"
    answer = client.post(WITHDRAW)
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    said = words(client.get(PAGE))
    assert "Ingetrokken" in said
    assert "Je toestemming intrekken" not in said
    assert Dossier.objects.get(pk=dossier.pk).state == State.INTAKE
    assert client.get(reverse("journey:home")).status_code == 200
    answer = client.post(WITHDRAW)
    assert answer.status_code == 303
    assert "niets veranderd" in words(client.get(PAGE))


def test_after_an_offer_it_says_why_not_and_whom_to_ask(enter: Enter, dossier: Dossier, sanne: Applicant) -> None:
    applications.with_hypotheekaanbod(dossier)
    client = enter(sanne)
    said = words(client.get(PAGE))
    for needed in ("Intrekken kan niet meer", "AVG", "NHG, artikel A6", "Autoriteit Persoonsgegevens", "@"):
        assert needed in said
    assert client.get(WITHDRAW)["Location"] == PAGE
    assert client.post(WITHDRAW)["Location"] == PAGE
    assert latest_bundle(sanne) is not None


def test_a_partner_sees_and_ends_only_their_own(enter: Enter, db: None) -> None:
    couple = applications.couple()
    first, second = couple.applicants.order_by("position")
    client = enter(second)
    assert words(client.get(PAGE)).count("Gedeeld op") == 1
    client.post(WITHDRAW)
    assert latest_bundle(first) is not None
    assert latest_bundle(second) is None
    assert Consent.objects.get(applicant=first).ended_at is None


def test_somebody_who_shared_nothing_reads_that(enter: Enter, robin: Applicant) -> None:
    assert "nog geen gegevens" in words(enter(robin).get(PAGE))


def test_it_needs_the_code(enter: Enter, sanne: Applicant) -> None:
    client = enter(sanne, step_up=False)
    for address in (PAGE, WITHDRAW):
        assert client.get(address).status_code == 302
    assert client.post(WITHDRAW).status_code == 422, "the code is asked first"
    assert Consent.objects.get(applicant=sanne).ended_at is None


def test_the_page_says_how_long_it_is_kept_once_the_loan_was_signed(
    enter: Enter, dossier: Dossier, sanne: Applicant
) -> None:
    applications.with_hypotheekaanbod(dossier)
    applications.put(dossier, State.SIGNED)
    said = words(enter(sanne).get(PAGE))
    assert "Zolang je lening loopt" in said
    assert "Bewaard voor je hypotheek" in said
    assert str(clock.today().year) in said
