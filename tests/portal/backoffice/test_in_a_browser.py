"""The desk in Chromium: accessible in both themes, quiet under the content policy, workable without a mouse."""

import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect, sync_playwright

from portal import clock
from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.evidence.models import Upload
from portal.jobs.models import Job, JobState
from tests.portal import builders
from tests.portal.backoffice.conftest import open_dossier, page_of

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Axe()
FINDING = {"rule_id": "G4-11", "article": "4", "effect": "reject", "message_key": "x"}
COMPARED = {"name": "toetsinkomen_joint", "actual": "28000.00", "operator": "ge", "bound": "30000.00", "unit": "eur"}


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
def dossier(desk: Client) -> Dossier:
    """A dossier with something of everything, opened with a reason."""
    made = builders.dossier_in(
        State.IN_REVIEW, surname="Sterk", partner="Bos", renteaanbod_until=clock.today() + timedelta(days=4)
    )
    failed = {**FINDING, "outcome": "fail", "compared": [{**COMPARED, "satisfied": False}]}
    builders.assessed(made, builders.decision(failed, outcome="rejected"))
    builders.assessed(made, builders.decision({**FINDING, "outcome": "missing", "missing": ["document:koopakte"]}))
    builders.document_for(made, "taxatierapport")
    Job.objects.create(kind="assess", key="1", state=JobState.PARKED, payload={"dossier_id": str(made.pk)}, error="x")
    open_dossier(desk, made)
    return made


def enter(browser: Browser, live_server: Any, desk: Client, **options: Any) -> Page:
    """A page in the session of the clerk, that keeps what the console says."""
    context = browser.new_context(**options)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": desk.cookies[name].value, "url": live_server.url}])
    page = context.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)  # type: ignore[attr-defined]
    return page


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("light", 360)])
def test_every_page_of_the_desk_is_accessible_and_fits(
    browser: Browser, live_server: Any, desk: Client, dossier: Dossier, theme: Any, width: int
) -> None:
    page = enter(browser, live_server, desk, color_scheme=theme, viewport={"width": width, "height": 860})
    other = builders.dossier_in()
    upload = Upload.objects.get()
    found: dict[str, list[Any]] = {}
    for address in (
        reverse("admin:index"),
        reverse("admin:dossiers_dossier_changelist"),
        reverse("admin:jobs_job_changelist"),
        reverse("admin:dossier_open", args=[other.pk]),
        page_of(dossier),
        reverse("admin:dossier_act", args=[dossier.pk, "afwijzen"]),
        reverse("admin:dossier_ask", args=[dossier.pk]),
        reverse("admin:document_judge", args=[upload.pk]),
    ):
        page.goto(live_server.url + address)
        assert page.complaints == [], address  # type: ignore[attr-defined]
        violations = AXE.run(page).response["violations"]
        problems = [(one["id"], one["nodes"][0]["html"][:160]) for one in violations]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            problems.append(("too-wide", address))
        if problems:
            found[address] = problems
        page.complaints.clear()  # type: ignore[attr-defined]  # axe itself tries inline styles
    assert found == {}


def test_a_clerk_judges_a_document_without_a_mouse(
    browser: Browser, live_server: Any, desk: Client, dossier: Dossier
) -> None:
    page = enter(browser, live_server, desk, viewport={"width": 1280, "height": 860})
    page.goto(live_server.url + page_of(dossier))
    page.get_by_role("link", name="Beoordeel het volgende document").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Taxatierapport")).to_be_visible()
    page.locator("input[name=a-dated]").focus()
    for typed in ("20-11-2026", "245.000", "19-11-2026"):
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    for _ in range(4):
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Akkoord", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Taxatierapport: akkoord.")).to_be_visible()
    assert Upload.objects.get().state == Upload.State.APPROVED
