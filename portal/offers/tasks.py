"""What beat starts for offers."""

from celery import shared_task

from portal.offers import ageing_watch, services


@shared_task(name="portal.offers.tasks.lapse_overdue")
def lapse_overdue() -> None:
    """Close what ran out of time."""
    services.lapse_overdue()


@shared_task(name="portal.offers.tasks.watch_ageing")
def watch_ageing() -> None:
    """Warn of data that grows too old for an offer."""
    ageing_watch.watch_ageing()
