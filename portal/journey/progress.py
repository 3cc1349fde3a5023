"""How far the underwriting is, step by step."""

from typing import Any

from django.utils.translation import gettext

from portal.assessments import waiting
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State

AFTER_OFFER = (State.OFFERED, State.SIGNED, State.SEALED, State.MANDATED, State.COMPLETED)


def assessment_context(applicant: Applicant) -> dict[str, Any]:
    """The running underwriting, step by step."""
    dossier = applicant.dossier
    state = State(dossier.state)
    order = [State.ASSESSING, State.IN_REVIEW, State.APPROVED, State.OFFERED]
    reached = order.index(state) if state in order else (len(order) if state in AFTER_OFFER else -1)
    names = [
        gettext("We rekenen je aanvraag na"),
        gettext("Een medewerker bekijkt je documenten"),
        gettext("We maken je hypotheekaanbod"),
        gettext("Je hypotheekaanbod staat klaar"),
    ]
    steps = [
        {"label": name, "state": "done" if index < reached else "current" if index == reached else "todo"}
        for index, name in enumerate(names)
    ]
    return {
        "dossier": dossier,
        "state": state,
        "steps": steps,
        **waiting_context(dossier),
        "polling": state in (State.ASSESSING, State.APPROVED, State.SUBMITTED, State.IN_REVIEW),
        "ready": state in AFTER_OFFER,
        "gaps": state is State.COLLECTING,
        "declined": state is State.DECLINED,
    }


def waiting_context(dossier: Dossier) -> dict[str, Any]:
    """How long this state usually takes (`usual`), and when it takes too long the day of our answer (`answer_by`)."""
    state = State(dossier.state)
    last = waiting.latest(state, dossier.state_since)
    late = last is not None and waiting.is_late(dossier)
    return {"usual": waiting.usual(state), "answer_by": waiting.answer_by(last) if late and last else None}
