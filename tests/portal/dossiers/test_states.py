"""The life of a dossier as a table: every road is wanted, and no road is missing."""

from dataclasses import replace
from itertools import product

import pytest

from portal.dossiers.states import (
    BY_PERSON_ONLY,
    TERMINAL,
    TRANSITIONS,
    Context,
    Event,
    GuardRefused,
    IllegalTransition,
    State,
    next_state,
    possible_events,
)

S, E = State, Event
OUTSIDE = [pair for pair in product(State, Event) if pair not in TRANSITIONS]
LAPSING = [state for state, event in TRANSITIONS if event is Event.LAPSE]
# A context in which every guard is content, and what each guard then still stumbles over, alone.
CONTENT = Context(
    actor_is_staff=True,
    open_requests=0,
    outcome="refer",
    decision_is_current=True,
    motivation="de werkgever heeft het bevestigd",
    renteaanbod_valid=True,
    all_signed=True,
    one_document_signed=True,
    deadline_passed=False,
    all_identified=True,
    mandate_signed=True,
)
NEEDS = {E.ASK_MORE: {"open_requests": 1}, E.FIND_GAPS: {"open_requests": 1}, E.LAPSE: {"deadline_passed": True}}


def content_for(event: Event) -> Context:
    """The context in which nothing stops this event."""
    return replace(CONTENT, **NEEDS.get(event, {}))


def reachable_from(start: State) -> set[State]:
    """Every state that some row of events leads to."""
    found, todo = {start}, [start]
    while todo:
        here = todo.pop()
        for (source, _), (target, _) in TRANSITIONS.items():
            if source is here and target not in found:
                found.add(target)
                todo.append(target)
    return found


def test_every_state_can_be_reached_from_the_start() -> None:
    assert reachable_from(State.INTAKE) == set(State)


def test_every_event_happens_somewhere() -> None:
    assert {event for _, event in TRANSITIONS} == set(Event)


def test_exactly_the_states_without_a_way_out_are_terminal() -> None:
    assert {state for state in State if not possible_events(state)} == TERMINAL


def test_a_way_to_an_end_leads_from_every_state() -> None:
    for state in State:
        assert reachable_from(state) & TERMINAL, state


@pytest.mark.parametrize(("state", "event"), sorted(TRANSITIONS))
def test_each_row_of_the_table_leads_where_it_says(state: State, event: Event) -> None:
    target, _ = TRANSITIONS[state, event]
    assert next_state(state, event, content_for(event)) is target


def test_every_pair_outside_the_table_is_refused_whatever_the_context() -> None:
    assert len(OUTSIDE) + len(TRANSITIONS) == len(State) * len(Event)
    for state, event in OUTSIDE:
        with pytest.raises(IllegalTransition):
            next_state(state, event, content_for(event))


def test_the_possible_events_of_a_state_are_its_rows() -> None:
    for state in State:
        assert set(possible_events(state)) == {event for event in Event if (state, event) in TRANSITIONS}


def test_only_a_decision_of_a_person_leads_to_declined() -> None:
    ways = {event for (_, event), (target, _) in TRANSITIONS.items() if target is S.DECLINED}
    assert ways == {E.DECLINE}
    assert ways < BY_PERSON_ONLY


@pytest.mark.parametrize("event", sorted(BY_PERSON_ONLY))
def test_what_a_person_decides_is_refused_to_everybody_else(event: Event) -> None:
    states = [state for state, known in TRANSITIONS if known is event]
    assert states
    for state in states:
        with pytest.raises(GuardRefused, match="medewerker"):
            next_state(state, event, replace(content_for(event), actor_is_staff=False))


