"""Typing in the train: kept while the connection lasts, still on the page without one, and there at home."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from portal.dossiers.models import Applicant
from tests.journeys.setting import CHROMIUM
from tests.portal import applications
from tests.portal.journey.conftest import Enter

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = reverse("journey:person")
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LAPTOP = {"viewport": {"width": 1280, "height": 860}}
Open = Callable[..., Page]


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
def opened(browser: Browser, live_server: Any, enter: Enter, db: None) -> Iterator[Open]:
    """Sanne's page on some device."""
    sanne: Applicant = applications.applicant("sanne")
    contexts: list[BrowserContext] = []

    def go(address: str = PERSON, **device: Any) -> Page:
        context = browser.new_context(locale="nl-NL", **device)
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": enter(sanne).cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + address)
        return page

    yield go
    for context in contexts:
        context.close()


def kept(page: Page) -> None:
    expect(page.locator("[data-neo-keeping]")).to_have_text("Wat je typt, is bewaard.", timeout=10_000)


def test_what_was_typed_on_the_phone_is_there_on_the_laptop(opened: Open) -> None:
    phone = opened(**PHONE)
    phone.locator("[name=phone]").fill("06 99 88 77 66")
    kept(phone)
    laptop = opened(**LAPTOP)
    expect(laptop.locator("[name=phone]")).to_have_value("06 99 88 77 66")
    expect(laptop.get_by_text("Dit had je ingevuld en nog niet opgeslagen")).to_be_visible()


def test_without_a_connection_nothing_leaves_the_page_and_it_is_kept_when_it_is_back(opened: Open) -> None:
    phone = opened(**PHONE)
    phone.context.set_offline(True)
    phone.locator("[name=phone]").fill("06 11 22 33 44")
    expect(phone.locator("[data-neo-keeping]")).to_contain_text("Geen verbinding", timeout=10_000)
    phone.get_by_role("button", name="Bewaar en ga verder").click()
    expect(phone.locator("[data-neo-keeping]")).to_contain_text("Druk opnieuw op de knop")
    expect(phone.locator("[name=phone]")).to_have_value("06 11 22 33 44")
    assert phone.url.endswith(PERSON)
    phone.context.set_offline(False)
    kept(phone)
    phone.get_by_role("button", name="Bewaar en ga verder").click()
    phone.wait_for_url("**/aanvraag/")


def test_enter_in_a_field_that_came_back_saves_it_and_never_drops_it(opened: Open) -> None:
    phone = opened(**PHONE)
    phone.locator("[name=phone]").fill("06 99 88 77 66")
    kept(phone)
    laptop = opened(**LAPTOP)
    laptop.locator("[name=phone]").press("Enter")
    laptop.wait_for_url("**/aanvraag/")
    assert Applicant.objects.get().phone == "0699887766"


def test_leaving_the_page_in_the_middle_of_a_word_keeps_it(opened: Open) -> None:
    phone = opened(**PHONE)
    phone.locator("[name=phone]").fill("06 5")
    phone.goto(phone.url.replace(PERSON, reverse("journey:home")))
    phone.go_back()
    expect(phone.locator("[name=phone]")).to_have_value("06 5")


def test_back_after_saving_shows_what_was_saved_and_sends_nothing(opened: Open) -> None:
    laptop = opened(**LAPTOP)
    laptop.locator("[name=phone]").fill("0612121212")
    laptop.get_by_role("button", name="Bewaar en ga verder").click()
    laptop.wait_for_url("**/aanvraag/")
    sent: list[str] = []
    laptop.on("request", lambda request: sent.append(request.method))
    laptop.go_back()
    expect(laptop.locator("[name=phone]")).to_have_value("0612121212")
    expect(laptop.get_by_text("Dit had je ingevuld en nog niet opgeslagen")).to_have_count(0)
    assert "POST" not in sent
