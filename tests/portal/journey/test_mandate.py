"""The notary and the account, and the mandate on it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.services import collection_account
from portal.dossiers.states import State
from portal.mandates.models import Mandate
from tests.portal import applications
from tests.portal.journey.answers import NOTARY, assert_kept, assert_refused, typed_on
from tests.portal.journey.bank import leave_for_the_bank, says
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of
from tests.portal.journey.world import choose_account, identified

pytestmark = pytest.mark.django_db
NOTARY_PAGE, IDENTIFY, BACK, MANDATE, DONE, HOME = (
    reverse(f"journey:{name}") for name in ("notary", "identify", "identify_return", "mandate", "done", "home")
)
Code = Callable[[], str]


@pytest.fixture
def client(sanne: Applicant, enter: Enter) -> Client:
    """Sanne's browser."""
    return enter(sanne)


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"iban": ""}, "iban", "Vul je IBAN in."),
        ({"iban": "NL92ABNA0417164300"}, "iban", "Dit IBAN klopt niet."),
        ({"iban": "0417164300"}, "iban", "Dit is geen IBAN."),
        ({"iban": "BR1500000000000010932840814P2"}, "iban", "Van deze rekening kunnen we niet afschrijven."),
        ({"iban": "x" * 500}, "iban", "Dit is geen IBAN."),
        ({"iban": "\x00"}, "iban", "Null-tekens"),
    ],
)
def test_an_account_that_cannot_be_debited_is_refused_wherever_it_is_asked(
    client: Client, sanne: Applicant, code: Code, changes: dict[str, str], field: str, text: str
) -> None:
    identified(sanne)
    typed = {"iban": "NL91 ABNA 0417 1643 00", "agree": "on", "code": code(), **changes}
    response = client.post(MANDATE, typed)
    assert_refused(response, field, text)
    if "\x00" not in typed["iban"]:
        assert_kept(response, typed, action=MANDATE)
    assert not Mandate.objects.exists()
    applications.put(sanne.dossier, State.COLLECTING)
    assert_refused(client.post(NOTARY_PAGE, {**NOTARY, **changes}), field, text)


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("notary_name", "", "Vul de naam van de notaris in."),
        ("notary_name", "Notaris\nBcc: x", "Gebruik alleen letters, cijfers en leestekens."),
        ("notary_name", "N" * 101, "Dit is te lang."),
        ("notary_email", "", "Vul het e-mailadres van de notaris in."),
        ("notary_email", "akte@", "Dit is geen e-mailadres."),
        ("notary_email", "a@b.nl\nBcc: x@y.nl", "Dit is geen e-mailadres."),
        ("notary_email", "a" * 250 + "@b.nl", "Dit adres is te lang."),
    ],
)
def test_a_notary_who_cannot_be_reached_is_refused(
    client: Client, sanne: Applicant, field: str, value: str, text: str
) -> None:
    applications.put(sanne.dossier, State.COLLECTING)
    typed = {**NOTARY, field: value}
    response = client.post(NOTARY_PAGE, typed)
    assert_refused(response, field, text)
    if "\n" not in value:
        assert_kept(response, typed, action=NOTARY_PAGE)


def test_notary_and_account_are_kept_and_may_be_changed_while_documents_are_collected(
    client: Client, sanne: Applicant
) -> None:
    applications.put(sanne.dossier, State.COLLECTING)
    for name in ("De Akte", "Het Zegel"):
        response = client.post(NOTARY_PAGE, {**NOTARY, "notary_name": name, "iban": "nl91 abna 0417 1643 00"})
        assert (response.status_code, response["Location"]) == (303, HOME)
    dossier = Dossier.objects.select_related("wish").get()
    assert dossier.wish.notary_name == "Het Zegel"
    assert collection_account(dossier) == {"iban": "NL91ABNA0417164300", "holder": 1}
    assert "Het Zegel" in words_of(client.get(HOME))
    assert typed_on(client.get(NOTARY_PAGE), action=NOTARY_PAGE)["iban"] == ["NL91 ABNA 0417 1643 00"]


def test_the_account_of_one_is_not_shown_to_the_other_where_it_is_chosen(enter: Enter) -> None:
    dossier = applications.put(applications.couple(), State.COLLECTING)
    robin, sam = dossier.applicants.all()
    choose_account(robin)
    assert typed_on(enter(sam).get(NOTARY_PAGE), action=NOTARY_PAGE)["iban"] == [""]


def test_the_mandate_waits_for_the_identification(client: Client, code: Code) -> None:
    typed = {"iban": "NL91ABNA0417164300", "agree": "on", "code": code()}
    response = client.post(MANDATE, typed, follow=True)
    assert response.redirect_chain == [(IDENTIFY, 303)]
    assert "Identificeer je eerst." in words_of(response)
    assert not Mandate.objects.exists()


def test_a_wrong_code_or_an_unticked_box_gives_no_mandate(client: Client, sanne: Applicant, code: Code) -> None:
    identified(sanne)
    right = code()
    typed = {"iban": "NL91 ABNA 0417 1643 00", "agree": "on", "code": "000000" if right != "000000" else "111111"}
    response = client.post(MANDATE, typed)
    assert_refused(response, "code", "Deze code klopt niet.")
    assert_kept(response, typed, action=MANDATE)
    assert typed_on(response, action=MANDATE)["code"] == [""]
    del typed["agree"]
    response = client.post(MANDATE, {**typed, "code": right})
    assert response.status_code == 422
    assert "Zonder machtiging kan de hypotheek niet doorgaan." in words_of(response)
    assert not Mandate.objects.exists()


def test_the_mandate_is_given_once_with_a_code_bound_to_the_account(
    client: Client, sanne: Applicant, code: Code
) -> None:
    identified(sanne)
    typed = {"iban": "NL91 ABNA 0417 1643 00", "agree": "on", "code": code()}
    response = client.post(MANDATE, typed)
    assert (response.status_code, response["Location"]) == (303, DONE)
    assert Mandate.objects.get().iban_masked == "NL91 •••• •••• 4300"
    used = sanne.user.totp.used_codes.get()
    assert used.bind == f"mandate:{sanne.dossier_id}:NL91ABNA0417164300"
    assert client.post(MANDATE, typed)["Location"] == HOME
    assert "Er is niets veranderd." in words_of(client.get(HOME))
    assert Mandate.objects.count() == 1


def test_while_the_partner_is_not_identified_the_mandate_waits_and_says_for_whom(
    enter: Enter, idin: Any, code: Code
) -> None:
    dossier = applications.couple()
    applications.with_hypotheekaanbod(dossier)
    robin, sam = dossier.applicants.all()
    choose_account(robin)
    applications.put(dossier, State.SEALED)
    identified(robin)
    client = enter(robin)
    typed = {"iban": "NL91ABNA0417164300", "agree": "on", "code": code()}
    assert client.post(MANDATE, typed)["Location"] == MANDATE
    words = words_of(client.get(MANDATE))
    assert "De machtiging is gegeven" in words
    assert sam.first_name in words
    assert client.post(MANDATE, typed)["Location"] == MANDATE
    assert "De machtiging is al gegeven." in words_of(client.get(MANDATE))
    partner = enter(sam)
    came = leave_for_the_bank(partner, idin)
    idin.result = says(sam)
    assert partner.get(BACK, came)["Location"] == HOME
    dossier.refresh_from_db()
    assert dossier.state == State.MANDATED
    assert Mandate.objects.count() == 1
