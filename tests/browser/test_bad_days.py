"""What a consumer sees when something behind the page is away; nothing typed is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from portal.demo.stack import Stack
from tests.journeys.driver import Walker
from tests.journeys.people import Consumer
from tests.journeys.recorder import Recorder
from tests.journeys.setting import TODAY

pytestmark = pytest.mark.xdist_group("demo")


@pytest.fixture
def ready(browser: Browser, stack: Stack, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Walker]:
    """Somebody who answered everything up to Ockto."""
    tag = "".join(letter for letter in request.node.name if letter.isalpha())[-20:].lower()
    walker = Walker(Consumer.of("sanne", TODAY, tag), browser, stack.ports, Recorder(tmp_path))
    walker.begin()
    walker.set_up_app()
    walker.pass_test()
    walker.choose_together()
    walker.tell_about_yourself()
    walker.tell_about_the_home(price="245.000", signed="17-11-2026", transfer="11-02-2027")
    walker.compose_the_loan(("215.000", "annuitair", "20"), nhg=True)
    yield walker
    walker.close()


def test_a_stopped_ockto_gives_a_kind_page_and_works_again_when_it_is_back(ready: Walker, stack: Stack) -> None:
    stack.processes.stop("ockto")
    try:
        ready.go("/aanvraag/gegevens/")
        ready.page.locator("input[name=route][value=ockto]").check()
        ready.page.get_by_role("button", name="Ga verder").click()
        ready.page.get_by_role("button", name="Maak mijn code").click()
        expect(ready.page.get_by_text("Ockto is nu niet bereikbaar")).to_be_visible()
        expect(ready.page.locator("input[name=route][value=ockto]")).to_be_checked()
    finally:
        stack.processes.start("ockto")
        stack.wait_until_ready()
    ready.share_brondata()
    assert not ready.problems


def test_a_killed_worker_delays_and_loses_nothing(ready: Walker, stack: Stack) -> None:
    ready.share_brondata()
    stack.processes.kill("worker")
    ready.submit()
    expect(ready.page.get_by_text("We zijn voor je bezig")).to_be_visible()
    stack.processes.start("worker")
    ready.take_renteaanbod()
    assert not ready.problems


def test_a_closed_phone_ends_in_a_new_code_and_nothing_is_lost(ready: Walker) -> None:
    ready.go("/aanvraag/gegevens/")
    ready.page.locator("input[name=route][value=ockto]").check()
    ready.page.get_by_role("button", name="Ga verder").click()
    ready.page.get_by_role("button", name="Maak mijn code").click()
    invitation = ready.page.locator(f"a[href*=':{ready.ports['ockto']}/']").first
    address = invitation.get_attribute("href") or ""
    phone = ready.phone.new_page()
    phone.goto(address)
    phone.get_by_role("button", name="Begin").click()
    phone.get_by_role("button", name="Afbreken").first.click()
    again = ready.page.get_by_role("button", name="Maak een nieuwe code")
    expect(again).to_be_visible(timeout=30_000)
    again.click()
    fresh = ready.page.locator(f"a[href*=':{ready.ports['ockto']}/']").first.get_attribute("href") or ""
    assert fresh != address
    ready.hold_the_phone(fresh)
    ready.wait_for("Controleer je gegevens", path=None)
    assert not ready.problems


def test_somebody_elses_data_is_never_shown(ready: Walker) -> None:
    ready.go("/aanvraag/gegevens/")
    ready.page.locator("input[name=route][value=ockto]").check()
    ready.page.get_by_role("button", name="Ga verder").click()
    ready.page.get_by_role("button", name="Maak mijn code").click()
    address = ready.page.locator(f"a[href*=':{ready.ports['ockto']}/']").first.get_attribute("href") or ""
    stranger = Consumer.of("thomas", TODAY, "vreemd")
    mine, ready.consumer.persona = ready.consumer.persona, stranger.persona
    ready.hold_the_phone(address)
    ready.consumer.persona = mine
    expect(ready.page.locator("#ockto-status").get_by_text("We konden deze gegevens niet gebruiken")).to_be_visible(
        timeout=30_000
    )
    assert "Dijkstra" not in ready.page.content()
    ready.go("/aanvraag/controle/")
    assert "Dijkstra" not in ready.page.content()
