"""One subject a page: in order, with what belongs to it, and back to where a change began."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.dossiers.models import Applicant
from portal.dossiers.parts import HOME, PERSON, current
from tests.portal import applications
from tests.portal.journey import answers
from tests.portal.journey.answers import HOMES, OTHER_SUBJECTS, assert_refused, assert_wrong, tell, typed_on, url_of
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of

pytestmark = pytest.mark.django_db
HOME_PAGE, OVERVIEW, HOMES_PAGE, SUBMIT = (reverse(f"journey:{name}") for name in ("home", "person", "homes", "submit"))


@pytest.fixture
def client(robin: Applicant, enter: Enter) -> Client:
    """Robin's browser."""
    return enter(robin)


def test_every_subject_has_a_page_and_every_page_a_subject() -> None:
    from portal.journey.views.subjects import FORMS

    assert set(FORMS) | {"adres"} == {part.slug for part in (*PERSON, *HOME)}
    for part in (*PERSON, *HOME):
        if part.slug != "adres":
            assert set(FORMS[part.slug].base_fields) == set(part.names), part.slug
            optional = {name for name, one in FORMS[part.slug].base_fields.items() if not one.required}
            assert optional == set(part.optional), part.slug


def test_who_begins_walks_from_subject_to_subject_and_ends_at_home(client: Client) -> None:
    at = client.get(OVERVIEW)["Location"]
    walked = []
    while at != HOME_PAGE:
        slug = at.rstrip("/").rpartition("/")[2]
        walked.append(slug)
        at = client.post(at, answers.PERSON[slug])["Location"]
    assert walked == list(answers.PERSON)
    at, walked = client.get(HOMES_PAGE)["Location"], []
    client.post(reverse("journey:together"), {"relation": "alleen"})
    while at != HOME_PAGE:
        slug = at.rstrip("/").rpartition("/")[2]
        walked.append(slug)
        at = client.post(at, HOMES[slug])["Location"]
    assert walked == list(HOMES)


def test_an_answer_that_asks_for_more_is_followed_by_that(client: Client) -> None:
    tell(client, answers.PERSON)
    married = {"civil_status": "gehuwd", "divorce_pending": "nee"}
    response = client.post(url_of("burgerlijke-staat"), married)
    assert response["Location"] == url_of("huwelijk")
    assert client.post(url_of("huwelijk"), OTHER_SUBJECTS["huwelijk"])["Location"] == HOME_PAGE


@pytest.mark.parametrize("slug", [one for one in OTHER_SUBJECTS if one not in ("huidige-woning", "verkoop")])
def test_each_other_subject_is_asked_kept_and_shown_again(client: Client, robin: Applicant, slug: str) -> None:
    open_it(client, robin, slug)
    url = url_of(slug)
    assert client.post(url, OTHER_SUBJECTS[slug]).status_code == 303
    assert typed_on(client.get(url), action=url) == {name: [value] for name, value in OTHER_SUBJECTS[slug].items()}


def test_the_home_one_leaves_and_its_sale_are_asked_kept_and_shown_again(client: Client) -> None:
    client.post(url_of("koopwoning"), {"owns_home": "ja"})
    for slug in ("huidige-woning", "verkoop"):
        url = url_of(slug)
        assert client.post(url, OTHER_SUBJECTS[slug]).status_code == 303
        assert typed_on(client.get(url), action=url) == {name: [value] for name, value in OTHER_SUBJECTS[slug].items()}


def open_it(client: Client, one: Applicant, slug: str) -> None:
    """Answer so that this subject applies."""
    kinds = {"onderneming": "onderneming", "uitkering": "uitkering", "alimentatie": "alimentatie"}
    kinds["ander-inkomen"] = "overig"
    opened: dict[str, tuple[str, dict[str, Any]]] = {
        "verblijf": ("afkomst", {"dutch": "nee"}),
        "belasting": ("afkomst", {"tax_only_in_nl": "nee"}),
        "huwelijk": ("burgerlijke-staat", {"civil_status": "gehuwd"}),
        "scheiding": ("burgerlijke-staat", {"civil_status": "gescheiden"}),
        "lening": ("lasten", {"private_loan_outstanding": "12.500"}),
        "nieuwbouw": ("bouw", {"new_build": "ja"}),
        "erfpacht": ("adres", {"leasehold": "ja"}),
        "vve": ("adres", {"home_type": "appartement"}),
        "eigenaar": ("koopwoning", {"owns_home": "ja"}),
    } | {part: ("inkomen", {"income_kinds": [kind]}) for part, kind in kinds.items()}
    if slug in ("meetellen", "eigenaar"):
        one.dossier.wish.together, one.dossier.wish.relation = True, "gehuwd"
        one.dossier.wish.save()
    if slug in opened:
        first, changes = opened[slug]
        typed = {**{**answers.PERSON, **HOMES}[first], **changes}
        assert client.post(url_of(first), typed).status_code == 303


OTHER_ERRORS = [
    ("verblijf", "nationality", "", "Kies een land."),
    ("verblijf", "residence_title", "", "Kies wat op je verblijfsdocument staat."),
    ("belasting", "tax_country", "", "Kies een land."),
    ("scheiding", "divorced_on", "01-01-2031", "Deze datum kan niet."),
    ("onderneming", "business_started_on", "morgen", "Vul de datum in als dag-maand-jaar"),
    ("uitkering", "benefit_annual", "0", "Vul een bedrag hoger dan € 0 in."),
    ("uitkering", "benefit_ends_on", "01-01-2024", "Deze datum ligt voor het begin van de uitkering."),
    ("alimentatie", "alimony_recorded_in", "", "Kies een van de mogelijkheden."),
    ("lening", "private_loan_principal", "12.499,99", "Dit is minder dan wat je nog moet betalen."),
    ("nieuwbouw", "build_completion_on", "01-01-2020", "Deze datum kan niet."),
    ("erfpacht", "lease_ends_on", "", "Vul in tot wanneer de erfpacht loopt."),
    ("erfpacht", "lease_ends_on", "01-01-2020", "Deze datum is al geweest."),
    ("vve", "vve_status", "", "Kies een van de mogelijkheden."),
]


