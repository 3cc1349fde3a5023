"""The loan: what cannot be is said at its field, costs follow without JavaScript too, no counter is trusted."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.dossiers.models import Leningdeel, Wish
from portal.dossiers.services import start_dossier
from portal.identity.services import get_or_create_consumer
from tests.portal import applications
from tests.portal.journey.answers import assert_kept, assert_refused, loan, part, typed_on, url_of
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of

pytestmark = pytest.mark.django_db
URL = reverse("journey:loan")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(enter: Enter) -> Client:
    """The browser of somebody who described the home (value € 325.000) and one leningdeel."""
    one = applications.applicant("sanne")
    applications.describe_wish(one.dossier)
    return enter(one)


def kept() -> list[tuple[Any, ...]]:
    """The leningdelen as they are kept."""
    names = ("amount", "aflosvorm", "term_months", "rentevastperiode_years")
    return [tuple(map(str, row)) for row in Leningdeel.objects.order_by("position").values_list(*names)]


@pytest.mark.parametrize(
    ("changes", "field", "text"),
    [
        ({"amount": ""}, "form-0-amount", "Vul een bedrag in."),
        ({"amount": "0"}, "form-0-amount", "Vul een bedrag hoger dan € 0 in."),
        ({"amount": "-5"}, "form-0-amount", "Vul een bedrag hoger dan € 0 in."),
        ({"amount": "twee ton"}, "form-0-amount", "Vul een bedrag in cijfers in"),
        ({"term_years": ""}, "form-0-term_years", "Vul dit in."),
        ({"term_years": "0"}, "form-0-term_years", "De looptijd is minimaal 1 jaar."),
        ({"term_years": "31"}, "form-0-term_years", "De looptijd is maximaal 30 jaar."),
        ({"term_years": "12,5"}, "form-0-term_years", "Vul een heel aantal jaren in."),
        ({"term_years": "8"}, "form-0-rentevastperiode_years", "Je kunt de rente niet langer vastzetten"),
    ],
)
def test_a_leningdeel_that_cannot_be_is_refused_at_its_field(
    client: Client, changes: dict[str, str], field: str, text: str
) -> None:
    before = kept()
    typed = loan(part(**changes))
    response = client.post(URL, typed)
    assert_refused(response, field, text)
    assert_kept(response, typed, action=URL)
    assert kept() == before


@pytest.mark.parametrize(("field", "value"), [("aflosvorm", "spaarhypotheek"), ("rentevastperiode_years", "7")])
def test_what_is_not_on_offer_is_refused(client: Client, field: str, value: str) -> None:
    assert_refused(client.post(URL, loan(part(**{field: value}))), f"form-0-{field}", "Kies een van de mogelijkheden.")


def test_the_shortest_rentevastperiode_fits_every_term(client: Client) -> None:
    assert client.post(URL, loan(part(term_years="1", rentevastperiode_years="1"))).status_code == 303


def test_more_than_the_home_is_worth_is_refused_with_everything_kept(client: Client) -> None:
    typed = loan(part("200.000"), part("125.001"))
    response = client.post(URL, typed)
    assert response.status_code == 422
    assert "Je leent meer dan de woning waard is." in words_of(response)
    assert tree_of(response).findtext(".//title").startswith("Fout: ")
    assert_kept(response, typed, action=URL)
    assert client.post(URL, loan(part("200.000"), part("125.000"))).status_code == 303


@pytest.mark.parametrize(
    ("energy", "status"), [("19.500", 303), ("19.501", 422)], ids=["106 percent of the value", "a euro above it"]
)
def test_what_saves_energy_may_go_above_the_value(client: Client, energy: str, status: int) -> None:
    """gids 2.5, with a value of 325,000 euros."""
    typed = loan(part("325.000"), part(energy, purpose="energiebesparing"))
    response = client.post(URL, typed)
    assert response.status_code == status
    if status == 422:
        assert "Leen hoogstens € 344.500" in words_of(response)
        assert_kept(response, typed, action=URL)
    else:
        assert list(Leningdeel.objects.values_list("purpose", flat=True)) == ["aankoop", "energiebesparing"]


def test_money_to_buy_never_goes_above_the_value_beside_it(client: Client) -> None:
    response = client.post(URL, loan(part("340.000"), part("1.000", purpose="energiebesparing")))
    assert response.status_code == 422
    assert "Leen hoogstens € 326.000" in words_of(response)


def test_who_does_not_say_what_a_part_is_for_buys_and_what_is_not_there_is_refused(client: Client) -> None:
    assert client.post(URL, loan(part(purpose=""))).status_code == 303
    assert Leningdeel.objects.get().purpose == "aankoop"
    assert_refused(client.post(URL, loan(part(purpose="jacht"))), "form-0-purpose", "Kies een van de mogelijkheden.")


def test_nhg_is_a_choice_that_must_be_made(client: Client) -> None:
    typed = loan(part())
    del typed["nhg"]
    assert_refused(client.post(URL, typed), "nhg", "Kies ja of nee.")


def test_three_parts_are_kept_and_a_fourth_is_refused(client: Client) -> None:
    assert client.post(URL, loan(part("100.000"), part("90.000"), part("80.000"))).status_code == 303
    assert len(kept()) == 3
    response = client.post(URL, loan(*[part("50.000")] * 4))
    assert response.status_code == 422
    assert "ten hoogste 3 leningdelen" in words_of(response)
    assert len(kept()) == 3


def test_a_second_part_that_was_left_empty_is_left_out(client: Client) -> None:
    assert client.post(URL, loan(part(), part("", term_years=""))).status_code == 303
    assert len(kept()) == 1
    assert_refused(client.post(URL, loan(part(), part("", term_years="20"))), "form-1-amount", "Vul een bedrag in.")


def test_saving_again_without_a_change_keeps_the_same_loan(client: Client) -> None:
    before = kept()
    shown = {name: value[0] for name, value in typed_on(client.get(URL), action=URL).items()}
    assert client.post(URL, shown).status_code == 303
    assert client.post(URL, shown).status_code == 303
    assert kept() == before == [("190000.00", "annuitair", "360", "10")]


@pytest.mark.parametrize(
    "counters",
    [
        {},
        {"form-TOTAL_FORMS": "abc", "form-INITIAL_FORMS": "\x00"},
        {"form-TOTAL_FORMS": "-1", "form-INITIAL_FORMS": "9" * 5000},
        {"form-TOTAL_FORMS": "1000000", "form-INITIAL_FORMS": "1000000"},
        {"form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "3", "form-MAX_NUM_FORMS": "0"},
    ],
)
def test_hidden_counters_that_were_tampered_with_change_nothing(client: Client, counters: dict[str, str]) -> None:
    assert client.post(URL, loan(part("100.000"), part("90.000"), **counters)).status_code == 303
    assert [row[0] for row in kept()] == ["100000.00", "90000.00"]


def test_a_post_with_no_part_at_all_asks_for_one(client: Client) -> None:
    for typed in ({}, {"nhg": "ja"}, {"add_part": "x" * 10_000, "form-TOTAL_FORMS": "\x00"}, {"remove_part": "99"}):
        response = client.post(URL, typed)
        assert response.status_code in (200, 422)
        assert "form-0-amount" in typed_on(response, action=URL)
    assert len(kept()) == 1


def test_a_part_is_added_without_judging_or_losing_what_was_typed(client: Client) -> None:
    typed = loan(part("190.000", aflosvorm="lineair"), nhg="nee")
    del typed["save"]
    typed["form-0-term_years"] = ""
    response = client.post(URL, {**typed, "add_part": "1"})
    assert response.status_code == 200
    shown = typed_on(response, action=URL)
    assert {name: shown[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert shown["form-1-amount"] == [""]
    assert "Vul dit in." not in words_of(response)
    response = client.post(
        URL, {**{name: value[0] for name, value in shown.items() if name != "save"}, "add_part": "1"}
    )
    shown = typed_on(response, action=URL)
    assert shown["form-2-amount"] == [""]
    assert "Voeg een leningdeel toe" not in words_of(response)


def test_a_part_is_taken_away_and_the_others_stay(client: Client) -> None:
    typed = loan(part("100.000"), part("90.000"), part("80.000"), remove_part="1")
    del typed["save"]
    shown = typed_on(client.post(URL, typed), action=URL)
    assert [shown[f"form-{index}-amount"] for index in (0, 1)] == [["100.000"], ["80.000"]]
    assert "form-2-amount" not in shown


def test_the_first_part_cannot_be_taken_away(client: Client) -> None:
    typed = loan(part("100.000"), remove_part="0")
    assert typed_on(client.post(URL, typed), action=URL)["form-0-amount"] == ["100.000"]


def test_costs_are_shown_before_anything_is_saved_with_and_without_javascript(client: Client) -> None:
    typed = loan(part("200.000"), nhg="nee")
    del typed["save"]
    before = kept()
    part_of_page = client.post(URL, typed, headers=HTMX)
    page = client.post(URL, {**typed, "preview": "1"})
    assert (part_of_page.status_code, page.status_code) == (200, 200)
    assert [part.get("id") for part in tree_of(part_of_page)] == ["loan-costs", "loan-years"]
    costs = tree_of(page).xpath("//*[@id='loan-costs']")[0]
    for words in (words_of(part_of_page), costs.text_content()):
        assert "Je maandbedrag" in words
        assert "Je leent 61,5% van de waarde" in words
    assert_kept(page, typed, action=URL)
    assert kept() == before


def test_while_typing_an_unfinished_loan_is_no_error(client: Client) -> None:
    typed = loan(part(""))
    del typed["save"]
    response = client.post(URL, typed, headers=HTMX)
    assert response.status_code == 200
    assert "Vul alles in" in words_of(response)
    typed = loan(part("400.000"))
    del typed["save"]
    assert "meer dan de woning waard is" in words_of(client.post(URL, typed, headers=HTMX))
    response = client.post(URL, {**loan(part("")), "preview": "1"})
    assert_refused(response, "form-0-amount", "Vul een bedrag in.")


def test_what_the_home_costs_comes_before_the_loan(enter: Enter) -> None:
    one = start_dossier(user=get_or_create_consumer(email="robin@voorbeeld.nl"))
    response = enter(one).post(URL, loan(part()), follow=True)
    assert response.redirect_chain == [(reverse("journey:homes"), 303), (url_of("koopwoning"), 303)]
    assert "Vul eerst de woning in." in words_of(response)
    assert not kept()


def test_enter_saves_and_does_not_add_a_part(client: Client) -> None:
    form = tree_of(client.get(URL)).xpath(f"//form[@action='{URL}']")[0]
    assert form.xpath(".//button[@type='submit']")[0].get("name") == "save"


def test_one_answer_renews_the_figures_and_the_picture_and_only_the_newest_counts(client: Client) -> None:
    page = tree_of(client.get(URL))
    assert [form.get("hx-sync") for form in page.xpath("//form[@hx-post]")] == ["this:replace"]
    typed = loan(part("180.000"))
    del typed["save"]
    answer = tree_of(client.post(URL, typed, headers=HTMX))
    assert answer.xpath("//*[@id='loan-costs']//*[@data-neo-say]")
    (years,) = answer.xpath("//*[@id='loan-years']")
    assert years.get("hx-swap-oob") == "true"
    assert not tree_of(client.post(URL, loan(part("180.000")) | {"preview": "1"})).xpath("//*[@hx-swap-oob]")


def test_the_picture_has_a_table_with_every_year(client: Client) -> None:
    page = tree_of(client.post(URL, loan(part("180.000")) | {"preview": "1"}))
    (picture,) = page.xpath("//section[@id='loan-years']//*[local-name()='svg'][@role='img']")
    assert picture.get("role") == "img"
    rows = page.xpath("//section[@id='loan-years']//tbody/tr")
    assert [row.findtext("th") for row in rows] == [str(year) for year in range(1, 31)]
    assert rows[-1].xpath("td[3]")[0].text.replace("\u00a0", " ") == "€ 0"


def test_what_the_buyer_pays_is_price_and_costs_less_the_loan(client: Client) -> None:
    words = words_of(client.post(URL, loan(part("180.000")) | {"preview": "1"}))
    for label in (
        "Overdrachtsbelasting",
        "Notaris",
        "Taxatie",
        "Af: de lening",
        "Zelf te betalen",
        "Met en zonder NHG",
    ):
        assert label in words


def test_a_loan_that_the_home_does_not_carry_says_what_it_does_carry(client: Client) -> None:
    assert "Wat wel past" not in words_of(client.post(URL, loan(part("180.000")) | {"preview": "1"}))
    Wish.objects.update(market_value=1_500_000, price=1_500_000)
    words = words_of(client.post(URL, loan(part("1.400.000"), nhg="nee") | {"preview": "1"}))
    assert "past bij de waarde van de woning" in words
    assert "feiten, geen advies" in words
