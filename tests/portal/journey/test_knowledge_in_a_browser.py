"""The browser's own buttons in the knowledge test and before the door: Back and reload are right and send nothing."""

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portal.dossiers.models import Applicant, KnowledgeSitting
from tests.journeys.setting import CHROMIUM
from tests.portal import applications
from tests.portal.journey.conftest import Enter

pytestmark = pytest.mark.django_db(transaction=True)


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
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="nl-NL", viewport={"width": 360, "height": 740})
    yield context.new_page()
    context.close()


def choose(page: Page, button: str) -> None:
    """The first option, and on."""
    page.locator("input[name=answer]").first.check()
    page.get_by_role("button", name=button).click()


def test_back_and_reload_in_the_test_change_no_answer(
    page: Page, live_server: Any, enter: Enter, robin: Applicant
) -> None:
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": enter(robin).cookies[name].value, "url": live_server.url}])
    page.goto(live_server.url + reverse("journey:test"))
    page.get_by_role("button", name="Begin de toets").click()
    why = page.get_by_role("heading", name="Waarom")
    choose(page, "Geef dit antwoord")
    expect(why).to_be_visible()
    page.reload()
    expect(why).to_be_visible()
    page.get_by_role("link", name="Volgende vraag").click()
    expect(page.get_by_role("button", name="Geef dit antwoord")).to_be_visible()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.go_back()
    expect(why).to_be_visible()
    expect(page.get_by_text("Kennistoets, vraag 1 van")).to_be_visible()
    page.go_forward()
    choose(page, "Geef dit antwoord")
    expect(why).to_be_visible()
    page.go_back()
    expect(page.get_by_role("button", name="Geef dit antwoord")).to_have_count(0)
    assert sent.count("POST") == 1
    assert len(KnowledgeSitting.objects.get().shown) == 2


def test_back_from_an_exit_is_the_question_and_another_answer_goes_on(page: Page, live_server: Any) -> None:
    applications.open_the_door()
    page.goto(live_server.url + reverse("journey:start"))
    page.get_by_role("link", name="Begin", exact=True).click()
    choose(page, "Ga verder")  # yes: a customer already
    expect(page.get_by_role("heading", name="Dit kan niet online")).to_be_visible()
    page.go_back()
    page.locator("input[name=answer]").last.check()
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_role("heading", name="Wil je een woning kopen?")).to_be_visible()
