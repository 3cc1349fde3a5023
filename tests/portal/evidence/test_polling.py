"""Following a session: what the supplier says, how often we ask, when we stop, and taking the data once."""

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from brondata.datasets import Source
from brondata.provider import (
    BrondataError,
    ProviderRefused,
    ProviderUnavailable,
    SessionState,
    SessionStatus,
    UnreadableDelivery,
)
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.evidence import ockto, polling
from portal.evidence.models import Brondata, Delivery, OcktoSession
from portal.jobs import services as jobs
from portal.jobs.models import Job, JobState
from portal.jobs.registry import TryLater
from tests.portal import applications
from tests.portal.conftest import AtOnce
from tests.portal.evidence.conftest import FakeProvider, ago, poll, read

pytestmark = pytest.mark.django_db
Status = OcktoSession.Status


# Following


@pytest.mark.parametrize("status", [SessionStatus.INVITED, SessionStatus.OPENED, SessionStatus.COLLECTING])
def test_what_the_supplier_says_is_written_down_and_asked_again_without_using_an_attempt(
    provider: FakeProvider, session: OcktoSession, status: SessionStatus
) -> None:
    provider.statuses[session.session_id] = status
    with pytest.raises(TryLater) as later:
        polling.poll_session(str(session.pk))
    session.refresh_from_db()
    assert (session.status, session.polls) == (status.value, 1)
    assert session.sources[0]["status"] == "collecting"
    assert later.value.counts is False


def next_poll(session: OcktoSession) -> float:
    """In how many seconds the job wants to look again."""
    with pytest.raises(TryLater) as later:
        polling.poll_session(str(session.pk))
    assert later.value.counts is False
    return later.value.seconds


@pytest.mark.parametrize(
    ("minutes", "seconds"), [(0, 1), (6, 4), (31, 15), (61, 60), (60 * 24 + 1, 120), (60 * 24 * 6, 120)]
)
def test_the_longer_nothing_happens_the_less_often_we_ask(session: OcktoSession, minutes: int, seconds: float) -> None:
    ago(poll(session), minutes=minutes)
    assert next_poll(session) == pytest.approx(seconds, rel=polling.JITTER)


def test_sessions_that_began_together_do_not_ask_together(session: OcktoSession) -> None:
    ago(poll(session), hours=2)
    assert len({next_poll(session) for _ in range(10)}) == 10


def test_a_change_on_the_phone_makes_us_quick_again(provider: FakeProvider, session: OcktoSession) -> None:
    ago(poll(session), hours=2)
    provider.statuses[session.session_id] = SessionStatus.OPENED
    assert next_poll(session) == pytest.approx(1, rel=polling.JITTER)


def test_a_call_or_a_mailed_link_makes_us_quick_again(session: OcktoSession) -> None:
    job = Job.objects.get(kind="ockto.poll")
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now() + timedelta(minutes=5))
    ockto.mail_link(session=ago(poll(session), hours=2))
    job.refresh_from_db()
    assert job.not_before <= timezone.now()
    assert next_poll(session) == pytest.approx(1, rel=polling.JITTER)


def test_a_call_while_we_ask_makes_us_ask_again_at_once(provider: FakeProvider, session: OcktoSession) -> None:
    asked = provider.state

    def called_meanwhile(session_id: str) -> SessionState:
        answer = asked(session_id)
        ockto.look_soon(session)
        return answer

    provider.state = called_meanwhile  # type: ignore[method-assign]
    assert next_poll(session) == 0


@pytest.mark.parametrize("status", [SessionStatus.OPENED, SessionStatus.COLLECTING])
def test_a_phone_that_is_silent_for_minutes_ends_the_session(
    provider: FakeProvider, session: OcktoSession, status: SessionStatus
) -> None:
    provider.statuses[session.session_id] = status
    ago(poll(session), minutes=19)
    assert poll(session).status == status.value
    ago(session, minutes=21)
    assert poll(session).status == Status.TIMED_OUT
    assert provider.revoked == [session.session_id]
    provider.share(session.session_id, "sanne")
    polling.poll_session(str(session.pk))
    assert provider.fetched == []


