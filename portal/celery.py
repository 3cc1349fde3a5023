"""The Celery application. Tasks carry ids only; the Job table is the queue of record."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.demo")

TRANSPORT_ALIASES["embedded"] = "portal.jobs.embedded:Transport"

app = Celery("portal")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
