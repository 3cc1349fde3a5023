"""Before anything is kept: the first page, the questions that tell who cannot apply online, and the exits."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from portal import clock
from portal.assessments import policy, terms
from portal.assessments.models import AcceptanceSwitch
from portal.identity.language import OF_THIS_VISIT
from portal.journey.fit import NO, YES, exits, fit_questions
from tests.portal import applications
from tests.portal.journey.answers import assert_refused
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import tree_of, words_of
from tests.portal.journey.test_english import dutch_on
from tests.portal.journey.test_looking import rows
from underwriting.norms import norms_on

pytestmark = pytest.mark.django_db
START, BEGIN, ENTER = reverse("journey:start"), reverse("identity:begin"), reverse("identity:enter")
# Each thing that cannot be done online: the question, the answer, the exit and a word of its reason.
KNOCK_OUTS = [
    ("klant", YES, "al-klant", "Je hebt al een hypotheek van ons"),
    ("doel", NO, "niet-kopen", "een woning die je koopt"),
    ("samen", YES, "te-veel-aanvragers", "ten hoogste 2 mensen"),
    ("inkomen", NO, "inkomen", "€\u00a030.000 per jaar of meer"),
    ("scheiden", YES, "scheiding", "pas als de scheiding klaar is"),
    ("nederland", NO, "buitenland", "een woning in Nederland"),
    ("bewonen", NO, "verhuur", "waarin je zelf woont"),
]


@pytest.fixture
def shut(db: None) -> None:
    """As the guide says: no new customers until further notice."""
    AcceptanceSwitch.objects.all().delete()


@pytest.fixture
def opened(db: None) -> None:
    """The lender takes new customers."""
    applications.open_the_door()


def fit(slug: str) -> str:
    """The address of a question."""
    return reverse("journey:fit", args=[slug])


def no_fit(slug: str) -> str:
    """The address of an exit."""
    return reverse("journey:no_fit", args=[slug])


def text_of(response: Any) -> str:
    """The words of a page, with its hard spaces as they are."""
    return tree_of(response).find(".//main").text_content()


@pytest.mark.usefixtures("opened")
def test_who_fits_is_led_from_begin_to_the_question_for_an_address(visitor: Client) -> None:
    link = tree_of(visitor.get(START)).xpath("//a[normalize-space()='Begin']")[0].get("href")
    fitting = {slug: NO if wrong == YES else YES for slug, wrong, _, _ in KNOCK_OUTS}
    asked = []
    while link != BEGIN:
        assert words_of(visitor.get(link))
        slug = link.rstrip("/").rpartition("/")[2]
        asked.append(slug)
        response = visitor.post(link, {"answer": fitting[slug]})
        assert response.status_code == 303
        link = response["Location"]
    assert asked == [slug for slug, *_ in KNOCK_OUTS]


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(("slug", "answer", "out", "reason"), KNOCK_OUTS)
def test_an_answer_that_does_not_fit_leads_to_its_one_reason(
    visitor: Client, slug: str, answer: str, out: str, reason: str
) -> None:
    response = visitor.post(fit(slug), {"answer": answer})
    assert (response.status_code, response["Location"]) == (303, no_fit(out))
    page = visitor.get(no_fit(out))
    assert tree_of(page).findtext(".//h1") == "Dit kan niet online"
    assert reason in text_of(page)
    for words in ("Wat kun je wel doen?", "Er is niets bewaard", "Neem contact op"):
        assert words in words_of(page)
    assert tree_of(page).xpath(f"//a[@href='{fit(slug)}']"), "a mistake can be put right"


@pytest.mark.usefixtures("opened")
def test_every_exit_can_be_reached_by_a_question_and_from_the_first_page() -> None:
    day = clock.today()
    assert [(one.question, one.slug) for one in exits(day)] == [(slug, out) for slug, _, out, _ in KNOCK_OUTS]
    assert [one.slug for one in fit_questions(day)] == [slug for slug, *_ in KNOCK_OUTS]


@pytest.mark.usefixtures("opened")
def test_the_first_page_lists_who_cannot_apply_with_a_way_to_each_exit(visitor: Client) -> None:
    page = tree_of(visitor.get(START))
    for _, _, out, _ in KNOCK_OUTS:
        assert page.xpath(f"//a[@href='{no_fit(out)}']"), out


@pytest.mark.usefixtures("opened")
def test_the_first_page_says_what_is_needed_what_it_costs_and_that_there_is_no_advice(visitor: Client) -> None:
    response = visitor.get(START)
    for words in ("Je telefoon", "sms-controle", "Ongeveer 45 minuten", "later verdergaan", "geen advies"):
        assert words in words_of(response)
    costs = text_of(response)
    assert "Aanvragen kost je €\u00a00." in costs
    assert "Dan betaal je €\u00a0500." in costs
    for exception in ("de verkoper de koop ontbindt", "overlijdt", "scheiden", "arbeidsongeschikt of werkloos"):
        assert exception in costs
    page = tree_of(response)
    assert page.xpath(f"//a[@href='{ENTER}'][normalize-space()='Ik ben al begonnen']")


@pytest.mark.usefixtures("opened")
def test_the_limits_and_the_fee_are_those_of_the_norms_in_force(
    visitor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changed(day: date) -> Any:
        norms = norms_on(day)
        return replace(
            norms,
            ch03=replace(norms.ch03, max_applicants=3),
            ch04=replace(norms.ch04, min_joint_income=Decimal(31_500)),
            ch07=replace(norms.ch07, cancellation_fee=Decimal(650)),
        )

    monkeypatch.setattr(policy, "norms_on", changed)
    monkeypatch.setattr(terms, "norms_on", changed)
    assert "meer dan 3 mensen" in words_of(visitor.get(fit("samen")))
    assert "€\u00a031.500 of meer" in text_of(visitor.get(fit("inkomen")))
    assert "€\u00a031.500" in text_of(visitor.get(no_fit("inkomen")))
    assert "ten hoogste 3 mensen" in words_of(visitor.get(no_fit("te-veel-aanvragers")))
    start = text_of(visitor.get(START))
    for figure in ("meer dan 3 mensen", "€\u00a031.500", "€\u00a0650"):
        assert figure in start


@pytest.mark.parametrize("name", ["start", "fit", "no_fit"])
def test_no_amount_is_written_in_the_pages_themselves(name: str) -> None:
    text = (Path(settings.BASE_DIR) / "templates" / "journey" / f"{name}.html").read_text("utf-8")
    assert "€" not in text


@pytest.mark.usefixtures("opened")
@pytest.mark.parametrize(
    "sent", [{}, {"answer": ""}, {"answer": "misschien"}, {"answer": "\x00"}, {"answer": "j" * 9000}]
)
def test_no_answer_is_asked_for_again(visitor: Client, sent: dict[str, str]) -> None:
    response = visitor.post(fit("inkomen"), sent)
    said = "Kies een van de mogelijkheden." if sent.get("answer") else "Kies ja of nee."
    assert_refused(response, "answer", said)


@pytest.mark.usefixtures("opened")
def test_nothing_is_kept_of_any_answer(visitor: Client) -> None:
    before = rows()
    for slug, answer, out, _ in KNOCK_OUTS:
        visitor.get(fit(slug))
        visitor.post(fit(slug), {"answer": answer})
        visitor.post(fit(slug), {"answer": YES if answer == NO else NO})
        visitor.get(no_fit(out))
    assert rows() == before
    assert not visitor.session.items()


@pytest.mark.usefixtures("opened")
def test_a_page_of_the_middle_opens_by_itself_and_the_way_back_is_the_question_before(visitor: Client) -> None:
    before = START
    for slug, *_ in KNOCK_OUTS:
        page = tree_of(visitor.get(fit(slug)))
        assert page.xpath("//*[@class='neo-back']")[0].get("href") == before
        assert len(page.xpath("//input[@type='radio']")) == 2
        assert not page.xpath("//input[@checked]")
        assert page.xpath(f"//a[@href='{ENTER}']"), "who comes back need not answer"
        before = fit(slug)


@pytest.mark.usefixtures("opened")
def test_what_is_no_question_and_no_exit(visitor: Client) -> None:
    assert visitor.get(fit("inkomsten")).status_code == 404
    assert visitor.get(no_fit("nieuwe-klant"))["Location"] == START, "it is not true today"
    assert visitor.post(no_fit("inkomen")).status_code == 405


@pytest.mark.usefixtures("shut")
def test_while_the_door_is_closed_both_answers_to_the_one_question_lead_out(visitor: Client) -> None:
    for answer, out in ((YES, "al-klant"), (NO, "nieuwe-klant")):
        assert visitor.post(fit("klant"), {"answer": answer})["Location"] == no_fit(out)
        assert "Dit kan niet online" in words_of(visitor.get(no_fit(out)))
    assert "Vraag 1 van" not in words_of(visitor.get(fit("klant")))
    assert visitor.get(fit("inkomen"))["Location"] == START
    assert visitor.post(fit("bewonen"), {"answer": YES})["Location"] == START


@pytest.mark.usefixtures("shut")
def test_while_the_door_is_closed_the_first_page_says_so_and_names_both_ways(visitor: Client) -> None:
    page = tree_of(visitor.get(START))
    assert not page.xpath("//a[normalize-space()='Begin']")
    for address in (no_fit("al-klant"), no_fit("nieuwe-klant"), ENTER):
        assert page.xpath(f"//a[@href='{address}']"), address


@pytest.mark.usefixtures("opened")
def test_who_is_in_already_goes_on_from_the_first_page_and_is_not_stopped_by_the_questions(
    enter: Enter, robin: Any
) -> None:
    client = enter(robin)
    assert tree_of(client.get(START)).xpath("//a[normalize-space()='Ga verder met je aanvraag']")
    last = client.post(fit("bewonen"), {"answer": YES}, follow=True)
    assert last.redirect_chain[-1][0] == reverse("journey:home")


@pytest.mark.parametrize("door", ["opened", "shut"])
def test_every_question_and_exit_is_there_in_english(
    visitor: Client, door: str, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue(door)
    session = visitor.session
    session[OF_THIS_VISIT] = "en"
    session.save()
    day = clock.today()
    for address in [fit(one.slug) for one in fit_questions(day)] + [no_fit(one.slug) for one in exits(day)]:
        assert dutch_on(visitor.get(address)) == [], address
        if "past-dit" in address:
            assert dutch_on(visitor.post(address)) == [], address
