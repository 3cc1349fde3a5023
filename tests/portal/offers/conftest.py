"""Papers that cost no typesetting, for tests of what happens around them."""

from collections.abc import Callable

import pytest

from portal.offers import services
from portal.offers.documents import Document
from tests.portal import applications


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """A printer that takes no time: the documents it was given, each on a page of its own."""
    given: list[Document] = []

    def printer(document: Document) -> bytes:
        given.append(document)
        return applications.small_pdf(f"{document.kind} {len(given)}")

    monkeypatch.setattr(services, "render_pdf", printer)
    return given


@pytest.fixture
def today(settings) -> Callable[[str], None]:
    """Set the business date."""

    def go(day: str) -> None:
        settings.PORTAL_TODAY = day

    return go
