"""Is the person in the brondata the person we invited? Pure."""

import unicodedata
from datetime import date

from brondata.datasets import BrpPersoon


def normalise(name: str) -> str:
    """A name without case, diacritics, hyphens or spaces, so that registers and typing compare."""
    bare = unicodedata.normalize("NFKD", name)
    return "".join(ch for ch in bare.casefold() if ch.isalpha())


def is_same_person(person: BrpPersoon, *, surname: str, birth_date: date | None) -> bool:
    """Whether surname (own, or the partner's in use) and birth date are those of `person`.

    An incomplete birth date in the register never matches: a person must look.
    """
    born = person.geboortedatum
    if birth_date is None or (born.jaar, born.maand, born.dag) != (
        birth_date.year,
        birth_date.month,
        birth_date.day,
    ):
        return False
    own = normalise(person.geslachtsnaam)
    # Some people type the prefix in the surname's box.
    names = {own, normalise(person.voorvoegsel or "") + own}
    if person.partner is not None:
        partner = normalise(person.partner.geslachtsnaam)
        names |= {partner, partner + own}
    return normalise(surname) in names
