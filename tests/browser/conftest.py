"""One Chromium for the module, and a whole demo of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from portal.demo.ports import Ports
from portal.demo.stack import Stack
from tests.journeys.setting import CHROMIUM, TODAY


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium from Debian."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The demo as `make run` starts it: SQLite, the embedded broker, a real worker and beat."""
    with Stack(
        ports=Ports.free(),
        folder=tmp_path_factory.mktemp("demo"),
        write=lambda line: None,
        environment={"PORTAL_TODAY": TODAY.isoformat()},
    ) as running:
        yield running
