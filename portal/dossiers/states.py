"""The life of a dossier as one table. Pure: no Django, no clock, no queries.

The order of events is that of the guide (7.1, 7.2, 7.6): a complete aanvraag gives a
renteaanbod, documents follow and are judged, a person confirms, the hypotheekaanbod is
signed by every borrower, identification and mandate follow, then the notary.
The only ways into `declined` come from a person.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a dossier stands."""

    INTAKE = "intake"
    SUBMITTED = "submitted"
    COLLECTING = "collecting"
    ASSESSING = "assessing"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    OFFERED = "offered"
    SIGNED = "signed"
    SEALED = "sealed"
    MANDATED = "mandated"
    COMPLETED = "completed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class Event(StrEnum):
    """What can happen to a dossier."""

    SUBMIT = "submit"
    REOPEN = "reopen"
    ISSUE_RENTEAANBOD = "issue_renteaanbod"
    REFER_APPLICATION = "refer_application"
    COMPLETE_EVIDENCE = "complete_evidence"
    ASSESS = "assess"
    FIND_GAPS = "find_gaps"
    APPROVE = "approve"
    ASK_MORE = "ask_more"
    RETURN_TO_APPLICANT = "return_to_applicant"
    LOSE_BRONDATA = "lose_brondata"
    DECLINE = "decline"
    ISSUE_HYPOTHEEKAANBOD = "issue_hypotheekaanbod"
    SIGN_ALL = "sign_all"
    SEAL = "seal"
    MANDATE = "mandate"
    INSTRUCT_NOTARY = "instruct_notary"
    WITHDRAW = "withdraw"
    LAPSE = "lapse"


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What the guards look at; the caller fills in what its event needs, guards never query."""

    actor_is_staff: bool = False
    missing_answers: tuple[str, ...] = ()
    open_requests: int = 0
    unjudged_uploads: int = 0
    open_disputes: int = 0
    open_changes: int = 0
    outcome: str = ""
    decision_is_current: bool = False
    motivation: str = ""
    renteaanbod_valid: bool = False
    all_signed: bool = False
    one_document_signed: bool = False
    deadline_passed: bool = False
    all_identified: bool = False
    mandate_signed: bool = False


Guard = Callable[[Context], str]


class IllegalTransition(Exception):
    """The event means nothing in this state."""


class GuardRefused(Exception):
    """The event may happen here, but a condition is not met; the text says which."""


def _complete(context: Context) -> str:
    return "" if not context.missing_answers else "nog niet ingevuld: " + ", ".join(context.missing_answers)


def _offerable(context: Context) -> str:
    if not context.decision_is_current:
        return "de beoordeling gaat niet over de huidige gegevens"
    return "de aanvraag past niet binnen de regels" if context.outcome == "rejected" else ""


def _no_open_requests(context: Context) -> str:
    if context.missing_answers:
        return "kies eerst " + " en ".join(context.missing_answers)
    return f"er zijn nog {context.open_requests} documenten nodig" if context.open_requests else ""


def _has_open_requests(context: Context) -> str:
    return "" if context.open_requests else "er is geen document gevraagd"


def _approvable(context: Context) -> str:
    if not context.actor_is_staff:
        return "alleen een medewerker keurt goed"
    if not context.decision_is_current:
        return "de beoordeling gaat niet over de huidige gegevens"
    if context.outcome not in ("approved", "refer"):
        return "de regels laten goedkeuren niet toe"
    if context.outcome == "refer" and not context.motivation:
        return "leg vast waarom dit akkoord is"
    if context.unjudged_uploads:
        return f"er zijn nog {context.unjudged_uploads} documenten niet beoordeeld"
    if context.open_disputes:
        return "er is nog niet besloten over een cijfer dat volgens de aanvrager niet klopt"
    if context.open_changes:
        return "er is nog niet besloten over een wijziging die gevraagd is"
    return "" if context.renteaanbod_valid else "het renteaanbod is niet meer geldig"


def _motivated_by_staff(context: Context) -> str:
    if not context.actor_is_staff:
        return "alleen een medewerker beslist dit"
    return "" if context.motivation else "leg vast waarom"


def _issuable(context: Context) -> str:
    if not context.decision_is_current:
        return "de beoordeling gaat niet over de huidige gegevens"
    return "" if context.renteaanbod_valid else "het renteaanbod is niet meer geldig"


def _signed_by_all(context: Context) -> str:
    if context.deadline_passed:
        return "de termijn om te tekenen is voorbij"
    if not context.one_document_signed:
        return "er is een ander document getekend dan aangeboden"
    return "" if context.all_signed else "nog niet iedereen heeft getekend"


def _mandated(context: Context) -> str:
    if not context.all_identified:
        return "nog niet iedereen heeft zich geïdentificeerd"
    return "" if context.mandate_signed else "de machtiging is nog niet ondertekend"


def _deadline_passed(context: Context) -> str:
    return "" if context.deadline_passed else "de termijn loopt nog"


def _always(context: Context) -> str:
    return ""


S, E = State, Event
TRANSITIONS: Mapping[tuple[State, Event], tuple[State, Guard]] = {
    (S.INTAKE, E.SUBMIT): (S.SUBMITTED, _complete),
    (S.SUBMITTED, E.REOPEN): (S.INTAKE, _always),
    (S.SUBMITTED, E.ISSUE_RENTEAANBOD): (S.COLLECTING, _offerable),
    (S.SUBMITTED, E.REFER_APPLICATION): (S.IN_REVIEW, _always),
    (S.COLLECTING, E.COMPLETE_EVIDENCE): (S.ASSESSING, _no_open_requests),
    (S.ASSESSING, E.ASSESS): (S.IN_REVIEW, _always),
    (S.ASSESSING, E.FIND_GAPS): (S.COLLECTING, _has_open_requests),
    (S.IN_REVIEW, E.APPROVE): (S.APPROVED, _approvable),
    (S.IN_REVIEW, E.ASK_MORE): (S.COLLECTING, _has_open_requests),
    (S.IN_REVIEW, E.RETURN_TO_APPLICANT): (S.INTAKE, _motivated_by_staff),
    (S.IN_REVIEW, E.DECLINE): (S.DECLINED, _motivated_by_staff),
    (S.APPROVED, E.ISSUE_HYPOTHEEKAANBOD): (S.OFFERED, _issuable),
    (S.OFFERED, E.SIGN_ALL): (S.SIGNED, _signed_by_all),
    (S.SIGNED, E.SEAL): (S.SEALED, _always),
    (S.SEALED, E.MANDATE): (S.MANDATED, _mandated),
    (S.MANDATED, E.INSTRUCT_NOTARY): (S.COMPLETED, _always),
    **{
        (state, E.WITHDRAW): (S.WITHDRAWN, _always)
        for state in (S.INTAKE, S.SUBMITTED, S.COLLECTING, S.ASSESSING, S.IN_REVIEW, S.APPROVED, S.OFFERED)
    },
    # What the decision rested on is gone: the income norm changes, so the renteaanbod ends (gids 7.5).
    **{
        (state, E.LOSE_BRONDATA): (S.INTAKE, _always)
        for state in (S.SUBMITTED, S.COLLECTING, S.ASSESSING, S.IN_REVIEW, S.APPROVED)
    },
    **{
        (state, E.LAPSE): (S.EXPIRED, _deadline_passed)
        for state in (S.COLLECTING, S.ASSESSING, S.IN_REVIEW, S.APPROVED, S.OFFERED)
    },
}
TERMINAL = frozenset({S.COMPLETED, S.DECLINED, S.WITHDRAWN, S.EXPIRED})
BY_PERSON_ONLY = frozenset({E.APPROVE, E.DECLINE, E.RETURN_TO_APPLICANT})


def next_state(state: State, event: Event, context: Context) -> State:
    """Where `event` leads from `state`.

    Raises:
        IllegalTransition: the pair is not in the table.
        GuardRefused: its guard says why not (Dutch, fit for a reader).
    """
    try:
        target, guard = TRANSITIONS[state, event]
    except KeyError:
        raise IllegalTransition(f"{event} does not apply to a dossier that is {state}") from None
    if reason := guard(context):
        raise GuardRefused(reason)
    return target


def possible_events(state: State) -> tuple[Event, ...]:
    """The events that the table knows for `state`."""
    return tuple(event for (source, event) in TRANSITIONS if source is state)
