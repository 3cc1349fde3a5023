"""Signing: a fresh code, the document that was read, once; and what two people see of each other's signature."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.identity.models import UsedTotpCode
from portal.jobs.models import Job
from portal.offers.models import Hypotheekaanbod, Signature
from portal.offers.pdf import render_html, screen_html
from portal.offers.queries import hypotheekaanbod_document
from portal.vault.services import sha256
from tests.portal import applications
from tests.portal.journey.answers import assert_kept, assert_refused, typed_on
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of

pytestmark = pytest.mark.django_db
SIGN, OFFER, HOME, RESPONSIBLE = (reverse(f"journey:{name}") for name in ("sign", "aanbod", "home", "responsible"))
Code = Callable[[], str]


@pytest.fixture
def offer() -> Hypotheekaanbod:
    """Sanne's binding offer."""
    return applications.with_hypotheekaanbod(applications.single())


@pytest.fixture
def client(offer: Hypotheekaanbod, enter: Enter) -> Client:
    """Sanne's browser."""
    return enter(offer.dossier.applicants.get())


def filled(offer: Hypotheekaanbod, code: str) -> dict[str, str]:
    """The form with both boxes ticked."""
    return {"read": "on", "agree": "on", "code": code, "document_sha256": offer.document_sha256}


def state(offer: Hypotheekaanbod) -> str:
    """Where the dossier stands now."""
    return Dossier.objects.get(pk=offer.dossier_id).state


def test_the_page_carries_the_hash_of_what_was_shown_and_no_box_is_ticked(
    client: Client, offer: Hypotheekaanbod
) -> None:
    page = client.get(SIGN)
    assert typed_on(page, action=SIGN) == {"document_sha256": [offer.document_sha256], "code": [""]}
    assert offer.document_sha256 in words_of(client.get(OFFER))


def test_signing_binds_a_fresh_code_to_the_document_and_moves_on(
    client: Client, offer: Hypotheekaanbod, code: Code
) -> None:
    response = client.post(SIGN, filled(offer, code()))
    assert (response.status_code, response["Location"]) == (303, OFFER)
    assert Signature.objects.get().document_sha256 == offer.document_sha256
    assert UsedTotpCode.objects.get().bind == f"aanbod:{offer.document_sha256}"
    assert state(offer) == State.SIGNED
    assert "Je hebt getekend" in words_of(client.get(OFFER))


def test_signing_twice_signs_once_and_says_so(client: Client, offer: Hypotheekaanbod, code: Code) -> None:
    form = filled(offer, code())
    client.post(SIGN, form)
    assert client.post(SIGN, form)["Location"] == HOME
    assert "Er is niets veranderd." in words_of(client.get(HOME))
    assert Signature.objects.count() == 1
    assert Job.objects.filter(kind="hypotheekaanbod.seal").count() == 1


def test_a_wrong_code_signs_nothing_and_keeps_the_form(client: Client, offer: Hypotheekaanbod, code: Code) -> None:
    wrong = "000000" if code() != "000000" else "111111"
    for typed in (wrong, "12345", "abcdef", "", "1" * 1000, "١٢٣٤٥٦"):
        form = filled(offer, typed)
        response = client.post(SIGN, form)
        assert_refused(response, "code", "code")
        assert_kept(response, form, action=SIGN)
        assert typed_on(response, action=SIGN)["code"] == [""]
    assert not Signature.objects.exists()
    assert state(offer) == State.OFFERED


def test_a_code_that_was_used_before_signs_nothing(
    client: Client, offer: Hypotheekaanbod, code: Code, enter: Enter
) -> None:
    used = code()
    halfway = enter(offer.dossier.applicants.get(), step_up=False)
    assert halfway.post(reverse("identity:code"), {"code": used}).status_code == 302
    response = client.post(SIGN, filled(offer, used))
    assert_refused(response, "code", "al gebruikt")
    assert not Signature.objects.exists()


def test_both_boxes_must_be_ticked(client: Client, offer: Hypotheekaanbod, code: Code) -> None:
    for left_out, text in {
        "read": "Lees eerst het aanbod en het informatieblad.",
        "agree": "Zet een vinkje als je akkoord gaat.",
    }.items():
        form = filled(offer, code())
        del form[left_out]
        response = client.post(SIGN, form)
        assert response.status_code == 422
        assert text in words_of(response)
    assert not UsedTotpCode.objects.exists()
    assert not Signature.objects.exists()


def test_another_document_than_the_one_on_offer_is_not_signed_and_no_code_is_used_up(
    client: Client, offer: Hypotheekaanbod, code: Code
) -> None:
    for shown in ("0" * 64, "x" * 64):
        response = client.post(SIGN, {**filled(offer, code()), "document_sha256": shown})
        assert response.status_code == 422
        assert "Het aanbod is veranderd sinds je het opende." in words_of(response)
    for shown in ("", "abc", "0" * 5000, "\x00" * 64):
        assert client.post(SIGN, {**filled(offer, code()), "document_sha256": shown}).status_code == 422
    assert not Signature.objects.exists()
    assert not UsedTotpCode.objects.exists()


