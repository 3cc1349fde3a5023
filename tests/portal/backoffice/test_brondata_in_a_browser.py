"""The desk's pages about brondata in Chromium: accessible, within the screen, quiet under the content policy."""

from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.dossiers.transitions import note
from portal.evidence.filed import UWV
from portal.offers.ageing_watch import WARNED
from tests.portal import applications
from tests.portal.backoffice.conftest import open_dossier, page_of
from tests.portal.backoffice.test_in_a_browser import browser, enter  # noqa: F401
from tests.portal.evidence.test_filed import printout, send

pytestmark = pytest.mark.django_db(transaction=True)
AXE = Axe()


@pytest.fixture
def dossier(desk: Client) -> Dossier:
    """A decided application with a printout to judge and data that grows old."""
    found = applications.single()
    applications.assessed(found)
    found = applications.put(found, State.COLLECTING)
    detail = {"about": "mijnuwv", "of": "p1", "until": date(2026, 12, 1).isoformat(), "name": "UWV: werk en loon"}
    note(found, WARNED, actor=None, detail=detail)
    open_dossier(desk, found)
    return found


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 360)])
def test_the_checklist_the_terms_and_the_reading_are_accessible_and_fit(
    browser: Browser,  # noqa: F811
    live_server: Any,
    desk: Client,
    dossier: Dossier,
    theme: Any,
    width: int,
) -> None:
    upload = send(dossier.applicants.get(), UWV, printout())
    page = enter(browser, live_server, desk, color_scheme=theme, viewport={"width": width, "height": 860})
    for address in (
        reverse("admin:index"),
        page_of(dossier),
        reverse("admin:dossier_checklist", args=[dossier.pk]),
        reverse("admin:document_judge", args=[upload.pk]),
    ):
        page.goto(live_server.url + address)
        assert page.complaints == [], address  # type: ignore[attr-defined]
        violations = AXE.run(page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"][:160]) for one in violations] == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        page.complaints.clear()  # type: ignore[attr-defined]  # axe itself tries inline styles
