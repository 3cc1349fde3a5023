"""From application to offer: the machine proposes, a person decides, and everybody hears once."""

from typing import Any

import pytest

from portal.assessments.models import Assessment
from portal.assessments.registers import services as register_services
from portal.dossiers.models import Dossier
from portal.dossiers.queries import asked_to_change
from portal.dossiers.services import submit
from portal.dossiers.states import GuardRefused, IllegalTransition, State
from portal.dossiers.transitions import StaleDossier
from portal.evidence import services as evidence
from portal.evidence.models import DocumentRequest, Upload
from portal.identity.models import LoginLink, User
from portal.jobs.models import Job, JobState
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from portal.offers import process
from portal.offers.documents import Document
from portal.offers.models import Hypotheekaanbod, Renteaanbod
from tests.portal import applications
from tests.portal.applications import FakeRegisters
from tests.portal.conftest import AtOnce

pytestmark = pytest.mark.django_db


@pytest.fixture
def bo(db: None) -> User:
    return applications.clerk()


@pytest.fixture
def review(db: None, bo: User, monkeypatch: pytest.MonkeyPatch) -> Dossier:
    """Sanne's application with every document judged: it fits the rules."""
    applications.open_the_door()
    return applications.in_review(applications.single(), monkeypatch, bo)


def state(dossier: Dossier) -> str:
    return str(Dossier.objects.values_list("state", flat=True).get(pk=dossier.pk))


def mails(name: str) -> list[str]:
    return [read_content(mail)["text"] for mail in Mail.objects.filter(template=name)]


# The whole road, with the jobs that a worker would run


def test_from_sending_to_a_binding_offer_by_jobs_and_one_person(
    bo: User, monkeypatch: pytest.MonkeyPatch, printed: list[Document]
) -> None:
    applications.open_the_door()
    dossier = applications.single()
    by = dossier.applicants.get().user
    monkeypatch.setattr(register_services, "gateway", FakeRegisters)
    submit(dossier=dossier, by=by)
    applications.run_jobs()
    assert state(dossier) == State.COLLECTING
    row = Renteaanbod.objects.get()
    Renteaanbod.objects.filter(pk=row.pk).update(used_at=row.dossier.created_at)
    applications.choose_notary(applications.fresh(dossier))
    applications.with_documents(applications.fresh(dossier), bo)
    evidence.complete_evidence(dossier=applications.fresh(dossier), by=by)
    applications.run_jobs()
    assert state(dossier) == State.IN_REVIEW
    process.approve(dossier=applications.fresh(dossier), by=bo, motivation="")
    applications.run_jobs()
    assert state(dossier) == State.OFFERED
    assert Hypotheekaanbod.objects.get().assessment.outcome == "approved"
    assert [document.kind for document in printed] == [
        "renteaanbod",
        "hypotheekaanbod",
        "esis",
        "brondata-samenvatting",
    ]
    assert not Job.objects.exclude(state=JobState.DONE).exists()
    names = list(dossier.events.exclude(to_state="").values_list("name", flat=True))
    assert names == ["submit", "issue_renteaanbod", "complete_evidence", "assess", "approve", "issue_hypotheekaanbod"]


def test_an_assessment_job_that_comes_too_late_does_nothing(review: Dossier) -> None:
    before, rows = state(review), Assessment.objects.count()
    process.assess_dossier(str(review.pk), "renteaanbod")
    applications.put(review, State.WITHDRAWN)
    process.assess_dossier(str(review.pk), "dossier")
    assert (before, state(review)) == (State.IN_REVIEW, State.WITHDRAWN)
    assert Assessment.objects.count() == rows


