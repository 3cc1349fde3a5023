"""NHG's checklist brondata for the desk, and what grows too old."""

from collections.abc import Mapping
from typing import Any

from portal import clock
from portal.assessments.ageing import age_limits
from portal.assessments.checklist import ItemState, checklist_of
from portal.assessments.models import Assessment
from portal.assessments.services import decision_of, facts_of
from portal.dossiers.models import Dossier
from portal.offers.queries import checklist_file

STATES = {
    ItemState.FILLED: "ingevuld",
    ItemState.MISSING: "ontbreekt",
    ItemState.NOT_APPLICABLE: "niet van toepassing",
}


def checklist_context(dossier: Dossier, row: Assessment) -> dict[str, Any]:
    """The page of the checklist, by the last decision."""
    facts = facts_of(row)
    checklist = checklist_of(facts, decision_of(row), checklist_file(dossier))
    return {
        "assessment": row,
        "parts": [
            {
                "letter": part.letter,
                "title": part.title,
                "rows": [
                    {"item": item, "state": STATES[item.state]}
                    for item in part.items
                    if item.state is not ItemState.NOT_APPLICABLE
                ],
                "left_out": [item.name for item in part.items if item.state is ItemState.NOT_APPLICABLE],
            }
            for part in checklist.parts
        ],
        "filled": checklist.count(ItemState.FILLED),
        "missing": checklist.count(ItemState.MISSING),
    }


def ageing_rows(facts: Mapping[str, Any], names: Mapping[str, str]) -> list[dict[str, Any]]:
    """Until when each thing may carry an offer, the first to end first."""
    today = clock.today()
    return [
        {
            "name": one.name,
            "whose": names.get(one.applicant_id, ""),
            "dated_on": one.dated_on,
            "usable_until": one.usable_until,
            "days": (one.usable_until - today).days,
            "source": one.source,
        }
        for one in age_limits(facts)
    ]
