"""The life of an Ockto session: invited, followed, fetched once, read, and nobody else's data shown."""

import contextlib
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from brondata.datasets import Source
from brondata.ockto.client import OcktoClient
from brondata.provider import BrondataProvider, ProviderRefused, ProviderUnavailable, SessionStatus, UnreadableDelivery
from brondata.simulator import hand
from brondata.simulator.app import create_app
from portal.dossiers.models import Applicant
from portal.dossiers.services import save_answers, submit
from portal.dossiers.states import State
from portal.evidence import ockto
from portal.evidence.models import Brondata, Delivery, OcktoSession
from portal.jobs import services as jobs
from portal.jobs.models import Job, JobState
from portal.jobs.registry import TryLater
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from tests.portal import applications
from tests.portal.conftest import AtOnce
from tests.portal.evidence.conftest import FakeProvider

pytestmark = pytest.mark.django_db
Status = OcktoSession.Status


@pytest.fixture
def sanne(db: None) -> Applicant:
    return applications.applicant("sanne")


@pytest.fixture
def session(provider: FakeProvider, sanne: Applicant) -> OcktoSession:
    return ockto.invite(applicant=sanne)


def poll(session: OcktoSession) -> OcktoSession:
    """One run of the job, whatever it says about coming back."""
    with contextlib.suppress(TryLater):
        ockto.poll_session(str(session.pk))
    session.refresh_from_db()
    return session


def read(session: OcktoSession) -> OcktoSession:
    ockto.read_delivery(str(session.delivery.pk))
    session.refresh_from_db()
    return session


# Inviting


def test_an_invitation_is_a_session_with_a_sealed_link_and_a_job_that_follows_it(
    provider: FakeProvider, sanne: Applicant
) -> None:
    session = ockto.invite(applicant=sanne)
    assert (session.status, session.session_id in provider.statuses) == (Status.INVITED, True)
    assert b"ockto.test" not in bytes(session.link)
    assert ockto.link_of(session) == f"https://ockto.test/app/{session.session_id}"
    assert provider.hints == ["Sanne"]
    assert provider.asked == [tuple(Source)]
    assert Job.objects.get(kind="ockto.poll").payload == {"session_id": str(session.pk)}


@pytest.mark.parametrize("error", [ProviderUnavailable("time-out"), ProviderRefused("BAD_REQUEST")])
def test_an_invitation_that_cannot_be_made_leaves_nothing_behind(
    provider: FakeProvider, sanne: Applicant, error: Exception
) -> None:
    provider.broken["start"] = error
    with pytest.raises(type(error)):
        ockto.invite(applicant=sanne)
    assert not OcktoSession.objects.exists()
    assert not Job.objects.filter(kind="ockto.poll").exists()


