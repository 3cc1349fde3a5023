"""What a member of staff may do with a dossier: named acts, each with the reason why not now."""

from collections.abc import Callable
from dataclasses import dataclass

from portal.assessments.models import Assessment
from portal.backoffice.wording import state_name
from portal.disputes.services import open_disputes
from portal.dossiers.models import Dossier
from portal.dossiers.states import TRANSITIONS, Context, Event, GuardRefused, IllegalTransition, State, next_state
from portal.evidence.models import Upload
from portal.evidence.services import open_requests
from portal.evidence.uploads import unjudged
from portal.identity.models import User
from portal.offers import process
from portal.offers.queries import current_renteaanbod


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One act on a dossier."""

    code: str
    event: Event
    name: str
    """On the button."""
    explains: str
    """What happens, in one or two sentences."""
    motivation: str = ""
    """The question above the box for words; empty when no words are needed."""
    read_by_applicant: bool = False
    grave: bool = False
    run: Callable[[Dossier, User, str], None]


def _approve(dossier: Dossier, by: User, motivation: str) -> None:
    process.approve(dossier=dossier, by=by, motivation=motivation)


def _decline(dossier: Dossier, by: User, motivation: str) -> None:
    process.decline(dossier=dossier, by=by, motivation=motivation)


def _return(dossier: Dossier, by: User, motivation: str) -> None:
    process.return_to_applicants(dossier=dossier, by=by, motivation=motivation)


def _ask_more(dossier: Dossier, by: User, motivation: str) -> None:
    process.ask_more(dossier=dossier, by=by)


ACTIONS = (
    Action(
        code="akkoord",
        event=Event.APPROVE,
        name="Akkoord geven",
        explains="Het dossier wordt nog een keer getoetst. Past het, dan maken we het hypotheekaanbod. "
        "Dat aanbod is bindend.",
        motivation="Waarom is dit akkoord?",
        run=_approve,
    ),
    Action(
        code="documenten",
        event=Event.ASK_MORE,
        name="Terug voor documenten",
        explains="De aanvragers krijgen een mail over de documenten die nog open staan of afgekeurd zijn. "
        "Het dossier gaat terug naar documenten verzamelen.",
        run=_ask_more,
    ),
    Action(
        code="terugsturen",
        event=Event.RETURN_TO_APPLICANT,
        name="Terugsturen naar de aanvragers",
        explains="De aanvragers kunnen hun antwoorden veranderen en opnieuw versturen. Het rente-aanbod vervalt dan.",
        motivation="Wat moeten de aanvragers veranderen?",
        read_by_applicant=True,
        run=_return,
    ),
    Action(
        code="afwijzen",
        event=Event.DECLINE,
        name="Afwijzen",
        explains="De aanvragers krijgen een mail dat er een besluit is. Een afwijzing kun je niet terugdraaien.",
        motivation="Waarom wijs je af?",
        grave=True,
        run=_decline,
    ),
)


def action(code: str) -> Action:
    """The act with this code; KeyError when there is none."""
    return {one.code: one for one in ACTIONS}[code]


def standing(dossier: Dossier, *, by: User) -> Context:
    """What the guards need to know now. Words are taken as given: the form asks for them.

    Approving tests anew, so a decision from before the last verdict does not stand in the way;
    a current one that says no does.
    """
    last = dossier.assessments.filter(removed_at__isnull=True).order_by("-decided_at").first()
    renteaanbod = current_renteaanbod(dossier)
    return Context(
        actor_is_staff=by.is_staff,
        open_requests=open_requests(dossier).count(),
        unjudged_uploads=unjudged(dossier),
        open_disputes=open_disputes(dossier).count(),
        outcome="rejected" if last and last.outcome == "rejected" and is_current(last) else "approved",
        decision_is_current=True,
        motivation="volgt",
        renteaanbod_valid=process.is_valid(renteaanbod),
    )


def why_not(one: Action, dossier: Dossier, context: Context) -> str:
    """Why an act is not possible now, as a sentence; empty when it is."""
    try:
        next_state(State(dossier.state), one.event, context)
    except GuardRefused as refused:
        return sentence(str(refused))
    except IllegalTransition:
        return not_in_this_state(one.event, dossier)
    return ""


def not_in_this_state(event: Event, dossier: Dossier) -> str:
    """In which states an act belongs, and which it is now."""
    states = [state_name(state) for state, known in TRANSITIONS if known is event]
    return f"Dit kan in de stand {' of '.join(states)}. Nu is het: {state_name(dossier.state)}."


def why_not_ask(dossier: Dossier) -> str:
    """Why no document can be asked for now; empty when it can."""
    if dossier.state in (State.COLLECTING, State.IN_REVIEW):
        return ""
    names = f"{state_name(State.COLLECTING)} of {state_name(State.IN_REVIEW)}"
    return f"Dit kan in de stand {names}. Nu is het: {state_name(dossier.state)}."


def sentence(text: str) -> str:
    """A guard's words as a sentence: a capital and a full stop."""
    return text[:1].upper() + text[1:].rstrip(".") + "."


def is_current(row: Assessment) -> bool:
    """Whether a decision was taken after the last verdict on a document."""
    judged = Upload.objects.filter(request__dossier=row.dossier_id, judged_at__gt=row.decided_at)
    return not judged.exists()
