"""The simulator's clock: real time. A bank doesn't know that a demo stands on another date."""

from datetime import UTC, datetime


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)  # noqa: TID251 - another server than the portal, so another clock