def test_after_the_last_day_nothing_is_signed_and_the_page_says_so(
    client: Client, offer: Hypotheekaanbod, code: Code, enter: Enter
) -> None:
    late = timezone.now() + timedelta(days=(offer.sign_by - offer.issued_at.date()).days + 2)
    with time_machine.travel(late, tick=False):
        browser = enter(offer.dossier.applicants.get())
        response = browser.post(SIGN, filled(offer, code()))
        assert response.status_code == 422
        assert "De termijn om te tekenen is voorbij." in words_of(response)
        assert "Ga naar ondertekenen" not in words_of(browser.get(OFFER))
    assert not Signature.objects.exists()


def test_each_of_two_signs_and_sees_the_others_signature(enter: Enter, code: Code) -> None:
    offer = applications.with_hypotheekaanbod(applications.couple())
    robin, sam = (enter(one) for one in offer.dossier.applicants.all())
    assert "Jullie zijn allebei voor de hele lening verantwoordelijk" in words_of(robin.get(RESPONSIBLE))
    robin.post(SIGN, filled(offer, code()))
    assert state(offer) == State.OFFERED
    assert "Getekend op" in words_of(sam.get(OFFER))
    assert "We wachten op je partner." in words_of(robin.get(HOME))
    again = robin.post(SIGN, filled(offer, code()))
    assert again["Location"] == OFFER
    assert "Je hebt dit aanbod al getekend. Er is niets veranderd." in words_of(robin.get(OFFER))
    assert robin.get(SIGN)["Location"] == OFFER
    sam.post(SIGN, filled(offer, code()))
    assert state(offer) == State.SIGNED
    assert Signature.objects.count() == 2


def test_what_is_downloaded_is_what_is_signed(client: Client, offer: Hypotheekaanbod) -> None:
    response = client.get(reverse("journey:download", args=["hypotheekaanbod"]))
    assert sha256(response.content) == offer.document_sha256
    assert response["Content-Type"] == "application/pdf"
    assert offer.dossier.number in response["Content-Disposition"]


def test_the_papers_on_screen_use_words_not_codes(client: Client, offer: Hypotheekaanbod) -> None:
    for name in ("renteaanbod", "aanbod"):
        words = words_of(client.get(reverse(f"journey:{name}")))
        assert "annuïtair" in words.lower()
        assert "annuitair" not in words.lower()
        assert re.search(r"JKP\)?\s*\d,\d%", words), words


def test_going_on_with_a_renteaanbod_twice_goes_on_once(enter: Enter) -> None:
    row = applications.with_renteaanbod(applications.single(), used=False)
    client = enter(row.dossier.applicants.get())
    use = reverse("journey:use_renteaanbod")
    assert "Ik wil met dit aanbod verder" in words_of(client.get(reverse("journey:renteaanbod")))
    for _ in range(2):
        assert client.post(use)["Location"] == reverse("journey:documents")
    row.refresh_from_db()
    assert row.used_at is not None
    assert row.dossier.events.filter(name="renteaanbod_used").count() == 1


def test_a_renteaanbod_that_lapsed_is_not_used_and_the_page_says_so(enter: Enter) -> None:
    row = applications.with_renteaanbod(applications.single(), used=False)
    with time_machine.travel(timezone.now() + timedelta(days=(row.lapses_on - row.issued_on).days + 1), tick=False):
        client = enter(row.dossier.applicants.get())
        response = client.post(reverse("journey:use_renteaanbod"), follow=True)
        assert "Dit rente-aanbod is verlopen." in words_of(response)
        assert not tree_of(response).xpath(f"//form[@action='{reverse('journey:use_renteaanbod')}']")
    row.refresh_from_db()
    assert row.used_at is None


def test_the_whole_offer_reads_on_the_screen_as_the_pdf_says_it(client: Client, offer: Hypotheekaanbod) -> None:
    read = reverse("journey:read_aanbod")
    page = client.get(read)
    assert read in client.get(OFFER).content.decode()
    assert offer.document_sha256 in words_of(page)
    document = hypotheekaanbod_document(offer)
    paper = " ".join(" ".join(tree_of(page).xpath("//*[@class='neo-paper']")[0].itertext()).split())
    whole = html.fromstring(render_html(document)).xpath("//main")[0]
    assert paper == " ".join(" ".join(whole.itertext()).split())
    anchors = [one.get("href") for one in tree_of(page).xpath("//*[@class='neo-paper']//nav//a")]
    assert len(anchors) == 12
    assert all(tree_of(page).xpath(f"//*[@id='{one[1:]}']") for one in anchors)


def test_what_people_typed_is_text_in_the_paper_on_the_screen(client: Client, offer: Hypotheekaanbod) -> None:
    document = hypotheekaanbod_document(offer)
    person = replace(document.borrowers[0], full_name="<script>alert(1)</script>")
    shown = screen_html(replace(document, borrowers=(person,)))
    assert "<script" not in shown
    assert "&lt;script&gt;" in shown
