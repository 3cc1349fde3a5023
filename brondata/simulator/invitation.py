"""One invitation from start to end, as data and pure rules: every method gets the moment it happens."""

import secrets
from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

from pydantic import AwareDatetime, BaseModel

VALID_FOR = timedelta(days=7)
IDLE_LIMIT = timedelta(minutes=15)
KEPT_FOR = timedelta(days=90)
SOURCE_DOWN, SKIPPED = "BRON_NIET_BEREIKBAAR", "OVERGESLAGEN"
TRIES = 3

LineStatus = Literal["WACHT", "BEZIG", "OPGEHAALD", "MISLUKT"]


class Status(StrEnum):
    """Where the invitation stands, in the words of the wire."""

    CREATED = "CREATED"
    OPENED = "OPENED"
    COLLECTING = "COLLECTING"
    SHARED = "SHARED"
    DECLINED = "DECLINED"
    EXPIRED = "EXPIRED"
    CLOSED = "CLOSED"


class NotPossible(Exception):
    """The step does not fit where the invitation stands; ``code`` is the refusal on the wire."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SourceLine(BaseModel):
    """One source: its collection runs from ``begins`` to ``ends`` and then works out, or does not."""

    bron: str
    begins: AwareDatetime | None = None
    ends: AwareDatetime | None = None
    works: bool = True
    reason: str | None = None

    def status(self, now: datetime) -> LineStatus:
        """What the phone shows for this source now."""
        if self.begins is None or self.ends is None or now < self.begins:
            return "WACHT"
        if now < self.ends:
            return "BEZIG"
        return "OPGEHAALD" if self.works else "MISLUKT"


class Login(BaseModel):
    """A login that waits for its SMS code."""

    portal: str
    code: str
    tries: int = 0


class Invitation(BaseModel):
    """Everything the simulator keeps about one session."""

    session_id: str
    token: str
    consent_code: str
    greeting: str
    link: str
    callback_url: str = ""
    created_at: AwareDatetime
    expires_at: AwareDatetime
    lines: list[SourceLine]
    device: str | None = None
    opened_at: AwareDatetime | None = None
    seen_at: AwareDatetime | None = None
    persona: str | None = None
    login: Login | None = None
    remember: bool = False
    chosen_at: AwareDatetime | None = None
    ended_at: AwareDatetime | None = None
    ending: Status | None = None
    reason: str | None = None
    keep: bool = False
    fetched_at: AwareDatetime | None = None
    reads: list[AwareDatetime] = []

    def status(self, now: datetime) -> Status:
        """Where it stands; nothing has to run in the background for time to pass."""
        if self.ending is Status.SHARED and self.keep and self._ended() + KEPT_FOR <= now:
            return Status.CLOSED
        if self.ending:
            return self.ending
        if self.opened_at is None:
            return Status.EXPIRED if self.expires_at <= now else Status.CREATED
        if self.seen_at is not None and self.seen_at + IDLE_LIMIT <= now:
            return Status.CLOSED
        return Status.COLLECTING if any(line.begins for line in self.lines) else Status.OPENED

    def moment(self, now: datetime) -> datetime:
        """When the present status was reached."""
        match self.status(now):
            case Status.CREATED:
                return self.created_at
            case Status.EXPIRED:
                return self.expires_at
            case Status.OPENED:
                return self.opened_at or now
            case Status.COLLECTING:
                return self.chosen_at or now
            case _:
                return self.ended_at or self.seen_at or now

    def why(self, now: datetime) -> str | None:
        """Why it ended without data, when time ended it or a person did."""
        if self.status(now) is Status.CLOSED and self.reason is None:
            return "BEWAARTERMIJN_VOORBIJ" if self.ending else "APP_GESLOTEN"
        return self.reason

    def open(self, now: datetime) -> str:
        """Use the invitation, once; the answer is the secret of the phone that opened it."""
        if self.status(now) is not Status.CREATED:
            raise NotPossible("EXPIRED" if self.status(now) is Status.EXPIRED else "ALREADY_USED")
        self.device = secrets.token_urlsafe(24)
        self.opened_at = self.seen_at = now
        return self.device

    def choose(self, persona: str, now: datetime, *, step: timedelta, down: set[str]) -> None:
        """Be somebody and log in everywhere at once: the short way, for a demo and for tests."""
        self.be(persona, now)
        self.collect([line.bron for line in self.lines], now, step=step, down=down)

    def be(self, persona: str, now: datetime) -> None:
        """Whose phone it is. Nothing is collected before a login."""
        self._expect(now, Status.OPENED)
        self.persona, self.seen_at = persona, now

    def collect(self, bronnen: Collection[str], now: datetime, *, step: timedelta, down: set[str]) -> None:
        """After a login: the sources of that portal, ``step`` each, after what is still being collected."""
        self._expect(now, Status.OPENED, Status.COLLECTING)
        self.seen_at, self.login = now, None
        self.chosen_at = self.chosen_at or now
        start = max((line.ends for line in self.lines if line.ends and line.ends > now), default=now)
        for line in self.lines:
            if line.bron in bronnen and line.begins is None:
                line.begins, line.ends = start, start + step
                line.works, start = line.bron not in down, start + step

    def skip(self, bronnen: Collection[str], now: datetime) -> None:
        """No login here: these sources stay out, by choice."""
        self._expect(now, Status.OPENED, Status.COLLECTING)
        self.seen_at, self.login = now, None
        self.chosen_at = self.chosen_at or now
        for line in self.lines:
            if line.bron in bronnen and line.begins is None:
                line.begins = line.ends = now
                line.works, line.reason = False, SKIPPED

    def password_given(self, portal: str, now: datetime, *, remember: bool) -> None:
        """User name and password were right: a code goes to the phone."""
        self._expect(now, Status.OPENED, Status.COLLECTING)
        self.seen_at, self.remember = now, remember
        self.login = Login(portal=portal, code=f"{secrets.randbelow(1_000_000):06d}")

    def code_given(self, code: str, now: datetime) -> bool:
        """Whether the SMS code is right; after three wrong ones the login starts again."""
        self.seen_at = now
        if self.login is None:
            return False
        if secrets.compare_digest(code.encode(), self.login.code.encode()):
            return True
        self.login.tries += 1
        if self.login.tries >= TRIES:
            self.login = None
        return False

    def waiting(self) -> list[str]:
        """The sources whose portal still wants a login."""
        return [line.bron for line in self.lines if line.begins is None]

    def retry(self, bron: str, now: datetime, *, step: timedelta, down: set[str]) -> None:
        """Ask a failed source once more."""
        self._expect(now, Status.COLLECTING)
        self.seen_at = now
        for line in self.lines:
            if line.bron != bron or line.status(now) != "MISLUKT":
                continue
            if line.reason == SKIPPED:
                line.begins = line.ends = line.reason = None  # first log in after all
            else:
                line.begins, line.ends, line.works = now, now + step, bron not in down

    def collected(self, now: datetime) -> bool:
        """True when every source has had its turn."""
        return all(line.status(now) in ("OPGEHAALD", "MISLUKT") for line in self.lines)

    def anything(self, now: datetime) -> bool:
        """True when at least one source gave its data."""
        return any(line.status(now) == "OPGEHAALD" for line in self.lines)

    def send(self, now: datetime, *, keep: bool) -> None:
        """Share what was collected; ``keep`` is the consent to leave it at Ockto for 90 days."""
        self._expect(now, Status.COLLECTING)
        if not self.collected(now) or not self.anything(now):
            raise NotPossible("NOT_COLLECTED")
        self._end(Status.SHARED, now)
        self.keep = keep

    def decline(self, now: datetime) -> None:
        """Stop in the app: nothing is shared and nothing is kept."""
        if self.status(now) not in (Status.OPENED, Status.COLLECTING):
            raise NotPossible("ALREADY_USED")
        self._end(Status.DECLINED, now, "GESTOPT_IN_APP")

    def close(self, now: datetime) -> None:
        """Close the app: what was collected is deleted at once."""
        if self.status(now) not in (Status.OPENED, Status.COLLECTING):
            raise NotPossible("ALREADY_USED")
        self._end(Status.CLOSED, now, "APP_GESLOTEN")

    def revoke(self, now: datetime, reason: str) -> None:
        """End it from outside and delete what was collected. Twice is once."""
        if self.status(now) in (Status.DECLINED, Status.EXPIRED, Status.CLOSED):
            return
        self._end(Status.CLOSED, now, reason)

    @property
    def shared(self) -> bool:
        """True when the data were sent and not taken back."""
        return self.ending is Status.SHARED and self.persona is not None

    def may_fetch(self, now: datetime, *, once: bool, again: bool = False) -> None:
        """Whether the result can be handed over: without consent to keep it, once. ``again`` forgets that."""
        status = self.status(now)
        if status is not Status.SHARED:
            raise NotPossible("NOT_SHARED" if status in _UNDER_WAY else status.value)
        if self.fetched_at is not None and (once or not self.keep) and not again:
            raise NotPossible("ALREADY_FETCHED")

    def fetched(self, now: datetime) -> None:
        """It was handed over; without consent to keep it, it is gone now."""
        self.fetched_at = now
        self.reads.append(now)

    def _expect(self, now: datetime, *statuses: Status) -> None:
        if self.status(now) not in statuses:
            raise NotPossible("WRONG_STEP")

    def _end(self, ending: Status, now: datetime, reason: str | None = None) -> None:
        self.ending, self.ended_at, self.seen_at, self.reason = ending, now, now, reason

    def _ended(self) -> datetime:
        return self.ended_at or self.created_at


_UNDER_WAY = (Status.CREATED, Status.OPENED, Status.COLLECTING)
