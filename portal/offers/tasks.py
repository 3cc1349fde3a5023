"""What beat starts for offers."""

from celery import shared_task

from portal.dossiers.invitations import remind_invited
from portal.offers import ageing_watch, reminders, retention, services


@shared_task(name="portal.offers.tasks.lapse_overdue")
def lapse_overdue() -> None:
    """Close what ran out of time."""
    services.lapse_overdue()


@shared_task(name="portal.offers.tasks.watch_ageing")
def watch_ageing() -> None:
    """Warn of data that grows too old for an offer."""
    ageing_watch.watch_ageing()


@shared_task(name="portal.offers.tasks.keep_agreed_days")
def keep_agreed_days() -> None:
    """Warn that brondata is about to end, and end what is over."""
    retention.warn_before_end()
    retention.end_overdue()


@shared_task(name="portal.offers.tasks.remind")
def remind() -> None:
    """Remind who still has something to do before a date."""
    reminders.remind()
    remind_invited()
