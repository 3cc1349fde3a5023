"""Yes-or-no facts that a rule wants to be all true, or all false."""

from collections.abc import Mapping

from underwriting.figures import Subject
from underwriting.rule import Answer, check, is_, missing


def all_hold(place: str, stated: Mapping[str, bool | None], *, subject: Subject | None = None) -> Answer:
    """Fail as soon as one is false, lacking as long as one is unknown. `place` is the object that holds the facts."""
    return _all(place, stated, True, subject)


def none_holds(place: str, stated: Mapping[str, bool | None], *, subject: Subject | None = None) -> Answer:
    """Fail as soon as one is true, lacking as long as one is unknown."""
    return _all(place, stated, False, subject)


def _all(place: str, stated: Mapping[str, bool | None], wanted: bool, subject: Subject | None) -> Answer:
    compared = [is_(name, value, wanted) for name, value in stated.items() if value is not None]
    lacking = [f"{place}.{name}" for name, value in stated.items() if value is None]
    if lacking and all(comparison.satisfied for comparison in compared):
        return missing(*lacking, subject=subject, compared=compared)
    return check(*compared, subject=subject)
