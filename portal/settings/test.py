"""The test run: as the demo, with its own folder, a fast hasher and a date that has norms."""

import os
import tempfile

os.environ.setdefault("DEMO_VAR", tempfile.mkdtemp(prefix="neo-test-"))
os.environ.setdefault("PORTAL_TODAY", "2026-11-23")

from portal.settings.demo import *  # noqa: F403
from portal.settings.demo import DATABASES, VAR_DIR

PROFILE = "test"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CELERY_BROKER_URL = "memory://"
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, object] = {}
# The test run stands for the worker: a published job is run by the test, never by a broker.
JOBS_WAKE_WORKER = False
if "sqlite" in DATABASES["default"]["ENGINE"]:
    # A file, as in the demo: threads of a race wait for each other there, in memory they fail at once.
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
