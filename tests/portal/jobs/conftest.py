"""A handler that the test decides about, in the registry under a kind of its own."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from portal.jobs import registry, services
from portal.jobs.models import Job


class Handler:
    """Counts its runs and does what the test tells it to."""

    def __init__(self) -> None:
        self.runs: list[dict[str, Any]] = []
        self.does: Callable[[], None] = lambda: None

    def __call__(self, **payload: Any) -> None:
        self.runs.append(payload)
        self.does()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Handler:
    """What happens when a job of kind `test` runs."""
    done = Handler()
    kinds = {**registry.HANDLERS, "test": "tests.portal.jobs.of_no_importance"}
    monkeypatch.setattr(registry, "HANDLERS", kinds)
    monkeypatch.setattr(services, "HANDLERS", kinds)
    monkeypatch.setattr(services, "handler", lambda kind: done)
    return done


@pytest.fixture
def publish(work: Handler) -> Callable[..., Job]:
    """Publish a job of kind `test` as a service would."""

    def go(key: str = "1") -> Job:
        with transaction.atomic():
            return services.publish("test", key=key, payload={"row_id": key})

    return go
