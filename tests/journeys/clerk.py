"""Drives a member of the acceptance desk through Django admin."""

import re
import time
from datetime import date, timedelta

from babel import Locale
from playwright.sync_api import Browser, Locator, expect

from portal.demo.people import STAFF
from portal.demo.ports import Ports
from tests.journeys.driver import DESKTOP, WAIT_SECONDS
from tests.journeys.people import CodeApp
from tests.journeys.recorder import Recorder

MONTHS = Locale.parse("nl").months["format"]["wide"]
# The day on which the demo's journeys play; see tests/journey.py.
TODAY = date(2026, 11, 23)
WIDE = (1280,)


class Clerk:
    """A member of the acceptance desk in Django admin."""

    def __init__(self, browser: Browser, ports: Ports, recorder: Recorder, *, today: date = TODAY) -> None:
        self.context = browser.new_context(viewport=DESKTOP, locale="nl-NL")
        self.page = self.context.new_page()
        self.base = ports.url("portal").rstrip("/")
        self.recorder = recorder
        self.account = STAFF[0]
        self.app = CodeApp(self.account.totp_secret)
        self.today = today
        self.problems: list[str] = []
        self.page.on("console", lambda said: self.problems.append(said.text) if said.type == "error" else None)

    def log_in(self) -> None:
        """Password and code."""
        self.page.goto(self.base + "/beheer/")
        self.recorder.picture(self.page, "beheer-inloggen")
        self.page.locator("input[name=email]").fill(self.account.email)
        self.page.locator("input[name=password]").fill(self.account.password)
        self.page.locator("input[name=code]").fill(self.app.code())
        self.page.get_by_role("button", name=re.compile("Inloggen|Log in")).click()
        expect(self.page.get_by_role("heading", name="Werkvoorraad").first).to_be_visible()
        self.recorder.picture(self.page, "beheer-werkvoorraad")

    def judge_and_approve(self, surname: str) -> None:
        """From the queue to the approval of the dossier of somebody, through every document."""
        self.open_from_queue(surname)
        judge = self.page.get_by_role("link", name="Beoordeel het volgende document")
        if judge.count():
            judge.click()
            while self.page.get_by_role("button", name="Akkoord", exact=True).count():
                self.read_and_approve()
        self.recorder.picture(self.page, "beheer-dossier-beoordeeld", WIDE)
        self.page.get_by_role("link", name="Akkoord geven").click()
        self.page.get_by_label("Waarom is dit akkoord?").fill("Inkomen, woning en documenten kloppen met de aanvraag.")
        self.recorder.picture(self.page, "beheer-akkoord", WIDE)
        self.page.get_by_role("button", name="Akkoord geven").click()
        expect(self.page.get_by_text("Akkoord geven: gedaan.")).to_be_visible()
        self.recorder.picture(self.page, "beheer-goedgekeurd", WIDE)
        assert not self.problems, self.problems

    def open_from_queue(self, surname: str) -> None:
        """Wait for the dossier in the work queue, and open it with a reason."""
        row = self.page.locator("section", has=self.page.locator("#beoordelen")).locator("tbody tr", has_text=surname)
        deadline = time.monotonic() + WAIT_SECONDS
        self.page.goto(self.base + "/beheer/")
        while not row.count():
            seen = self.page.locator("main").inner_text()
            assert time.monotonic() < deadline, f"{surname} not in the queue:\n{seen}"
            self.page.wait_for_timeout(300)
            self.page.reload()
        self.recorder.picture(self.page, "beheer-werkvoorraad-dossier", WIDE)
        row.first.get_by_role("link").click()
        reason = self.page.get_by_role("button", name="Aanvraag beoordelen")
        if reason.count():
            self.recorder.picture(self.page, "beheer-reden", WIDE)
            reason.click()
        expect(self.page.get_by_role("heading", name=re.compile("^Dossier NEO-"))).to_be_visible()
        self.recorder.picture(self.page, "beheer-dossier", WIDE)

    def read_and_approve(self) -> None:
        """Look at the pages of one document, write down what it says, approve it."""
        expect(self.page.locator(".bo-pages img").first).to_have_js_property("complete", True)
        told = self._told()
        signed = told.get("Getekend op")
        values = {
            "a-dated": _typed(signed) if signed else _dmy(self.today - timedelta(days=3)),
            "a-market_value": told.get("Koopsom", ""),
            "a-valued_on": _dmy(self.today - timedelta(days=4)),
            "a-price": told.get("Koopsom", ""),
            "a-movables": "0",
            "a-valid_until": _dmy(self.today.replace(year=self.today.year + 4)),
            "a-amount": "75.000",
        }
        for name, value in values.items():
            if self._has(f"input[name={name}]"):
                self.page.locator(f"input[name={name}]").fill(value)
        ticks = dict.fromkeys(("free_of_rent_and_use", "signed_by_all", "current_model", "nwwi_validated"), "ja")
        for name, value in ({"structural_state": "goed"} | ticks).items():
            if self._has(f"input[name=a-{name}]"):
                self.page.locator(f"input[name=a-{name}][value={value}]").check()
        self.recorder.picture(self.page, "beheer-document", WIDE)
        self.page.get_by_role("button", name="Akkoord", exact=True).click()
        expect(self.page.locator(".messagelist .success").first).to_contain_text("akkoord")

    def close(self) -> None:
        """Close the clerk's browser."""
        self.context.close()

    def _has(self, selector: str) -> bool:
        return self.page.locator(selector).count() > 0

    def _told(self) -> dict[str, str]:
        """What the page repeats from the application."""
        rows: list[Locator] = self.page.locator("section[aria-labelledby=let-op] dl div").all()
        return {row.locator("dt").inner_text(): row.locator("dd").inner_text() for row in rows}


def _dmy(day: date) -> str:
    return day.strftime("%d-%m-%Y")


def _typed(words: str) -> str:
    """`17 november 2026` as one types it."""
    day, month, year = words.replace("\u00a0", " ").split()
    return f"{int(day):02d}-{list(MONTHS.values()).index(month) + 1:02d}-{year}"
