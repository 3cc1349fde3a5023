"""What beat starts for privacy."""

from celery import shared_task

from portal.privacy import services


@shared_task(name="portal.privacy.tasks.drop_downloads")
def drop_downloads() -> None:
    """Take away downloads whose days are over."""
    services.drop_downloads()
