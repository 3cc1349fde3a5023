"""How long an assessment usually takes, measured on our own dossiers, and until when somebody may have to wait.

What is usual comes from the events of the last dossiers, never from an estimate. Past the last moment of `latest` a
person of the desk has the dossier in their queue.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from statistics import median, quantiles

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from portal import clock
from portal.dossiers.models import Dossier, DossierEvent
from portal.dossiers.states import State
from underwriting.norms import norms_on
from underwriting.periods import add_working_days

MEASURED_IN = (State.SUBMITTED, State.ASSESSING, State.IN_REVIEW, State.APPROVED)
LAST = 200
"""How many dossiers count: those that left the state last."""
FEWEST = 5
"""Below this number nothing is called usual."""
KEPT_SECONDS = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """Half of the dossiers took at most `half`, nine out of ten at most `most`; `of` is how many were measured."""

    half: timedelta
    most: timedelta
    of: int


def usual(state: State) -> Usual | None:
    """How long dossiers stay in `state`; None while too few have been there, and where nobody waits for us."""
    if state not in MEASURED_IN:
        return None
    key = f"usual:{state.value}"
    found: Usual | bool | None = cache.get(key)
    if found is None:
        found = _measure(state) or False
        cache.set(key, found, KEPT_SECONDS)
    return found or None  # type: ignore[return-value]


def latest(state: State, since: datetime) -> datetime | None:
    """The last moment on which a dossier that is in `state` since then should have moved on; None where none is set.

    The machine has minutes (`ASSESSMENT_MAX`), a person working days (`REVIEW_WORKING_DAYS`), to the end of the day.
    """
    if state in (State.SUBMITTED, State.ASSESSING, State.APPROVED):
        return since + settings.ASSESSMENT_MAX
    if state is State.IN_REVIEW:
        return timezone.make_aware(datetime.combine(_working_day(timezone.localtime(since).date()), time.max))
    return None


def answer_by(late_since: datetime) -> date:
    """The day on which somebody hears from us at the latest, when it takes longer than it should."""
    return _working_day(timezone.localtime(late_since).date())


def is_late(dossier: Dossier) -> bool:
    """Whether it takes longer than it should."""
    last = latest(State(dossier.state), dossier.state_since)
    return last is not None and clock.now() > last


def _working_day(day: date) -> date:
    return add_working_days(day, settings.REVIEW_WORKING_DAYS, norms_on(clock.today()).calendar.holidays)


def _measure(state: State) -> Usual | None:
    left = DossierEvent.objects.filter(from_state=state.value).exclude(to_state=state.value)
    taken = [_stay(event, state) for event in left.order_by("-id")[:LAST]]
    seconds = [one.total_seconds() for one in taken if one is not None]
    if len(seconds) < FEWEST:
        return None
    most = quantiles(seconds, n=10, method="inclusive")[-1]
    return Usual(half=timedelta(seconds=median(seconds)), most=timedelta(seconds=most), of=len(seconds))


def _stay(left: DossierEvent, state: State) -> timedelta | None:
    came = DossierEvent.objects.filter(dossier_id=left.dossier_id, to_state=state.value, id__lt=left.id)
    at = came.order_by("-id").values_list("at", flat=True).first()
    return left.at - at if at else None


def human_answer_by() -> date:
    """The last day on which a person answers who asks today that somebody looks."""
    today = clock.today()
    return add_working_days(today, settings.HUMAN_LOOK_WORKING_DAYS, norms_on(today).calendar.holidays)
