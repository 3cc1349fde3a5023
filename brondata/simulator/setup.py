"""What one running simulator is made of."""

from dataclasses import dataclass
from datetime import timedelta

from flask import current_app

from brondata.simulator.clock import Clock
from brondata.simulator.store import Store

_KEY = "brondata-simulator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """The store, the clock and the credentials; ``public_url`` is set when a real phone must reach it."""

    store: Store
    clock: Clock
    username: str
    password: str
    provider_code: str
    seconds_per_source: float
    public_url: str | None = None

    @property
    def step(self) -> timedelta:
        """How long one source takes."""
        return timedelta(seconds=self.seconds_per_source)

    @classmethod
    def current(cls) -> "Setup":
        """The setup of the app that handles this request."""
        setup = current_app.extensions[_KEY]
        assert isinstance(setup, cls)
        return setup

    def install(self, extensions: dict[str, object]) -> None:
        """Make this the setup of an app."""
        extensions[_KEY] = self
