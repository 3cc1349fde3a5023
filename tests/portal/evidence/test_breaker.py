"""A supplier that is away is left alone for a while; one call tries whether it is back."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache

from brondata.provider import ProviderRefused, ProviderUnavailable, UnreadableDelivery
from portal.evidence import breaker
from portal.evidence.breaker import FAILURES, GuardedProvider
from tests.portal.conftest import AtOnce
from tests.portal.evidence.conftest import FakeProvider

AWAY = ProviderUnavailable("time-out")


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel("2026-11-23 10:00:00+00:00", tick=False) as traveller:
        yield traveller


@pytest.fixture
def supplier() -> FakeProvider:
    return FakeProvider()


@pytest.fixture
def guarded(supplier: FakeProvider) -> GuardedProvider:
    return GuardedProvider(supplier)


def fail(guarded: GuardedProvider, supplier: FakeProvider, times: int) -> None:
    supplier.broken["revoke"] = AWAY
    for _ in range(times):
        with pytest.raises(ProviderUnavailable):
            guarded.revoke("s")


def reached(guarded: GuardedProvider, supplier: FakeProvider) -> bool:
    """Whether a call comes through to a supplier that works."""
    supplier.broken.clear()
    before = len(supplier.revoked)
    try:
        guarded.revoke("s")
    except ProviderUnavailable:
        return False
    return len(supplier.revoked) == before + 1


def test_a_few_failures_change_nothing(guarded: GuardedProvider, supplier: FakeProvider) -> None:
    fail(guarded, supplier, FAILURES - 1)
    assert reached(guarded, supplier)
    fail(guarded, supplier, FAILURES - 1)
    assert reached(guarded, supplier), "the count began anew"


def test_failures_far_apart_are_not_added_up(clock: Any, guarded: GuardedProvider, supplier: FakeProvider) -> None:
    for _ in range(FAILURES * 2):
        fail(guarded, supplier, 1)
        clock.shift(timedelta(seconds=breaker.COUNTED_SECONDS))
    assert reached(guarded, supplier)


def test_after_enough_failures_nobody_calls_until_the_wait_is_over(
    clock: Any, guarded: GuardedProvider, supplier: FakeProvider
) -> None:
    fail(guarded, supplier, FAILURES)
    assert not reached(guarded, supplier)
    assert not reached(GuardedProvider(supplier), supplier), "another process knows it too"
    with pytest.raises(ProviderUnavailable) as open_now:
        guarded.state("s")
    assert open_now.value.retry_after == breaker.OPEN_SECONDS
    clock.shift(timedelta(seconds=breaker.OPEN_SECONDS + 1))
    assert reached(guarded, supplier)
    assert reached(guarded, supplier)


def test_a_probe_that_fails_starts_the_wait_anew(clock: Any, guarded: GuardedProvider, supplier: FakeProvider) -> None:
    fail(guarded, supplier, FAILURES)
    clock.shift(timedelta(seconds=breaker.OPEN_SECONDS + 1))
    fail(guarded, supplier, 1)
    assert not reached(guarded, supplier)
    clock.shift(timedelta(seconds=breaker.OPEN_SECONDS + 1))
    assert reached(guarded, supplier)


def test_while_one_call_probes_the_others_wait(clock: Any, guarded: GuardedProvider, supplier: FakeProvider) -> None:
    fail(guarded, supplier, FAILURES)
    clock.shift(timedelta(seconds=breaker.OPEN_SECONDS + 1))
    supplier.broken.clear()
    seen: list[bool] = []
    supplier.statuses["s"] = None  # type: ignore[assignment]
    supplier.bodies["s"] = b"{}"
    supplier.on_fetch = lambda: seen.append(reached(GuardedProvider(supplier), supplier))
    guarded.fetch("s")
    assert seen == [False]
    assert reached(guarded, supplier)


def test_a_probe_that_never_ended_is_forgotten(clock: Any, guarded: GuardedProvider, supplier: FakeProvider) -> None:
    fail(guarded, supplier, FAILURES)
    clock.shift(timedelta(seconds=breaker.OPEN_SECONDS + 1))

    def die() -> None:
        raise MemoryError

    supplier.bodies["s"] = b"{}"
    supplier.on_fetch = die
    supplier.broken.clear()
    with pytest.raises(MemoryError):
        guarded.fetch("s")
    assert not reached(guarded, supplier)
    clock.shift(timedelta(seconds=breaker.PROBE_SECONDS + 1))
    assert reached(guarded, supplier)


@pytest.mark.parametrize("error", [ProviderRefused("UNKNOWN_SESSION"), UnreadableDelivery("odd")])
def test_a_supplier_that_says_no_is_there(guarded: GuardedProvider, supplier: FakeProvider, error: Any) -> None:
    supplier.broken["state"] = error
    for _ in range(FAILURES * 2):
        with pytest.raises(type(error)):
            guarded.state("s")
    assert reached(guarded, supplier)


def test_failures_of_many_at_once_open_it(guarded: GuardedProvider, supplier: FakeProvider, at_once: AtOnce) -> None:
    supplier.broken["revoke"] = AWAY
    outcomes = at_once(lambda: guarded.revoke("s"), FAILURES + 3)
    assert all(isinstance(one, ProviderUnavailable) for one in outcomes)
    assert not reached(guarded, supplier)


def test_without_a_cache_every_call_goes_through(
    guarded: GuardedProvider, supplier: FakeProvider, monkeypatch: pytest.MonkeyPatch
) -> None:
    def down(*args: object, **kwargs: object) -> None:
        raise ConnectionError("the cache is away")

    with monkeypatch.context() as patched:
        for name in ("get", "set", "add", "incr", "get_many", "delete", "delete_many"):
            patched.setattr(type(cache._connections["default"]), name, down)  # type: ignore[attr-defined]
        fail(guarded, supplier, FAILURES * 2)
        assert reached(guarded, supplier)


def test_it_says_of_its_supplier_what_that_says_of_itself(guarded: GuardedProvider) -> None:
    assert (guarded.name, guarded.together) == ("ockto", False)
