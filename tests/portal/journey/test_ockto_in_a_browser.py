"""The Ockto pages in Chromium: code or button by the device, accessible in every state, asking kindly for news."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, Page, Request, expect, sync_playwright

from brondata.datasets import Source
from portal.dossiers.models import Applicant
from portal.evidence.models import OcktoSession
from portal.evidence.session_states import Status
from tests.portal import applications
from tests.portal.journey.conftest import Enter

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Axe()
OCKTO = reverse("journey:ockto")
DESKTOP = {"viewport": {"width": 1280, "height": 860}}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
TURNED = {**PHONE, "viewport": {"width": 740, "height": 360}}
TABLET = {**PHONE, "viewport": {"width": 820, "height": 1180}}
LINES = [
    (Source.BRP, "collected", ""),
    (Source.UWV, "failed", "BRON_NIET_BEREIKBAAR"),
    (Source.BELASTINGDIENST, "collecting", ""),
    (Source.DUO, "waiting", ""),
]
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Playwright's loop makes Django think that this is asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path="/usr/bin/chromium")
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def sanne(db: None) -> Applicant:
    return applications.applicant("sanne")


@pytest.fixture
def opened(browser: Browser, live_server: Any, enter: Enter) -> Iterator[Open]:
    """Opens a page as this applicant, on this device; complaints of the console fail the test."""
    contexts = []
    complaints: list[str] = []

    def go(who: Applicant, address: str, **device: Any) -> Page:
        context = browser.new_context(locale="nl-NL", **device)
        contexts.append(context)
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": enter(who).cookies[name].value, "url": live_server.url}])
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + address)
        return page

    yield go
    for context in contexts:
        context.close()
    assert complaints == []


def put(one: Applicant, status: str) -> OcktoSession:
    """The applicant's session stands there, with registers in every state."""
    one.ockto_sessions.all().delete()
    session = applications.invited(one, status=status)
    session.sources = [
        {"source": source.value, "status": state, "reason": reason, "at": "2026-11-23T10:00:00+00:00"}
        for source, state, reason in LINES
    ]
    session.save()
    return session


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize(
    ("device", "code", "button"),
    [(DESKTOP, True, False), (PHONE, False, True), (TURNED, False, True), (TABLET, True, True)],
    ids=["desktop", "phone", "phone-turned", "tablet"],
)
def test_a_mouse_gets_the_code_a_phone_the_button_and_a_tablet_both(
    opened: Open, sanne: Applicant, device: dict[str, Any], code: bool, button: bool, javascript: bool
) -> None:
    put(sanne, Status.INVITED)
    page = opened(sanne, OCKTO, java_script_enabled=javascript, **device)
    assert page.get_by_alt_text("QR-code").is_visible() is code
    assert page.get_by_role("link", name="Open Ockto", exact=True).is_visible() is button
    assert page.get_by_role("button", name="Stuur de link naar mijn e-mail").is_visible()


def test_a_phone_that_is_turned_keeps_its_button(opened: Open, sanne: Applicant) -> None:
    put(sanne, Status.INVITED)
    page = opened(sanne, OCKTO, **PHONE)
    page.set_viewport_size({"width": 740, "height": 360})
    assert not page.get_by_alt_text("QR-code").is_visible()
    assert page.get_by_role("link", name="Open Ockto", exact=True).is_visible()


@pytest.mark.parametrize(
    ("theme", "device"), [("light", DESKTOP), ("dark", DESKTOP), ("light", PHONE), ("dark", PHONE)]
)
def test_every_state_is_accessible_and_fits(
    opened: Open, sanne: Applicant, theme: str, device: dict[str, Any], live_server: Any
) -> None:
    page = opened(sanne, OCKTO, color_scheme=theme, **device)
    found: dict[str, list[Any]] = {"begin": violations(page)}
    for status in Status:
        if status in (Status.READ, Status.REPLACED):
            continue
        put(sanne, status)
        page.goto(live_server.url + OCKTO)
        found[status] = violations(page)
    applications.give_brondata(applications.fresh(sanne.dossier).applicants.get(), "sanne", without=("UWV",))
    for address in (
        reverse("journey:source", args=["mijnuwv"]),
        reverse("journey:source", args=["mijnoverheid-brp"]),
        reverse("journey:figures"),
        reverse("journey:income"),
        reverse("journey:sources"),
    ):
        page.goto(live_server.url + address)
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        found[address] = violations(page)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def violations(page: Page) -> list[Any]:
    """What axe says, and whether the page is wider than its window."""
    wrong = [(one["id"], one["nodes"][0]["html"][:200]) for one in AXE.run(page).response["violations"]]
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*wrong, *(["too wide"] if wide else [])]


def asked(page: Page) -> list[Request]:
    """The questions for news from now on."""
    found: list[Request] = []
    page.on("request", lambda request: found.append(request) if "gezien=" in request.url else None)
    return found


def test_no_news_takes_nobody_s_focus_and_opens_nothing_that_was_closed(opened: Open, sanne: Applicant) -> None:
    session = put(sanne, Status.INVITED)
    page = opened(sanne, OCKTO, **DESKTOP)
    questions = asked(page)
    page.get_by_text("Ik gebruik nu het toestel waarop Ockto staat").click()
    page.locator("#ockto-mail").focus()
    page.wait_for_timeout(5000)
    assert len(questions) >= 2
    assert page.evaluate("document.activeElement.id") == "ockto-mail"
    assert page.locator("details[open]").count() == 1
    OcktoSession.objects.filter(pk=session.pk).update(status=Status.COLLECTING)
    expect(page.get_by_text("Ga verder in de Ockto-app.")).to_be_visible(timeout=15_000)
    expect(page.locator("#live")).to_have_text("1 van 4 bronnen binnen. UWV lukt nu niet.")
    OcktoSession.objects.filter(pk=session.pk).update(status=Status.EXPIRED)
    expect(page.locator("#ockto-status").get_by_text("Deze code is verlopen")).to_be_visible(timeout=15_000)
    settled = len(questions)
    page.wait_for_timeout(3000)
    assert len(questions) == settled


def test_a_hidden_tab_asks_nothing_and_looks_at_once_when_it_is_seen_again(opened: Open, sanne: Applicant) -> None:
    session = put(sanne, Status.COLLECTING)
    page = opened(sanne, OCKTO, **DESKTOP)
    see(page, hidden=True)
    questions = asked(page)
    page.wait_for_timeout(4000)
    assert questions == []
    OcktoSession.objects.filter(pk=session.pk).update(status=Status.SHARED)
    see(page, hidden=False)
    expect(page.get_by_text("Je gegevens zijn verstuurd").first).to_be_visible(timeout=5000)


def test_a_page_that_waits_long_asks_less_often(opened: Open, sanne: Applicant) -> None:
    put(sanne, Status.COLLECTING)
    page = opened(sanne, OCKTO, **DESKTOP)
    page.clock.install()
    page.reload()
    questions = asked(page)
    for _ in range(60):
        page.clock.run_for(1000)
        page.wait_for_timeout(60)
    assert 10 < len(questions) < 40


def see(page: Page, *, hidden: bool) -> None:
    """What the browser tells a page whose tab is put away, or looked at again."""
    page.evaluate(
        """(hidden) => {
             Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
             document.dispatchEvent(new Event("visibilitychange"));
           }""",
        hidden,
    )
