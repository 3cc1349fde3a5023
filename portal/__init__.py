"""The Django project: the consumer's journey, the back office and the work behind them."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
