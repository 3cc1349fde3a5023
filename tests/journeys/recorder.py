"""Times the steps of a journey and keeps its pictures and papers."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

SIZES = (360, 1280)


@dataclass
class Recorder:
    """Where a journey leaves what it saw; without `folder` it only times."""

    folder: Path | None = None
    talk: bool = False
    steps: list[tuple[str, float]] = field(default_factory=list)
    count: int = 0

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Time one step; printed when it ends, also when it fails."""
        started = time.monotonic()
        try:
            yield
        finally:
            spent = time.monotonic() - started
            self.steps.append((name, spent))
            if self.talk:
                print(f"  {name:<44} {spent:6.1f} s", flush=True)

    def picture(self, page: Page, name: str, sizes: tuple[int, ...] = SIZES) -> None:
        """A full-page picture per width; the page keeps the width it had."""
        if self.folder is None:
            return
        self.count += 1
        before = page.viewport_size
        for width in sizes:
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=self.folder / f"{self.count:03d}-{name}-{width}.png", full_page=True)
        if before:
            page.set_viewport_size(before)

    def keep(self, name: str, content: bytes) -> Path:
        """Write a file of the journey; numbered, so that nothing is overwritten."""
        assert self.folder is not None, "a journey that keeps papers has a folder"
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / name
        number = 1
        while path.exists():
            number += 1
            path = self.folder / f"{Path(name).stem}-{number}{Path(name).suffix}"
        path.write_bytes(content)
        return path
