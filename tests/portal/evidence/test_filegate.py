"""Whatever the bytes are, reading them ends in a copy or a refusal, and naming them never fails."""

from collections.abc import Callable
from functools import partial
from io import BytesIO
from random import Random

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.evidence.bsn import pages_with_bsn
from portal.evidence.filegate import images, pdf
from portal.evidence.filegate.finding import Copy, NeedsDrawing, Rejected
from portal.evidence.filegate.kinds import Kind, Stranger, kind_of
from portal.evidence.gate_texts import REFUSALS, REMARKS
from tests.portal.evidence import corpus

PIXELS = 60_000_000
PDFS = [corpus.payslip, corpus.with_every_active_thing, corpus.filled_form, corpus.digitally_signed]


def damaged(content: bytes, random: Random) -> bytes:
    """The same file with a few bytes changed, copied or lost."""
    found = bytearray(content)
    for _ in range(random.choice([1, 3, 10])):
        at, other = random.randrange(len(found) - 30), random.randrange(len(found) - 30)
        length = random.randrange(1, 25)
        match random.randrange(3):
            case 0:
                found[at] = random.choice(b"0123456789/<>[]() RfnN\x00\xff")
            case 1:
                found[at : at + length] = found[other : other + length]
            case _:
                del found[at : at + 4]
    return bytes(found)


def outcome(look: Callable[[], Copy]) -> Copy | str:
    """The copy, or the code of the refusal; anything else is not caught."""
    try:
        return look()
    except NeedsDrawing:
        return Copy(corpus.payslip(), pages=1)
    except Rejected as rejected:
        return rejected.code


def acts_in(content: bytes) -> list[str]:
    """Scripts among the objects of a PDF, at the top or one level down."""
    with pikepdf.open(BytesIO(content)) as copy:
        found = [item for item in copy.objects if isinstance(item, pikepdf.Dictionary | pikepdf.Stream)]
        found += [value for item in found for value in item.values() if isinstance(value, pikepdf.Dictionary)]
        return [repr(item) for item in found if item.get("/S") == pikepdf.Name.JavaScript or "/JS" in item]


@pytest.mark.parametrize("make", PDFS)
@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_pdf_ends_in_a_copy_or_a_refusal_with_a_text(make: Callable[[], bytes], seed: int) -> None:
    random, content = Random(seed), make()
    for _ in range(200):
        ended = outcome(partial(pdf.copy_of, damaged(content, random), max_pages=60, max_pixels=PIXELS))
        if isinstance(ended, str):
            assert ended in REFUSALS
        else:
            assert set(ended.remarks) <= set(REMARKS)
            assert not acts_in(ended.content)


@pytest.mark.filterwarnings("ignore::UserWarning")  # Pillow remarks on broken EXIF
@pytest.mark.parametrize("seed", range(5))
def test_a_damaged_photo_ends_in_a_copy_or_a_refusal_with_a_text(seed: int) -> None:
    random, content = Random(seed), corpus.photo_with_place()
    for _ in range(40):
        ended = outcome(partial(images.copy_of, damaged(content, random), Kind.JPEG, max_pixels=PIXELS))
        assert ended in REFUSALS if isinstance(ended, str) else ended.pages == 1


@given(st.binary(max_size=2000))
def test_any_bytes_have_a_kind(content: bytes) -> None:
    assert isinstance(kind_of(content), Kind | Stranger)


def test_every_kind_we_do_not_take_has_its_own_text() -> None:
    assert {stranger.value for stranger in Stranger} <= set(REFUSALS)


@given(st.text(alphabet="0123456789 .,\fNLB<", max_size=200))
def test_any_text_can_be_searched_for_a_bsn(text: str) -> None:
    assert set(pages_with_bsn(text)) <= set(range(1, text.count("\f") + 2))
