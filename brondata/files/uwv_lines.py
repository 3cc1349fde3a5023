"""The lines of the UWV printout: each is one of these, or the file is not read."""

import re
from dataclasses import dataclass, field
from enum import Enum

from brondata.files.reading import NotRead

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
EXTRAS = {"Waarde privégebruik auto": "waarde_privegebruik_auto", "Eigen bijdrage auto": "eigen_bijdrage_auto"}
"""Lines under a period of who drives a car of the employer."""

# Digits are 0 to 9 only: \d would take those of every script.
_DAY = "[0-9]{2}-[0-9]{2}-[0-9]{4}"
# A correction is below zero; the minus stands before or after the euro sign, as a hyphen or as a real minus.
_MONEY = r"(?P<teken>[-\u2212]?€ ?[-\u2212]?) ?(?P<euro>[0-9]{1,3}(?:\.[0-9]{3}){0,3},[0-9]{2})"
# No number as long as a BSN: that has no business in a name.
_TEXT = r"(?!.*\d{8})[^\W_][\w .,&'’/()+-]*"


class Token(Enum):
    """A kind of line, by its whole text with every run of spaces as one."""

    TITLE = re.compile(r"Printversie verzekeringsbericht")
    BORN = re.compile(rf"Geboortedatum: (?P<dag>{_DAY})")
    BSN = re.compile(r"(?:BSN|Burgerservicenummer): ?[0-9*. ]{8,12}")
    DATED = re.compile(rf"Datum: (?P<dag>[0-9]{{1,2}}) (?P<maand>{'|'.join(MONTHS)}) (?P<jaar>[0-9]{{4}})")
    SECTION = re.compile(r"Loongegevens")
    EMPLOYER = re.compile(rf"Werkgever/Instantie: (?P<werkgever>{_TEXT})")
    NUMBER = re.compile(r"Loonheffingennummer: (?P<nummer>[0-9]{9}L[0-9]{2})")
    LAWS = re.compile(r"Verzekerde wetten: (?P<wetten>[A-Z][A-Za-z/]*(?:, ?[A-Z][A-Za-z/]*)*)")
    FORM = re.compile(r"Contractvorm: (?P<vorm>[^\W\d_][^\d:€]*)")
    TABLE = re.compile(r"Periode Aantal uur Sv-loon")
    PERIOD = re.compile(rf"(?P<van>{_DAY}) t/m (?P<tot>{_DAY}) (?P<uren>-?[0-9]{{1,4}}) {_MONEY}")
    CAR = re.compile(rf"(?P<wat>{'|'.join(EXTRAS)}) {_MONEY}")
    NAME = re.compile(r"(?P<naam>(?:Mevrouw|De heer|Mevr\.|Dhr\.) [^\W\d_][^\d:€]*)")
    # The rest of a line that was too long; it can't be mistaken for a label or an amount.
    WORDS = re.compile(r"(?P<woorden>[a-z][^\d:€]*)")


_FOOTER = re.compile("(?P<versie>VZB-[0-9]{3}) (?P<page>[0-9]{1,3})/(?P<pages>[0-9]{1,3})")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: what it is, what stands in it, and where it is."""

    token: Token
    page: int
    number: int
    values: dict[str, str] = field(default_factory=dict)
    opens_page: bool = False


def lines_of(text: str) -> tuple[list[Line], str]:
    """Every line of every page but the footers, and the version that those name.

    Raises ``NotRead`` for a line or a page that does not belong.
    """
    pages = text.split("\f")
    if pages and not pages[-1].strip():
        pages.pop()
    found: list[Line] = []
    versions = set()
    for number, page in enumerate(pages, start=1):
        rows = [" ".join(row.split()) for row in page.splitlines()]
        rows = [row for row in rows if row]
        footer = _FOOTER.fullmatch(rows.pop()) if rows else None
        if footer is None or (int(footer["page"]), int(footer["pages"])) != (number, len(pages)):
            raise NotRead(f"page {number}, footer")
        versions.add(footer["versie"])
        found += [_line(row, number, place) for place, row in enumerate(rows, start=1)]
    if len(versions) != 1:
        raise NotRead("version")
    return found, versions.pop()


def _line(row: str, page: int, number: int) -> Line:
    for token in Token:
        if (match := token.value.fullmatch(row)) is not None:
            return Line(token, page, number, match.groupdict(), opens_page=number == 1)
    raise NotRead(f"page {page}, line {number}")
