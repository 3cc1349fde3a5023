"""What tests of the portal's apps share."""

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connections

AtOnce = Callable[[Callable[[], Any], int], list[Any]]


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> Iterator[None]:
    """Counters of tries live in the cache, which no test database rolls back."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def at_once() -> AtOnce:
    """Run one function in several threads that start together; results and exceptions, in any order."""

    def run(function: Callable[[], Any], times: int) -> list[Any]:
        barrier = threading.Barrier(times)
        outcomes: list[Any] = []

        def body() -> None:
            try:
                barrier.wait(timeout=10)
                outcomes.append(function())
            except Exception as error:  # noqa: BLE001  the error is the outcome that the test looks at
                outcomes.append(error)
            finally:
                connections.close_all()

        threads = [threading.Thread(target=body) for _ in range(times)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)
        return outcomes

    return run
