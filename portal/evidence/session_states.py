"""The life of an Ockto session as one table of data. Pure: no Django, no clock, no queries.

    invited -> opened -> collecting <-> consent -> shared -> fetching -> fetched -> read

A poll may come late, so every step forward may be skipped; a step back is only the phone that asks a
source once more. What ended stays ended, but for a delivery that could not be read: after a repair it is
read again.
"""

from collections.abc import Mapping
from enum import StrEnum


class Status(StrEnum):
    """Where a session stands; the value is stored."""

    INVITED = "invited"
    OPENED = "opened"
    COLLECTING = "collecting"
    CONSENT = "consent"
    SHARED = "shared"
    FETCHING = "fetching"
    FETCHED = "fetched"
    READ = "read"
    DECLINED = "declined"
    EXPIRED = "expired"
    CLOSED = "closed"
    TIMED_OUT = "timed_out"
    FAILED = "failed"
    SPENT = "spent"
    LATE = "late"
    DUPLICATE = "duplicate"
    MISMATCH = "mismatch"
    UNREADABLE = "unreadable"
    REPLACED = "replaced"

    @property
    def label(self) -> str:
        """The status in Dutch, for the back office."""
        return LABELS[self]


LABELS: Mapping[Status, str] = {
    Status.INVITED: "uitnodiging klaar",
    Status.OPENED: "geopend op de telefoon",
    Status.COLLECTING: "gegevens worden verzameld",
    Status.CONSENT: "wacht op toestemming in de app",
    Status.SHARED: "verstuurd",
    Status.FETCHING: "wordt opgehaald",
    Status.FETCHED: "ontvangen",
    Status.READ: "gelezen",
    Status.DECLINED: "geweigerd op de telefoon",
    Status.EXPIRED: "verlopen",
    Status.CLOSED: "afgebroken",
    Status.TIMED_OUT: "stil gevallen op de telefoon",
    Status.FAILED: "mislukt",
    Status.SPENT: "al een keer opgehaald, niet aangekomen",
    Status.LATE: "te laat: de aanvraag was al verstuurd",
    Status.DUPLICATE: "levering van een andere sessie",
    Status.MISMATCH: "hoort bij iemand anders",
    Status.UNREADABLE: "niet leesbaar",
    Status.REPLACED: "vervangen door een nieuwe",
}


class Event(StrEnum):
    """What happens to a session."""

    OPEN = "open"
    COLLECT = "collect"
    ASK_CONSENT = "ask_consent"
    SHARE = "share"
    TAKE = "take"
    STORE = "store"
    READ = "read"
    DECLINE = "decline"
    EXPIRE = "expire"
    CLOSE = "close"
    TIME_OUT = "time_out"
    FAIL = "fail"
    LOSE = "lose"
    COME_LATE = "come_late"
    REPEAT = "repeat"
    QUARANTINE = "quarantine"
    GARBLE = "garble"
    REREAD = "reread"
    REPLACE = "replace"


class IllegalMove(Exception):
    """The event does not apply to a session in this status."""


S, E = Status, Event
ON_PHONE = (S.OPENED, S.COLLECTING, S.CONSENT)
"""Somebody holds the phone: silence of minutes means that they stopped."""
FOLLOWED = (S.INVITED, *ON_PHONE, S.SHARED, S.FETCHING)
"""The supplier is asked about these."""
OPEN = (*FOLLOWED, S.FETCHED)
"""Something may still come from these; an applicant has at most one."""
ALARMING = (S.MISMATCH, S.DUPLICATE, S.UNREADABLE, S.SPENT)
"""A member of staff must hear of these."""

TRANSITIONS: Mapping[tuple[Status, Event], Status] = {
    (S.INVITED, E.OPEN): S.OPENED,
    **{(state, E.COLLECT): S.COLLECTING for state in (S.INVITED, S.OPENED, S.CONSENT)},
    **{(state, E.ASK_CONSENT): S.CONSENT for state in (S.INVITED, S.OPENED, S.COLLECTING)},
    **{(state, E.SHARE): S.SHARED for state in (S.INVITED, *ON_PHONE)},
    (S.SHARED, E.TAKE): S.FETCHING,
    (S.FETCHING, E.STORE): S.FETCHED,
    (S.FETCHING, E.LOSE): S.SPENT,
    (S.FETCHED, E.READ): S.READ,
    (S.FETCHED, E.REPEAT): S.DUPLICATE,
    (S.FETCHED, E.QUARANTINE): S.MISMATCH,
    (S.FETCHED, E.GARBLE): S.UNREADABLE,
    (S.UNREADABLE, E.REREAD): S.FETCHED,
    **{(state, E.TIME_OUT): S.TIMED_OUT for state in ON_PHONE},
    **{(state, E.EXPIRE): S.EXPIRED for state in FOLLOWED},
    **{(state, E.DECLINE): S.DECLINED for state in FOLLOWED},
    **{(state, E.FAIL): S.FAILED for state in FOLLOWED},
    **{(state, E.CLOSE): S.CLOSED for state in OPEN},
    **{(state, E.COME_LATE): S.LATE for state in OPEN},
    **{(state, E.REPLACE): S.REPLACED for state in OPEN},
}


def next_status(status: Status, event: Event) -> Status:
    """Where `event` leads from `status`. Raises IllegalMove when the pair is not in the table."""
    try:
        return TRANSITIONS[status, event]
    except KeyError:
        raise IllegalMove(f"{event} does not apply to a session that is {status}") from None
