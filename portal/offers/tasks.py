"""What beat starts for offers."""

from celery import shared_task

from portal.offers import services


@shared_task(name="portal.offers.tasks.lapse_overdue")
def lapse_overdue() -> None:
    """Close what ran out of time."""
    services.lapse_overdue()
