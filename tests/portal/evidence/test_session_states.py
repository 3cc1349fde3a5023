"""The table of a session's life, held against what it promises."""

import pytest

from portal.backoffice.wording import EVENTS
from portal.evidence.session_states import (
    ALARMING,
    FOLLOWED,
    LABELS,
    ON_PHONE,
    OPEN,
    TRANSITIONS,
    Event,
    IllegalMove,
    Status,
    next_status,
)
from portal.evidence.sessions import event_name

S, E = Status, Event
ENDED = sorted(set(Status) - set(OPEN))


def reachable(start: Status) -> set[Status]:
    """Every status that may follow, sooner or later."""
    found, todo = {start}, [start]
    while todo:
        here = todo.pop()
        for (status, _), target in TRANSITIONS.items():
            if status is here and target not in found:
                found.add(target)
                todo.append(target)
    return found


def test_every_status_can_come_of_an_invitation_and_every_event_leads_somewhere() -> None:
    assert reachable(S.INVITED) == set(Status)
    assert {event for _, event in TRANSITIONS} == set(Event)


@pytest.mark.parametrize("status", ENDED)
def test_what_ended_stays_ended_but_for_what_could_not_be_read(status: Status) -> None:
    left = {event for (state, event) in TRANSITIONS if state is status}
    assert left == ({E.REREAD} if status is S.UNREADABLE else set())


@pytest.mark.parametrize("status", OPEN)
def test_from_every_open_status_there_is_a_way_to_the_end_without_the_phone(status: Status) -> None:
    assert {(status, E.REPLACE), (status, E.CLOSE), (status, E.COME_LATE)} <= set(TRANSITIONS)


@pytest.mark.parametrize("status", [S.SHARED, S.FETCHING, S.FETCHED])
@pytest.mark.parametrize("event", [E.OPEN, E.COLLECT, E.ASK_CONSENT, E.SHARE])
def test_an_old_answer_never_takes_a_session_back_to_the_phone(status: Status, event: Event) -> None:
    with pytest.raises(IllegalMove):
        next_status(status, event)


def test_data_are_only_read_when_fetched_only_fetched_when_sent_and_only_a_phone_falls_silent() -> None:
    sources: dict[Status, set[Status]] = {}
    for (status, _), target in TRANSITIONS.items():
        sources.setdefault(target, set()).add(status)
    assert sources[S.READ] == {S.FETCHED}
    assert sources[S.FETCHED] == {S.FETCHING, S.UNREADABLE}
    assert sources[S.FETCHING] == {S.SHARED}
    assert sources[S.TIMED_OUT] == set(ON_PHONE)


def test_every_status_has_dutch_words_for_the_desk_and_so_has_its_event() -> None:
    assert set(LABELS) == set(Status)
    assert {event_name(status) for status in Status} <= set(EVENTS)
    assert set(ALARMING) <= set(ENDED)
    assert set(FOLLOWED) < set(OPEN)
