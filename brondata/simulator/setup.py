"""What one running simulator is made of."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from flask import current_app

from brondata.simulator import notices
from brondata.simulator.clock import Clock
from brondata.simulator.invitation import Invitation
from brondata.simulator.store import Store

_KEY = "brondata-simulator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The store, the clock and the credentials; ``public_url`` is set when a real phone must reach it.

    ``callback_url`` is where notices go of sessions that named no address; without a secret none are sent.
    """

    store: Store
    clock: Clock
    username: str
    password: str
    provider_code: str
    seconds_per_source: float
    public_url: str | None = None
    callback_url: str = ""
    callback_secret: str = ""

    @property
    def step(self) -> timedelta:
        """How long one source takes."""
        return timedelta(seconds=self.seconds_per_source)

    @contextmanager
    def changing(self, *, session_id: str = "", token: str = "") -> Iterator[Invitation]:
        """An invitation to change, as in the store; the asker hears of a new status."""
        with self.store.changing(session_id=session_id, token=token) as invitation:
            before = invitation.status(self.clock())
            yield invitation
        self.announce(invitation, before=before)

    def announce(self, invitation: Invitation, *, before: str) -> None:
        """Tell the asker when the status is no longer ``before``."""
        now = self.clock()
        status, url = invitation.status(now), invitation.callback_url or self.callback_url
        if status == before or not url or not self.callback_secret:
            return
        notice = notices.Notice(url=url, session_id=invitation.session_id, status=status, moment=invitation.moment(now))
        notices.send(notice, secret=self.callback_secret, faults=self.store.faults(invitation.session_id))

    @classmethod
    def current(cls) -> "Setup":
        """The setup of the app that handles this request."""
        setup = current_app.extensions[_KEY]
        assert isinstance(setup, cls)
        return setup

    def install(self, extensions: dict[str, object]) -> None:
        """Make this the setup of an app."""
        extensions[_KEY] = self
