"""The supplier may call: signed and now, it makes us ask at once; anything else changes nothing."""

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from brondata.simulator.notices import sign
from portal.evidence import ockto
from portal.evidence.callback import CallRefused, check_call, receive_call, signature
from portal.evidence.models import OcktoSession
from portal.identity.limits import Limit
from portal.jobs.models import Job
from tests.portal import applications

pytestmark = pytest.mark.django_db
SECRET = "a secret that two parties share, long enough"
URL = reverse("journey:ockto_call")
FAR = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _configured(settings: Any) -> None:
    settings.OCKTO_CALLBACK_SECRET = SECRET


@pytest.fixture
def session(supplier: Any) -> OcktoSession:
    """An invitation that is polled again only in five minutes."""
    one = ockto.invite(applicant=applications.applicant("sanne"))
    Job.objects.filter(kind="ockto.poll").update(not_before=timezone.now() + FAR)
    return one


def call(body: bytes, *, at: float | None = None, secret: str = SECRET, **headers: str) -> Any:
    """What the supplier sends."""
    timestamp = str(int(at if at is not None else time.time()))
    signed = {"X-Ockto-Timestamp": timestamp, "X-Ockto-Signature": signature(secret, timestamp, body)} | headers
    return Client(enforce_csrf_checks=True).post(URL, body, content_type="application/json", headers=signed)


def about(session_id: str, status: str = "SHARED") -> bytes:
    return json.dumps({"sessionId": session_id, "status": status, "moment": "2026-11-23T10:00:00+00:00"}).encode()


def is_hurried() -> bool:
    return Job.objects.get(kind="ockto.poll").not_before <= timezone.now()


def test_a_signed_call_makes_us_ask_at_once_and_its_status_is_not_believed(session: OcktoSession) -> None:
    answer = call(about(session.session_id, "SHARED"))
    assert (answer.status_code, answer.content) == (204, b"")
    assert is_hurried()
    session.refresh_from_db()
    assert session.status == "invited"
    assert session.stirred_at is not None


@pytest.mark.parametrize(
    "body", [about("NEO-2026-000000-1-unknown"), b"{}", b"no json", b"[]", b'{"sessionId": 7}', b"\xff", b"[" * 4000]
)
def test_a_signed_call_about_nothing_we_know_is_answered_the_same(session: OcktoSession, body: bytes) -> None:
    answer = call(body)
    assert (answer.status_code, answer.content) == (204, b"")
    assert not is_hurried()


def test_a_call_about_a_session_that_ended_moves_nothing(session: OcktoSession) -> None:
    OcktoSession.objects.update(status="read")
    assert call(about(session.session_id)).status_code == 204
    assert not is_hurried()
    session.refresh_from_db()
    assert session.stirred_at is None


@pytest.mark.parametrize("seconds", [-301, 302])
def test_a_call_of_another_moment_is_refused(session: OcktoSession, seconds: int) -> None:
    assert call(about(session.session_id), at=time.time() + seconds).status_code == 403
    assert not is_hurried()


def test_the_same_call_twice_does_no_more_than_once(session: OcktoSession) -> None:
    at = time.time()
    assert [call(about(session.session_id), at=at).status_code for _ in range(3)] == [204] * 3
    assert Job.objects.filter(kind="ockto.poll").count() == 1


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Ockto-Signature": ""},
        {"X-Ockto-Signature": "0" * 64},
        {"X-Ockto-Signature": "é"},
        {"X-Ockto-Timestamp": ""},
        {"X-Ockto-Timestamp": "now"},
        {"X-Ockto-Timestamp": "9" * 40},
        {"X-Ockto-Timestamp": "²"},
    ],
)
def test_a_call_without_a_right_signature_is_refused(session: OcktoSession, headers: dict[str, str]) -> None:
    assert call(about(session.session_id), **headers).status_code == 403
    assert not is_hurried()


def test_a_call_that_is_too_long_or_by_another_secret_or_method_is_refused(session: OcktoSession) -> None:
    assert call(b" " * 5000).status_code == 403
    assert call(about(session.session_id), secret="another").status_code == 403
    assert Client().get(URL).status_code == 405
    assert not is_hurried()


def test_without_a_secret_there_is_nowhere_to_call(session: OcktoSession, settings: Any) -> None:
    settings.OCKTO_CALLBACK_SECRET = ""
    assert call(about(session.session_id), secret="").status_code == 404


def test_calls_are_limited_per_caller(session: OcktoSession, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.journey.views.ockto_call.OCKTO_CALLS", Limit("calls", 2, timedelta(minutes=1)))
    assert [call(about(session.session_id)).status_code for _ in range(3)] == [204, 204, 429]


@given(st.text(max_size=20), st.text(max_size=70), st.binary(max_size=50))
def test_whatever_is_sent_is_refused_without_an_error(timestamp: str, given_signature: str, body: bytes) -> None:
    with pytest.raises(CallRefused):
        check_call(secret=SECRET, timestamp=timestamp, given=given_signature, body=body, now=1_800_000_000)


@given(st.recursive(st.none() | st.integers() | st.text(), lambda x: st.dictionaries(st.text(), x, max_size=3)))
def test_whatever_json_is_signed_is_received_without_an_error(document: Any) -> None:
    receive_call(json.dumps(document).encode())


def test_the_simulator_signs_as_we_read() -> None:
    assert sign(SECRET, "1795447200", b"{}") == signature(SECRET, "1795447200", b"{}")
