"""Drives a member of the acceptance desk through Django admin."""

import re

from playwright.sync_api import Browser, expect

from portal.demo.people import STAFF
from portal.demo.ports import Ports
from tests.journeys.driver import DESKTOP
from tests.journeys.people import CodeApp
from tests.journeys.recorder import Recorder


class Clerk:
    """A member of the acceptance desk in Django admin."""

    def __init__(self, browser: Browser, ports: Ports, recorder: Recorder) -> None:
        self.context = browser.new_context(viewport=DESKTOP, locale="nl-NL")
        self.page = self.context.new_page()
        self.base = ports.url("portal").rstrip("/")
        self.recorder = recorder
        self.account = STAFF[0]
        self.app = CodeApp(self.account.totp_secret)

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

    def close(self) -> None:
        """Close the clerk's browser."""
        self.context.close()
