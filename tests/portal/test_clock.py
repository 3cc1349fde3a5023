"""The business clock: real time, or the same time of day on the day that the demo stands on."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from portal import clock

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def moment(text: str) -> datetime:
    """A moment as a clock in Amsterdam shows it."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM).astimezone(UTC)


@pytest.fixture
def real(monkeypatch: pytest.MonkeyPatch, settings):
    """Set the machine's clock, in Amsterdam, and the day the demo stands on."""

    def go(at: str, demo: str = "") -> None:
        settings.PORTAL_TODAY = demo
        clock._shift.cache_clear()
        monkeypatch.setattr(timezone, "now", lambda: moment(at))

    yield go
    clock._shift.cache_clear()


def test_without_a_demo_day_it_is_the_real_moment(real) -> None:
    real("2026-11-23 14:05")
    assert clock.now() == datetime(2026, 11, 23, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "today"),
    [
        ("2026-03-28 23:59", date(2026, 3, 28)),
        ("2026-03-29 00:00", date(2026, 3, 29)),
        ("2026-10-25 23:30", date(2026, 10, 25)),
        ("2026-12-31 23:30", date(2026, 12, 31)),
        ("2027-01-01 00:30", date(2027, 1, 1)),
    ],
)
def test_the_day_changes_at_midnight_in_amsterdam(real, at: str, today: date) -> None:
    real(at)
    assert clock.today() == today


@pytest.mark.parametrize("hour", [0, 1, 12, 23])
@pytest.mark.parametrize("month", [1, 7])
@pytest.mark.parametrize("demo", ["2026-02-10", "2026-08-10"])
def test_a_demo_day_is_that_day_at_every_hour_of_summer_and_winter(real, hour: int, month: int, demo: str) -> None:
    real(f"2027-{month:02}-15 {hour:02}:30", demo)
    assert clock.today().isoformat() == demo
    assert timezone.localtime(clock.now()).hour == hour


def test_time_keeps_running_into_the_next_demo_day(real, monkeypatch: pytest.MonkeyPatch) -> None:
    real("2027-01-15 23:59", "2026-08-10")
    assert clock.today() == date(2026, 8, 10)
    monkeypatch.setattr(timezone, "now", lambda: moment("2027-01-16 00:01"))
    assert clock.today() == date(2026, 8, 11)
