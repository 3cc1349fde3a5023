"""The people of the journeys: invented personas with a mailbox, a code app and a browser."""

import time
from dataclasses import dataclass, field
from datetime import date

import pyotp

from brondata.simulator import personas

PERIOD = 30


@dataclass
class CodeApp:
    """A code app that never offers a code twice: the portal accepts each only once."""

    secret: str
    last_step: int = field(default=0)

    def code(self) -> str:
        """A code the portal has not seen; waits when this and the next period are used up."""
        while True:
            now = int(time.time()) // PERIOD
            step = max(now, self.last_step + 1)
            if step <= now + 1:
                self.last_step = step
                return pyotp.TOTP(self.secret).at(step * PERIOD)
            time.sleep(0.5)


@dataclass
class Consumer:
    """A persona with an e-mail address; the code app is set up during the journey."""

    persona: personas.Person
    email: str
    app: CodeApp | None = None

    @classmethod
    def of(cls, key: str, today: date, tag: str) -> "Consumer":
        """The persona `key`, with an address of its own per run."""
        return cls(persona=personas.person(key, today), email=f"{key}.{tag}@consument.example")

    @property
    def code_app(self) -> CodeApp:
        """The app, once it is set up."""
        assert self.app is not None, "the code app is set up in the first steps"
        return self.app
