"""Is a file about the person who was asked for it? Pure; the names are compared as `portal.evidence.names` does.

A printout knows initials and a surname, no more: birth date, surname with prefix and initials must all agree. Whatever
is not sure does not match: then the file is not used by itself, and a person reads it.
"""

import re

from brondata.files import Holder
from portal.evidence.matching import Typed
from portal.evidence.names import plain, same_name

_TITLE = re.compile(r"(?:mevrouw|de heer|mevr\.|dhr\.)\s+", re.IGNORECASE)
_INITIALS = re.compile(r"((?:[^\W\d_]{1,3}\. ?)+)(.+)")
_BETWEEN = re.compile(r"\s*[-\u2013/]\s*")


def is_about(holder: Holder, typed: Typed) -> bool:
    """Whether the holder of a file is who the applicant said to be."""
    found = _INITIALS.fullmatch(_TITLE.sub("", holder.naam.strip(), count=1))
    if found is None or typed.birth_date is None or holder.geboortedatum != typed.birth_date:
        return False
    return _same_initials(found[1], typed.initials) and _same_surname(found[2], str(typed.surname))


def _same_initials(printed: str, typed: str) -> bool:
    """One is the beginning of the other: people leave out their last names."""
    one, other = _letters(printed), _letters(typed)
    return bool(one) and bool(other) and (one.startswith(other) or other.startswith(one))


def _same_surname(printed: str, typed: str) -> bool:
    """The whole name, or either half of a double one."""
    if not plain(typed):
        return False
    return any(same_name(typed, one) for one in (printed, *_BETWEEN.split(printed)) if plain(one))


def _letters(initials: str) -> str:
    return plain(initials).replace(" ", "")
