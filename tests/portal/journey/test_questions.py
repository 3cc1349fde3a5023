"""What is typed wrong about the person and the home is said at the field, and nothing typed is lost."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.dossiers.models import Applicant, Dossier
from portal.journey.views import subjects
from tests.portal import applications
from tests.portal.journey.answers import (
    ADDRESS,
    HOMES,
    PERSON,
    PRICE,
    assert_kept,
    assert_refused,
    assert_wrong,
    subject_with,
    tell,
    typed_on,
    url_of,
)
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of

pytestmark = pytest.mark.django_db
HOME_PAGE = reverse("journey:home")
EMOJI = "\N{HOUSE BUILDING}"
NUL = "\x00"
TURNED = "Sanne\u202eannaS"


@pytest.fixture
def client(robin: Applicant, enter: Enter) -> Client:
    """Robin's browser."""
    return enter(robin)


PERSON_ERRORS = [
    ("given_names", "", "Vul dit in."),
    ("given_names", "x" * 101, "Dit is te lang. Gebruik ten hoogste 100 tekens."),
    ("given_names", EMOJI, "Gebruik alleen letters"),
    ("given_names", "Sanne 2", "Gebruik alleen letters"),
    ("given_names", TURNED, "Gebruik alleen letters"),
    ("given_names", "San" + NUL + "ne", "Null-tekens zijn niet toegestaan"),
    ("initials", "123", "Vul je voorletters in, bijvoorbeeld S.M."),
    ("initials", "abcdefghi", "Vul je voorletters in, bijvoorbeeld S.M."),
    ("surname_prefix", "x" * 21, "Dit is te lang. Gebruik ten hoogste 20 tekens."),
    ("surname", "   ", "Vul dit in."),
    ("surname", "<script>", "Gebruik alleen letters"),
    ("birth_date", "31-02-1990", "Vul de datum in als dag-maand-jaar"),
    ("birth_date", "14-03-1899", "Deze geboortedatum kan niet. Controleer het jaar."),
    ("birth_date", "14-03-2094", "Deze geboortedatum kan niet. Controleer het jaar."),
    ("birth_date", "gisteren", "Vul de datum in als dag-maand-jaar"),
    ("birth_date", "", "Vul een datum in."),
    ("phone", "12345", "Dit is geen telefoonnummer."),
    ("phone", "bel me maar", "Dit is geen telefoonnummer."),
    ("phone", "٠٦١٢٣٤٥٦٧٨", "Dit is geen telefoonnummer."),
    ("phone", "06 12345678 12345678 12345678 12345", "Dit is te lang."),
    ("alimony_monthly", "", "Vul een bedrag in."),
    ("alimony_monthly", "-1", "Vul 0 of een hoger bedrag in."),
    ("alimony_monthly", "abc", "Vul een bedrag in cijfers in"),
    ("alimony_monthly", "99.999.999", "Dit bedrag is te hoog."),
    ("private_loan_monthly", "10,5555", "Gebruik twee cijfers achter de komma."),
    ("private_loan_monthly", "NaN", "Vul een bedrag in cijfers in"),
    ("private_loan_monthly", "1e400", "Dit bedrag is te hoog."),
]


