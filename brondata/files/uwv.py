"""The grammar of the UWV printout ("Printversie verzekeringsbericht"), on its text. It fails closed.

Only the PDF is public (`docs/decisions/files-of-applicants.md`): every line must be one that we know, in an order that
we know, on pages that are all there. Whatever else stands in it, the file is not read and a person reads it instead.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from typing import NoReturn

from brondata.datasets import Dienstverband, Loonperiode, Source, UwvVerzekeringsbericht
from brondata.files.reading import AMSTERDAM, FileReading, Holder, NotRead
from brondata.files.uwv_lines import EXTRAS, MONTHS, Line, Token, lines_of

LONGEST_CONTRACT_FORM = 200
"""Characters; the longest form of the IBL's appendix 6 has 103."""


@dataclass
class _Period:
    """A line of the table, with the lines of a lease car under it."""

    van: date
    tot: date
    uren: int
    sv_loon: Decimal
    extras: dict[str, Decimal] = field(default_factory=dict)

    def built(self) -> Loonperiode:
        return Loonperiode(van=self.van, tot=self.tot, uren=self.uren, sv_loon=self.sv_loon, **self.extras)


class _Reader:
    """The lines of a printout, one ahead. The grammar is the methods, from `printout` down."""

    def __init__(self, lines: Iterator[Line], versie: str) -> None:
        self._lines = lines
        self._versie = versie
        self._next = next(lines, None)

    def printout(self) -> FileReading:
        self._take(Token.TITLE)
        naam = self._take(Token.NAME)["naam"]
        geboren = self._day(self._take(Token.BORN))
        self._maybe(Token.BSN)
        datum = self._long_day(self._take(Token.DATED))
        self._take(Token.SECTION)
        contracts = []
        while self._next is not None:
            contracts.append(self._contract(datum))
        return FileReading(
            holder=Holder(naam=naam, geboortedatum=geboren),
            verzekeringsbericht=UwvVerzekeringsbericht(
                collected_at=datetime.combine(datum, time.min, AMSTERDAM),
                source=Source.UWV,
                datum=datum,
                versie=self._versie,
                dienstverbanden=tuple(contracts),
            ),
        )

    def _contract(self, datum: date) -> Dienstverband:
        werkgever = self._take(Token.EMPLOYER)["werkgever"]
        number = self._take(Token.NUMBER)["nummer"]
        laws = self._maybe(Token.LAWS)
        form = self._form()
        self._take(Token.TABLE)
        periods = [self._period(datum)]
        while self._next is not None and self._next.token is not Token.EMPLOYER:
            periods.append(self._period(datum))
        built = sorted((period.built() for period in periods), key=lambda period: (period.van, period.tot))
        return Dienstverband(
            werkgever=werkgever,
            loonheffingennummer=number,
            contractvorm=form,
            verzekerde_wetten=tuple(law.strip() for law in laws["wetten"].split(",")) if laws else (),
            perioden=tuple(built),
        )

    def _form(self) -> str | None:
        """The contract form may be absent (unknown), and may run on over the next line."""
        first = self._maybe(Token.FORM)
        if first is None:
            return None
        words = [first["vorm"]]
        while (more := self._maybe(Token.WORDS)) is not None:
            words.append(more["woorden"])
        form = " ".join(words)
        if len(form) > LONGEST_CONTRACT_FORM:
            self._stop()
        return form

    def _period(self, datum: date) -> _Period:
        # A table that runs over the page gets its heading again at the top of the next one.
        if self._next is not None and self._next.opens_page:
            self._maybe(Token.TABLE)
        found = self._take(Token.PERIOD)
        van, tot = self._date(found["van"]), self._date(found["tot"])
        if not van <= tot <= datum:
            self._stop()
        period = _Period(van=van, tot=tot, uren=int(found["uren"]), sv_loon=_money(found))
        while (extra := self._maybe(Token.CAR)) is not None:
            name = EXTRAS[extra["wat"]]
            if name in period.extras:
                self._stop()
            period.extras[name] = _money(extra)
        return period

    def _take(self, token: Token) -> dict[str, str]:
        if self._next is None or self._next.token is not token:
            self._stop()
        found = self._next.values
        self._next = next(self._lines, None)
        return found

    def _maybe(self, token: Token) -> dict[str, str] | None:
        return self._take(token) if self._next is not None and self._next.token is token else None

    def _day(self, found: dict[str, str]) -> date:
        return self._date(found["dag"])

    def _date(self, text: str) -> date:
        day, month, year = (int(part) for part in text.split("-"))
        return self._on(year, month, day)

    def _long_day(self, found: dict[str, str]) -> date:
        return self._on(int(found["jaar"]), MONTHS.index(found["maand"]) + 1, int(found["dag"]))

    def _on(self, year: int, month: int, day: int) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            self._stop()

    def _stop(self) -> NoReturn:
        raise NotRead("the end" if self._next is None else f"page {self._next.page}, line {self._next.number}")


def read_printout(content: bytes) -> FileReading:
    """The message in the text of a printout (UTF-8, a form feed after each page). Raises ``NotRead``."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise NotRead("encoding") from None
    lines, versie = lines_of(text)
    return _Reader(iter(lines), versie).printout()


def _money(found: dict[str, str]) -> Decimal:
    minus = re.search("[-\u2212]", found["teken"]) is not None
    amount = Decimal(found["euro"].replace(".", "").replace(",", "."))
    return -amount if minus else amount
