"""A circuit breaker in front of a supplier: who is away is left alone for a while, by all processes together.

After `FAILURES` calls in `COUNTED_SECONDS` that found nobody, calls end at once for `OPEN_SECONDS`. Then one
call, of one process, tries whether the supplier is back: when it is, all go on; when not, the wait starts anew.
A supplier that says no, or says something odd, is there. The counts live in the cache; while that is away every
call goes through, as without a breaker.
"""

import time
from collections.abc import Callable, Collection
from typing import TypeVar

from django.core.cache import cache
from redis.exceptions import RedisError

from brondata.datasets import Source
from brondata.provider import BrondataError, BrondataProvider, ProviderUnavailable, RawDelivery, Session, SessionState

T = TypeVar("T")
FAILURES = 5
COUNTED_SECONDS = 30
OPEN_SECONDS = 10
PROBE_SECONDS = 40
"""Longer than the longest call: a probe that never ended is forgotten after this."""


class GuardedProvider:
    """A `BrondataProvider` that asks another one, through the breaker of its name."""

    def __init__(self, own: BrondataProvider) -> None:
        self._own = own
        self._key = f"breaker:{own.name}"

    @property
    def name(self) -> str:
        """The supplier's own name."""
        return self._own.name

    @property
    def together(self) -> bool:
        """As the supplier allows."""
        return self._own.together

    def start(self, *, reference: str, applicant_hint: str, sources: Collection[Source], consent_code: str) -> Session:
        """See `BrondataProvider.start`."""
        return self._through(
            lambda: self._own.start(
                reference=reference, applicant_hint=applicant_hint, sources=sources, consent_code=consent_code
            )
        )

    def state(self, session_id: str) -> SessionState:
        """See `BrondataProvider.state`."""
        return self._through(lambda: self._own.state(session_id))

    def fetch(self, session_id: str) -> RawDelivery:
        """See `BrondataProvider.fetch`; a call that the breaker ends never reached the supplier."""
        return self._through(lambda: self._own.fetch(session_id))

    def revoke(self, session_id: str) -> None:
        """See `BrondataProvider.revoke`."""
        self._through(lambda: self._own.revoke(session_id))

    def _through(self, call: Callable[[], T]) -> T:
        was_troubled = self._enter()
        try:
            answer = call()
        except ProviderUnavailable:
            self._failed()
            raise
        except BrondataError:
            self._worked(was_troubled)
            raise
        self._worked(was_troubled)
        return answer

    def _enter(self) -> bool:
        """Whether there was trouble lately. Raises ProviderUnavailable while the breaker is open."""
        try:
            known = cache.get_many([f"{self._key}:until", f"{self._key}:failures"])
            until = known.get(f"{self._key}:until")
            if until is not None:
                left = until - time.time()
                if left > 0 or not cache.add(f"{self._key}:probe", 1, PROBE_SECONDS):
                    raise ProviderUnavailable("the breaker is open", retry_after=max(left, 1.0))
        except (RedisError, OSError):
            return False
        return bool(known)

    def _failed(self) -> None:
        try:
            if cache.get(f"{self._key}:until") is None:
                # A count that ends between the two calls begins anew.
                if cache.add(f"{self._key}:failures", 1, COUNTED_SECONDS):
                    return
                if cache.incr(f"{self._key}:failures") < FAILURES:
                    return
            cache.set(f"{self._key}:until", time.time() + OPEN_SECONDS, 24 * 3600)
            cache.delete(f"{self._key}:probe")
        except (ValueError, RedisError, OSError):
            return

    def _worked(self, was_troubled: bool) -> None:
        if not was_troubled:
            return
        try:
            cache.delete_many([f"{self._key}:{name}" for name in ("until", "failures", "probe")])
        except (RedisError, OSError):
            return
