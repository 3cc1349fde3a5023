"""The decision page: which of its forms, the reasons in plain words, and the sheet of rules."""

from typing import Any

from django.utils.translation import gettext

from portal.assessments.explain import names
from portal.assessments.explain.sheet import Reader, SheetLine, helpful, sheet
from portal.assessments.explain.telling import Telling
from portal.assessments.services import decision_of, facts_of
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.evidence.services import facts_id
from portal.formats.language import Language, active
from portal.journey.progress import AFTER_OFFER

SHOWN_IN = (State.COLLECTING, State.IN_REVIEW, State.APPROVED, State.DECLINED, *AFTER_OFFER)
STATUS = {"pass": "done", "missing": "waiting", "refer": "attention", "fail": "error"}


def decision_context(applicant: Applicant) -> dict[str, Any]:
    """Everything `journey/decision.html` needs; without a readable decision there is no sheet."""
    dossier = applicant.dossier
    context: dict[str, Any] = {"form": _form(State(dossier.state)), "decision": None}
    row = dossier.assessments.filter(removed_at__isnull=True).select_related("key").last()
    if row is None:
        return context
    decision, facts = decision_of(row), facts_of(row)
    people = names(facts)
    tell = Telling("nl" if active() is Language.DUTCH else "en", people)
    reader = Reader(me=facts_id(applicant), names=people)
    lines = sheet(decision, tell, reader)
    return {
        **context,
        "decision": row,
        "passed": sum(line.verdict == "pass" for line in lines),
        "lines": [_shown(line) for line in lines],
        "open": [_shown(line) for line in lines if line.verdict in ("missing", "refer", "fail")],
        "person": any(line.verdict == "refer" for line in lines),
        "helps": list(helpful(decision, tell, reader)),
    }


def _form(state: State) -> str:
    if state is State.DECLINED:
        return "no"
    if state is State.COLLECTING:
        return "more"
    return "person" if state is State.IN_REVIEW else "yes"


def _shown(line: SheetLine) -> dict[str, Any]:
    about = gettext("Een voorwaarde bij %(name)s") % {"name": line.about} if line.private else line.text
    return {"line": line, "text": about, "status": STATUS[line.verdict]}
