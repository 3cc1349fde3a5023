"""«Mijn privacy»: behind a fresh code, one's own only, and gone means logged out with a receipt."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from portal.dossiers.access import LOOK_REASONS, record_look
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.identity.models import User
from portal.privacy.models import PrivacyRequest
from tests.portal import applications
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of

pytestmark = pytest.mark.django_db
MINE, ERASE, ERASED = (reverse(f"journey:{name}") for name in ("my_privacy", "erase", "erased"))


@pytest.fixture
def one(db: None) -> Applicant:
    return applications.single().applicants.get()


@pytest.fixture
def me(one: Applicant, enter: Enter) -> Client:
    return enter(one)


def test_it_shows_what_we_hold_and_who_looked_but_not_by_name(me: Client, one: Applicant) -> None:
    record_look(dossier=one.dossier, actor=applications.clerk("Bo de Wit"), what="dossier", reason=LOOK_REASONS[0])
    page = words_of(me.get(MINE))
    assert one.surname in page
    assert LOOK_REASONS[0] in page
    assert "Bo de Wit" not in page


def test_the_download_is_made_after_a_fresh_code_and_fetched_by_its_owner_alone(
    me: Client, code: Callable[[], str], enter: Enter
) -> None:
    assert me.post(MINE, {"code": ""}).status_code == 422
    assert me.post(MINE, {"code": "000000"}).status_code == 422
    assert not PrivacyRequest.objects.exists()
    assert me.post(MINE, {"code": code()}).status_code == 303
    row = PrivacyRequest.objects.get()
    address = reverse("journey:privacy_download", args=[row.pk])
    assert me.get(address).status_code == 404, "not made yet"
    applications.run_jobs("privacy.export")
    page = me.get(MINE).content.decode()
    assert address in page
    assert row.receipt in page
    answer = me.get(address)
    assert answer["Content-Type"] == "application/zip"
    assert answer.content.startswith(b"PK")
    stranger = applications.couple().applicants.get(position=1)
    assert enter(stranger).get(address).status_code == 404


def test_erasing_asks_to_be_sure_and_a_code_and_keeps_the_tick(me: Client, code: Callable[[], str]) -> None:
    answer = me.post(ERASE, {"code": code()})
    assert answer.status_code == 422
    assert "Zet een vinkje als je het zeker weet." in words_of(answer)
    answer = me.post(ERASE, {"sure": "on", "code": "000000"})
    assert answer.status_code == 422
    assert "checked" in answer.content.decode()
    assert User.objects.filter(is_active=True).exists()


def test_who_is_erased_is_out_and_reads_the_receipt(me: Client, one: Applicant, code: Callable[[], str]) -> None:
    answer = me.post(ERASE, {"sure": "on", "code": code()}, follow=True)
    assert answer.redirect_chain[-1][0] == ERASED
    assert PrivacyRequest.objects.get().receipt in words_of(answer)
    assert me.get(MINE).status_code == 302
    one.refresh_from_db()
    assert one.surname == ""


def test_nobody_else_reads_a_receipt(visitor: Client) -> None:
    assert "Hier staat niets" in words_of(visitor.get(ERASED))


def test_a_signed_loan_is_kept_and_the_page_says_by_which_law(
    me: Client, one: Applicant, code: Callable[[], str]
) -> None:
    applications.put(one.dossier, State.COMPLETED)
    assert "Wwft artikel 33" in words_of(me.get(ERASE))
    assert me.post(ERASE, {"sure": "on", "code": code()}).status_code in (303, 422)
    one.refresh_from_db()
    assert one.surname


def test_a_couple_reads_that_it_ends_for_both(enter: Enter) -> None:
    assert "Ook voor je partner." in words_of(enter(applications.couple().applicants.get(position=2)).get(ERASE))
