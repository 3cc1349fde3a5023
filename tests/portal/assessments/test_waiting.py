"""How long it usually takes is measured, and past the promised moment a person knows of it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from portal import clock
from portal.assessments import waiting
from portal.assessments.waiting import FEWEST, Usual, answer_by, is_late, latest, usual
from portal.backoffice.queries import late_dossiers
from portal.dossiers.models import Dossier, DossierEvent
from portal.dossiers.states import State
from tests.portal import builders

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    cache.clear()


def stayed(*minutes: float, state: State = State.ASSESSING) -> None:
    """Dossiers that were in a state for so long."""
    for taken in minutes:
        dossier = builders.dossier_in()
        for target, at in ((state, MONDAY), (State.IN_REVIEW, MONDAY + timedelta(minutes=taken))):
            before = "" if target is state else state.value
            DossierEvent.objects.create(
                dossier=dossier, name="x", from_state=before, to_state=target.value, actor=None, at=at
            )


def test_too_few_dossiers_say_nothing() -> None:
    stayed(*[1] * (FEWEST - 1))
    assert usual(State.ASSESSING) is None


def test_half_and_nine_out_of_ten_are_measured() -> None:
    stayed(1, 2, 3, 4, 100)
    assert usual(State.ASSESSING) == Usual(half=timedelta(minutes=3), most=timedelta(minutes=61.6), of=5)


def test_only_the_last_dossiers_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "LAST", FEWEST)
    stayed(500, 1, 1, 1, 1, 1)
    assert usual(State.ASSESSING) == Usual(half=timedelta(minutes=1), most=timedelta(minutes=1), of=FEWEST)


@pytest.mark.parametrize("state", sorted(set(State) - set(waiting.MEASURED_IN)))
def test_a_state_in_which_nobody_waits_for_us_has_no_usual_and_no_end(state: State) -> None:
    assert usual(state) is None
    assert latest(state, MONDAY) is None


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (MONDAY, date(2026, 11, 25)),
        (datetime(2026, 11, 26, 9, 0, tzinfo=UTC), date(2026, 11, 30)),
        (datetime(2026, 12, 23, 9, 0, tzinfo=UTC), date(2026, 12, 28)),
        (datetime(2026, 11, 22, 23, 30, tzinfo=UTC), date(2026, 11, 25)),
    ],
    ids=["on a Monday", "over a weekend", "over Christmas", "after midnight here, before it in UTC"],
)
def test_a_person_has_two_working_days(since: datetime, until: date) -> None:
    assert answer_by(since) == until
    last = latest(State.IN_REVIEW, since)
    assert last is not None
    assert timezone.localtime(last).date() == until


@pytest.fixture
def at_work(monkeypatch: pytest.MonkeyPatch, settings) -> Callable[[timedelta], Dossier]:
    """A dossier in the machine's hands since so long."""

    def since(ago: timedelta) -> Dossier:
        dossier = builders.dossier_in(State.ASSESSING)
        now = clock.now()
        monkeypatch.setattr(clock, "now", lambda: now)
        Dossier.objects.filter(pk=dossier.pk).update(state=State.ASSESSING.value, state_since=now - ago)
        dossier.refresh_from_db()
        return dossier

    return since


@pytest.mark.parametrize(("over", "late"), [(-1, False), (0, False), (1, True)])
def test_the_machine_has_so_many_minutes_and_then_the_desk_sees_it(
    at_work: Callable[[timedelta], Dossier], settings, over: int, late: bool
) -> None:
    dossier = at_work(settings.ASSESSMENT_MAX + timedelta(seconds=over))
    assert is_late(dossier) is late
    assert [one.pk for one in late_dossiers()] == ([dossier.pk] if late else [])
