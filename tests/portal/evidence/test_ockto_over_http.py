"""The whole life against the simulator over HTTP, with the adapter that ships: good days and every bad one."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from django.utils import timezone

from brondata.ockto.client import OcktoClient
from brondata.provider import BrondataProvider
from brondata.simulator import hand
from brondata.simulator.app import create_app
from portal.dossiers.models import Applicant
from portal.dossiers.services import save_answers
from portal.evidence import ockto, providers, reading
from portal.evidence.models import OcktoSession
from portal.jobs import services as jobs
from portal.jobs.models import Job, JobState
from tests.portal import applications

pytestmark = pytest.mark.django_db
Status = OcktoSession.Status


@pytest.fixture
def phone(tmp_path: Path, supply: Callable[[BrondataProvider], None]) -> Iterator[httpx.Client]:
    """The simulator in this process, and the hand that holds the phone."""
    app = create_app(tmp_path / "ockto", seconds_per_source=0)
    with httpx.Client(transport=httpx.WSGITransport(app=app), base_url="http://ockto.test") as http:
        supply(OcktoClient(http, username="neo", password="demo", provider_code="NEO"))
        yield http


def follow(session: OcktoSession) -> str:
    """Let the jobs run until nothing is due, and say where the session stands."""
    Job.objects.filter(kind__startswith="ockto.").update(not_before=timezone.now())
    for job in Job.objects.filter(kind="ockto.poll", state=JobState.WAITING):
        jobs.run(job.pk)
    applications.run_jobs("ockto.read")
    session.refresh_from_db()
    return str(session.status)


def test_from_invitation_to_figures_with_the_adapter_that_ships(phone: httpx.Client, sanne: Applicant) -> None:
    session = ockto.invite(applicant=sanne)
    assert follow(session) == Status.INVITED
    hand.open_app(phone, ockto.link_of(session))
    assert follow(session) == Status.OPENED
    again = ockto.invite(applicant=sanne)
    hand.share(phone, ockto.link_of(again), "sanne")
    assert follow(again) == Status.READ
    session.refresh_from_db()
    assert session.status == Status.REPLACED
    bundle = reading.latest_bundle(sanne)
    assert bundle is not None
    assert {line["status"] for line in again.sources} == {"collected"}
    assert bundle.verzekeringsbericht is not None


def test_who_declines_on_the_phone_shares_nothing(phone: httpx.Client, sanne: Applicant) -> None:
    session = ockto.invite(applicant=sanne)
    hand.decline(phone, ockto.link_of(session))
    assert follow(session) == Status.DECLINED
    assert reading.latest_bundle(sanne) is None


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        ({"wrong_person": True}, Status.MISMATCH),
        ({"malformed_result": "truncated"}, Status.UNREADABLE),
        ({"malformed_result": "not_json"}, Status.UNREADABLE),
        ({"malformed_result": "wrong_shape"}, Status.UNREADABLE),
        ({"malformed_result": "contradiction"}, Status.UNREADABLE),
        ({"malformed_result": "other_version"}, Status.UNREADABLE),
        ({"unavailable": ["getResult"]}, Status.FETCHING),
        ({"unavailable": ["getStatus"]}, Status.INVITED),
    ],
)
def test_a_bad_day_of_the_supplier_never_becomes_data_and_never_an_error(
    phone: httpx.Client, sanne: Applicant, fault: dict[str, object], end: str
) -> None:
    session = ockto.invite(applicant=sanne)
    hand.share(phone, ockto.link_of(session), "sanne")
    assert phone.put("/api/faults", json=fault).status_code == 200
    assert follow(session) == end
    assert reading.latest_bundle(sanne) is None
    assert not Job.objects.filter(kind__startswith="ockto.", state=JobState.PARKED).exists()
    phone.delete("/api/faults")
    if session.is_open:
        assert follow(session) == Status.READ


def test_a_source_that_is_down_leaves_its_part_out_and_the_others_in(phone: httpx.Client, sanne: Applicant) -> None:
    session = ockto.invite(applicant=sanne)
    assert phone.put("/api/faults", json={"sources_down": ["DUO"]}).status_code == 200
    hand.share(phone, ockto.link_of(session), "sanne")
    assert follow(session) == Status.READ
    bundle = reading.latest_bundle(sanne)
    assert bundle is not None
    assert bundle.studieschulden is None
    assert bundle.verzekeringsbericht is not None


def test_a_second_fetch_that_is_refused_ends_in_a_page_that_offers_a_new_code(
    phone: httpx.Client, sanne: Applicant
) -> None:
    session = ockto.invite(applicant=sanne)
    hand.share(phone, ockto.link_of(session), "sanne")
    providers.brondata_provider().fetch(session.session_id)  # the worker that died held these bytes
    assert follow(session) == Status.SPENT
    assert ockto.invite(applicant=sanne).is_open


def test_somebody_who_typed_their_name_wrong_corrects_it_and_collects_again(
    phone: httpx.Client, sanne: Applicant
) -> None:
    save_answers(instance=sanne, dossier=sanne.dossier, by=sanne.user, answers={"surname": "Vermaar"})
    session = ockto.invite(applicant=sanne)
    hand.share(phone, ockto.link_of(session), "sanne")
    assert follow(session) == Status.MISMATCH
    save_answers(instance=sanne, dossier=sanne.dossier, by=sanne.user, answers={"surname": "vermeer"})
    again = ockto.invite(applicant=sanne)
    hand.share(phone, ockto.link_of(again), "sanne")
    assert follow(again) == Status.READ
