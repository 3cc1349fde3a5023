"""Sending documents: what is wrong with a file is said, what is right arrives, handing in happens once."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from portal.dossiers.states import State
from portal.evidence.models import DocumentRequest, Upload
from portal.evidence.uploads import MAX_FILES_PER_REQUEST
from portal.jobs.models import Job
from tests.portal import applications
from tests.portal.journey.answers import assert_refused
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of
from tests.portal.journey.world import choose_account

pytestmark = pytest.mark.django_db
LIST, COMPLETE = reverse("journey:documents"), reverse("journey:complete")


@pytest.fixture
def asked() -> DocumentRequest:
    """The koopakte that Sanne must send; nothing else is needed."""
    dossier = applications.put(applications.single(), State.COLLECTING)
    choose_account(dossier.applicants.get())
    return applications.asked(dossier)


@pytest.fixture
def client(asked: DocumentRequest, enter: Enter) -> Client:
    """Sanne's browser."""
    return enter(asked.dossier.applicants.get())


def page(asked: DocumentRequest) -> str:
    """The address of the page of one document."""
    return reverse("journey:document", args=[asked.id])


def pdf(name: str = "koopakte.pdf", content: bytes | None = None) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, applications.small_pdf() if content is None else content)


def test_a_file_is_received_and_waits_for_the_check(client: Client, asked: DocumentRequest) -> None:
    response = client.post(page(asked), {"files": pdf()})
    assert (response.status_code, response["Location"]) == (303, page(asked))
    upload = Upload.objects.get()
    assert (upload.state, upload.filename) == ("received", "koopakte.pdf")
    assert Job.objects.filter(kind="upload.check", key=str(upload.id)).exists()
    assert "Wordt gecontroleerd" in words_of(client.get(page(asked)))


@pytest.mark.parametrize(
    ("files", "text"),
    [
        ({}, "Kies een bestand."),
        ({"files": ""}, "Kies een bestand."),
        ({"files": pdf(content=b"")}, "Dit bestand is leeg. Kies het bestand opnieuw."),
    ],
)
def test_no_file_or_an_empty_one_is_said_at_the_field(
    client: Client, asked: DocumentRequest, files: dict[str, object], text: str
) -> None:
    assert_refused(client.post(page(asked), files), "files", text)
    assert not Upload.objects.exists()


def test_a_file_that_is_too_large_is_refused_without_being_read_whole(
    client: Client, asked: DocumentRequest, settings: object
) -> None:
    settings.UPLOAD_MAX_BYTES = 1024 * 1024  # type: ignore[attr-defined]
    big = pdf("groot.pdf", applications.small_pdf() + b"x" * (3 * 1024 * 1024))
    assert_refused(client.post(page(asked), {"files": big}), "files", "groot.pdf: Dit bestand is groter dan 1 MB.")
    assert not Upload.objects.exists()


def test_of_several_files_the_good_ones_arrive_and_the_bad_one_is_named(client: Client, asked: DocumentRequest) -> None:
    response = client.post(page(asked), {"files": [pdf("goed.pdf"), pdf("leeg.pdf", b"")]})
    assert_refused(response, "files", "leeg.pdf: Dit bestand is leeg.")
    assert [upload.filename for upload in Upload.objects.all()] == ["goed.pdf"]
    assert "goed.pdf" in words_of(response)


def test_a_file_that_is_not_what_its_name_says_is_refused_in_words_after_the_check(
    client: Client, asked: DocumentRequest
) -> None:
    client.post(page(asked), {"files": pdf("koopakte.pdf", b"MZ\x90\x00 this is a program")})
    applications.run_jobs("upload.check")
    words = words_of(client.get(page(asked)))
    assert "Dit bestand kunnen we niet gebruiken:" in words
    assert Upload.objects.get().refusal in words
    asked.refresh_from_db()
    assert asked.state == "open"
    assert "Lever in" not in words_of(client.get(LIST))


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "<script>alert(1)</script>.pdf", "a\x00b.pdf", "é" * 300 + ".pdf", "🏠.pdf", '"; x=".pdf'],
)
def test_a_strange_name_is_shown_harmless(client: Client, asked: DocumentRequest, name: str) -> None:
    upload = applications.sent(asked)
    response = client.post(page(asked), {"files": pdf(name)})
    assert response.status_code in (303, 422)
    page_of = client.get(page(asked))
    assert "<script>alert" not in page_of.content.decode()
    Upload.objects.filter(pk=upload.pk).update(filename=(Upload.objects.latest("uploaded_at").filename)[:150])
    header = client.get(reverse("journey:view_file", args=[upload.id]))["Content-Disposition"]
    assert header.startswith("attachment")
    assert "\n" not in header


