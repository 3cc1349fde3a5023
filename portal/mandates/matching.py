"""Is the person their bank knows the person we know? Pure rules, stated one by one.

The bank sends initials, the surname at birth and the birth date, no first names and no BSN. They are
laid beside the BRP brondata, or beside what the applicant typed. All rules agree: a match, and no copy
of an identity document is needed. Otherwise a person looks at it; the machine never says «not you».
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, product

from portal.mandates.idin.port import IdentifiedPerson, Surname

NO_SURNAME = Surname()
LONG_INITIALS = frozenset({"ch", "chr", "ij", "ph", "sj", "st", "th", "tj"})
"""Initials of more than one letter that the Dutch write in a row with others."""
LONGEST_INITIAL = max(map(len, LONG_INITIALS))


@dataclass(frozen=True)
class KnownPerson:
    """The person as the BRP or the application knows them."""

    given_names: str
    surname: Surname
    """At birth."""
    birth_date: date | None
    """None when the BRP knows only a part of it."""
    partner_surname: Surname = NO_SURNAME
    gender: str = ""
    """M, V, O or empty, as in the BRP."""


class Doubt(StrEnum):
    """Why a person has to look. `explanation` is what that person reads."""

    BIRTH_DATE_DIFFERS = "birth-date-differs"
    BIRTH_DATE_INCOMPLETE = "birth-date-incomplete"
    SURNAME_DIFFERS = "surname-differs"
    PREFIX_DIFFERS = "prefix-differs"
    PARTNER_SURNAME_ONLY = "partner-surname-only"
    INITIALS_DIFFER = "initials-differ"
    INITIALS_INCOMPLETE = "initials-incomplete"
    GENDER_DIFFERS = "gender-differs"

    @property
    def explanation(self) -> str:
        """The doubt in one Dutch sentence."""
        return _EXPLANATIONS[self]


_EXPLANATIONS = {
    Doubt.BIRTH_DATE_DIFFERS: "De geboortedatum bij de bank is een andere.",
    Doubt.BIRTH_DATE_INCOMPLETE: "De geboortedatum is bij de bank of in de BRP niet helemaal bekend.",
    Doubt.SURNAME_DIFFERS: "De achternaam bij de bank is een andere.",
    Doubt.PREFIX_DIFFERS: "De achternaam is gelijk, het tussenvoegsel niet.",
    Doubt.PARTNER_SURNAME_ONLY: "De bank noemt alleen de achternaam van de partner.",
    Doubt.INITIALS_DIFFER: "De voorletters bij de bank passen niet bij de voornamen.",
    Doubt.INITIALS_INCOMPLETE: "De bank kent niet alle voorletters.",
    Doubt.GENDER_DIFFERS: "Het geslacht bij de bank is een ander.",
}


@dataclass(frozen=True)
class Comparison:
    """How an identification and a known person compare."""

    doubts: tuple[Doubt, ...]

    @property
    def is_match(self) -> bool:
        """True when there is nothing to doubt."""
        return not self.doubts


def compare(identified: IdentifiedPerson, known: KnownPerson) -> Comparison:
    """Lay the bank's person beside ours. Every rule speaks; see the functions below."""
    doubts = (
        birth_date_doubt(identified.date_of_birth, known.birth_date),
        surname_doubt(identified.legal_surname, known),
        initials_doubt(identified.initials, known.given_names),
        gender_doubt(identified.gender, known.gender),
    )
    return Comparison(tuple(doubt for doubt in doubts if doubt))


def birth_date_doubt(at_bank: date | None, known: date | None) -> Doubt | None:
    """The birth date must be complete on both sides and equal."""
    if at_bank is None or known is None:
        return Doubt.BIRTH_DATE_INCOMPLETE
    return None if at_bank == known else Doubt.BIRTH_DATE_DIFFERS


def surname_doubt(at_bank: Surname, known: KnownPerson) -> Doubt | None:
    """The bank must name the surname at birth, with its prefix; a double name with the partner's is fine."""
    if _same(str(at_bank), known.surname):
        return None
    if known.partner_surname:
        own, partner = known.surname, known.partner_surname
        if any(_same_text(str(at_bank), double) for double in _double_names(own, partner)):
            return None
        if _same(str(at_bank), partner):
            return Doubt.PARTNER_SURNAME_ONLY
    if _same_text(at_bank.name, known.surname.name):
        return Doubt.PREFIX_DIFFERS
    return Doubt.SURNAME_DIFFERS


def initials_doubt(initials: str, given_names: str) -> Doubt | None:
    """Each given name must have its initial, in order. «Th.» and «T.» both stand for Theodora, «A.» and
    «A.M.» both for Anne-Marie."""
    left = _names_without_initial(initials, given_names)
    if not left:
        return Doubt.INITIALS_DIFFER
    return None if 0 in left else Doubt.INITIALS_INCOMPLETE


def gender_doubt(at_bank: str, known: str) -> Doubt | None:
    """Only when both sides know it (ISO 5218 at the bank, M or V in the BRP); it tells twins apart."""
    same = {"1": "M", "2": "V"}.get(at_bank)
    if same is None or known not in ("M", "V") or same == known:
        return None
    return Doubt.GENDER_DIFFERS


def is_holder(holder: str, applicants: Sequence[KnownPerson]) -> bool:
    """Whether an account in the name of `holder` is an applicant's own or joint account (gids 2.10).

    Banks write joint accounts as «F.M. de Boer e/o D. Visser»: one of the names must be an applicant's,
    by surname (at birth, the partner's or both) and by first initial when one is given.
    """
    parts = re.split(r"\s+(?:e/o|en/of|en|&|and)\s+|\s*[;+]\s*", holder.strip(), flags=re.IGNORECASE)
    return any(_is_name_of(part, person) for part in parts for person in applicants)


def _is_name_of(written: str, person: KnownPerson) -> bool:
    surnames = [str(person.surname)]
    if person.partner_surname:
        surnames += [str(person.partner_surname), *_double_names(person.surname, person.partner_surname)]
    untitled = re.sub(r"^(?:dhr|mevr|mw|hr|de heer|mevrouw)\b\.?\s*", "", written.strip(), flags=re.IGNORECASE)
    for name, surname in product(_spellings(untitled), chain.from_iterable(map(_spellings, surnames))):
        before = f" {name}".removesuffix(f" {surname}")
        if before != f" {name}" and _names_without_initial(before, person.given_names):
            return True
    return False


def _names_without_initial(initials: str, given_names: str) -> set[int]:
    """How many given names get no initial, for each way to divide the initials over the names; empty when
    there is no such way. A hyphenated name may count as one name or as its parts."""
    parts = [plain(name).split() for name in given_names.split()]
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


def _double_names(own: Surname, partner: Surname) -> list[str]:
    return [f"{own} - {partner}", f"{partner} - {own}"]


def _same(text: str, surname: Surname) -> bool:
    return _same_text(text, str(surname))


def _same_text(one: str, other: str) -> bool:
    return bool(_spellings(one) & _spellings(other))


def _spellings(name: str) -> set[str]:
    """All ways of writing a name that count as the same: without marks, German umlauts as ae, oe, ue."""
    umlauts = name.translate(_UMLAUTS)
    return {form for spelled in (plain(name), plain(umlauts)) for form in _prefix_forms(spelled)}


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
