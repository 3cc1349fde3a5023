"""Typing in the train: kept while the connection lasts, still on the page without one, and there at home."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pyotp
import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from portal.dossiers.models import Applicant
from portal.identity import sessions
from tests.journeys.setting import CHROMIUM
from tests.portal import applications
from tests.portal.journey.conftest import SECRET, Enter

pytestmark = pytest.mark.django_db(transaction=True)
PERSON = reverse("journey:person_part", args=["wie-je-bent"])
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


@pytest.fixture
def in_a_hurry(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The time in which somebody may do nothing is over in seconds."""
    settings.STEP_UP_IDLE, settings.IDLE_WARNING = timedelta(seconds=12), timedelta(seconds=6)
    monkeypatch.setattr(sessions, "SEEN_AGAIN", 0)


def test_the_page_asks_in_time_and_enter_is_enough_to_stay(opened: Open, in_a_hurry: None) -> None:
    laptop = opened(**LAPTOP)
    dialog = laptop.get_by_role("dialog", name="Ben je er nog?")
    expect(dialog).to_be_visible(timeout=10_000)
    expect(dialog.get_by_role("button", name="Blijf ingelogd")).to_be_focused()
    laptop.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(dialog).to_be_visible(timeout=10_000)
    laptop.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_session_that_ends_in_the_middle_of_a_form_loses_nothing(opened: Open, in_a_hurry: None) -> None:
    laptop = opened(**LAPTOP)
    laptop.locator("[name=phone]").fill("06 99 88 77 66")
    expect(laptop.get_by_role("dialog", name="We vragen straks opnieuw een code")).to_be_visible(timeout=15_000)
    laptop.wait_for_timeout(2500)  # the page counts whole seconds, and rather too early than too late
    laptop.keyboard.press("Enter")
    laptop.get_by_role("button", name="Bewaar en ga verder").click()
    expect(laptop.get_by_role("heading", name="Vul je code opnieuw in")).to_be_visible()
    laptop.locator("[name=totp_code]").fill(pyotp.TOTP(SECRET).at(timezone.now()))
    laptop.get_by_role("button", name="Ga verder").click()
    expect(laptop.get_by_role("heading", name="Mijn aanvraag")).to_be_visible()
    assert Applicant.objects.get().phone == "0699887766"


def test_a_window_that_is_busy_keeps_another_one_quiet(opened: Open, in_a_hurry: None) -> None:
    laptop = opened(**LAPTOP)
    other = laptop.context.new_page()
    for _ in range(10):
        other.goto(laptop.url)
        other.wait_for_timeout(1000)
    expect(laptop.get_by_role("dialog")).to_be_hidden()
