"""Bad days, on demand: for everybody, or for one session, whose own switches then hold instead."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Function(StrEnum):
    """What can answer 503 or break off: the functions of the API, the phone page, or all of it."""

    START = "startSession"
    STATUS = "getStatus"
    RESULT = "getResult"
    REVOKE = "revokeSession"
    APP = "app"
    ALL = "all"


class Malformed(StrEnum):
    """How a result can be broken."""

    NO = ""
    NOT_JSON = "not_json"
    TRUNCATED = "truncated"
    WRONG_SHAPE = "wrong_shape"
    CONTRADICTION = "contradiction"
    OTHER_VERSION = "other_version"
    EMPTY = "empty"
    NOT_UTF8 = "not_utf8"
    SOURCE_TWICE = "source_twice"
    NO_TIME_ZONE = "no_time_zone"
    UNKNOWN_WORD = "unknown_word"


class Duplicate(StrEnum):
    """What is delivered a second time: this delivery, as if it was never fetched, or that of another session."""

    NO = ""
    AGAIN = "again"
    OTHER_SESSION = "other_session"


class CallBack(StrEnum):
    """What can go wrong with a notice to the asker."""

    NO = ""
    NONE = "none"
    DUPLICATE = "duplicate"
    WRONG_SIGNATURE = "wrong_signature"
    OLD = "old"
    LATE = "late"


class Faults(BaseModel):
    """The switches. All off is a good day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources_down: frozenset[str] = frozenset()
    unavailable: frozenset[Function] = frozenset()
    slow_ms: int = Field(default=0, ge=0, le=60_000)
    drip_ms: int = Field(default=0, ge=0, le=5_000)
    cut: frozenset[Function] = frozenset()
    malformed_result: Malformed = Malformed.NO
    sources_missing: frozenset[str] = frozenset()
    partial_result: bool = False
    duplicate_result: Duplicate = Duplicate.NO
    expired_invitations: bool = False
    second_fetch_refused: bool = False
    wrong_person: bool = False
    silence: bool = False
    callback: CallBack = CallBack.NO
    callback_late_ms: int = Field(default=3_000, ge=0, le=60_000)

    @property
    def any(self) -> bool:
        """True when something is switched on."""
        return self != Faults()

    def down(self, function: str) -> bool:
        """True when this function does not answer now."""
        return _hit(self.unavailable, function)

    def cuts(self, function: str) -> bool:
        """True when the answer of this function breaks off half-way."""
        return _hit(self.cut, function)


def _hit(chosen: frozenset[Function], function: str) -> bool:
    return Function.ALL in chosen or function in chosen
