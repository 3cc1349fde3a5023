"""From «sent» on the phone to the figures on screen, in a demo of its own with a real browser.

python -m tests.bench.sent_to_screen [--runs 20]

Prints percentiles in seconds. The phone is held by HTTP; the portal's page stands open in Chromium and moves on
by itself, with nobody touching it. Each run sends at another moment of the portal's own rhythm.
"""

import argparse
import random
import tempfile
import time
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import sync_playwright

from brondata.simulator import hand
from portal.demo.ports import Ports
from portal.demo.stack import Stack
from tests.journeys.driver import Walker
from tests.journeys.people import Consumer
from tests.journeys.recorder import Recorder
from tests.journeys.setting import CHROMIUM, TODAY

PATIENCE = 60.0


def one_run(walker: Walker, phone: httpx.Client) -> float:
    """Seconds from the answer to «Verstuur» until the figures can be seen."""
    page = walker.page
    invitation = page.locator(f"a[href*=':{walker.ports['ockto']}/']").first
    path = hand.open_app(phone, invitation.get_attribute("href") or "")
    phone.post(f"{path}/wie", data={"persona": walker.consumer.persona.key})
    deadline = time.monotonic() + PATIENCE
    while 'name="toestemming"' not in phone.get(f"{path}/controleren", follow_redirects=True).text:
        if time.monotonic() > deadline:
            raise RuntimeError("the phone never came to its consent")
        time.sleep(0.2)
    time.sleep(random.uniform(0.5, 2.5))
    sent = phone.post(f"{path}/versturen", data={"toestemming": "ja"})
    began = time.monotonic()
    if sent.status_code != httpx.codes.SEE_OTHER:
        raise RuntimeError(f"sending: HTTP {sent.status_code}")
    page.wait_for_url("**/aanvraag/controle/", timeout=PATIENCE * 1000, wait_until="domcontentloaded")
    page.get_by_role("heading", level=1).wait_for()
    return time.monotonic() - began


def new_code(walker: Walker) -> None:
    """Another invitation, as the button makes it; the page of the code stands open afterwards."""
    page = walker.page
    walker.go("/aanvraag/gegevens/")
    page.locator("input[name=route][value=ockto]").check()
    page.evaluate(
        """(to) => { const form = [...document.forms].find((one) => one.csrfmiddlewaretoken);
        form.action = to; form.noValidate = true; form.submit(); }""",
        "/aanvraag/ockto/nieuw/",
    )
    page.wait_for_url("**/aanvraag/ockto/")


def measure(runs: int, folder: Path) -> list[float]:
    """The seconds of each run."""
    ports = Ports.free()
    stack = Stack(ports=ports, folder=folder, write=lambda _: None, environment={"PORTAL_TODAY": TODAY.isoformat()})
    with stack, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        walker = Walker(Consumer.of("sanne", TODAY, "meten"), browser, ports, Recorder(folder / "pictures"))
        walker.begin()
        walker.set_up_app()
        walker.pass_test()
        walker.choose_together()
        walker.tell_about_yourself()
        found = []
        for number in range(runs):
            new_code(walker)
            address = urlsplit(ports.url("ockto"))
            with httpx.Client(base_url=f"http://127.0.0.1:{address.port}", timeout=20) as phone:
                found.append(one_run(walker, phone))
            print(f"{number + 1:3d}  {found[-1]:.2f} s", flush=True)
        walker.close()
        browser.close()
    return found


def percentile(values: list[float], share: int) -> float:
    """The value that `share` percent of the runs do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * share // 100) - 1)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=20)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as folder:
        found = measure(runs, Path(folder))
    print(", ".join(f"p{share} {percentile(found, share):.2f} s" for share in (50, 90, 95, 100)))


if __name__ == "__main__":
    main()
