"""How far a run is: a bar on a terminal, a line now and then elsewhere."""

import time
from collections.abc import Callable

WIDTH = 40
STEP = 5
"""Percent between two lines where there is no terminal."""
SILENCE = 30.0
"""Seconds after which we ask whether there is a worker."""


class Progress:
    """Shows lines done of `total`. `write` takes text without an end of line added to it."""

    def __init__(
        self, total: int, *, write: Callable[[str], object], terminal: bool, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._total, self._write, self._terminal, self._now = max(total, 1), write, terminal, now
        self._started = self._moved = now()
        self._first: int | None = None
        self._done = self._percent = 0

    def show(self, done: int) -> None:
        """Tell that so many lines are done; fewer than before only says that we are still waiting."""
        if done <= self._done:
            self._wait()
            return
        self._first = done if self._first is None else self._first
        self._done, self._moved = done, self._now()
        percent = 100 * done // self._total
        if self._terminal:
            filled = WIDTH * done // self._total
            self._write(f"\r[{'#' * filled}{'.' * (WIDTH - filled)}] {self._words(percent)}\x1b[K")
        elif percent // STEP > self._percent // STEP:
            self._write(f"{self._words(percent)}\n")
        self._percent = percent

    def end(self) -> None:
        """Leave the line of the bar."""
        if self._terminal and self._done:
            self._write("\n")

    def _wait(self) -> None:
        if self._now() - self._moved > SILENCE:
            self._moved = self._now()
            self._write(
                f"{chr(10) if self._terminal else ''}nothing was decided for {SILENCE:.0f} s: is a worker running?\n"
            )

    def _words(self, percent: int) -> str:
        """Lines, percentage and pace; what an earlier attempt did is not counted as pace."""
        seconds = self._moved - self._started
        pace = (self._done - (self._first or 0)) / seconds if seconds > 0 else 0
        left = f", {(self._total - self._done) / pace:.0f} s left" if pace else ""
        return f"{percent} % {self._done} of {self._total} lines, {pace:.0f} a second{left}"
