"""Every bad day that the simulator has, over a real connection: no data lost, no dossier moved, no traceback shown.

Each case says where the session stands on the bad day and after it. What ended has a way on: a new invitation.
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from django.utils import timezone
from werkzeug.serving import make_server

from brondata.datasets import Source
from brondata.ockto import client as adapter
from brondata.ockto.transport import connect
from brondata.provider import BrondataError, BrondataProvider
from brondata.simulator import hand
from brondata.simulator.app import create_app
from brondata.simulator.faults import Duplicate, Faults, Function, Malformed
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.evidence import ockto, reading
from portal.evidence.models import Brondata, Delivery, OcktoSession
from portal.jobs import services as jobs
from portal.jobs.models import Job, JobState
from tests.portal import applications

pytestmark = pytest.mark.django_db
Status = OcktoSession.Status
Open = Callable[[OcktoSession], None]


@pytest.fixture
def phone(
    tmp_path: Path, supply: Callable[[BrondataProvider], None], monkeypatch: pytest.MonkeyPatch
) -> Iterator[httpx.Client]:
    """The simulator on a port of its own, the adapter as it ships (with less patience), and a hand with a phone."""
    server = make_server("127.0.0.1", 0, create_app(tmp_path / "ockto", seconds_per_source=0), threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}"
    for name, manner in adapter.MANNERS.items():
        monkeypatch.setitem(adapter.MANNERS, name, adapter.Manner(tries=manner.tries, seconds=2.0, most=manner.most))
    with connect(address) as http, httpx.Client(base_url=address, timeout=20) as hands:
        own = {"username": "neo", "password": "demo", "provider_code": "NEO"}
        supply(adapter.OcktoClient(http, **own, pause=lambda _: None))
        yield hands
    server.shutdown()
    server.server_close()


def bad_day(phone: httpx.Client, **faults: object) -> None:
    assert phone.put("/api/faults", json=faults).status_code == 200, faults


def follow(session: OcktoSession) -> str:
    """The jobs as a worker runs them, several times over; where the session stands then."""
    for _ in range(3):
        Job.objects.filter(kind__in=("ockto.poll", "ockto.read")).update(not_before=timezone.now())
        for job in Job.objects.filter(kind__in=("ockto.poll", "ockto.read"), state=JobState.WAITING):
            jobs.run(job.pk)
    session.refresh_from_db()
    return str(session.status)


GOOD = Status.READ
CASES: list[tuple[dict[str, Any], str, str]] = [
    ({"sources_down": ["DUO"]}, GOOD, GOOD),
    ({"unavailable": ["getStatus"]}, Status.INVITED, GOOD),
    ({"unavailable": ["getResult"]}, Status.FETCHING, GOOD),
    ({"unavailable": ["all"]}, Status.INVITED, GOOD),
    ({"slow_ms": 100}, GOOD, GOOD),
    ({"slow_ms": 2500}, Status.INVITED, GOOD),
    ({"drip_ms": 10}, GOOD, GOOD),
    ({"drip_ms": 400}, Status.INVITED, GOOD),
    ({"cut": ["getStatus"]}, Status.INVITED, GOOD),
    ({"cut": ["getResult"]}, Status.FETCHING, GOOD),
    ({"cut": ["all"]}, Status.INVITED, GOOD),
    *(({"malformed_result": one.value}, Status.UNREADABLE, Status.UNREADABLE) for one in Malformed if one.value),
    ({"sources_missing": ["DUO"]}, GOOD, GOOD),
    ({"sources_missing": ["MIJNOVERHEID_BRP"]}, Status.MISMATCH, Status.MISMATCH),
    ({"partial_result": True}, GOOD, GOOD),
    ({"duplicate_result": "again"}, GOOD, GOOD),
    ({"second_fetch_refused": True}, GOOD, GOOD),
    ({"wrong_person": True}, Status.MISMATCH, Status.MISMATCH),
    ({"silence": True}, Status.INVITED, GOOD),
]


@pytest.mark.parametrize(
    ("faults", "during", "after"), CASES, ids=lambda value: json.dumps(value) if isinstance(value, dict) else ""
)
def test_a_bad_day_after_sending_loses_nothing_and_moves_nothing(
    phone: httpx.Client,
    sanne: Applicant,
    caplog: pytest.LogCaptureFixture,
    faults: dict[str, Any],
    during: str,
    after: str,
) -> None:
    if "sources_down" in faults:
        bad_day(phone, **faults)
    session = ockto.invite(applicant=sanne)
    hand.share(phone, ockto.link_of(session), "sanne")
    bad_day(phone, **faults)
    assert follow(session) == during
    assert (reading.latest_bundle(sanne) is not None) is (during == GOOD)
    assert not Job.objects.filter(state=JobState.PARKED).exists()
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []
    phone.delete("/api/faults")
    assert follow(session) == after
    sanne.dossier.refresh_from_db()
    assert sanne.dossier.state == State.INTAKE
    assert Delivery.objects.count() == 1, "what came is kept, once"
    if after != GOOD:
        again = ockto.invite(applicant=sanne)
        hand.share(phone, ockto.link_of(again), "sanne")
        assert follow(again) == GOOD
    assert Brondata.objects.count() == 1


def test_the_delivery_of_an_earlier_session_is_nobody_elses_to_see(phone: httpx.Client, sanne: Applicant) -> None:
    other = applications.applicant("thomas")
    earlier = ockto.invite(applicant=other)
    hand.share(phone, ockto.link_of(earlier), "thomas")
    assert follow(earlier) == GOOD
    session = ockto.invite(applicant=sanne)
    hand.share(phone, ockto.link_of(session), "sanne")
    bad_day(phone, duplicate_result="other_session")
    assert follow(session) == Status.DUPLICATE
    assert reading.latest_bundle(sanne) is None
    assert reading.latest_bundle(other) is not None


def test_an_invitation_that_was_too_old_from_the_start_ends_by_itself(phone: httpx.Client, sanne: Applicant) -> None:
    bad_day(phone, expired_invitations=True)
    session = ockto.invite(applicant=sanne)
    assert follow(session) == Status.EXPIRED


@pytest.mark.parametrize("fault", [{"unavailable": ["startSession"]}, {"cut": ["startSession"]}, {"drip_ms": 400}])
def test_an_invitation_that_cannot_be_made_leaves_the_older_one_as_it_is(
    phone: httpx.Client, sanne: Applicant, fault: dict[str, Any]
) -> None:
    session = ockto.invite(applicant=sanne)
    bad_day(phone, **fault)
    with pytest.raises(BrondataError):
        ockto.invite(applicant=sanne)
    phone.delete("/api/faults")
    hand.share(phone, ockto.link_of(session), "sanne")
    assert follow(session) == GOOD


def test_a_start_whose_answer_was_lost_is_said_again_and_makes_one_invitation(
    phone: httpx.Client, sanne: Applicant, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad_day(phone, cut=["startSession"])
    client = adapter.OcktoClient(
        connect(str(phone.base_url)),
        username="neo",
        password="demo",
        provider_code="NEO",
        pause=lambda _: phone.delete("/api/faults") and None,
    )
    started = client.start(reference="NEO-1", applicant_hint="", sources=list(Source), consent_code="001")
    assert started.session_id == "NEO-1"


@pytest.mark.parametrize("fault", [{"unavailable": ["revokeSession"]}, {"cut": ["revokeSession"]}])
def test_a_supplier_that_cannot_revoke_does_not_stop_a_new_invitation(
    phone: httpx.Client, sanne: Applicant, fault: dict[str, Any]
) -> None:
    first = ockto.invite(applicant=sanne)
    bad_day(phone, **fault)
    again = ockto.invite(applicant=sanne)
    with suppress(AssertionError):  # the older one may have been revoked all the same: only the answer was cut
        hand.share(phone, ockto.link_of(first), "sanne")
    assert follow(first) == Status.REPLACED
    phone.delete("/api/faults")
    hand.share(phone, ockto.link_of(again), "sanne")
    assert follow(again) == GOOD


def test_an_app_that_is_down_leaves_the_invitation_as_it_is(phone: httpx.Client, sanne: Applicant) -> None:
    session = ockto.invite(applicant=sanne)
    bad_day(phone, unavailable=["app"])
    assert phone.post(f"{urlsplit(ockto.link_of(session)).path}/openen").status_code == 503
    assert follow(session) == Status.INVITED
    phone.delete("/api/faults")
    hand.share(phone, ockto.link_of(session), "sanne")
    assert follow(session) == GOOD


def test_every_switch_of_the_simulator_has_a_case() -> None:
    tried = {name for faults, _, _ in CASES for name in faults} | {"expired_invitations"}
    # The notices are tried in tests/portal/journey/test_ockto_call.py.
    assert tried | {"callback", "callback_late_ms"} == set(Faults.model_fields)
    assert {one.value for one in Duplicate} == {"", "again", "other_session"}
    assert {one.value for one in Function} == {"startSession", "getStatus", "getResult", "revokeSession", "app", "all"}
