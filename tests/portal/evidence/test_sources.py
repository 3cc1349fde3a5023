"""How the registers do in our own sessions, and resuming at one register that failed."""

import contextlib
from datetime import timedelta

import pytest
from django.utils import timezone

from brondata.datasets import STANDARD_SOURCES, Source
from portal.dossiers.models import Applicant
from portal.evidence import ockto, polling, reading, sources
from portal.evidence.models import OcktoSession, SourceTally
from portal.jobs.registry import TryLater
from tests.portal import applications
from tests.portal.evidence.conftest import FakeProvider

pytestmark = pytest.mark.django_db


def line(source: Source, status: str, at: str = "") -> dict[str, str]:
    return {"source": source.value, "status": status, "at": at, "reason": ""}


def tally(source: Source, *, collected: int = 0, failed: int = 0, hours_ago: int = 0) -> SourceTally:
    hour = (timezone.now() - timedelta(hours=hours_ago)).replace(minute=0, second=0, microsecond=0)
    return SourceTally.objects.create(source=source.value, hour=hour, collected=collected, failed=failed)


def state(source: Source) -> str:
    return next(one.state for one in sources.weather() if one.source is source)


@pytest.fixture
def sanne() -> Applicant:
    return applications.applicant("sanne")


def test_a_register_is_counted_once_for_each_time_it_gave_or_failed() -> None:
    waiting, failed = line(Source.UWV, "waiting"), line(Source.UWV, "failed", "10:00")
    worked = line(Source.UWV, "collected", "10:05")
    for before, after in (([], [waiting]), ([waiting], [failed]), ([failed], [failed]), ([failed], [worked])):
        sources.count(before, after)
    sources.count([worked], [worked])
    row = SourceTally.objects.get()
    assert (row.source, row.collected, row.failed) == ("mijnuwv", 1, 1)
    assert row.last_collected_at is not None


def test_a_session_that_is_followed_counts_and_one_that_was_replaced_does_not(
    provider: FakeProvider, sanne: Applicant
) -> None:
    session = ockto.invite(applicant=sanne)
    provider.share(session.session_id, "sanne")
    provider.lines[session.session_id] = {Source.DUO: "failed", Source.UWV: "collected"}
    OcktoSession.objects.filter(pk=session.pk).update(status="replaced")
    polling.poll_session(str(session.pk))
    assert not SourceTally.objects.exists()
    OcktoSession.objects.filter(pk=session.pk).update(status="invited")
    polling.poll_session(str(session.pk))
    rows = {row.source: (row.collected, row.failed) for row in SourceTally.objects.all()}
    assert rows == {"duo": (0, 1), "mijnuwv": (1, 0)}


@pytest.mark.parametrize(
    ("collected", "failed", "expected"),
    [
        (0, 0, "unknown"),
        (9, 0, "unknown"),
        (0, 9, "unknown"),
        (10, 0, "good"),
        (95, 5, "good"),
        (94, 6, "poor"),
        (70, 30, "poor"),
        (69, 31, "down"),
        (0, 10, "down"),
    ],
)
def test_the_weather_is_told_from_ten_measurements_on(collected: int, failed: int, expected: str) -> None:
    tally(Source.UWV, collected=collected, failed=failed)
    assert state(Source.UWV) == expected
    assert state(Source.DUO) == "unknown"


def test_the_weather_adds_the_hours_of_a_day_and_forgets_the_day_before() -> None:
    tally(Source.UWV, collected=6, hours_ago=0)
    tally(Source.UWV, collected=6, hours_ago=22)
    tally(Source.UWV, failed=500, hours_ago=25)
    assert state(Source.UWV) == "good"


def test_the_weather_costs_one_query(django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len(sources.weather()) == len(STANDARD_SOURCES)


def test_tallies_do_not_pile_up() -> None:
    tally(Source.UWV, collected=1, hours_ago=24 * 9)
    sources.count([], [line(Source.DUO, "collected", "10:00")])
    assert [row.source for row in SourceTally.objects.all()] == ["duo"]


def test_resuming_asks_for_that_register_and_the_one_that_says_whose_data_it_is(
    provider: FakeProvider, sanne: Applicant
) -> None:
    session = ockto.invite(applicant=sanne, only=Source.UWV)
    assert provider.asked == [(Source.BRP, Source.UWV)]
    assert session.asked == ["mijnoverheid-brp", "mijnuwv"]
    assert ockto.invite(applicant=sanne).asked == []


def test_what_comes_later_from_one_register_joins_the_rest_and_is_looked_at_again(sanne: Applicant) -> None:
    applications.give_brondata(sanne, "sanne", without=("UWV",))
    session = applications.invited(sanne)
    body = applications.document_of("sanne", session_id=session.session_id, only=("MIJNOVERHEID_BRP", "UWV"))
    reading.read_delivery(str(applications.delivered(sanne, body, session=session).pk))
    bundle = reading.latest_bundle(sanne)
    assert bundle is not None
    assert bundle.verzekeringsbericht is not None
    assert bundle.studieschulden is not None
    sanne.refresh_from_db()
    assert sanne.figures_confirmed_at is None


def test_each_delivery_is_held_against_the_person_by_itself(sanne: Applicant) -> None:
    applications.give_brondata(sanne, "sanne")
    Applicant.objects.filter(pk=sanne.pk).update(surname="Anders")
    sanne.refresh_from_db()
    assert reading.latest_bundle(sanne) is None


def test_asking_twice_for_a_mail_is_asking_once(sanne: Applicant) -> None:
    assert sources.watch(applicant=sanne, source=Source.UWV) == sources.watch(applicant=sanne, source=Source.UWV)
    sources.watch(applicant=sanne, source=Source.DUO)
    assert sources.watched(sanne) == {Source.UWV, Source.DUO}


def test_a_register_that_still_gives_nothing_is_looked_at_again_without_using_an_attempt(sanne: Applicant) -> None:
    row = sources.watch(applicant=sanne, source=Source.UWV)
    with pytest.raises(TryLater) as later:
        sources.follow_watch(str(row.pk))
    assert not later.value.counts


def test_data_that_came_meanwhile_ends_the_waiting(sanne: Applicant) -> None:
    sources.watch(applicant=sanne, source=Source.UWV)
    sources.watch(applicant=sanne, source=Source.DUO)
    applications.give_brondata(sanne, "sanne", without=("DUO",))
    assert sources.watched(sanne) == {Source.DUO}


def test_nobody_waits_any_more_when_the_application_was_sent(sanne: Applicant) -> None:
    row = sources.watch(applicant=sanne, source=Source.UWV)
    applications.put(sanne.dossier, applications.State.SUBMITTED)
    with contextlib.suppress(TryLater):
        sources.follow_watch(str(row.pk))
    assert sources.watched(sanne) == set()
