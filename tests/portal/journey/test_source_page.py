"""One register that failed: again, a mail when it works, a document instead; and how all registers do."""

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from brondata.datasets import STANDARD_SOURCES, Source
from portal.dossiers.models import Applicant
from portal.evidence import sources
from portal.evidence.document_types import document_type
from portal.evidence.instead import DOCUMENTS
from portal.evidence.models import DocumentRequest, SourceTally, Upload
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from tests.portal import applications
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of

pytestmark = pytest.mark.django_db
UWV = reverse("journey:source", args=["mijnuwv"])
WEATHER = reverse("journey:sources")


@pytest.fixture
def sanne() -> Applicant:
    """Somebody whose UWV gave nothing."""
    one = applications.applicant("sanne")
    applications.give_brondata(one, "sanne", without=("UWV",))
    return one


@pytest.fixture
def client(sanne: Applicant, enter: Enter) -> Client:
    return enter(sanne)


def test_the_page_gives_three_ways_on(client: Client) -> None:
    page = client.get(UWV)
    words = words_of(page)
    assert "UWV gaf geen gegevens" in words
    for way in ("Haal alleen UWV opnieuw op", "Mail mij als UWV weer werkt", "Stuur een document"):
        assert tree_of(page).xpath(f"//button[normalize-space()='{way}']"), way
    assert tree_of(page).xpath(f"//a[@href='{WEATHER}']")


def test_again_is_an_invitation_for_that_register_only(client: Client, supplier: Any) -> None:
    response = client.post(UWV, {"action": "again"}, follow=True)
    assert supplier.asked == [(Source.BRP, Source.UWV)]
    assert "Haal UWV opnieuw op" in words_of(response)
    assert "Wat je al deelde, blijft staan." in words_of(response)


def test_without_the_brp_everything_is_asked_again(client: Client, supplier: Any, sanne: Applicant) -> None:
    address = reverse("journey:source", args=["mijnoverheid-brp"])
    sanne.brondata.model.objects.filter(applicant=sanne)._raw_delete("default")
    assert "Zonder je persoonsgegevens" in words_of(client.get(address))
    client.post(address, {"action": "again"})
    assert supplier.asked == [STANDARD_SOURCES]
    assert client.post(address, {"action": "document"}).status_code == 200
    assert not DocumentRequest.objects.exists()


def test_the_mail_comes_once_when_somebody_s_session_got_data_and_leads_back_here(
    client: Client, sanne: Applicant
) -> None:
    response = client.post(UWV, {"action": "mail"}, follow=True)
    assert "We mailen je als het weer werkt" in words_of(response)
    applications.run_jobs("source.watch")
    assert not Mail.objects.filter(template="source_works").exists()
    sources.count([], [{"source": "duo", "status": "collected", "at": "10:00", "reason": ""}])
    sources.count([], [{"source": "mijnuwv", "status": "failed", "at": "10:00", "reason": ""}])
    row = sanne.watches.get()
    with pytest.raises(Exception, match="gave nothing yet"):
        sources.follow_watch(str(row.pk))
    sources.count([], [{"source": "mijnuwv", "status": "collected", "at": "10:05", "reason": ""}])
    sources.follow_watch(str(row.pk))
    sources.follow_watch(str(row.pk))
    mail = Mail.objects.get(template="source_works")
    assert mail.subject == "UWV werkt weer"
    assert UWV in read_content(mail)["text"]
    assert "Wacht op een mail" in words_of(client.get(UWV))
    assert "Je krijgt één mail" not in words_of(client.get(UWV))


def test_after_a_day_without_any_sign_the_mail_says_so(client: Client, sanne: Applicant) -> None:
    client.post(UWV, {"action": "mail"})
    row = sanne.watches.get()
    sanne.watches.update(asked_at=timezone.now() - sources.WINDOW)
    sources.follow_watch(str(row.pk))
    mail = Mail.objects.get(template="source_works")
    assert mail.subject == "Probeer UWV nog een keer"
    assert "We weten het nog niet zeker" in read_content(mail)["text"]


def test_the_mail_can_be_taken_back(client: Client, sanne: Applicant) -> None:
    client.post(UWV, {"action": "mail"})
    client.post(UWV, {"action": "no-mail"})
    sources.count([], [{"source": "mijnuwv", "status": "collected", "at": "10:05", "reason": ""}])
    sources.follow_watch(str(sanne.watches.get().pk))
    assert not Mail.objects.filter(template="source_works").exists()


def test_a_document_instead_opens_its_request_and_takes_a_file_before_the_application_is_sent(
    client: Client, sanne: Applicant
) -> None:
    client.post(UWV, {"action": "mail"})
    response = client.post(UWV, {"action": "document"})
    request = DocumentRequest.objects.get(applicant=sanne)
    assert response["Location"] == reverse("journey:document", args=[request.id])
    assert (request.document_type, request.state) == ("uwv-verzekeringsbericht", "open")
    assert sources.watched(sanne) == set()
    page = client.get(response["Location"])
    assert tree_of(page).xpath(f"//a[@href='{reverse('journey:figures')}']")
    client.post(response["Location"], {"files": SimpleUploadedFile("uwv.pdf", applications.small_pdf())})
    assert Upload.objects.get().request == request
    client.post(UWV, {"action": "document"})
    assert DocumentRequest.objects.count() == 1


def test_a_register_that_gave_its_data_asks_nothing(client: Client) -> None:
    words = words_of(client.get(reverse("journey:source", args=["duo"])))
    assert "DUO is binnen" in words
    assert "Stuur een document" not in words


def test_a_register_that_does_not_exist_is_not_found(client: Client) -> None:
    assert client.get(reverse("journey:source", args=["eenhoorn"])).status_code == 404


@pytest.mark.parametrize("kind", sorted(set(DOCUMENTS.values())))
def test_every_document_instead_is_one_we_can_explain(kind: str) -> None:
    assert document_type(kind).text


# How the registers do


@pytest.fixture
def tallies() -> None:
    cache.delete("source-weather")
    hour = timezone.now().replace(minute=0, second=0, microsecond=0)
    for source, collected, failed in (("mijnuwv", 3, 9), ("duo", 99, 1), ("belastingdienst", 8, 1)):
        SourceTally.objects.create(source=source, hour=hour, collected=collected, failed=failed)


def test_anybody_may_see_how_the_registers_do(visitor: Client, tallies: None) -> None:
    page = visitor.get(WEATHER)
    lines = [re.sub(r"\s+", " ", one.text_content()).strip() for one in tree_of(page).xpath("//main//li")]
    assert "UWV: werk en loon 25 van de 100 keer gelukt Storing" in lines
    assert "DUO: studieschuld 99 van de 100 keer gelukt Werkt" in lines
    assert "Belastingdienst: aangifte Te weinig metingen" in lines


def test_the_numbers_are_kept_for_a_minute(
    visitor: Client, tallies: None, django_assert_num_queries: Any, settings: Any
) -> None:
    visitor.get(WEATHER)
    with django_assert_num_queries(0):
        visitor.get(WEATHER)