def test_an_invitation_that_nobody_opens_lives_until_it_expires(provider: FakeProvider, session: OcktoSession) -> None:
    ago(poll(session), days=6)
    assert poll(session).status == Status.INVITED
    OcktoSession.objects.filter(pk=session.pk).update(expires_at=timezone.now() - timedelta(minutes=61))
    provider.broken["state"] = ProviderUnavailable("away for good")
    assert poll(session).status == Status.EXPIRED
    polling.poll_session(str(session.pk))


def test_the_app_that_waits_for_a_consent_is_told_apart_from_one_that_collects(
    provider: FakeProvider, session: OcktoSession
) -> None:
    provider.statuses[session.session_id] = SessionStatus.COLLECTING
    provider.lines[session.session_id] = {Source.UWV: "failed", Source.BRP: "collected"}
    assert poll(session).status == Status.CONSENT
    provider.lines[session.session_id] = {
        Source.UWV: "collecting",
        Source.BRP: "collected",
    }
    assert poll(session).status == Status.COLLECTING


def test_every_change_is_an_event_of_the_dossier_and_no_news_is_none(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    for status in (SessionStatus.OPENED, SessionStatus.COLLECTING):
        provider.statuses[session.session_id] = status
        poll(poll(session))
    provider.share(session.session_id, "sanne")
    read(poll(session))
    told = sanne.dossier.events.filter(detail__has_key="position").order_by("id").values_list("name", flat=True)
    assert [name for name in told if name.startswith(("ockto", "brondata"))] == [
        "ockto_invited",
        "ockto_opened",
        "ockto_collecting",
        "ockto_shared",
        "ockto_fetching",
        "ockto_fetched",
        "brondata_received",
    ]


@pytest.mark.parametrize("status", [SessionStatus.DECLINED, SessionStatus.EXPIRED, SessionStatus.CLOSED])
def test_a_session_that_ended_on_the_phone_is_not_asked_about_again(
    provider: FakeProvider, session: OcktoSession, status: SessionStatus
) -> None:
    provider.statuses[session.session_id] = status
    polling.poll_session(str(session.pk))
    session.refresh_from_db()
    assert session.status == status.value
    provider.broken["state"] = AssertionError("asked again")  # type: ignore[assignment]
    polling.poll_session(str(session.pk))


def test_a_supplier_that_is_away_costs_no_attempts_however_long_it_takes(
    provider: FakeProvider, session: OcktoSession
) -> None:
    provider.broken["state"] = ProviderUnavailable("time-out")
    job = Job.objects.get(kind="ockto.poll")
    for _ in range(8):
        Job.objects.filter(pk=job.pk).update(not_before=timezone.now())
        assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    session.refresh_from_db()
    assert session.status == Status.INVITED
    provider.broken.clear()
    provider.share(session.session_id, "sanne")
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now())
    applications.run_jobs("ockto.poll", "ockto.read")
    session.refresh_from_db()
    assert session.status == Status.READ


@pytest.mark.parametrize(
    ("method", "error"),
    [
        ("state", ProviderRefused("UNKNOWN_SESSION")),
        ("fetch", ProviderRefused("UNKNOWN_SESSION")),
        ("fetch", UnreadableDelivery("more bytes than any honest answer")),
    ],
)
def test_a_supplier_that_says_no_ends_the_session_kindly(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant, method: str, error: BrondataError
) -> None:
    provider.share(session.session_id, "sanne")
    provider.broken[method] = error
    polling.poll_session(str(session.pk))
    session.refresh_from_db()
    assert session.status == Status.FAILED
    provider.broken.clear()
    assert ockto.invite(applicant=sanne).status == Status.INVITED


