"""Where and when the journeys play."""

from datetime import date

CHROMIUM = "/usr/bin/chromium"
# A day for which there are norms, so that the journey does not age.
TODAY = date(2026, 11, 23)