@pytest.mark.parametrize(("field", "value", "text"), PERSON_ERRORS)
def test_a_wrong_answer_about_you_is_said_at_its_field(client: Client, field: str, value: str, text: str) -> None:
    slug = subject_with(field)
    assert_wrong(client, url_of(slug), PERSON[slug], field, value, text)


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("civil_status", "", "Kies je burgerlijke staat."),
        ("civil_status", "verliefd", "Kies een van de mogelijkheden."),
        ("dutch", "", "Kies ja of nee."),
        ("dutch", "misschien", "Selecteer een geldige keuze."),
    ],
)
def test_a_choice_that_is_not_made_is_asked_for(client: Client, field: str, value: str, text: str) -> None:
    slug = subject_with(field)
    response = client.post(url_of(slug), {**PERSON[slug], field: value})
    assert_refused(response, field, text)
    assert_kept(response, PERSON[slug], action=url_of(slug), but=(field,))


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("initials", "sm", "S.M."),
        ("initials", "S. m", "S.M."),
        ("phone", "+31 6 1234-5678", "+31612345678"),
        ("phone", "(033) 45 09 726", "0334509726"),
        ("birth_date", "1994-03-14", "1994-03-14"),
        ("birth_date", "14/03/1994", "1994-03-14"),
        ("surname", "D’Arcy-Sørensen", "D’Arcy-Sørensen"),
        ("given_names", "  Sanne   ", "Sanne"),
        ("alimony_monthly", "€ 350,50", "350.50"),
        ("private_loan_outstanding", "12.500", "12500.00"),
    ],
)
def test_an_answer_about_you_is_kept_in_one_way_however_it_is_typed(
    client: Client, robin: Applicant, field: str, typed: str, kept: str
) -> None:
    slug = subject_with(field)
    assert client.post(url_of(slug), {**PERSON[slug], field: typed}).status_code == 303
    robin.refresh_from_db()
    assert str(getattr(robin, field)) == kept


def test_what_was_kept_about_you_stands_on_the_page_the_next_time(client: Client) -> None:
    tell(client, PERSON)
    for slug, typed in PERSON.items():
        shown = typed_on(client.get(url_of(slug)), action=url_of(slug))
        kept = typed | ({"phone": "0612345678"} if "phone" in typed else {})
        assert shown == {name: value if isinstance(value, list) else [value] for name, value in kept.items()}


def test_htmx_is_sent_on_in_its_own_way_after_a_success(client: Client) -> None:
    tell(client, PERSON)
    response = client.post(url_of("lasten"), PERSON["lasten"], headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (200, HOME_PAGE)


def test_name_and_birth_date_stay_what_they_were_once_brondata_matched_them(enter: Enter) -> None:
    dossier = applications.single()
    one = dossier.applicants.get()
    url = url_of("wie-je-bent")
    client = enter(one)
    assert "staan vast" in words_of(client.get(url))
    response = client.post(
        url, {**PERSON["wie-je-bent"], "surname": "Bakker", "surname_prefix": "", "birth_date": "01-01-1980"}
    )
    assert response.status_code == 303
    before, after = one, Applicant.objects.get(pk=one.pk)
    assert (after.surname, after.birth_date) == (before.surname, before.birth_date)
    assert after.given_names == "Sanne Maria"


HOME_ERRORS = [
    ("postcode", "0811 EP", "Deze postcode bestaat niet."),
    ("postcode", "3811 SS", "Deze postcode bestaat niet."),
    ("postcode", "3811", "Deze postcode bestaat niet."),
    ("postcode", "Amersfoort", "Deze postcode bestaat niet."),
    ("postcode", "", "Vul dit in."),
    ("house_number", "0", "Dit huisnummer bestaat niet."),
    ("house_number", "-3", "Dit huisnummer bestaat niet."),
    ("house_number", "100000", "Dit huisnummer bestaat niet."),
    ("house_number", "9" * 5000, "Vul alleen het nummer in."),
    ("house_number", "21a", "Vul alleen het nummer in."),
    ("house_number", "", "Vul dit in."),
    ("addition", "tweede verdieping", "Dit is te lang. Gebruik ten hoogste 10 tekens."),
    ("street", EMOJI, "Gebruik alleen letters, cijfers en leestekens."),
    ("street", "Kersen\nlaan", "Gebruik alleen letters, cijfers en leestekens."),
    ("city", "x" * 101, "Dit is te lang. Gebruik ten hoogste 100 tekens."),
    ("energy_label", "", "Kies een energielabel."),
    ("price", "0", "De koopsom moet hoger zijn dan € 0."),
    ("price", "0,00", "De koopsom moet hoger zijn dan € 0."),
    ("price", "-350.000", "De koopsom moet hoger zijn dan € 0."),
    ("price", "abc", "Vul een bedrag in cijfers in, bijvoorbeeld 350.000."),
    ("price", "", "Vul een bedrag in."),
    ("price", "9.999.999.999", "Dit bedrag is te hoog."),
    ("market_value", "0", "De marktwaarde moet hoger zijn dan € 0."),
    ("market_value", "3,5 ton", "Vul een bedrag in cijfers in"),
    ("agreement_signed_on", "30-11-2026", "Deze datum ligt in de toekomst."),
    ("agreement_signed_on", "01-01-0020", "Deze datum is erg lang geleden. Controleer het jaar."),
    ("agreement_signed_on", "31-11-2025", "Vul de datum in als dag-maand-jaar"),
    ("transfer_on", "23-11-2026", "Deze datum is al geweest."),
    ("transfer_on", "01-02-9999", "Deze datum is erg ver weg. Controleer het jaar."),
    ("peculiarities", ["agrarisch", "geen"], "Je koos 'Niets hiervan' samen met iets anders."),
    ("peculiarities", [], "Kies wat geldt, of kies 'Niets hiervan'."),
]


@pytest.mark.parametrize(("field", "value", "text"), HOME_ERRORS)
def test_a_wrong_answer_about_the_home_is_said_at_its_field(client: Client, field: str, value: Any, text: str) -> None:
    slug = subject_with(field)
    typed, url = {**HOMES[slug], field: value}, url_of(slug)
    response = client.post(url, typed)
    assert_refused(response, field, text)
    # One line is one line: a browser takes the break out itself.
    assert_kept(response, {name: one for name, one in typed.items() if one != [] and "\n" not in one}, action=url)


def test_what_is_not_on_the_list_is_no_energy_label_and_no_home_type(client: Client) -> None:
    for field in ("energy_label", "home_type"):
        response = client.post(url_of("adres"), {**ADDRESS, field: "kasteel"})
        assert_refused(response, field, "Kies een van de mogelijkheden.")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("350000", "350000.00"),
        ("350.000", "350000.00"),
        ("€ 350.000,50", "350000.50"),
        ("€\u00a0350.000,-", "350000.00"),
        ("350 000", "350000.00"),
        ("350000.50", "350000.50"),
    ],
)
def test_an_amount_is_understood_as_people_type_it(client: Client, robin: Applicant, typed: str, kept: str) -> None:
    assert client.post(url_of("prijs"), {**PRICE, "price": typed}).status_code == 303
    assert Dossier.objects.get(pk=robin.dossier_id).wish.price == Decimal(kept)