def test_no_more_files_than_a_person_can_judge(client: Client, asked: DocumentRequest) -> None:
    for _ in range(MAX_FILES_PER_REQUEST):
        applications.sent(asked)
    response = client.post(page(asked), {"files": pdf()})
    assert_refused(response, "files", f"Je kunt per document {MAX_FILES_PER_REQUEST} bestanden sturen.")


def test_a_file_is_taken_back_once_and_a_judged_file_stays(client: Client, asked: DocumentRequest) -> None:
    upload = applications.sent(asked)
    remove = reverse("journey:remove_upload", args=[upload.id])
    assert client.post(remove)["Location"] == page(asked)
    upload.refresh_from_db()
    assert upload.state == "removed"
    client.post(remove)
    assert "Je kunt het niet meer weghalen." in words_of(client.get(page(asked)))
    judged = applications.sent(asked, state=Upload.State.APPROVED)
    client.post(reverse("journey:remove_upload", args=[judged.id]))
    judged.refresh_from_db()
    assert judged.state == "approved"


def test_ones_own_file_is_seen_as_its_disarmed_copy_that_can_do_nothing(client: Client, asked: DocumentRequest) -> None:
    upload = applications.sent(asked)
    response = client.get(reverse("journey:view_file", args=[upload.id]))
    assert response.content == applications.small_pdf()
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"] == 'attachment; filename="document.pdf"'
    assert response["Cache-Control"] == "no-store"
    Upload.objects.update(disarmed=None)
    assert client.get(reverse("journey:view_file", args=[upload.id])).status_code == 404


def test_handing_in_waits_until_everything_is_there_and_happens_once(client: Client, asked: DocumentRequest) -> None:
    response = client.post(COMPLETE, follow=True)
    assert response.redirect_chain == [(LIST, 303)]
    assert "Nog niet alles is binnen" in words_of(response)
    upload = applications.sent(asked, state=Upload.State.RECEIVED)
    DocumentRequest.objects.update(state="received")
    assert "Nog niet alles is binnen" in words_of(client.post(COMPLETE, follow=True))
    assert "We controleren je bestand" in words_of(client.get(LIST))
    Upload.objects.filter(pk=upload.pk).update(state="ready")
    assert "Alles is binnen" in words_of(client.get(LIST))
    assert client.post(COMPLETE)["Location"] == reverse("journey:assessment")
    assert client.post(COMPLETE)["Location"] == reverse("journey:home")
    assert "Er is niets veranderd." in words_of(client.get(reverse("journey:home")))
    assert Job.objects.filter(kind="assess", payload__phase="dossier").count() == 1
    asked.dossier.refresh_from_db()
    assert asked.dossier.state == State.ASSESSING


def test_an_approved_document_is_closed(client: Client, asked: DocumentRequest) -> None:
    DocumentRequest.objects.update(state="approved")
    response = client.post(page(asked), {"files": pdf()})
    assert_refused(response, "files", "We hebben dit document nu niet van je nodig.")
    assert not tree_of(client.get(LIST)).xpath(f"//a[@href='{page(asked)}']")


def test_a_rejected_document_says_why_and_is_asked_again(client: Client, asked: DocumentRequest) -> None:
    upload = applications.sent(asked, state=Upload.State.REJECTED)
    Upload.objects.filter(pk=upload.pk).update(judgement="De laatste bladzijde ontbreekt.")
    DocumentRequest.objects.update(state="rejected")
    for address in (LIST, page(asked)):
        assert "De laatste bladzijde ontbreekt." in words_of(client.get(address))
    assert "Opnieuw nodig" in words_of(client.get(LIST))


def test_the_page_says_why_what_must_be_on_it_and_what_to_hide(client: Client, asked: DocumentRequest) -> None:
    from portal.evidence.document_types import document_type

    kind = document_type(asked.document_type)
    words = words_of(client.get(page(asked)))
    assert kind.text in words
    for shown in kind.shows:
        assert shown[0].upper() + shown[1:] in words
    DocumentRequest.objects.update(note="Stuur ook de bijlage met de tekening.")
    assert "Stuur ook de bijlage met de tekening." in words_of(client.get(page(asked)))