@pytest.mark.parametrize(("slug", "field", "value", "text"), OTHER_ERRORS)
def test_a_wrong_answer_to_another_subject_is_said_at_its_field(
    client: Client, robin: Applicant, slug: str, field: str, value: str, text: str
) -> None:
    open_it(client, robin, slug)
    assert_wrong(client, url_of(slug), OTHER_SUBJECTS[slug], field, value, text)


@pytest.mark.parametrize(
    ("slug", "field", "value", "text"),
    [
        ("huidige-woning", "present_home_value", "0", "De waarde moet hoger zijn dan € 0."),
        ("verkoop", "sale_price", "0", "De verkoopprijs moet hoger zijn dan € 0."),
        ("verkoop", "sale_signed_on", "01-01-2031", "Deze datum kan niet."),
        ("verkoop", "sale_transfer_on", "01-11-2026", "Deze datum ligt voor de dag waarop de verkoop is getekend."),
        ("verkoop", "sale_transfer_on", "01-01-2099", "Deze datum is erg ver weg."),
    ],
)
def test_a_wrong_answer_about_the_home_one_leaves_is_said_at_its_field(
    client: Client, slug: str, field: str, value: str, text: str
) -> None:
    client.post(url_of("koopwoning"), {"owns_home": "ja"})
    client.post(url_of("huidige-woning"), OTHER_SUBJECTS["huidige-woning"])
    assert_wrong(client, url_of(slug), OTHER_SUBJECTS[slug], field, value, text)


def test_no_income_goes_with_no_other_income(client: Client) -> None:
    response = client.post(url_of("inkomen"), {"income_kinds": ["loon", "geen"]})
    assert_refused(response, "income_kinds", "Kies één van beide.")


def test_a_subject_that_does_not_apply_has_no_page(client: Client) -> None:
    for slug in ("huwelijk", "scheiding", "verkoop", "erfpacht", "lening"):
        assert client.get(url_of(slug)).status_code == 404
        assert client.post(url_of(slug), OTHER_SUBJECTS[slug]).status_code == 404
    assert client.get(reverse("journey:person_part", args=["bestaat-niet"])).status_code == 404


def test_a_change_that_began_on_the_check_page_ends_there(enter: Enter) -> None:
    dossier = applications.single()
    me = enter(dossier.applicants.get())
    page = tree_of(me.get(SUBMIT))
    for link in page.xpath("//a[contains(@href, 'terug=versturen')]/@href"):
        form = tree_of(me.get(link)).xpath("//main//form[@method='post']")[0]
        assert form.xpath(".//input[@name='terug']/@value") == ["versturen"], link
    url = url_of("lasten")
    answer = me.post(url, {**answers.PERSON["lasten"], "alimony_monthly": "10", "terug": "versturen"})
    assert answer["Location"] == SUBMIT
    opened = {**answers.PERSON["lasten"], "private_loan_outstanding": "500", "terug": "versturen"}
    assert me.post(url, opened)["Location"] == url_of("lening") + "?terug=versturen"
    assert me.post(url, {**answers.PERSON["lasten"], "terug": "https://kwaad.example/"})["Location"] == HOME_PAGE


def test_the_overview_shows_every_answer_with_a_way_to_change_it(enter: Enter) -> None:
    dossier = applications.couple()
    me = enter(dossier.applicants.get(position=1))
    said = words_of(me.get(OVERVIEW))
    for words in ("Wie je bent", "Je loon", "Loonbeslag Nee", "Soorten inkomen Loon van een werkgever"):
        assert words in said
    assert "Nog niet ingevuld" not in said
    assert "Koopsom" in words_of(me.get(HOMES_PAGE))


def test_the_overview_of_a_beginner_leads_on(client: Client) -> None:
    client.post(url_of("wie-je-bent"), answers.PERSON["wie-je-bent"])
    page = client.get(OVERVIEW)
    assert "Er zijn nog vragen." in words_of(page)
    assert tree_of(page).xpath(f"//a[contains(@class, 'neo-button') and @href='{url_of('afkomst')}']")


def test_the_partner_answers_about_themselves_and_not_about_the_home(enter: Enter) -> None:
    dossier = applications.couple()
    partner = enter(dossier.applicants.get(position=2))
    assert partner.get(url_of("meetellen")).status_code == 200
    assert partner.get(url_of("prijs"))["Location"] == HOME_PAGE
    assert partner.post(url_of("meetellen"), {"income_counts": "nee"})["Location"] == HOME_PAGE
    sam = dossier.applicants.get(position=2)
    assert current(sam)["income_counts"] is False
    assert current(dossier.applicants.get(position=1)).get("income_counts") is True


def test_of_a_new_home_the_price_is_that_of_land_and_building(client: Client) -> None:
    assert "kosten koper" in words_of(client.get(url_of("prijs")))
    client.post(url_of("bouw"), {"new_build": "ja"})
    page = words_of(client.get(url_of("prijs")))
    assert "Koop- en aanneemsom" in page
    assert "kosten koper" not in page
