"""One register is down: a document instead, or a mail and that register alone; with and without JavaScript."""

import json
import re
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from portal.demo.stack import Stack
from tests.journeys.driver import Mailbox, Walker
from tests.journeys.papers import paper
from tests.journeys.people import Consumer
from tests.journeys.recorder import Recorder
from tests.journeys.setting import TODAY

pytestmark = pytest.mark.xdist_group("demo")
Enter = Callable[..., Walker]
BOTH = pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "without"])


@pytest.fixture
def entered(browser: Browser, stack: Stack, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Enter]:
    """Somebody who told who they are, and who is about to share their data."""
    walkers: list[Walker] = []
    tag = re.sub("[^a-z]", "", request.node.name)[-24:]

    def go(key: str, *, javascript: bool) -> Walker:
        one = Walker(Consumer.of(key, TODAY, tag), browser, stack.ports, Recorder(tmp_path), javascript=javascript)
        walkers.append(one)
        one.begin()
        one.set_up_app()
        one.pass_test()
        one.tell_about_yourself()
        return one

    yield go
    for one in walkers:
        one.close()


@pytest.fixture
def faults(stack: Stack) -> Iterator[Callable[..., None]]:
    """Switches of the Ockto simulator; off again afterwards."""
    address = stack.ports.url("ockto").rstrip("/") + "/api/faults"

    def switch(**switches: Any) -> None:
        body = json.dumps(switches).encode()
        urllib.request.urlopen(urllib.request.Request(address, data=body, method="PUT")).close()

    yield switch
    switch()


@BOTH
def test_a_document_instead_of_a_register_that_is_down(
    entered: Enter, faults: Callable[..., None], javascript: bool
) -> None:
    faults(sources_down=["UWV"])
    sanne = entered("sanne", javascript=javascript)
    page = sanne.page
    sanne.send_brondata()
    sanne.go("/aanvraag/controle/")
    expect(page.get_by_text("UWV gaf geen gegevens.")).to_be_visible()
    expect(page.get_by_text("Wie je bent")).to_be_visible()
    page.get_by_role("link", name="Kies wat je met UWV doet").click()
    page.get_by_role("button", name="Stuur een document").click()
    page.locator("input[type=file]").set_input_files(
        {"name": "uwv.pdf", "mimeType": "application/pdf", "buffer": paper("UWV Verzekeringsbericht")}
    )
    page.get_by_role("button", name="Stuur dit document").click()
    sanne.wait_for("Gelezen", path=None)
    page.get_by_role("link", name="Klaar met dit document").click()
    expect(page.get_by_text("Je stuurt daarvoor een document")).to_be_visible()
    page.get_by_role("link", name="Vul in wat ontbreekt").click()
    for name, value in {
        "employer": "Noordzee Software B.V.",
        "starts_on": "01-03-2021",
        "hours_per_week": "36",
        "salary": "48.150",
        "holiday_pay": "3.850",
    }.items():
        page.locator(f"input[name={name}]").fill(value)
    page.locator("input[name=contract][value=onbepaalde-tijd]").check()
    page.get_by_role("button", name="Bewaar en ga verder").click()
    expect(page.get_by_text("Noordzee Software B.V.")).to_be_visible()
    page.get_by_role("button", name="Dit klopt").click()
    expect(page.get_by_role("heading", name="Mijn aanvraag")).to_be_visible()
    assert not sanne.problems


@BOTH
def test_a_mail_when_the_register_works_again_resumes_at_that_register(
    entered: Enter, faults: Callable[..., None], stack: Stack, javascript: bool
) -> None:
    faults(sources_down=["UWV"])
    sanne = entered("sanne", javascript=javascript)
    page = sanne.page
    sanne.send_brondata()
    sanne.go("/aanvraag/bronnen/mijnuwv/")
    page.get_by_role("button", name="Mail mij als UWV weer werkt").click()
    expect(page.get_by_text("We mailen je als het weer werkt")).to_be_visible()
    faults()
    entered("robin", javascript=javascript).send_brondata()
    mailbox = Mailbox(stack.ports)
    found: list[str] = []

    def mailed() -> bool:
        texts = [one["text"] for one in mailbox.messages(sanne.consumer.email)]
        found[:] = [link for text in texts for link in re.findall(r"https?://\S+/aanvraag/bronnen/mijnuwv/", text)]
        return bool(found)

    sanne.until(mailed)
    page.goto(found[0])
    page.get_by_role("button", name="Haal alleen UWV opnieuw op").click()
    expect(page.get_by_role("heading", name="Haal UWV opnieuw op")).to_be_visible()
    sanne.use_invitation()
    sanne.go("/aanvraag/controle/")
    expect(page.locator("dt", has_text="Toetsinkomen per jaar (IBL)")).to_be_visible()
    expect(page.get_by_role("heading", name="Studieschuld")).to_be_visible()
    expect(page.get_by_text("gaf geen gegevens")).to_have_count(0)
    assert not sanne.problems
