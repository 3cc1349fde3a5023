"""The work queue says which brondata were not what they should be, and never what is in them."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.backoffice.roles import make_roles
from portal.dossiers.models import Applicant
from portal.evidence.models import OcktoSession
from portal.evidence.reading import read_delivery
from portal.identity.services import create_staff
from tests.portal import applications
from tests.portal.backoffice.conftest import PASSWORD, come_in

pytestmark = pytest.mark.django_db
TITLE = "Brondata die niet klopten"


@pytest.fixture
def sanne() -> Applicant:
    return applications.applicant("sanne")


@pytest.fixture
def mismatch(sanne: Applicant) -> OcktoSession:
    """Thomas's data came for Sanne."""
    session = applications.invited(sanne)
    body = applications.document_of("thomas", session_id=session.session_id)
    read_delivery(str(applications.delivered(sanne, body, session=session).pk))
    return session


def queue(desk: Client) -> str:
    return desk.get(reverse("admin:index")).content.decode()


def test_a_quarantined_delivery_is_a_line_that_leads_to_its_dossier(desk: Client, mismatch: OcktoSession) -> None:
    page = queue(desk)
    assert TITLE in page
    assert mismatch.applicant.dossier.number in page
    assert "hoort bij iemand anders" in page
    for secret in ("Dijkstra", "Thomas"):
        assert secret not in page
    address = reverse("admin:dossiers_dossier_change", args=[mismatch.applicant.dossier.pk])
    assert address in page
    assert "Dijkstra" not in desk.get(address, follow=True).content.decode()


@pytest.mark.parametrize(
    ("status", "shown"), [("unreadable", True), ("spent", True), ("expired", False), ("late", False)]
)
def test_only_what_a_person_must_know_is_a_line(desk: Client, sanne: Applicant, status: str, shown: bool) -> None:
    applications.invited(sanne, status=status)
    assert (TITLE in queue(desk)) is shown


@pytest.mark.parametrize(("status", "shown"), [("unreadable", False), ("spent", False), ("mismatch", True)])
def test_data_that_came_right_after_all_end_the_line_but_not_that_of_somebody_else(
    desk: Client, sanne: Applicant, status: str, shown: bool
) -> None:
    applications.invited(sanne, status=status)
    applications.give_brondata(sanne, "sanne")
    assert (TITLE in queue(desk)) is shown


def test_after_a_week_the_line_is_gone(desk: Client, mismatch: OcktoSession) -> None:
    OcktoSession.objects.update(changed_at=timezone.now() - timedelta(days=8))
    assert TITLE not in queue(desk)


def test_who_does_not_see_dossiers_does_not_see_the_line(client: Client, mismatch: OcktoSession) -> None:
    make_roles()
    come_in(client, create_staff(email="pi@neo.example", name="Pi", password=PASSWORD, groups=["Productbeheer"]))
    assert TITLE not in queue(client)
