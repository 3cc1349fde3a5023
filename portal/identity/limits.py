"""How often something may be tried. Counters live in the cache, under a keyed hash.

Figures: OWASP ASVS 5.0.0, 6.3.1 and 6.6.3 ask for limits; the numbers are ours and stand in
docs/security-model.md. A window starts with its first try and is not extended by later ones.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.utils import timezone
from redis.exceptions import RedisError

from portal.identity.errors import LimitsAway, TooMany
from portal.vault.services import keyed_hash


@dataclass(frozen=True)
class Limit:
    """At most `allowed` tries `per` period, counted per subject."""

    name: str
    allowed: int
    per: timedelta

    def key(self, subject: str) -> str:
        """The cache key: no address or user id is readable in it."""
        return "limit:" + keyed_hash(f"{self.name}:{subject}", purpose="identity.limits")


LINK_PER_ADDRESS = Limit("link-address", 5, timedelta(hours=1))
LINK_PER_CLIENT = Limit("link-client", 20, timedelta(hours=1))
CODE_PER_USER = Limit("code", 5, timedelta(minutes=15))
CODE_PER_USER_DAILY = Limit("code-daily", 20, timedelta(days=1))
PASSWORD_PER_ADDRESS = Limit("password", 5, timedelta(minutes=15))
PASSWORD_PER_ADDRESS_DAILY = Limit("password-daily", 20, timedelta(days=1))
MAILS_AGAIN = Limit("mails-again", 5, timedelta(hours=1))
OCKTO_CALLS = Limit("ockto-calls", 1200, timedelta(minutes=1))
DRAFTS_PER_USER = Limit("drafts", 120, timedelta(minutes=1))
PASSWORD_PER_CLIENT = Limit("password-client", 20, timedelta(minutes=15))


def spend(limit: Limit, subject: str) -> None:
    """Count one try, before it is made, so that parallel tries cannot slip through.

    Raises:
        TooMany: the limit was reached.
        LimitsAway: the cache does not answer.
    """
    key = limit.key(subject)
    seconds = int(limit.per.total_seconds())
    try:
        if cache.add(key, 1, seconds):
            cache.set(f"{key}:until", timezone.now() + limit.per, seconds)
            return
        if cache.incr(key) <= limit.allowed:
            return
        until: datetime | None = cache.get(f"{key}:until")
    except ValueError:  # the window ended between the two calls: this try is the first of the next
        return
    except (RedisError, OSError) as error:
        raise LimitsAway from error
    raise TooMany(until - timezone.now() if until else limit.per)


def give_back(limit: Limit, subject: str) -> None:
    """A try that succeeded does not count."""
    try:
        cache.decr(limit.key(subject))
    except (ValueError, RedisError, OSError):
        return  # the window has ended, or the cache went away: nothing to give back
