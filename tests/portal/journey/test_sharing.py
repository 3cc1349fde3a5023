"""How to share data, the income that is typed instead, and checking the figures."""

import pytest
from django.test import Client
from django.urls import reverse

from portal.dossiers.models import Applicant
from portal.dossiers.services import declared_income
from tests.portal.journey.answers import INCOME, PERSON, assert_refused, assert_wrong, tell, typed_on
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of

pytestmark = pytest.mark.django_db
HOME_PAGE = reverse("journey:home")
EMOJI = "\N{HOUSE BUILDING}"


@pytest.fixture
def client(robin: Applicant, enter: Enter) -> Client:
    """Robin's browser."""
    return enter(robin)


INCOME_ERRORS = [
    ("employer", "", "Vul dit in."),
    ("employer", EMOJI, "Gebruik alleen letters, cijfers en leestekens."),
    ("starts_on", "01-04-2029", "Deze datum kan niet. Controleer het jaar."),
    ("starts_on", "01-04-0209", "Deze datum kan niet. Controleer het jaar."),
    ("salary", "0", "Vul een bedrag hoger dan € 0 in."),
    ("salary", "-41.000", "Vul een bedrag hoger dan € 0 in."),
    ("holiday_pay", "veel", "Vul een bedrag in cijfers in"),
    ("study_debt", "", "Vul een bedrag in."),
    ("hours_per_week", "", "Vul je uren in."),
    ("hours_per_week", "0", "Vul een aantal uren boven 0 in."),
    ("hours_per_week", "168", "Meer dan 80 uur per week kan niet."),
    ("hours_per_week", "fulltime", "Vul een aantal uren in, bijvoorbeeld 36."),
    ("lives_here_since", "01-01-2031", "Deze datum kan niet. Controleer het jaar."),
    ("document_number", "123456782", "Dit is geen documentnummer."),
    ("document_number", "ABC", "Dit is geen documentnummer."),
]


@pytest.mark.parametrize(("field", "value", "text"), INCOME_ERRORS)
def test_a_wrong_answer_about_your_income_is_said_at_its_field(
    client: Client, field: str, value: str, text: str
) -> None:
    assert_wrong(client, reverse("journey:income"), INCOME, field, value, text)


def test_a_typed_income_is_kept_shown_again_as_typed_and_marked_as_typed_by_you(
    client: Client, robin: Applicant
) -> None:
    url = reverse("journey:income")
    response = client.post(url, INCOME)
    assert (response.status_code, response["Location"]) == (303, reverse("journey:figures"))
    robin.refresh_from_db()
    assert declared_income(robin)["salary"] == "41000.00"
    assert typed_on(client.get(url), action=url) == {name: [value] for name, value in INCOME.items()}
    words = words_of(client.get(reverse("journey:figures")))
    assert "€ 41.000,00" in words.replace("\xa0", " ")
    assert "Door jou ingevuld" in words


def test_the_figures_are_confirmed_once_and_a_second_press_says_that_nothing_changed(
    client: Client, robin: Applicant
) -> None:
    client.post(reverse("journey:income"), INCOME)
    url = reverse("journey:figures")
    assert client.post(url)["Location"] == HOME_PAGE
    first = Applicant.objects.get(pk=robin.pk).figures_confirmed_at
    assert first is not None
    assert client.post(url)["Location"] == HOME_PAGE
    assert "Je had dit al gecontroleerd." in words_of(client.get(HOME_PAGE))
    assert Applicant.objects.get(pk=robin.pk).figures_confirmed_at == first


def test_another_income_asks_to_check_the_figures_again(client: Client, robin: Applicant) -> None:
    client.post(reverse("journey:income"), INCOME)
    client.post(reverse("journey:figures"))
    client.post(reverse("journey:income"), {**INCOME, "salary": "52.000"})
    assert Applicant.objects.get(pk=robin.pk).figures_confirmed_at is None


def test_without_data_there_is_nothing_to_check_yet(client: Client) -> None:
    response = client.get(reverse("journey:figures"), follow=True)
    assert "Haal eerst je gegevens op" in words_of(response)


def test_how_to_share_is_asked_and_only_after_we_know_who_you_are(client: Client) -> None:
    url = reverse("journey:route")
    response = client.get(url)
    assert response["Location"] == reverse("journey:person")
    assert "Vul eerst je eigen gegevens in." in words_of(client.get(response["Location"], follow=True))
    tell(client, PERSON)
    assert_refused(client.post(url, {}), "route", "Kies hoe je je gegevens wilt delen.")
    assert_refused(client.post(url, {"route": "duif"}), "route", "Kies een van de mogelijkheden.")
    assert client.post(url, {"route": "ockto"})["Location"] == reverse("journey:ockto")
    assert client.post(url, {"route": "documenten"})["Location"] == reverse("journey:income")
