"""The desk decides about figures that would be wrong: a line in the queue, a page, a motivated choice."""

import pytest
from django.test import Client
from django.urls import reverse

from brondata.datasets import Source
from portal.backoffice.roles import make_roles
from portal.disputes.models import Dispute
from portal.disputes.services import open_dispute, verdict_of
from portal.dossiers.models import AccessRecord, Applicant, Dossier
from portal.evidence.models import Upload
from portal.evidence.reading import latest_bundle
from portal.identity.services import create_staff
from portal.journey.figures import figures_by_code
from portal.offers.consent import withdraw_consent
from tests.portal import applications
from tests.portal.backoffice.conftest import PASSWORD, come_in, open_dossier, page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(db: None) -> Dossier:
    return applications.single()


@pytest.fixture
def dispute(dossier: Dossier) -> Dispute:
    one = dossier.applicants.select_related("dossier", "user__key").get()
    bundle = latest_bundle(one)
    assert bundle is not None
    figure = next(item for item in figures_by_code(bundle).values() if item.place.endswith("saldo_1_januari"))
    return open_dispute(applicant=one, figure=figure, should_be="€ 1.234,00", why="Ik had meer.")


def address(row: Dispute) -> str:
    return reverse("admin:dispute", args=[row.pk])


def words(answer: object) -> str:
    return " ".join(answer.content.decode().split())  # type: ignore[attr-defined]


def test_it_stands_in_the_queue_and_on_the_dossier_until_somebody_decides(
    desk: Client, dossier: Dossier, dispute: Dispute
) -> None:
    assert address(dispute) in words(desk.get(reverse("admin:index")))
    open_dossier(desk, dossier)
    assert address(dispute) in words(desk.get(page_of(dossier)))
    answer = desk.post(address(dispute), {"choice": "register", "motivation": "De stand van 1 januari telt."})
    assert answer.status_code == 302
    assert address(dispute) not in words(desk.get(reverse("admin:index")))
    assert address(dispute) not in words(desk.get(page_of(dossier)))


def test_the_page_asks_why_first_and_its_opening_is_logged(desk: Client, dossier: Dossier, dispute: Dispute) -> None:
    assert "openen" in desk.get(address(dispute))["Location"]
    open_dossier(desk, dossier)
    said = words(desk.get(address(dispute)))
    assert "€ 1.234,00" in said
    assert "Ik had meer." in said
    assert AccessRecord.objects.filter(dossier=dossier).exists()


def test_a_correction_needs_a_document_and_an_amount_and_words(
    desk: Client, dossier: Dossier, dispute: Dispute
) -> None:
    upload = applications.sent(dispute.request, state=Upload.State.APPROVED)
    open_dossier(desk, dossier)
    said = words(desk.post(address(dispute), {"choice": "document", "corrected": "veel"}))
    for wrong in ("Kies het document", "Vul een bedrag in cijfers in", "Schrijf op waarom."):
        assert wrong in said
    assert Dispute.objects.get().state == Dispute.State.OPEN
    answers = {
        "choice": "document",
        "evidence": str(upload.pk),
        "corrected": "1.234",
        "motivation": "Blijkt uit het afschrift.",
    }
    assert desk.post(address(dispute), answers).status_code == 302
    row = Dispute.objects.select_related("consent__key").get()
    assert (row.state, row.evidence_id) == (Dispute.State.CORRECTED, upload.pk)
    assert verdict_of(row) == {"motivation": "Blijkt uit het afschrift.", "corrected": "1234.00"}


def test_without_an_approved_document_only_the_register_can_stand(
    desk: Client, dossier: Dossier, dispute: Dispute
) -> None:
    applications.sent(dispute.request)
    open_dossier(desk, dossier)
    answer = desk.post(address(dispute), {"choice": "document", "motivation": "x"})
    assert answer.status_code == 422
    assert Dispute.objects.get().state == Dispute.State.OPEN


def test_a_second_verdict_changes_nothing(desk: Client, dossier: Dossier, dispute: Dispute) -> None:
    open_dossier(desk, dossier)
    for motivation in ("eerst", "daarna"):
        desk.post(address(dispute), {"choice": "register", "motivation": motivation})
    assert verdict_of(Dispute.objects.select_related("consent__key").get())["motivation"] == "eerst"


def test_who_may_not_act_on_dossiers_decides_nothing(client: Client, dossier: Dossier, dispute: Dispute) -> None:
    make_roles()
    other = create_staff(email="beleid@neo.example", name="Bea", password=PASSWORD, groups=["Productbeheer"])
    come_in(client, other)
    assert client.get(address(dispute)).status_code == 403
    assert client.post(address(dispute), {"choice": "register", "motivation": "x"}).status_code == 403


def test_after_consent_was_taken_back_there_is_nothing_to_decide(
    desk: Client, dossier: Dossier, dispute: Dispute
) -> None:
    one = Applicant.objects.select_related("dossier", "user__key").get(dossier=dossier)
    withdraw_consent(applicant=one, by=one.user)
    assert desk.get(address(dispute)).status_code == 404
    assert str(dispute.pk) not in words(desk.get(reverse("admin:index")))


def test_decisions_whose_data_went_do_not_break_the_dossiers_page(desk: Client, dossier: Dossier) -> None:
    applications.open_the_door()
    applications.with_renteaanbod(dossier)
    one = Applicant.objects.select_related("dossier", "user__key").get(dossier=dossier)
    withdraw_consent(applicant=one, by=one.user)
    open_dossier(desk, dossier)
    assert desk.get(page_of(dossier)).status_code == 200
    assert Source.UWV.label not in words(desk.get(page_of(dossier)))