def test_a_rejected_application_goes_to_a_person_and_is_not_declined(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without the switch nobody new is accepted (G0-01): the engine says rejected."""
    dossier = applications.put(applications.single(), State.SUBMITTED)
    applications.clear_registers(dossier, monkeypatch)
    process.assess_dossier(str(dossier.pk), "renteaanbod")
    assert Assessment.objects.get().outcome == "rejected"
    assert state(dossier) == State.IN_REVIEW
    assert not Job.objects.filter(kind="renteaanbod.issue").exists()
    assert mails("declined") == []


def test_an_assessment_that_runs_twice_asks_for_one_renteaanbod(monkeypatch: pytest.MonkeyPatch) -> None:
    applications.open_the_door()
    dossier = applications.put(applications.single(), State.SUBMITTED)
    applications.clear_registers(dossier, monkeypatch)
    for _ in range(2):
        process.assess_dossier(str(dossier.pk), "renteaanbod")
    assert Job.objects.filter(kind="renteaanbod.issue").count() == 1


def test_gaps_send_the_dossier_back_with_one_mail(review: Dossier) -> None:
    Upload.objects.filter(request__document_type="koopakte").update(state=Upload.State.REMOVED)
    applications.put(review, State.ASSESSING)
    for _ in range(2):
        process.assess_dossier(str(review.pk), "dossier")
    assert state(review) == State.COLLECTING
    assert evidence.open_requests(review).get().document_type == "koopakte"
    (text,) = mails("documents_asked")
    assert text.startswith("Dag Sanne,")


# A person decides


def test_an_approval_tests_once_more_and_asks_for_the_offer(review: Dossier, bo: User) -> None:
    process.approve(dossier=review, by=bo, motivation="")
    row = Assessment.objects.get(phase="hypotheekaanbod")
    assert (row.outcome, state(review)) == ("approved", State.APPROVED)
    assert Job.objects.get(kind="hypotheekaanbod.issue").payload == {
        "dossier_id": str(review.pk),
        "assessment_id": str(row.pk),
    }
    event = review.events.get(name="approve")
    assert (event.actor, event.detail) == (bo, {"motivation": "", "assessment": str(row.pk)})


def refused(dossier: Dossier, by: User, *, why: str, motivation: str = "") -> None:
    with pytest.raises(GuardRefused, match=why):
        process.approve(dossier=dossier, by=by, motivation=motivation)
    assert state(dossier) == State.IN_REVIEW
    assert not Job.objects.filter(kind="hypotheekaanbod.issue").exists()


def test_only_staff_approve(review: Dossier) -> None:
    refused(review, review.applicants.get().user, why="medewerker")


def test_a_file_that_nobody_judged_stops_the_approval(review: Dossier, bo: User) -> None:
    applications.sent(applications.asked(review, "overig"))
    refused(review, bo, why="1 documenten niet beoordeeld")


def test_a_missing_document_stops_the_approval(review: Dossier, bo: User) -> None:
    Upload.objects.filter(request__document_type="taxatierapport-desktop").update(state=Upload.State.REMOVED)
    refused(review, bo, why="laten goedkeuren niet toe", motivation="het komt nog")


def test_an_offer_that_nobody_used_or_that_ran_out_stops_the_approval(review: Dossier, bo: User, settings: Any) -> None:
    Renteaanbod.objects.update(used_at=None)
    refused(review, bo, why="niet meer geldig|laten goedkeuren niet toe")
    row = Renteaanbod.objects.get()
    Renteaanbod.objects.update(used_at=row.dossier.created_at)
    assert process.is_valid(Renteaanbod.objects.get())
    settings.PORTAL_TODAY = "2027-01-23"
    assert process.is_valid(Renteaanbod.objects.get())
    settings.PORTAL_TODAY = "2027-01-24"
    assert not process.is_valid(Renteaanbod.objects.get())


def test_an_approval_of_a_dossier_that_moved_on_is_refused(review: Dossier, bo: User) -> None:
    process.approve(dossier=applications.fresh(review), by=bo, motivation="")
    with pytest.raises((IllegalTransition, StaleDossier)):
        process.approve(dossier=review, by=bo, motivation="")
    assert Job.objects.filter(kind="hypotheekaanbod.issue").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_clerks_who_approve_at_once_make_one_offer(monkeypatch: pytest.MonkeyPatch, at_once: AtOnce) -> None:
    applications.open_the_door()
    bo = applications.clerk()
    dossier = applications.in_review(applications.single(), monkeypatch, bo)

    def approve() -> str:
        process.approve(dossier=applications.fresh(dossier), by=bo, motivation="")
        return "approved"

    outcomes = at_once(approve, 2)
    assert outcomes.count("approved") == 1, outcomes
    assert Job.objects.filter(kind="hypotheekaanbod.issue").count() == 1


def test_a_person_declines_with_a_reason_that_stays_out_of_the_mail(review: Dossier, bo: User) -> None:
    with pytest.raises(GuardRefused, match="waarom"):
        process.decline(dossier=review, by=bo, motivation="")
    process.decline(dossier=review, by=bo, motivation="Het inkomen van € 12.000 is te laag.")
    assert state(review) == State.DECLINED
    (text,) = mails("declined")
    assert text.startswith("Dag Sanne,")
    assert "12.000" not in text


def test_nobody_but_staff_declines(review: Dossier) -> None:
    with pytest.raises(GuardRefused, match="medewerker"):
        process.decline(dossier=review, by=review.applicants.get().user, motivation="zo maar")
    assert state(review) == State.IN_REVIEW


def test_what_is_sent_back_says_on_the_page_what_to_change_and_gets_a_new_renteaanbod(
    review: Dossier, bo: User
) -> None:
    process.return_to_applicants(dossier=review, by=bo, motivation="De koopsom is € 5.000 lager.")
    assert state(review) == State.INTAKE
    assert asked_to_change(review) == "De koopsom is € 5.000 lager."
    (text,) = mails("returned")
    assert "5.000" not in text
    assert not Renteaanbod.objects.filter(replaced_at=None).exists()
    assert process.running_terms(review) is None
    submit(dossier=applications.fresh(review), by=review.applicants.get().user)
    assert asked_to_change(review) == ""


def test_asking_more_needs_a_question_and_goes_back_with_one_mail(review: Dossier, bo: User) -> None:
    with pytest.raises(GuardRefused, match="geen document gevraagd"):
        process.ask_more(dossier=review, by=bo)
    evidence.ask_document(dossier=review, document_type="overig", applicant=None, note_text="Waar komt dit van?", by=bo)
    process.ask_more(dossier=review, by=bo)
    assert state(review) == State.COLLECTING
    assert DocumentRequest.objects.get(document_type="overig").state == "open"
    assert len(mails("documents_asked")) == 1


def test_after_a_judgement_the_engine_looks_again_in_a_job(review: Dossier) -> None:
    Job.objects.all().delete()
    process.reassess(dossier=review)
    assert applications.run_jobs("assess") == 1
    assert Assessment.objects.filter(phase="dossier").count() == 1
    assert state(review) == State.IN_REVIEW


# Telling


def test_telling_twice_about_one_thing_is_one_mail_whose_link_keeps_working(review: Dossier) -> None:
    for _ in range(2):
        process.tell(review, "offer_ready", once="1")
    assert len(mails("offer_ready")) == 1
    assert LoginLink.objects.filter(replaced_at=None, used_at=None).count() == 1
    process.tell(review, "offer_ready", once="2")
    assert len(mails("offer_ready")) == 2


def test_who_did_not_join_is_not_told(bo: User) -> None:
    robin = applications.applicant("robin")
    sam = applications.applicant("sam", dossier=robin.dossier)
    type(sam).objects.filter(pk=sam.pk).update(accepted_at=None)
    process.tell(robin.dossier, "renteaanbod_ready", once="1")
    assert [mail.user for mail in Mail.objects.filter(template="renteaanbod_ready")] == [robin.user]
