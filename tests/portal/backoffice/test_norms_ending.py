"""The work queue says which norms are about to end."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from portal.backoffice.roles import make_roles
from portal.identity.services import create_staff
from tests.portal.backoffice.conftest import PASSWORD, come_in


@pytest.mark.parametrize(("today", "shown"), [("2026-10-31", False), ("2026-11-01", True)])
def test_the_work_queue_shows_what_ends_within_sixty_days(desk: Client, settings: Any, today: str, shown: bool) -> None:
    settings.PORTAL_TODAY = today
    page = desk.get(reverse("admin:index")).content.decode().replace("\xa0", " ")
    assert ("Normen die aflopen" in page) is shown
    assert ("Na 31 december 2026: " in page) is shown


def test_norms_that_have_ended_are_said_to_have_ended(desk: Client, settings: Any) -> None:
    settings.PORTAL_TODAY = "2027-01-01"
    assert "Afgelopen op 31 december 2026" in desk.get(reverse("admin:index")).content.decode().replace("\xa0", " ")


def test_who_keeps_the_norms_sees_them_without_seeing_dossiers(client: Client, settings: Any, db: None) -> None:
    settings.PORTAL_TODAY = "2026-11-01"
    make_roles()
    come_in(client, create_staff(email="pi@neo.example", name="Pi", password=PASSWORD, groups=["Productbeheer"]))
    page = client.get(reverse("admin:index")).content.decode().replace("\xa0", " ")
    assert "AFM-toetsrente" in page
    assert "Te beoordelen" not in page
