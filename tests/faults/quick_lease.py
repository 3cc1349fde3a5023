"""Settings of a demo in which the work of a killed worker is given to another one within seconds."""

from datetime import timedelta

from portal.settings.demo import *  # noqa: F403

JOB_LEASE = timedelta(seconds=5)
