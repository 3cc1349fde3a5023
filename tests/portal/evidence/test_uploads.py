"""A file is kept sealed at once, shown only disarmed, judged once, and its request follows."""

from datetime import date
from decimal import Decimal

import pytest
from django.core.files.storage import default_storage
from django.test import override_settings

from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.evidence import uploads
from portal.evidence.models import DocumentRequest, Upload
from portal.evidence.uploads import (
    SENDING,
    AlreadyJudged,
    UploadRefused,
    add_upload,
    check_upload,
    disarmed_bytes,
    figures_of,
    judge_upload,
    remove_upload,
    unjudged,
)
from portal.identity.models import User
from portal.jobs.models import Job
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from portal.vault.models import StoredFile
from portal.vault.services import read_file
from tests.portal import applications
from tests.portal.conftest import AtOnce
from tests.portal.evidence import corpus

pytestmark = pytest.mark.django_db
Request, File = DocumentRequest.State, Upload.State
DATED = date(2026, 11, 20)


@pytest.fixture
def dossier(db: None) -> Dossier:
    return applications.put(applications.applicant("sanne").dossier, State.COLLECTING)


@pytest.fixture
def request_(dossier: Dossier) -> DocumentRequest:
    return applications.asked(dossier)


@pytest.fixture
def sanne(dossier: Dossier) -> User:
    return dossier.applicants.get().user


@pytest.fixture
def bo(db: None) -> User:
    return applications.clerk()


def state_of(row: DocumentRequest | Upload) -> str:
    row.refresh_from_db()
    return str(row.state)


def send(request: DocumentRequest, by: User, content: bytes | None = None, name: str = "koopakte.pdf") -> Upload:
    return add_upload(request=request, by=by, filename=name, content=content or applications.small_pdf())


# Sending


