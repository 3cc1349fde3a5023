"""The component page in Chromium: accessible in both themes and every width, by keyboard, without JavaScript."""

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Axe()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright's loop makes Django think that this is asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium")
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def _open(browser: Browser, live_server, **options) -> Page:
    page = browser.new_context(**options).new_page()
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.goto(f"{live_server.url}/stijl/")
    return page


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_every_component_is_accessible_and_fits(browser, live_server, theme, width):
    page = _open(browser, live_server, color_scheme=theme, viewport={"width": width, "height": 800})
    violations = AXE.run(page).response["violations"]
    assert [(found["id"], found["nodes"][0]["html"]) for found in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.complaints == []


def test_targets_are_large_enough_for_a_thumb(browser, live_server):
    page = _open(browser, live_server, viewport={"width": 360, "height": 800})
    small = page.evaluate(
        """() => [...document.querySelectorAll(`button, .neo-button, .neo-choice, select, summary,
             .neo-header a, .neo-footer a, .neo-back, input[type=text], input[type=file]`)]
             .filter((e) => e.offsetParent && e.getBoundingClientRect().height < 44)
             .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert small == []


def test_errors_get_the_focus_and_lead_to_their_field(browser, live_server):
    page = _open(browser, live_server)
    assert page.evaluate("document.activeElement.id") == "error-summary"
    page.locator("#error-summary a").first.click()
    assert page.evaluate("document.activeElement.name || location.hash") in {"fout-name", "#id_fout-name"}


def test_the_first_tab_skips_to_the_content(browser, live_server):
    page = _open(browser, live_server)
    page.evaluate("document.activeElement.blur(); window.getSelection().removeAllRanges()")
    page.locator(".neo-skip-link").focus()
    assert page.locator(".neo-skip-link").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "inhoud"


def test_a_second_press_on_a_button_sends_nothing(browser, live_server):
    page = _open(browser, live_server)
    sent = page.evaluate(
        """() => {
             const form = document.querySelector('form');
             let sent = 0;
             form.addEventListener('submit', (event) => { sent += 1; event.preventDefault(); });
             form.requestSubmit(); form.requestSubmit();
             return sent;
           }"""
    )
    assert sent == 1


def test_a_qr_code_keeps_its_white_ground_in_the_dark(browser, live_server):
    page = _open(browser, live_server, color_scheme="dark")
    code = page.locator(".neo-qr__code").first
    assert code.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert code.locator("svg").bounding_box()["width"] >= 200


def test_nothing_moves_for_who_asked_for_rest(browser, live_server):
    page = _open(browser, live_server, reduced_motion="reduce")
    assert page.evaluate("document.getAnimations().length") == 0


def test_explanations_open_without_javascript(browser, live_server):
    page = _open(browser, live_server, java_script_enabled=False)
    page.locator(".neo-why summary").first.click()
    assert page.get_by_text("Dat staat in de wet.").is_visible()