def test_a_new_invitation_replaces_the_old_one_which_is_revoked(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    newer = ockto.invite(applicant=sanne)
    session.refresh_from_db()
    assert session.status == Status.REPLACED
    assert provider.revoked == [session.session_id]
    assert ockto.current_session(sanne) == newer


def test_a_supplier_that_cannot_revoke_does_not_stop_a_new_invitation(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.broken["revoke"] = ProviderUnavailable("away")
    assert ockto.invite(applicant=sanne).status == Status.INVITED


def test_an_applicant_has_one_open_session_whatever_happens(session: OcktoSession, sanne: Applicant) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        applications.invited(sanne)


@pytest.mark.django_db(transaction=True)
def test_two_invitations_at_once_leave_one_open(provider: FakeProvider, sanne: Applicant, at_once: AtOnce) -> None:
    outcomes = at_once(lambda: ockto.invite(applicant=Applicant.objects.get(pk=sanne.pk)), 2)
    assert all(isinstance(one, OcktoSession) for one in outcomes), outcomes
    assert OcktoSession.objects.filter(status=Status.INVITED).count() == 1
    assert len(provider.revoked) == 1


def test_the_same_invitation_goes_by_mail(session: OcktoSession, sanne: Applicant) -> None:
    ockto.mail_link(session=session)
    text = read_content(Mail.objects.get(template="ockto_link"))["text"]
    assert ockto.link_of(session) in text
    assert text.startswith("Dag Sanne,")


# Following


@pytest.mark.parametrize("status", [SessionStatus.INVITED, SessionStatus.OPENED, SessionStatus.COLLECTING])
def test_what_the_supplier_says_is_written_down_and_asked_again_without_using_an_attempt(
    provider: FakeProvider, session: OcktoSession, status: SessionStatus
) -> None:
    provider.statuses[session.session_id] = status
    with pytest.raises(TryLater) as later:
        ockto.poll_session(str(session.pk))
    session.refresh_from_db()
    assert (session.status, session.polls) == (status.value, 1)
    assert session.sources[0]["status"] == "collecting"
    assert later.value.counts is False


@pytest.mark.parametrize(
    ("quiet", "seconds"), [(timedelta(), 1), (timedelta(minutes=6), 4), (timedelta(minutes=31), 30)]
)
def test_the_longer_the_phone_is_quiet_the_less_often_we_ask(
    session: OcktoSession, quiet: timedelta, seconds: float
) -> None:
    poll(session)
    OcktoSession.objects.filter(pk=session.pk).update(changed_at=timezone.now() - quiet)
    with pytest.raises(TryLater) as later:
        ockto.poll_session(str(session.pk))
    assert later.value.seconds == seconds


def test_a_change_on_the_phone_makes_us_quick_again(provider: FakeProvider, session: OcktoSession) -> None:
    poll(session)
    OcktoSession.objects.filter(pk=session.pk).update(changed_at=timezone.now() - timedelta(hours=2))
    provider.statuses[session.session_id] = SessionStatus.OPENED
    with pytest.raises(TryLater) as later:
        ockto.poll_session(str(session.pk))
    assert later.value.seconds == 1


def test_a_phone_that_stays_quiet_for_a_day_closes_the_session(provider: FakeProvider, session: OcktoSession) -> None:
    poll(session)
    OcktoSession.objects.filter(pk=session.pk).update(changed_at=timezone.now() - timedelta(hours=23, minutes=59))
    assert poll(session).status == Status.INVITED
    OcktoSession.objects.filter(pk=session.pk).update(changed_at=timezone.now() - timedelta(hours=24, minutes=1))
    assert poll(session).status == Status.CLOSED
    assert provider.revoked == [session.session_id]
    provider.share(session.session_id, "sanne")
    ockto.poll_session(str(session.pk))
    assert provider.fetched == []


@pytest.mark.parametrize("status", [SessionStatus.DECLINED, SessionStatus.EXPIRED, SessionStatus.CLOSED])
def test_a_session_that_ended_on_the_phone_is_not_asked_about_again(
    provider: FakeProvider, session: OcktoSession, status: SessionStatus
) -> None:
    provider.statuses[session.session_id] = status
    ockto.poll_session(str(session.pk))
    session.refresh_from_db()
    assert session.status == status.value
    provider.broken["state"] = AssertionError("asked again")  # type: ignore[assignment]
    ockto.poll_session(str(session.pk))


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


@pytest.mark.parametrize("error", [ProviderRefused("UNKNOWN_SESSION"), UnreadableDelivery("not the protocol")])
@pytest.mark.parametrize("method", ["state", "fetch"])
def test_a_supplier_that_says_no_ends_the_session_kindly(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant, method: str, error: Exception
) -> None:
    provider.share(session.session_id, "sanne")
    provider.broken[method] = error
    ockto.poll_session(str(session.pk))
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
    ockto.poll_session(str(session.pk))
    session.refresh_from_db()
    assert session.status == Status.REPLACED
    assert provider.fetched == []


def test_what_arrives_for_a_session_replaced_during_the_fetch_is_dropped(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    provider.on_fetch = lambda: ockto.invite(applicant=sanne) and None
    ockto.poll_session(str(session.pk))
    session.refresh_from_db()
    assert session.status == Status.REPLACED
    assert not Delivery.objects.exists()


def test_when_the_application_was_sent_an_open_invitation_is_closed_and_nothing_more_is_taken(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    applications.put(sanne.dossier, State.SUBMITTED)
    ockto.poll_session(str(session.pk))
    session.refresh_from_db()
    assert session.status == Status.CLOSED
    assert (provider.fetched, provider.revoked) == ([], [session.session_id])


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


def test_a_crash_between_the_fetch_and_the_commit_ends_in_a_new_invitation_and_not_in_a_loop(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")

    def crash() -> None:
        raise MemoryError("the worker died")

    provider.on_fetch = crash
    with pytest.raises(MemoryError):
        ockto.poll_session(str(session.pk))
    session.refresh_from_db()
    assert (session.status, Delivery.objects.count()) == (Status.SHARED, 0)
    provider.on_fetch = lambda: None
    ockto.poll_session(str(session.pk))
    session.refresh_from_db()
    assert session.status == Status.FAILED, "the supplier gives it once"
    assert ockto.invite(applicant=sanne).is_open


# Reading


def test_what_was_shared_is_read_confirmed_anew_and_told_by_mail_once(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    Applicant.objects.filter(pk=sanne.pk).update(figures_confirmed_at=timezone.now())
    provider.share(session.session_id, "sanne")
    read(poll(session))
    read(session)
    assert session.status == Status.READ
    sanne.refresh_from_db()
    assert sanne.figures_confirmed_at is None
    bundle = ockto.latest_bundle(sanne)
    assert bundle is not None
    assert bundle.persoon is not None
    assert bundle.persoon.geslachtsnaam == "Vermeer"
    (mail,) = Mail.objects.filter(template="brondata_received")
    assert read_content(mail)["text"].startswith("Dag Sanne,")
    assert Brondata.objects.count() == 1


def test_neither_the_bytes_nor_the_reading_holds_a_bsn_and_both_are_sealed(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    read(poll(session))
    bundle = ockto.latest_bundle(sanne)
    assert bundle is not None
    assert "999990202" not in json.dumps(bundle.to_json())
    for sealed in (session.delivery.body, sanne.brondata.get().bundle):
        assert b"Noordzee" not in bytes(sealed)


def test_data_of_somebody_else_is_quarantined_and_never_shown(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "thomas")
    read(poll(session))
    assert session.status == Status.MISMATCH
    assert ockto.latest_bundle(sanne) is None
    assert not Brondata.objects.exists()
    assert not Mail.objects.filter(template="brondata_received").exists()
    read(session)
    assert not Brondata.objects.exists()


def test_a_mismatch_hides_nothing_that_was_right_before(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    read(poll(session))
    again = ockto.invite(applicant=sanne)
    provider.share(again.session_id, "thomas")
    read(poll(again))
    bundle = ockto.latest_bundle(sanne)
    assert bundle is not None
    assert bundle.persoon is not None
    assert bundle.persoon.geslachtsnaam == "Vermeer"


def test_without_the_brp_nobody_knows_whose_data_it_is(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.share(session.session_id, "sanne")
    provider.bodies[session.session_id] = applications.document_of(
        "sanne", session_id=session.session_id, without=("MIJNOVERHEID_BRP",)
    )
    assert read(poll(session)).status == Status.MISMATCH


@pytest.mark.parametrize("body", [b"<html>Er ging iets mis</html>", b"", b'{"odmVersion": "v4_3"}'])
def test_an_answer_that_cannot_be_read_is_kept_and_the_applicant_may_try_again(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant, body: bytes
) -> None:
    provider.share(session.session_id, "sanne")
    provider.bodies[session.session_id] = body
    read(poll(session))
    assert session.status == Status.UNREADABLE
    assert Delivery.objects.count() == 1
    assert ockto.latest_bundle(sanne) is None
    assert ockto.invite(applicant=sanne).is_open


def test_the_newest_delivery_counts(provider: FakeProvider, session: OcktoSession, sanne: Applicant) -> None:
    for one in (session, None):
        current = one or ockto.invite(applicant=sanne)
        provider.share(current.session_id, "sanne")
        read(poll(current))
    bundle = ockto.latest_bundle(sanne)
    assert bundle is not None
    assert bundle.session_id == current.session_id


def test_data_that_arrives_after_the_application_was_sent_changes_nothing(provider: FakeProvider) -> None:
    dossier = applications.single()
    sanne = dossier.applicants.get()
    confirmed, before = sanne.figures_confirmed_at, ockto.latest_bundle(sanne)
    session = ockto.invite(applicant=sanne)
    provider.share(session.session_id, "sanne")
    poll(session)
    submit(dossier=applications.fresh(dossier), by=sanne.user)
    assert read(session).status == Status.CLOSED
    sanne.refresh_from_db()
    assert sanne.figures_confirmed_at == confirmed
    assert ockto.latest_bundle(sanne) == before


@pytest.mark.django_db(transaction=True)
def test_a_reader_that_runs_twice_at_once_reads_once(
    provider: FakeProvider, session: OcktoSession, at_once: AtOnce
) -> None:
    provider.share(session.session_id, "sanne")
    delivery = poll(session).delivery
    outcomes = at_once(lambda: ockto.read_delivery(str(delivery.pk)), 4)
    assert outcomes == [None] * 4
    assert Brondata.objects.count() == 1
    assert Mail.objects.filter(template="brondata_received").count() == 1


def test_partners_each_have_their_own_session_and_see_only_their_own_data(provider: FakeProvider) -> None:
    robin = applications.applicant("robin")
    sam = applications.applicant("sam", dossier=robin.dossier)
    for one, key in ((robin, "robin"), (sam, "sam")):
        session = ockto.invite(applicant=one)
        provider.share(session.session_id, key)
        read(poll(session))
    names = []
    for one in (robin, sam):
        bundle = ockto.latest_bundle(one)
        assert bundle is not None
        assert bundle.persoon is not None
        names.append(bundle.persoon.geslachtsnaam)
    assert names == ["Bakker", "Wit"]
    swapped = ockto.invite(applicant=sam)
    provider.share(swapped.session_id, "robin")
    assert read(poll(swapped)).status == Status.MISMATCH


# Against the simulator, with the adapter that ships


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
    bundle = ockto.latest_bundle(sanne)
    assert bundle is not None
    assert {line["status"] for line in again.sources} == {"collected"}
    assert bundle.verzekeringsbericht is not None


def test_who_declines_on_the_phone_shares_nothing(phone: httpx.Client, sanne: Applicant) -> None:
    session = ockto.invite(applicant=sanne)
    hand.decline(phone, ockto.link_of(session))
    assert follow(session) == Status.DECLINED
    assert ockto.latest_bundle(sanne) is None


@pytest.mark.parametrize(
    ("fault", "end"),
    [
        ({"wrong_person": True}, Status.MISMATCH),
        ({"malformed_result": "truncated"}, Status.UNREADABLE),
        ({"malformed_result": "not_json"}, Status.UNREADABLE),
        ({"malformed_result": "wrong_shape"}, Status.UNREADABLE),
        ({"malformed_result": "contradiction"}, Status.UNREADABLE),
        ({"malformed_result": "other_version"}, Status.UNREADABLE),
        ({"unavailable": ["getResult"]}, Status.SHARED),
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
    assert ockto.latest_bundle(sanne) is None
    assert not Job.objects.filter(kind__startswith="ockto.", state=JobState.PARKED).exists()
    phone.delete("/api/faults")
    if session.is_open:
        assert follow(session) == Status.READ


def test_a_source_that_is_down_leaves_its_part_out_and_the_others_in(phone: httpx.Client, sanne: Applicant) -> None:
    session = ockto.invite(applicant=sanne)
    assert phone.put("/api/faults", json={"sources_down": ["DUO"]}).status_code == 200
    hand.share(phone, ockto.link_of(session), "sanne")
    assert follow(session) == Status.READ
    bundle = ockto.latest_bundle(sanne)
    assert bundle is not None
    assert bundle.studieschulden is None
    assert bundle.verzekeringsbericht is not None


def test_a_second_fetch_that_is_refused_ends_in_a_page_that_offers_a_new_code(
    phone: httpx.Client, sanne: Applicant
) -> None:
    session = ockto.invite(applicant=sanne)
    hand.share(phone, ockto.link_of(session), "sanne")
    ockto.brondata_provider().fetch(session.session_id)  # the worker that died held these bytes
    assert follow(session) == Status.FAILED
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
