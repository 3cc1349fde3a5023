"""The phone page in a real browser: it goes on by itself, fits every screen and is usable by everyone."""

from collections.abc import Iterator

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from brondata.datasets import Source
from brondata.provider import SessionStatus
from brondata.simulator.login import PASSWORD
from tests.brondata.conftest import Simulator, running

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server where one can see the sources come in."""
    with running(tmp_path_factory.mktemp("ockto"), seconds_per_source=0.15) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for this module."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM)
        yield found
        found.close()


@pytest.fixture
def live(address: str) -> Iterator[Simulator]:
    """The visible server, without faults."""
    with httpx.Client(base_url=address, timeout=10) as http:
        http.delete("/api/faults").raise_for_status()
        yield Simulator(http=http)


def assert_usable(page: Page) -> None:
    """No accessibility violation, and nothing to scroll sideways."""
    violations = Axe().run(page).response["violations"]
    assert [(found["id"], found["nodes"][0]["target"]) for found in violations] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("width", [360, 1280])
def test_the_app_goes_on_by_itself(browser: Browser, live: Simulator, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    session = live.invite()
    page.goto(session.link)
    assert_usable(page)
    page.get_by_role("button", name="Begin").click()
    assert_usable(page)
    page.get_by_label("Sanne Vermeer").check()
    page.get_by_role("button", name="Log in en haal op").click()
    expect(page.get_by_role("heading", name="We halen je gegevens op")).to_be_visible()
    expect(page.get_by_role("heading", name="Controleer je gegevens")).to_be_visible()
    assert_usable(page)
    page.get_by_label("Ik deel deze gegevens").check()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Je gegevens zijn verstuurd")).to_be_visible()
    assert_usable(page)
    assert complaints == []
    assert live.client.state(session.session_id).status is SessionStatus.SHARED
    context.close()


def test_with_a_source_down_the_app_waits_for_a_choice(browser: Browser, live: Simulator) -> None:
    live.fault(sources_down=["UWV"])
    context = browser.new_context()
    page = context.new_page()
    page.goto(live.invite().link)
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Sam de Wit").check()
    page.get_by_role("button", name="Log in en haal op").click()
    expect(page.get_by_role("heading", name="Niet alles is gelukt")).to_be_visible()
    assert_usable(page)
    live.fault()
    page.get_by_role("button", name="Probeer opnieuw").click()
    expect(page.get_by_role("heading", name="Controleer je gegevens")).to_be_visible()
    context.close()


def test_without_javascript_the_page_refreshes_itself(browser: Browser, live: Simulator) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    session = live.invite()
    page.goto(session.link)
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Thomas Dijkstra").check()
    page.get_by_role("button", name="Log in en haal op").click()
    page.get_by_role("link", name="Ga verder").click(timeout=10_000)
    page.get_by_label("Ik deel deze gegevens").check()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Je gegevens zijn verstuurd")).to_be_visible()
    assert live.client.state(session.session_id).status is SessionStatus.SHARED
    context.close()


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("width", [360, 1280])
def test_logging_in_portal_by_portal(browser: Browser, live: Simulator, width: int, javascript: bool) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=javascript)
    page = context.new_page()
    session = live.invite(sources=(Source.BRP, Source.UWV, Source.BANK))
    page.goto(session.link)
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Karim El Amrani").check()
    page.get_by_role("button", name="Log in met DigiD").click()
    for portal in ("MijnOverheid", "UWV"):
        expect(page.get_by_role("heading", name=f"Log in bij {portal}")).to_be_visible()
        page.get_by_label("DigiD-gebruikersnaam").fill("karim")
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        if javascript:
            assert_usable(page)
        page.get_by_role("button", name="Log in", exact=True).click()
        expect(page.get_by_role("heading", name="Vul je sms-code in")).to_be_visible()
        if javascript:
            assert_usable(page)
        page.get_by_role("button", name="Vul in").click()
    page.get_by_role("button", name="Ga naar je bank").click()
    if javascript:
        expect(page.get_by_role("heading", name="Controleer je gegevens")).to_be_visible()
    else:
        page.get_by_role("link", name="Ga verder").click(timeout=10_000)
    page.get_by_label("Ik deel deze gegevens").check()
    page.get_by_role("button", name="Verstuur").click()
    expect(page.get_by_role("heading", name="Je gegevens zijn verstuurd")).to_be_visible()
    assert live.client.state(session.session_id).status is SessionStatus.SHARED
    context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", "/faults", "/faults?session=x", "/app/unknown"])
def test_the_pages_beside_the_phone_are_usable(browser: Browser, live: Simulator, path: str, width: int) -> None:
    live.invite()
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(str(live.http.base_url.join(path)))
    assert_usable(page)
    context.close()


def test_a_new_invitation_appears_on_the_start_page_by_itself(browser: Browser, live: Simulator) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(str(live.http.base_url))
    path = httpx.URL(live.invite().link).path
    expect(page.locator(f'a[href="{path}"]')).to_be_visible(timeout=10_000)
    context.close()
