"""Find numbers that look like a BSN in the text of a document.

Nine digits that pass the 11-proef (Regeling vaststelling nummersystematiek BSN). One in eleven of
all nine-digit numbers does, so this finds what looks like one; a person decides. Numbers of firms
(RSIN) pass too: they are left out where their suffix or prefix gives them away.
"""

import re

from stdnum.nl import bsn

_NUMBER = re.compile(
    r"""
    (?<![\d.,]) (?<!NL)                       # not the tail of a longer number or of a VAT number
    ( \d{9} | \d{4}[. ]\d{2}[. ]\d{3} | \d{3}[. ]\d{3}[. ]\d{3} | \d{4}[. ]\d{5} )
    (?![\d,]) (?!\.\d) (?![ ]?[BL]\d{2})      # not the head of one; B01 and L01 are firms
    """,
    re.VERBOSE,
)


def pages_with_bsn(text: str) -> list[int]:
    """The pages (from 1) that show a number like a BSN; pages end with a form feed."""
    return [number for number, page in enumerate(text.split("\f"), start=1) if _shows_bsn(page)]


def _shows_bsn(page: str) -> bool:
    return any(bsn.is_valid(re.sub(r"\D", "", match[1])) for match in _NUMBER.finditer(page))
