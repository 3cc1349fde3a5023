"""Bad days, on demand."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field


class Function(StrEnum):
    """What can answer 503: the four functions of the API, and the phone page itself."""

    START = "startSession"
    STATUS = "getStatus"
    RESULT = "getResult"
    REVOKE = "revokeSession"
    APP = "app"


class Malformed(StrEnum):
    """How a result can be broken."""

    NO = ""
    NOT_JSON = "not_json"
    TRUNCATED = "truncated"
    WRONG_SHAPE = "wrong_shape"
    CONTRADICTION = "contradiction"
    OTHER_VERSION = "other_version"


class Faults(BaseModel):
    """The switches. All off is a good day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources_down: frozenset[str] = frozenset()
    unavailable: frozenset[Function] = frozenset()
    slow_ms: int = Field(default=0, ge=0, le=60_000)
    malformed_result: Malformed = Malformed.NO
    expired_invitations: bool = False
    second_fetch_refused: bool = False
    wrong_person: bool = False
    silence: bool = False

    @property
    def any(self) -> bool:
        """True when something is switched on."""
        return self != Faults()
