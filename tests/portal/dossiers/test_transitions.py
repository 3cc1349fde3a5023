"""A state changes once, with its event and its jobs, or not at all."""

import pytest

from portal.dossiers.models import AppendOnlyError, Dossier, DossierEvent
from portal.dossiers.services import start_dossier
from portal.dossiers.states import Context, Event, GuardRefused, IllegalTransition, State
from portal.dossiers.transitions import StaleDossier, advance, note, touch
from portal.identity.models import User
from portal.identity.services import get_or_create_consumer
from portal.jobs.models import Job
from tests.portal.conftest import AtOnce

pytestmark = pytest.mark.django_db
JOB = ("mail.send", "1", {"mail_id": "1"})


@pytest.fixture
def robin(db: None) -> User:
    return get_or_create_consumer(email="robin@consument.example")


@pytest.fixture
def dossier(robin: User) -> Dossier:
    return start_dossier(user=robin).dossier


def stored(dossier: Dossier) -> tuple[str, int]:
    """State and version as the database has them."""
    found: tuple[str, int] = Dossier.objects.values_list("state", "version").get(pk=dossier.pk)
    return found


def test_a_transition_writes_state_version_event_and_jobs_together(dossier: Dossier, robin: User) -> None:
    before = stored(dossier)[1]
    row = advance(dossier, Event.SUBMIT, actor=robin, context=Context(), jobs=(JOB,), detail={"a": "b"})
    assert stored(dossier) == (State.SUBMITTED, before + 1)
    assert (row.name, row.from_state, row.to_state, row.actor) == ("submit", "intake", "submitted", robin)
    assert row.detail == {"a": "b"}
    assert list(Job.objects.values_list("kind", "key")) == [("mail.send", "1")]
    assert (dossier.state, dossier.version) == stored(dossier)
    assert dossier.state_since == Dossier.objects.get(pk=dossier.pk).state_since == row.at


def test_a_job_that_cannot_be_written_takes_the_transition_down_with_it(dossier: Dossier, robin: User) -> None:
    before, events = stored(dossier), DossierEvent.objects.count()
    with pytest.raises(KeyError):
        advance(dossier, Event.SUBMIT, actor=robin, context=Context(), jobs=(JOB, ("koffie.zetten", "1", {})))
    assert stored(dossier) == before
    assert DossierEvent.objects.count() == events
    assert not Job.objects.exists()
    assert dossier.state == State.INTAKE


def test_a_dossier_that_was_read_before_somebody_else_wrote_does_not_move(dossier: Dossier, robin: User) -> None:
    seen = Dossier.objects.get(pk=dossier.pk)
    touch(dossier)
    events = DossierEvent.objects.count()
    with pytest.raises(StaleDossier):
        advance(seen, Event.SUBMIT, actor=robin, context=Context(), jobs=(JOB,))
    assert stored(dossier)[0] == State.INTAKE
    assert DossierEvent.objects.count() == events
    assert not Job.objects.exists()


def test_the_same_transition_twice_from_one_reading_happens_once(dossier: Dossier, robin: User) -> None:
    first, second = Dossier.objects.get(pk=dossier.pk), Dossier.objects.get(pk=dossier.pk)
    advance(first, Event.SUBMIT, actor=robin, context=Context())
    with pytest.raises(StaleDossier):
        advance(second, Event.SUBMIT, actor=robin, context=Context())
    assert DossierEvent.objects.filter(name="submit").count() == 1


@pytest.mark.parametrize(
    ("event", "context", "error"),
    [(Event.SUBMIT, Context(missing_answers=("de lening",)), GuardRefused), (Event.SEAL, Context(), IllegalTransition)],
)
def test_what_the_table_refuses_leaves_no_trace(
    dossier: Dossier, robin: User, event: Event, context: Context, error: type[Exception]
) -> None:
    before, events = stored(dossier), DossierEvent.objects.count()
    with pytest.raises(error):
        advance(dossier, event, actor=robin, context=context, jobs=(JOB,))
    assert stored(dossier) == before
    assert DossierEvent.objects.count() == events
    assert not Job.objects.exists()


def test_touching_makes_every_earlier_reading_stale_and_shows_what_is_there(dossier: Dossier, robin: User) -> None:
    seen = Dossier.objects.get(pk=dossier.pk)
    advance(dossier, Event.SUBMIT, actor=robin, context=Context())
    touch(seen)
    assert seen.state == State.SUBMITTED
    assert seen.version == dossier.version + 1


def test_a_note_changes_no_state(dossier: Dossier, robin: User) -> None:
    before = stored(dossier)
    row = note(dossier, "answered", actor=robin, detail={"fields": ["phone"]})
    assert (row.from_state, row.to_state, stored(dossier)) == ("", "", before)


def test_what_happened_can_neither_be_changed_nor_deleted(dossier: Dossier) -> None:
    row = dossier.events.get(name="started")
    row.name = "nothing"
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()


@pytest.mark.django_db(transaction=True)
def test_of_eight_threads_that_submit_one_dossier_one_wins(dossier: Dossier, robin: User, at_once: AtOnce) -> None:
    readings = [Dossier.objects.get(pk=dossier.pk) for _ in range(8)]

    def submit() -> str:
        mine = readings.pop()
        return advance(mine, Event.SUBMIT, actor=robin, context=Context(), jobs=(JOB,)).name

    outcomes = at_once(submit, 8)
    assert outcomes.count("submit") == 1
    assert sum(isinstance(one, StaleDossier) for one in outcomes) == 7
    assert DossierEvent.objects.filter(name="submit").count() == 1
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_that_decide_against_each_other_at_once_do_not_both_get_their_way(
    dossier: Dossier, robin: User, at_once: AtOnce
) -> None:
    readings = [(Dossier.objects.get(pk=dossier.pk), event) for event in (Event.SUBMIT, Event.WITHDRAW)]

    def decide() -> State:
        mine, event = readings.pop()
        return State(advance(mine, event, actor=robin, context=Context()).to_state)

    outcomes = at_once(decide, 2)
    winners = [one for one in outcomes if isinstance(one, State)]
    assert len(winners) == 1
    assert stored(dossier)[0] == winners[0]
