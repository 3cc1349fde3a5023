"""How names are written and compared, whoever wrote them: registers, banks and people. Pure.

Marks, capitals, apostrophes and hyphens do not tell people apart; a prefix (tussenvoegsel) does, though
«v.d.» may stand for van de, van der and van den, and a German umlaut may be written as ae, oe, ue.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, product

LONG_INITIALS = frozenset({"ch", "chr", "ij", "ph", "sj", "st", "th", "tj"})
"""Initials of more than one letter that the Dutch write in a row with others."""
LONGEST_INITIAL = max(map(len, LONG_INITIALS))
MOST_NAMES = 10
"""Given names that are looked at: each hyphenated one doubles the readings, and a supplier may send anything."""


@dataclass(frozen=True)
class Surname:
    """A surname and its prefix (tussenvoegsel), apart. An absent name is the empty string."""

    name: str = ""
    prefix: str = ""

    def __bool__(self) -> bool:
        return bool(self.name)

    def __str__(self) -> str:
        return f"{self.prefix} {self.name}".strip()


NO_SURNAME = Surname()


def same_name(one: str, other: str) -> bool:
    """Whether two names, each with its prefix in front, can be the same name written differently."""
    return bool(spellings(one) & spellings(other))


def double_names(own: Surname, partner: Surname) -> list[str]:
    """The two ways to write one's own name and the partner's together."""
    return [f"{own} - {partner}", f"{partner} - {own}"]


def spellings(name: str) -> set[str]:
    """All ways of writing a name that count as the same: without marks, German umlauts as ae, oe, ue."""
    umlauts = name.translate(_UMLAUTS)
    return {form for spelled in (plain(name), plain(umlauts)) for form in _prefix_forms(spelled)}


def names_without_initial(initials: str, given_names: str) -> set[int]:
    """How many given names get no initial, for each way to divide the initials over the names; empty when
    there is no such way. A hyphenated name may count as one name or as its parts."""
    parts = [plain(name).split() for name in given_names.split()[:MOST_NAMES]]
    readings = product(*({tuple(names), tuple(names[:1])} for names in parts))
    written = [(token, "." in initials) for token in plain(initials).split()]
    return {left for names in readings for left in _divide(written, list(chain.from_iterable(names)))}


def _divide(written: list[tuple[str, bool]], names: list[str]) -> Iterator[int]:
    """The names left over, per division. A token between dots is one initial, however long; without dots
    a token is a row of initials, or a name in full."""
    if not written:
        yield len(names)
        return
    if not names:
        return
    (token, is_one), *others = written
    if token == names[0] or (is_one and names[0].startswith(token)):
        yield from _divide(others, names[1:])
    for size in range(1, min(len(token), LONGEST_INITIAL) + 1):
        initial, remainder = token[:size], token[size:]
        if names[0].startswith(initial) and (size == 1 or initial in LONG_INITIALS):
            yield from _divide([(remainder, False), *others] if remainder else others, names[1:])


def _prefix_forms(name: str) -> set[str]:
    """«v d berg» may also be van de, van der or van den; other names are only themselves."""
    return {name} | {_SHORT_PREFIX.sub(f"van {article} ", name, count=1) for article in ("de", "der", "den")}


def plain(name: str) -> str:
    """A name in small letters without marks: «D'Ancona-Çelik» becomes «dancona celik»."""
    letters = name.casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", letters)
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    spaced = re.sub(r"[-/.,_]", " ", re.sub(r"['’‘`´]", "", bare))
    return " ".join(spaced.split())


_SHORT_PREFIX = re.compile(r"(?<!\S)(?:vd|v d) (?=\S)")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
# Letters that Unicode does not take apart; ÿ is how old systems keep the Dutch ij.
_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ÿ": "ij", "ŋ": "n"}
)
