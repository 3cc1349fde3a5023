"""Is the person their bank knows the person we know? Pure rules, stated one by one.

The bank sends initials, the surname at birth and the birth date, no first names and no BSN. They are
laid beside the BRP brondata, or beside what the applicant typed. All rules agree: a match, and no copy
of an identity document is needed. Otherwise a person looks at it; the machine never says «not you».
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain, product

from portal.evidence.names import NO_SURNAME, Surname, double_names, names_without_initial, same_name, spellings
from portal.mandates.idin.port import IdentifiedPerson


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
    if same_name(str(at_bank), str(known.surname)):
        return None
    if known.partner_surname:
        own, partner = known.surname, known.partner_surname
        if any(same_name(str(at_bank), double) for double in double_names(own, partner)):
            return None
        if same_name(str(at_bank), str(partner)):
            return Doubt.PARTNER_SURNAME_ONLY
    if same_name(at_bank.name, known.surname.name):
        return Doubt.PREFIX_DIFFERS
    return Doubt.SURNAME_DIFFERS


def initials_doubt(initials: str, given_names: str) -> Doubt | None:
    """Each given name must have its initial, in order. «Th.» and «T.» both stand for Theodora, «A.» and
    «A.M.» both for Anne-Marie."""
    left = names_without_initial(initials, given_names)
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
        surnames += [str(person.partner_surname), *double_names(person.surname, person.partner_surname)]
    untitled = re.sub(r"^(?:dhr|mevr|mw|hr|de heer|mevrouw)\b\.?\s*", "", written.strip(), flags=re.IGNORECASE)
    for name, surname in product(spellings(untitled), chain.from_iterable(map(spellings, surnames))):
        before = f" {name}".removesuffix(f" {surname}")
        if before != f" {name}" and names_without_initial(before, person.given_names):
            return True
    return False
