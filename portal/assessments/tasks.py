"""What beat starts for assessments."""

from celery import shared_task

from portal.assessments import norms_watch


@shared_task(name="portal.assessments.tasks.watch_norms")
def watch_norms() -> None:
    """Warn of norms that are about to end."""
    norms_watch.watch_norms()
