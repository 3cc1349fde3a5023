"""A parsed document in, the decision on it out: what the commands and the runs of many dossiers share."""

from datetime import UTC, datetime

from portal import clock
from portal.assessments.json_lines import Fault
from underwriting.decide import decide
from underwriting.decision import Decision
from underwriting.facts import Facts, FactsError
from underwriting.norms import NoNormsInForce, norms_on
from underwriting.payments import with_payments


def decided(document: object, *, at: datetime | None = None, payments: bool = False) -> Decision:
    """The decision on a parsed document, with the norms of its own day, dated `at` or now. Raises Fault."""
    try:
        facts = Facts.from_json(document)
        norms = norms_on(facts.evaluation.as_of)
        decision = decide(facts, norms, decided_at=at or clock.now())
        return with_payments(decision, facts, norms) if payments else decision
    except FactsError as error:
        raise Fault(error.path, error.message) from None
    except NoNormsInForce as error:
        raise Fault("evaluation.as_of", str(error)) from None


def moment(text: str) -> datetime:
    """A moment with an offset, in UTC, as an option of a command. Raises ValueError with what was expected."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ValueError(f"{text} is no moment with an offset, as 2026-03-30T09:15:00+02:00")
    return found.astimezone(UTC)
