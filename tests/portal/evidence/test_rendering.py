"""Previews: a page as a PNG of the asked width, or a clear error."""

from io import BytesIO

import pytest
from PIL import Image

from portal.evidence import rendering
from tests.portal.evidence import corpus


def test_a_page_is_as_wide_as_asked() -> None:
    with Image.open(BytesIO(rendering.page_png(corpus.many_pages(3), 2, 600))) as page:
        assert page.format == "PNG"
        assert page.size == (600, 850)


def test_each_page_is_its_own() -> None:
    pdf = corpus.saved(corpus.pdf_with("een", "twee heel andere woorden"))
    assert rendering.page_png(pdf, 1, 300) != rendering.page_png(pdf, 2, 300)


@pytest.mark.parametrize(("pdf", "page"), [(corpus.payslip(), 2), (b"geen pdf", 1), (b"", 1)])
def test_a_page_that_is_not_there_is_an_error(pdf: bytes, page: int) -> None:
    with pytest.raises(rendering.NotDrawable):
        rendering.page_png(pdf, page, 300)


def test_a_page_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "CAGE", rendering.sandbox.Cage(cpu_seconds=1, wall_seconds=3))
    with pytest.raises(rendering.NotDrawable):
        rendering.page_png(corpus.laughing_forms(), 1, 300)


@pytest.mark.parametrize(("page", "width"), [(0, 300), (-1, 300), (1, 0), (1, 2481)])
def test_odd_numbers_are_a_mistake_of_ours(page: int, width: int) -> None:
    with pytest.raises(ValueError, match="page"):
        rendering.page_png(corpus.payslip(), page, width)