def test_a_file_is_sealed_before_anybody_looks_at_it(request_: DocumentRequest, sanne: User) -> None:
    content = corpus.payslip()
    upload = send(request_, sanne, content)
    assert (upload.state, state_of(request_)) == (File.RECEIVED, Request.RECEIVED)
    with default_storage.open(upload.original.path, "rb") as handle:
        stored = handle.read()
    assert content[:40] not in stored
    assert read_file(upload.original) == content
    assert Job.objects.get(kind="upload.check").payload == {"upload_id": str(upload.pk)}
    with pytest.raises(LookupError):
        disarmed_bytes(upload)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("koopakte.pdf", "koopakte.pdf"),
        ("..\\..\\etc/passwd", "passwd"),
        ("<script>.pdf", "_script_.pdf"),
        ("a\r\nSet-Cookie.pdf", "a__Set-Cookie.pdf"),
        ("", "bestand"),
        ("x" * 300 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_a_name_is_only_a_name(request_: DocumentRequest, sanne: User, typed: str, shown: str) -> None:
    assert send(request_, sanne, name=typed).filename == shown


def test_an_empty_file_is_refused_with_what_to_do(request_: DocumentRequest, sanne: User) -> None:
    with pytest.raises(UploadRefused, match="leeg"):
        add_upload(request=request_, by=sanne, filename="leeg.pdf", content=b"")
    assert state_of(request_) == Request.OPEN
    assert not StoredFile.objects.exists()


@override_settings(UPLOAD_MAX_BYTES=1024 * 1024)
def test_a_file_may_be_as_large_as_the_limit_and_no_larger(request_: DocumentRequest, sanne: User) -> None:
    with pytest.raises(UploadRefused, match="groter dan 1 MB"):
        send(request_, sanne, b"x" * (1024 * 1024 + 1))
    assert send(request_, sanne, b"x" * 1024 * 1024).state == File.RECEIVED


def test_twenty_files_are_enough_for_one_document(request_: DocumentRequest, sanne: User) -> None:
    for _ in range(uploads.MAX_FILES_PER_REQUEST):
        last = send(request_, sanne, b"x")
    with pytest.raises(UploadRefused, match="20 bestanden"):
        send(request_, sanne, b"x")
    remove_upload(upload=last, by=sanne)
    assert send(request_, sanne, b"x").state == File.RECEIVED


@pytest.mark.parametrize("state", [state for state in State if state not in SENDING])
def test_a_file_is_refused_when_the_dossier_does_not_collect(
    request_: DocumentRequest, sanne: User, state: State
) -> None:
    applications.put(request_.dossier, state)
    with pytest.raises(UploadRefused, match="nu niet van je nodig"):
        send(request_, sanne)
    assert not Upload.objects.exists()


@pytest.mark.parametrize("state", [Request.APPROVED, Request.WITHDRAWN])
def test_a_file_for_what_is_settled_is_refused(request_: DocumentRequest, sanne: User, state: str) -> None:
    DocumentRequest.objects.filter(pk=request_.pk).update(state=state)
    with pytest.raises(UploadRefused):
        send(request_, sanne)


# The gate


def test_the_gate_keeps_a_disarmed_copy_and_the_original(request_: DocumentRequest, sanne: User) -> None:
    content = corpus.payslip()
    upload = send(request_, sanne, content)
    check_upload(str(upload.pk))
    assert (state_of(upload), upload.pages) == (File.READY, 1)
    assert disarmed_bytes(upload).startswith(b"%PDF-")
    assert disarmed_bytes(upload) != content
    assert read_file(upload.original) == content
    assert state_of(request_) == Request.RECEIVED


def test_the_gate_runs_twice_and_copies_once(request_: DocumentRequest, sanne: User) -> None:
    upload = send(request_, sanne, corpus.payslip())
    check_upload(str(upload.pk))
    upload.refresh_from_db()
    first = upload.disarmed_id
    check_upload(str(upload.pk))
    upload.refresh_from_db()
    assert upload.disarmed_id == first


def test_a_file_that_is_not_what_it_says_is_refused_in_words_and_the_document_stays_open(
    request_: DocumentRequest, sanne: User
) -> None:
    upload = send(request_, sanne, b"MZ\x90\x00 this is a program", name="koopakte.pdf")
    check_upload(str(upload.pk))
    assert state_of(upload) == File.REFUSED
    assert upload.refusal
    assert state_of(request_) == Request.OPEN
    assert request_.dossier.events.last().name == "document_refused"


def test_one_refused_file_leaves_the_document_received_when_another_stands(
    request_: DocumentRequest, sanne: User
) -> None:
    good, bad = send(request_, sanne, corpus.payslip()), send(request_, sanne, b"MZ\x90\x00")
    check_upload(str(good.pk))
    check_upload(str(bad.pk))
    assert state_of(request_) == Request.RECEIVED


def test_a_file_taken_back_during_the_check_stays_taken_back(
    request_: DocumentRequest, sanne: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = send(request_, sanne, corpus.payslip())
    look = uploads.gate.inspect

    def taken_back_meanwhile(content: bytes, filename: str):
        remove_upload(upload=Upload.objects.get(pk=upload.pk), by=sanne)
        return look(content, filename)

    monkeypatch.setattr(uploads.gate, "inspect", taken_back_meanwhile)
    check_upload(str(upload.pk))
    assert state_of(upload) == File.REMOVED
    assert state_of(request_) == Request.OPEN


# Taking back


@pytest.mark.parametrize("state", [File.RECEIVED, File.READY, File.REFUSED])
def test_a_file_that_nobody_judged_can_be_taken_back(request_: DocumentRequest, sanne: User, state: str) -> None:
    upload = applications.sent(request_, state=state)
    remove_upload(upload=upload, by=sanne)
    assert (state_of(upload), state_of(request_)) == (File.REMOVED, Request.OPEN)


@pytest.mark.parametrize("state", [File.APPROVED, File.REJECTED, File.REMOVED])
def test_a_judged_file_cannot_be_taken_back(request_: DocumentRequest, sanne: User, state: str) -> None:
    upload = applications.sent(request_, state=state)
    with pytest.raises(UploadRefused, match="in behandeling"):
        remove_upload(upload=upload, by=sanne)
    assert state_of(upload) == state


def test_a_file_cannot_be_taken_back_after_handing_in(request_: DocumentRequest, sanne: User) -> None:
    upload = applications.sent(request_)
    applications.put(request_.dossier, State.ASSESSING)
    with pytest.raises(UploadRefused):
        remove_upload(upload=upload, by=sanne)
    assert state_of(upload) == File.READY


# Judging


def test_an_approval_keeps_date_and_figures_sealed_and_settles_the_document(
    request_: DocumentRequest, bo: User
) -> None:
    upload = applications.sent(request_)
    figures = {"price": Decimal("325000.00"), "valued_on": DATED, "signed_by_all": True}
    judge_upload(upload=upload, by=bo, approved=True, dated=DATED, figures=figures)
    assert (state_of(upload), state_of(request_)) == (File.APPROVED, Request.APPROVED)
    assert (upload.judged_by, upload.dated) == (bo, DATED)
    assert b"325000" not in bytes(upload.figures)
    assert figures_of(upload) == {"price": "325000.00", "valued_on": "2026-11-20", "signed_by_all": True}


def test_a_rejection_asks_again_and_who_was_asked_gets_a_mail_without_the_reason(dossier: Dossier, bo: User) -> None:
    one = dossier.applicants.get()
    request = applications.asked(dossier, "salarisstrook", of=one)
    judge_upload(upload=applications.sent(request), by=bo, approved=False, judgement="De onderste helft mist.")
    assert state_of(request) == Request.REJECTED
    (mail,) = Mail.objects.filter(template="document_refused")
    assert mail.user == one.user
    text = read_content(mail)["text"]
    assert text.startswith("Dag Sanne,")
    assert "onderste helft" not in text, "the reason is for the page behind the code"


def test_a_rejection_of_what_belongs_to_both_is_told_to_both(bo: User) -> None:
    robin = applications.applicant("robin")
    applications.applicant("sam", dossier=robin.dossier)
    dossier = applications.put(robin.dossier, State.IN_REVIEW)
    upload = applications.sent(applications.asked(dossier))
    judge_upload(upload=upload, by=bo, approved=False, judgement="Niet getekend.")
    assert Mail.objects.filter(template="document_refused").count() == 2


@pytest.mark.parametrize("rejected_first", [True, False])
def test_one_page_refused_refuses_the_document_whichever_page_is_judged_first(
    request_: DocumentRequest, bo: User, rejected_first: bool
) -> None:
    bad, good = applications.sent(request_), applications.sent(request_)
    for approve in (False, True) if rejected_first else (True, False):
        judge_upload(upload=good if approve else bad, by=bo, approved=approve, dated=DATED, judgement="Onleesbaar.")
    assert state_of(request_) == Request.REJECTED


def test_what_was_sent_after_a_rejection_can_settle_the_document(
    request_: DocumentRequest, sanne: User, bo: User
) -> None:
    judge_upload(upload=applications.sent(request_), by=bo, approved=False, judgement="Onleesbaar.")
    again = send(request_, sanne, corpus.payslip())
    assert state_of(request_) == Request.RECEIVED
    check_upload(str(again.pk))
    again.refresh_from_db()
    judge_upload(upload=again, by=bo, approved=True, dated=DATED)
    assert state_of(request_) == Request.APPROVED


def test_a_document_is_settled_only_when_its_last_page_is_judged(request_: DocumentRequest, bo: User) -> None:
    first, second = applications.sent(request_), applications.sent(request_)
    judge_upload(upload=first, by=bo, approved=True, dated=DATED)
    assert state_of(request_) != Request.APPROVED
    assert unjudged(request_.dossier) == 1
    judge_upload(upload=second, by=bo, approved=True, dated=DATED)
    assert state_of(request_) == Request.APPROVED
    assert unjudged(request_.dossier) == 0


def test_a_file_is_judged_once(request_: DocumentRequest, bo: User) -> None:
    upload = applications.sent(request_)
    again = Upload.objects.get(pk=upload.pk)
    judge_upload(upload=upload, by=bo, approved=True, dated=DATED)
    with pytest.raises(AlreadyJudged):
        judge_upload(upload=again, by=applications.clerk("Anouk"), approved=False, judgement="Nee.")
    assert (state_of(upload), state_of(request_)) == (File.APPROVED, Request.APPROVED)
    assert not Mail.objects.filter(template="document_refused").exists()


@pytest.mark.parametrize("state", [File.RECEIVED, File.REFUSED, File.REMOVED])
def test_what_the_gate_did_not_let_through_cannot_be_judged(request_: DocumentRequest, bo: User, state: str) -> None:
    with pytest.raises(AlreadyJudged):
        judge_upload(upload=applications.sent(request_, state=state), by=bo, approved=True, dated=DATED)


def test_an_approval_has_a_date_and_a_rejection_a_reason(request_: DocumentRequest, bo: User) -> None:
    upload = applications.sent(request_)
    with pytest.raises(ValueError, match="date"):
        judge_upload(upload=upload, by=bo, approved=True)
    with pytest.raises(ValueError, match="why"):
        judge_upload(upload=upload, by=bo, approved=False)
    assert state_of(upload) == File.READY


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_judge_at_once_one_does(request_: DocumentRequest, at_once: AtOnce) -> None:
    upload = applications.sent(request_)
    clerks = [applications.clerk("Bo"), applications.clerk("Anouk")]
    verdicts = [True, False]

    def judge() -> str:
        approved = verdicts.pop()
        judge_upload(
            upload=Upload.objects.get(pk=upload.pk),
            by=clerks.pop(),
            approved=approved,
            dated=DATED,
            judgement="" if approved else "Nee.",
        )
        return "judged"

    outcomes = at_once(judge, 2)
    assert outcomes.count("judged") == 1, outcomes
    assert sum(isinstance(one, AlreadyJudged) for one in outcomes) == 1
