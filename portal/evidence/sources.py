"""How each register has been doing in our own sessions, and mailing who waits for one to work again.

Counts only, per register and hour: nothing here says whose session it was. Sessions use real time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Max, Sum
from django.urls import reverse
from django.utils import timezone

from brondata.datasets import STANDARD_SOURCES, Source
from brondata.provider import SourceStatus
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.dossiers.transitions import note, touch
from portal.evidence.models import SourceTally, SourceWatch
from portal.jobs.registry import TryLater
from portal.jobs.services import publish
from portal.notifications.services import queue_mail

Line = Mapping[str, str]
WINDOW = timedelta(hours=24)
KEPT = timedelta(days=8)
# Fewer than this tells more about persons than about a register.
LEAST = 10
GOOD, POOR = 0.95, 0.70
OUTCOME = {SourceStatus.COLLECTED.value: "collected", SourceStatus.FAILED.value: "failed"}
# Most outages are over within hours (Ockto's own questions and answers): look often at first.
WATCH_STEPS = ((timedelta(minutes=10), 10.0), (timedelta(hours=2), 60.0), (WINDOW, 300.0))
Outcome = SourceWatch.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """How one register did in the last 24 hours; `share` is None below `LEAST` measurements."""

    source: Source
    share: float | None

    @property
    def state(self) -> str:
        """In one word: unknown, good, poor or down."""
        if self.share is None:
            return "unknown"
        return "good" if self.share >= GOOD else "poor" if self.share >= POOR else "down"


def count(before: Iterable[Line], after: Iterable[Line]) -> None:
    """Add to the tallies what came of each register between two looks at a session."""
    known = {line["source"]: line for line in before}
    now = timezone.now()
    for line in after:
        outcome = OUTCOME.get(line["status"])
        earlier = known.get(line["source"], {})
        again = (earlier.get("status"), earlier.get("at")) == (line["status"], line["at"])
        if outcome is not None and not again:
            _add(line["source"], outcome, now)


def weather() -> list[Weather]:
    """Each register that our sessions asked in the last 24 hours, in the order of `Source`; one query."""
    since = timezone.now() - WINDOW
    rows = SourceTally.objects.filter(hour__gt=since).values("source")
    sums = {row["source"]: row for row in rows.annotate(good=Sum("collected"), bad=Sum("failed"))}
    return [_weather(source, sums.get(source.value)) for source in STANDARD_SOURCES]


def watch(*, applicant: Applicant, source: Source) -> SourceWatch:
    """Mail this applicant once when `source` works again; asking twice is asking once."""
    with transaction.atomic():
        touch(applicant.dossier)
        row = watch_of(applicant, source)
        if row is None:
            try:
                with transaction.atomic():
                    row = SourceWatch.objects.create(applicant=applicant, source=source.value, asked_at=timezone.now())
            except IntegrityError:
                return SourceWatch.objects.get(applicant=applicant, source=source.value, outcome=Outcome.WAITING)
            note(applicant.dossier, "source_watched", actor=applicant.user, detail={"source": source.value})
            publish("source.watch", key=str(row.id), payload={"watch_id": str(row.id)})
    return row


def watch_of(applicant: Applicant, source: Source) -> SourceWatch | None:
    """The watch that still waits, if there is one."""
    return SourceWatch.objects.filter(applicant=applicant, source=source.value, outcome=Outcome.WAITING).first()


def watched(applicant: Applicant) -> set[Source]:
    """The registers this applicant waits for."""
    rows = SourceWatch.objects.filter(applicant=applicant, outcome=Outcome.WAITING)
    return {Source(value) for value in rows.values_list("source", flat=True)}


def end_watches(applicant: Applicant, sources: Iterable[Source]) -> None:
    """These registers gave their data, or are not waited for any more: no mail."""
    values = [source.value for source in sources]
    rows = SourceWatch.objects.filter(applicant=applicant, source__in=values, outcome=Outcome.WAITING)
    rows.update(outcome=Outcome.ENDED, ended_at=timezone.now())


def follow_watch(watch_id: str) -> None:
    """Job: mail when somebody's session got data from the register; after a day say to just try it."""
    row = SourceWatch.objects.select_related("applicant__dossier", "applicant__user__key").get(pk=watch_id)
    if row.outcome != Outcome.WAITING:
        return
    if row.applicant.dossier.state != State.INTAKE:  # what comes now comes too late
        end_watches(row.applicant, [Source(row.source)])
        return
    age = timezone.now() - row.asked_at
    works = _worked_since(row.source, row.asked_at)
    if not works and age < WINDOW:
        raise TryLater(
            f"{row.source} gave nothing yet", seconds=next(s for top, s in WATCH_STEPS if age < top), counts=False
        )
    _mail(row, certain=works)


def _worked_since(source: str, moment: datetime) -> bool:
    """Whether any session got data from the register after `moment`."""
    rows = SourceTally.objects.filter(source=source, hour__gte=_hour(moment))
    last = rows.aggregate(last=Max("last_collected_at"))["last"]
    return last is not None and last > moment


def _mail(row: SourceWatch, *, certain: bool) -> None:
    source = Source(row.source)
    with transaction.atomic():
        touch(row.applicant.dossier)
        rows = SourceWatch.objects.filter(pk=row.pk, outcome=Outcome.WAITING)
        if not rows.update(outcome=Outcome.MAILED, ended_at=timezone.now()):
            return
        context: dict[str, Any] = {
            "first_name": row.applicant.first_name,
            "source": source.label.split(":")[0],
            "certain": certain,
            "url": settings.BASE_URL + reverse("journey:source", args=[source.value]),
        }
        queue_mail(user=row.applicant.user, template="source_works", context=context, once=str(row.id))


def _add(source: str, outcome: str, now: datetime) -> None:
    row, new = SourceTally.objects.get_or_create(source=source, hour=_hour(now))
    changes: dict[str, Any] = {outcome: F(outcome) + 1}
    if outcome == "collected":
        changes["last_collected_at"] = now
    SourceTally.objects.filter(pk=row.pk).update(**changes)
    if new:
        SourceTally.objects.filter(hour__lt=now - KEPT).delete()


def _weather(source: Source, sums: Mapping[str, int] | None) -> Weather:
    good, bad = (sums["good"], sums["bad"]) if sums else (0, 0)
    return Weather(source=source, share=good / (good + bad) if good + bad >= LEAST else None)


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
