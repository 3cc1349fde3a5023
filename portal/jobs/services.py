"""Publish, claim, run and sweep jobs. Every handler may run twice; no job may run never.

`publish` writes the row in the caller's transaction and nudges Celery on commit. Losing the
nudge is harmless: the sweeper finds waiting rows and rows whose lease ran out.
"""

import logging
import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from portal.jobs.models import Job, JobState
from portal.jobs.registry import HANDLERS, TryLater, handler

log = logging.getLogger(__name__)
BACKOFF_SECONDS = (5, 30, 120, 600)


def publish(kind: str, *, key: str, payload: Mapping[str, str], seconds: float = 0) -> Job:
    """Ask for work, in the transaction of the change that wants it.

    The same (kind, key) twice is one row and one run.

    Args:
        seconds: how long to wait first.

    Raises:
        RuntimeError: outside a transaction, where the row could outlive its reason.
        KeyError: nobody handles this kind.
    """
    if not connection.in_atomic_block:
        raise RuntimeError(f"publish({kind!r}) outside a transaction")
    if kind not in HANDLERS:
        raise KeyError(kind)
    defaults: dict[str, Any] = {"payload": dict(payload)}
    if seconds:
        defaults["not_before"] = timezone.now() + timedelta(seconds=seconds)
    job, created = Job.objects.get_or_create(kind=kind, key=key, defaults=defaults)
    if created and not seconds:
        transaction.on_commit(lambda: wake(job.id))
    return job


def hurry(kind: str, *, key: str) -> None:
    """Have a job that waits for its moment run now. One that runs, is done or is parked stays so."""
    rows = Job.objects.filter(kind=kind, key=key, state=JobState.WAITING)
    job = rows.only("id").first()
    if job is not None and rows.update(not_before=timezone.now()):
        transaction.on_commit(lambda: wake(job.id))


def wake(job_id: uuid.UUID, *, seconds: float = 0) -> None:
    """Hint a worker. A broker that is away is logged, not raised: the row is the promise."""
    if not getattr(settings, "JOBS_WAKE_WORKER", True):
        return
    from portal.jobs.tasks import run_job

    try:
        run_job.apply_async((str(job_id),), countdown=seconds or None, retry=False)
    except Exception:
        log.warning("broker away, job %s waits for the sweeper", job_id, exc_info=True)


def run(job_id: uuid.UUID) -> bool:
    """Claim and run one job; False when it is not ours to run now."""
    job = _claim(job_id)
    if job is None:
        return False
    try:
        handler(job.kind)(**job.payload)
    except TryLater as later:
        _release(job, str(later), seconds=later.seconds, counts=later.counts)
    except Exception as error:
        log.exception("job %s failed", job)
        _release(job, f"{type(error).__name__}: {error}", seconds=_backoff(job.attempts), counts=True)
    else:
        _finish(job, JobState.DONE, "")
    return True


def due(limit: int = 200) -> list[uuid.UUID]:
    """Jobs that wait past their moment, and running ones whose lease ran out; oldest first."""
    rows = Job.objects.filter(_claimable(timezone.now()))
    return list(rows.order_by("not_before").values_list("id", flat=True)[:limit])


def park_lost() -> int:
    """Park jobs that took their last attempt down with its worker; how many there were."""
    now = timezone.now()
    lost = Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now, attempts__gte=settings.JOB_MAX_ATTEMPTS)
    return lost.update(
        state=JobState.PARKED,
        finished_at=now,
        lease_token=None,
        lease_until=None,
        error="the worker was lost during the last attempt",
    )


def retry(job: Job) -> None:
    """Give a parked job five new attempts (a person's decision)."""
    rows = Job.objects.filter(pk=job.pk, state=JobState.PARKED)
    if rows.update(state=JobState.WAITING, attempts=0, not_before=timezone.now()):
        wake(job.id)


def _claimable(now: datetime) -> Q:
    return Q(state=JobState.WAITING, not_before__lte=now + timedelta(milliseconds=50)) | Q(
        state=JobState.RUNNING, lease_until__lt=now, attempts__lt=settings.JOB_MAX_ATTEMPTS
    )


def _claim(job_id: uuid.UUID) -> Job | None:
    now = timezone.now()
    claimed = Job.objects.filter(_claimable(now), pk=job_id).update(
        state=JobState.RUNNING,
        attempts=F("attempts") + 1,
        lease_token=uuid.uuid4(),
        lease_until=now + settings.JOB_LEASE,
    )
    return Job.objects.get(pk=job_id) if claimed else None


def _backoff(attempts: int) -> int:
    return BACKOFF_SECONDS[min(attempts, len(BACKOFF_SECONDS)) - 1]


def _release(job: Job, error: str, *, seconds: float, counts: bool) -> None:
    if counts and job.attempts >= settings.JOB_MAX_ATTEMPTS:
        _finish(job, JobState.PARKED, error)
        return
    released = _held(job).update(
        state=JobState.WAITING,
        attempts=job.attempts if counts else job.attempts - 1,
        not_before=timezone.now() + timedelta(seconds=seconds),
        lease_token=None,
        lease_until=None,
        error=error[:500],
    )
    if released and seconds <= 5:
        wake(job.id, seconds=seconds)


def _finish(job: Job, state: JobState, error: str) -> None:
    _held(job).update(
        state=state,
        finished_at=timezone.now(),
        lease_token=None,
        lease_until=None,
        error=error[:500],
    )


def _held(job: Job) -> QuerySet[Job]:
    """The row, but only while our lease holds: a slow worker may not overwrite its successor."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, lease_token=job.lease_token)