def test_a_postcode_is_understood_with_and_without_a_space(client: Client, robin: Applicant) -> None:
    for typed in ("3811EP", "3811 ep", " 3811 EP "):
        assert client.post(url_of("adres"), {**ADDRESS, "postcode": typed}).status_code == 303
        assert Dossier.objects.get(pk=robin.dossier_id).wish.postcode == "3811EP"


def test_what_was_kept_about_the_home_stands_on_the_page_the_next_time(client: Client) -> None:
    client.post(reverse("journey:together"), {"relation": "alleen"})
    tell(client, HOMES)
    for slug, typed in HOMES.items():
        shown = typed_on(client.get(url_of(slug)), action=url_of(slug))
        kept = typed | ({"postcode": "3811 EP"} if "postcode" in typed else {})
        if "postcode" in shown:
            assert shown.pop("postcode")[0].replace(" ", "") == kept.pop("postcode").replace(" ", "")
        assert shown == {name: value if isinstance(value, list) else [value] for name, value in kept.items()}


def test_answers_that_cross_with_a_submission_change_nothing_and_say_so(
    client: Client, robin: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    class SentMeanwhile(subjects.FORMS["wie-je-bent"]):  # type: ignore[misc]
        def is_valid(self) -> bool:
            applications.put(robin.dossier, applications.State.SUBMITTED)
            return super().is_valid()

    monkeypatch.setitem(subjects.FORMS, "wie-je-bent", SentMeanwhile)
    response = client.post(url_of("wie-je-bent"), PERSON["wie-je-bent"])
    assert response["Location"] == HOME_PAGE
    assert "Er is niets veranderd." in words_of(client.get(HOME_PAGE))
    robin.refresh_from_db()
    assert robin.surname == ""
