"""Every page in every state it can stand in, in both languages and both themes: axe finds nothing, and it all fits.

The pages are made by Django's own test client and shown to Chromium as they are, with the real style sheet, fonts and
scripts, so that one dossier can stand in every state without a server of its own.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, Route, sync_playwright

from portal import clock
from portal.dossiers.parts import HOME, PERSON, parts_of
from portal.dossiers.states import State
from portal.formats.language import Language
from portal.identity.language import OF_THIS_VISIT
from portal.identity.models import User
from portal.journey.fit import exits, fit_questions
from portal.journey.knowledge import knowledge_test
from tests.journeys.setting import CHROMIUM
from tests.portal import applications
from tests.portal.journey.answers import loan, part, right_answer, sit, url_of
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import check_page
from tests.portal.journey.world import FILES, OPEN_TO_ALL, PAGES, READ_ONLY, World, tell_everything

pytestmark = pytest.mark.django_db
SITE = "https://neo.test"
AXE = Axe()
OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
NARROW = 320
"""CSS pixels: what a screen of 1280 leaves at 400 % zoom (WCAG 1.4.10)."""
# What differs between two renderings of the same page.
ACCIDENTAL = re.compile(
    r'(?:csrfmiddlewaretoken|form_owner)" value="[^"]*|nonce="[^"]*|X-CSRFToken": "[^"]*|gezien=[^"&]*'
)


@dataclass
class Eye:
    """Chromium, looking at answers that Django gave."""

    page: Page
    answers: dict[str, HttpResponse] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    found: list[tuple[str, str, str]] = field(default_factory=list)

    def serve(self, route: Route) -> None:
        """Give the page, or the file of the look; anything else is a page that asks for what is not ours."""
        path = route.request.url.removeprefix(SITE).partition("?")[0]
        if "hx-request" in route.request.headers:  # what a page asks by itself while it is looked at: no news
            route.fulfill(status=204)
        elif path.startswith("/static/") and (file := finders.find(path.removeprefix("/static/"))):
            route.fulfill(path=file)
        elif answer := self.answers.get(path):
            kept = {name: value for name, value in answer.items() if name != "Content-Length"}
            route.fulfill(status=200, headers=kept, body=answer.content)
        else:
            self.found.append(("asks for what is not there", route.request.url, ""))
            route.abort()

    def look(self, where: str, address: str, answer: HttpResponse) -> None:
        """Hold one page to axe in both themes, and to the narrow screen; the same page again costs nothing."""
        mark = ACCIDENTAL.sub("", answer.content.decode())
        if mark in self.seen:
            return
        self.seen.add(mark)
        self.answers = {address: answer}
        for theme in ("light", "dark"):
            self.page.emulate_media(color_scheme=theme)
            if theme == "light":
                self.page.goto(SITE + address)
            for one in AXE.run(self.page, options=OPTIONS).response["violations"]:
                self.found.append((f"{where} {theme}", one["id"], one["nodes"][0]["html"][:200]))
        if (wide := self.page.evaluate("document.documentElement.scrollWidth")) > NARROW:
            self.found.append((where, "does not fit", str(wide)))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright's loop makes Django think that this is asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM)
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def eye(browser: Browser) -> Iterator[Eye]:
    """A narrow window, and at the end: nothing was found and no script complained."""
    # A theme is judged when it stands, not half-way its fading in.
    context = browser.new_context(viewport={"width": NARROW, "height": 740}, reduced_motion="reduce")
    page = context.new_page()
    one = Eye(page)
    page.on("console", lambda said: one.found.append(("console", said.text, "")) if said.type == "error" else None)
    page.on("pageerror", lambda error: one.found.append(("script", str(error), "")))
    page.route("**/*", one.serve)
    yield one
    context.close()
    assert not one.found, "\n".join(map(" · ".join, one.found))


def reading(client: Client, language: Language) -> Client:
    """The same visit in this language."""
    session = client.session
    session[OF_THIS_VISIT] = language.value
    session.save()
    return client


def page_of(response: Any) -> HttpResponse:
    """A whole page of ours."""
    check_page(response)
    return response


@pytest.mark.parametrize("language", Language)
def test_every_page_in_every_state(world: World, eye: Eye, language: Language) -> None:
    client = reading(world.client, language)
    for name, states in PAGES.items():
        if name in FILES:
            continue
        for state in sorted(states):
            world.put(state)
            answer = client.get(world.url(name))
            assert answer.status_code == 200, (name, state)
            assert answer["Content-Language"] == language
            eye.look(f"{name} {state} {language}", world.url(name), page_of(answer))


@pytest.mark.parametrize("language", Language)
def test_every_form_that_was_sent_empty(world: World, eye: Eye, language: Language) -> None:
    client = reading(world.client, language)
    refused = 0
    for name in sorted(PAGES.keys() - READ_ONLY):
        world.put(sorted(PAGES[name])[0])
        answer = client.post(world.url(name), {})
        if answer.status_code == 422:
            refused += 1
            eye.look(f"{name} refused {language}", world.url(name), page_of(answer))
    assert refused > 5


@pytest.mark.parametrize("language", Language)
def test_every_subject_empty_and_refused(world: World, eye: Eye, language: Language) -> None:
    client = reading(world.client, language)
    world.put(State.INTAKE)
    tell_everything(world)
    seen = set()
    for row in (world.applicant, world.dossier.wish):
        for one in parts_of(type(row).objects.get(pk=row.pk)):
            seen.add(one.slug)
            url = url_of(one.slug)
            eye.look(f"{one.slug} {language}", url, page_of(client.get(url)))
            refused = client.post(url, {})
            assert refused.status_code == 422, one.slug
            eye.look(f"{one.slug} refused {language}", url, page_of(refused))
    assert seen == {one.slug for one in (*PERSON, *HOME)} - {"scheiding", "bewoners"}


@pytest.mark.parametrize("language", Language)
def test_every_page_for_a_visitor(visitor: Client, eye: Eye, language: Language) -> None:
    reading(visitor, language)
    addresses = [reverse(f"journey:{name}") for name in sorted(OPEN_TO_ALL)]
    addresses += [reverse(f"identity:{name}") for name in ("enter", "begin")]
    applications.open_the_door()
    addresses += [reverse("journey:fit", args=[one.slug]) for one in fit_questions(clock.today())]
    addresses += [reverse("journey:no_fit", args=[one.slug]) for one in exits(clock.today())]
    eye.look(f"fit refused {language}", "/past-dit/doel/", page_of(visitor.post("/past-dit/doel/")))
    for address in [*addresses, "/nergens/"]:
        eye.look(f"{address} {language}", address, page_of(visitor.get(address)))


@pytest.mark.parametrize("language", Language)
def test_every_page_of_the_knowledge_test(newcomer: User, enter: Enter, eye: Eye, language: Language) -> None:
    client = reading(enter(newcomer), language)
    intro, first = reverse("journey:test"), reverse("journey:test_question", args=[1])
    asked = client.post(intro, follow=True)
    eye.look(f"question {language}", first, page_of(asked))
    sent = right_answer(asked)
    eye.look(f"question refused {language}", first, page_of(client.post(first, {"question": sent["question"]})))
    client.post(first, {**sent, "answer": "d"})
    eye.look(f"answer wrong {language}", first, page_of(client.get(first)))
    eye.look(f"intro halfway {language}", intro, page_of(client.get(intro)))
    sit(client, mistakes=3)
    eye.look(f"failed {language}", intro, page_of(client.get(intro)))
    last = reverse("journey:test_question", args=[knowledge_test().total])
    eye.look(f"answer right {language}", last, page_of(client.get(last)))


@pytest.mark.parametrize("language", Language)
def test_a_change_that_was_asked_for_in_each_of_its_states(enter: Enter, eye: Eye, language: Language) -> None:
    first, second = applications.with_renteaanbod(applications.couple()).dossier.applicants.order_by("position")
    me, other = (reading(enter(one), language) for one in (first, second))
    asked, back = reverse("journey:change_request"), reverse("journey:change")
    assert me.post(back, loan(part(aflosvorm="lineair"), ask="1"))["Location"] == asked
    eye.look("asked", asked, page_of(me.get(asked)))
    eye.look("to agree to", asked, page_of(other.get(asked)))
    eye.look("not answered", asked, page_of(other.post(asked, {})))
    other.post(asked, {"agree": "ja"})
    eye.look("agreed", asked, page_of(me.get(asked)))


@pytest.mark.parametrize("language", Language)
def test_what_two_people_read_before_they_sign(enter: Enter, eye: Eye, language: Language) -> None:
    offer = applications.with_hypotheekaanbod(applications.couple())
    client = reading(enter(offer.dossier.applicants.get(position=1)), language)
    for name in ("aanbod", "read_aanbod", "responsible", "no_sign"):
        eye.look(name, reverse(f"journey:{name}"), page_of(client.get(reverse(f"journey:{name}"))))
    no_sign = reverse("journey:no_sign")
    eye.look("no_sign, too long", no_sign, page_of(client.post(no_sign, {"text": "x" * 2000})))
    client.post(no_sign, {"text": ""})
    eye.look("not signing", reverse("journey:aanbod"), page_of(client.get(reverse("journey:aanbod"))))