@pytest.mark.parametrize(
    ("state", "event", "flaw", "reason"),
    [
        (S.INTAKE, E.SUBMIT, {"missing_answers": ("de woning", "de lening")}, "de woning, de lening"),
        (S.SUBMITTED, E.ISSUE_RENTEAANBOD, {"decision_is_current": False}, "huidige gegevens"),
        (S.SUBMITTED, E.ISSUE_RENTEAANBOD, {"outcome": "rejected"}, "past niet"),
        (S.COLLECTING, E.COMPLETE_EVIDENCE, {"open_requests": 2}, "nog 2 documenten"),
        (S.COLLECTING, E.COMPLETE_EVIDENCE, {"missing_answers": ("je notaris", "je rekening")}, "notaris en je rek"),
        (S.ASSESSING, E.FIND_GAPS, {"open_requests": 0}, "geen document gevraagd"),
        (S.IN_REVIEW, E.ASK_MORE, {"open_requests": 0}, "geen document gevraagd"),
        (S.IN_REVIEW, E.APPROVE, {"decision_is_current": False}, "huidige gegevens"),
        (S.IN_REVIEW, E.APPROVE, {"outcome": "rejected"}, "laten goedkeuren niet toe"),
        (S.IN_REVIEW, E.APPROVE, {"outcome": "incomplete"}, "laten goedkeuren niet toe"),
        (S.IN_REVIEW, E.APPROVE, {"outcome": ""}, "laten goedkeuren niet toe"),
        (S.IN_REVIEW, E.APPROVE, {"motivation": ""}, "waarom dit akkoord is"),
        (S.IN_REVIEW, E.APPROVE, {"unjudged_uploads": 3}, "3 documenten niet beoordeeld"),
        (S.IN_REVIEW, E.APPROVE, {"renteaanbod_valid": False}, "niet meer geldig"),
        (S.IN_REVIEW, E.DECLINE, {"motivation": ""}, "leg vast waarom"),
        (S.IN_REVIEW, E.RETURN_TO_APPLICANT, {"motivation": ""}, "leg vast waarom"),
        (S.APPROVED, E.ISSUE_HYPOTHEEKAANBOD, {"decision_is_current": False}, "huidige gegevens"),
        (S.APPROVED, E.ISSUE_HYPOTHEEKAANBOD, {"renteaanbod_valid": False}, "niet meer geldig"),
        (S.OFFERED, E.SIGN_ALL, {"deadline_passed": True}, "termijn om te tekenen is voorbij"),
        (S.OFFERED, E.SIGN_ALL, {"one_document_signed": False}, "ander document"),
        (S.OFFERED, E.SIGN_ALL, {"all_signed": False}, "nog niet iedereen"),
        (S.SEALED, E.MANDATE, {"all_identified": False}, "geïdentificeerd"),
        (S.SEALED, E.MANDATE, {"mandate_signed": False}, "machtiging"),
        *(
            (state, E.LAPSE, {"deadline_passed": False}, "loopt nog")
            for state, event in TRANSITIONS
            if event is E.LAPSE
        ),
    ],
)
def test_one_flaw_is_enough_for_a_guard_and_it_says_which(
    state: State, event: Event, flaw: dict[str, object], reason: str
) -> None:
    next_state(state, event, content_for(event))
    with pytest.raises(GuardRefused, match=reason):
        next_state(state, event, replace(content_for(event), **flaw))


def test_a_guard_in_the_table_is_tried_above_or_never_says_no() -> None:
    """A guard that is new in the table has to get its refusals here."""
    silent = {event for (state, event), (_, guard) in TRANSITIONS.items() if not guard(Context(open_requests=1))}
    tried = {E.SUBMIT, E.ISSUE_RENTEAANBOD, E.COMPLETE_EVIDENCE, E.FIND_GAPS, E.ASK_MORE, *BY_PERSON_ONLY}
    tried |= {E.ISSUE_HYPOTHEEKAANBOD, E.SIGN_ALL, E.MANDATE, E.LAPSE}
    assert set(Event) - tried <= silent


def test_an_approval_by_the_rules_needs_no_motivation() -> None:
    plain = replace(CONTENT, outcome="approved", motivation="")
    assert next_state(S.IN_REVIEW, E.APPROVE, plain) is S.APPROVED


def test_an_empty_context_never_moves_a_guarded_dossier_towards_money() -> None:
    for state, event in [
        (S.IN_REVIEW, E.APPROVE),
        (S.APPROVED, E.ISSUE_HYPOTHEEKAANBOD),
        (S.OFFERED, E.SIGN_ALL),
        (S.SEALED, E.MANDATE),
    ]:
        with pytest.raises(GuardRefused):
            next_state(state, event, Context())