def test_a_session_that_was_replaced_while_we_asked_stays_replaced_and_is_not_fetched(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    asked = provider.state

    def replaced_meanwhile(session_id: str):
        answer = asked(session_id)
        ockto.invite(applicant=sanne)
        return answer

    provider.state = replaced_meanwhile  # type: ignore[method-assign]
    polling.poll_session(str(session.pk))
    session.refresh_from_db()
    assert session.status == Status.REPLACED
    assert provider.fetched == []


def test_what_arrives_for_a_session_replaced_during_the_fetch_is_dropped(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    provider.on_fetch = lambda: ockto.invite(applicant=sanne) and None
    polling.poll_session(str(session.pk))
    session.refresh_from_db()
    assert session.status == Status.REPLACED
    assert not Delivery.objects.exists()


def test_when_the_application_was_sent_an_open_invitation_is_closed_and_nothing_more_is_taken(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    applications.put(sanne.dossier, State.SUBMITTED)
    polling.poll_session(str(session.pk))
    session.refresh_from_db()
    assert session.status == Status.CLOSED
    assert (provider.fetched, provider.revoked) == ([], [session.session_id])


def test_an_answer_about_the_status_that_nobody_understands_is_asked_again(
    provider: FakeProvider, session: OcktoSession
) -> None:
    provider.broken["state"] = UnreadableDelivery("a proxy's page")
    assert poll(session).status == Status.INVITED
    provider.broken.clear()
    provider.share(session.session_id, "sanne")
    assert poll(session).status == Status.FETCHED


def test_a_supplier_that_is_away_is_asked_less_and_less_often_and_as_late_as_it_says(
    provider: FakeProvider, session: OcktoSession
) -> None:
    provider.broken["state"] = ProviderUnavailable("503")
    pauses = [next_poll(session) for _ in range(8)]
    assert pauses[0] == pytest.approx(2, rel=polling.JITTER)
    assert pauses[3] == pytest.approx(16, rel=polling.JITTER)
    assert pauses[7] == pytest.approx(60, rel=polling.JITTER)
    provider.broken.clear()
    assert next_poll(session) < 2
    provider.broken["state"] = ProviderUnavailable("429", retry_after=30)
    assert next_poll(session) == 30


def test_data_that_were_sent_and_never_handed_over_are_given_up_after_a_day(
    provider: FakeProvider, session: OcktoSession
) -> None:
    provider.share(session.session_id, "sanne")
    provider.broken["fetch"] = ProviderUnavailable("503")
    ago(poll(session), hours=23)
    assert poll(session).status == Status.FETCHING
    ago(session, hours=25)
    assert poll(session).status == Status.FAILED


# Fetching


def test_the_bytes_are_stored_before_anyone_reads_them(provider: FakeProvider, session: OcktoSession) -> None:
    provider.share(session.session_id, "sanne")
    poll(session)
    assert session.status == Status.FETCHED
    delivery = session.delivery
    assert b"Vermeer" not in bytes(delivery.body)
    assert not Brondata.objects.exists()
    assert Job.objects.get(kind="ockto.read").payload == {"delivery_id": str(delivery.pk)}


def test_fetching_runs_twice_and_takes_the_data_once(provider: FakeProvider, session: OcktoSession) -> None:
    provider.share(session.session_id, "sanne")
    poll(session)
    poll(session)
    assert provider.fetched == [session.session_id]
    assert Delivery.objects.count() == 1


def test_a_crash_while_the_data_come_in_ends_in_a_new_invitation_and_not_in_a_loop(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")

    def crash() -> None:
        raise MemoryError("the worker died")

    provider.on_fetch = crash
    with pytest.raises(MemoryError):
        polling.poll_session(str(session.pk))
    session.refresh_from_db()
    assert (session.status, Delivery.objects.count()) == (Status.FETCHING, 0)
    provider.on_fetch = lambda: None
    assert poll(session).status == Status.FETCHING, "who took it may still be alive"
    OcktoSession.objects.filter(pk=session.pk).update(taken_at=timezone.now() - polling.TAKE_LEASE)
    assert poll(session).status == Status.SPENT, "the supplier gives it once"
    assert provider.revoked == [session.session_id]
    assert Job.objects.filter(kind="ockto.alarm").count() == 1
    assert ockto.invite(applicant=sanne).is_open


def test_an_answer_that_was_cut_off_is_asked_for_again_and_when_it_was_given_that_is_said(
    provider: FakeProvider, session: OcktoSession
) -> None:
    provider.share(session.session_id, "sanne")

    def cut() -> None:
        raise ProviderUnavailable("getResult: RemoteProtocolError")

    provider.on_fetch = cut
    assert poll(session).status == Status.FETCHING
    provider.on_fetch = lambda: None
    assert poll(session).status == Status.SPENT


def test_an_answer_that_was_cut_off_and_may_be_had_again_is_had(provider: FakeProvider, session: OcktoSession) -> None:
    provider.share(session.session_id, "sanne")

    def cut() -> None:
        raise ProviderUnavailable("getResult: RemoteProtocolError")

    provider.on_fetch = cut
    poll(session)
    provider.on_fetch = lambda: None
    provider.fetched.clear()  # a supplier with consent to keep the data
    assert read(poll(session)).status == Status.READ
    assert session.takes == 2


@pytest.mark.parametrize(
    ("code", "status"),
    [("EXPIRED", Status.EXPIRED), ("CLOSED", Status.CLOSED), ("DECLINED", Status.DECLINED), ("WHAT", Status.FAILED)],
)
def test_what_ended_between_the_status_and_the_data_is_called_by_its_name(
    provider: FakeProvider, session: OcktoSession, code: str, status: str
) -> None:
    provider.share(session.session_id, "sanne")
    provider.broken["fetch"] = ProviderRefused(code)
    assert poll(session).status == status


@pytest.mark.django_db(transaction=True)
def test_two_polls_at_once_take_the_data_once(provider: FakeProvider, session: OcktoSession, at_once: AtOnce) -> None:
    provider.share(session.session_id, "sanne")
    provider.on_fetch = lambda: time.sleep(0.1)
    outcomes = at_once(lambda: polling.poll_session(str(session.pk)), 3)
    assert all(one is None or isinstance(one, TryLater) for one in outcomes), outcomes
    session.refresh_from_db()
    assert (session.status, session.takes) == (Status.FETCHED, 1)
    assert provider.fetched == [session.session_id]
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_poll_and_a_new_invitation_at_once_leave_one_open_session_and_no_loose_data(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant, at_once: AtOnce
) -> None:
    provider.share(session.session_id, "sanne")
    work = iter(
        [
            lambda: polling.poll_session(str(session.pk)),
            lambda: ockto.invite(applicant=Applicant.objects.get(pk=sanne.pk)),
        ]
    )
    outcomes = at_once(lambda: next(work)(), 2)
    assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, TryLater)], outcomes
    session.refresh_from_db()
    assert session.status == Status.REPLACED
    assert OcktoSession.objects.filter(status__in=OcktoSession.OPEN).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_poll_and_calls_of_the_supplier_at_once_do_the_work_once(
    provider: FakeProvider, session: OcktoSession, at_once: AtOnce
) -> None:
    provider.share(session.session_id, "sanne")
    job = Job.objects.get(kind="ockto.poll")

    def called_and_polled() -> bool:
        ockto.look_soon(OcktoSession.objects.get(pk=session.pk))
        return jobs.run(job.pk)

    outcomes = at_once(called_and_polled, 4)
    assert set(outcomes) <= {True, False}, outcomes
    job.refresh_from_db()
    session.refresh_from_db()
    assert (job.state, session.status) == (JobState.DONE, Status.FETCHED)
    assert provider.fetched == [session.session_id]
