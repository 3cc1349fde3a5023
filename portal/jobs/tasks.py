"""The two Celery tasks of the portal: run one job, and find what nobody ran."""

import uuid

from celery import shared_task

from portal.jobs import services


@shared_task(name="portal.jobs.tasks.run_job")
def run_job(job_id: str) -> None:
    """Run one job by id; a second delivery of the same hint does nothing."""
    services.run(uuid.UUID(job_id))


@shared_task(name="portal.jobs.tasks.sweep")
def sweep() -> None:
    """Wake whatever waits past its moment or lost its worker; park what keeps losing it."""
    services.park_lost()
    for job_id in services.due():
        services.wake(job_id)
