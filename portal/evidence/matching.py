"""Is the person in the brondata the person we invited? Pure rules, stated one by one.

What the applicant typed under "Over jou" (names as in the passport) is laid beside the BRP. All rules must
hold, or nobody sees the data: two people of one household may share a surname, twins a birth date, and
somebody may log in with another's DigiD.

1. Birth date: complete in the register, and equal. A register that knows only the year never matches.
2. Surname: the one at birth, the partner's, or both in either order, because people go by any of them
   (BRP: aanduiding naamgebruik). Marks, capitals, hyphens and apostrophes do not count.
3. Prefix (tussenvoegsel): the same, written short (v.d.) or in full, in its own box or in the surname's.
   Left out on one side is no difference; another one is: Van den Berg is not Van der Berg.
4. Initials: what was typed divides over the register's given names, in order; fewer than there are is
   fine, and so is beginning at the name one goes by. A register that has initials only is compared by those.
5. Given names: one of those typed is one of the register's. Where either side writes only initials,
   rule 4 decides alone. Nothing typed at all cannot be compared, and does not match.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from brondata.datasets import BrpPersoon
from portal.evidence.names import MOST_NAMES, Surname, double_names, names_without_initial, plain, same_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """Who the applicant said to be."""

    given_names: str
    initials: str
    surname: Surname
    birth_date: date | None


class Difference(StrEnum):
    """The rule that did not hold; never a name or a date, so that it may be logged."""

    BIRTH_DATE = "birth-date"
    BIRTH_DATE_INCOMPLETE = "birth-date-incomplete"
    SURNAME = "surname"
    PREFIX = "prefix"
    INITIALS = "initials"
    GIVEN_NAMES = "given-names"


def differences(person: BrpPersoon, typed: Typed) -> tuple[Difference, ...]:
    """The rules of this module that do not hold for `person` and `typed`; none means the same person."""
    found = (_birth_date(person, typed), _surname(person, typed), *_first_names(person, typed))
    return tuple(one for one in found if one)


def _birth_date(person: BrpPersoon, typed: Typed) -> Difference | None:
    born = person.geboortedatum.volledig()
    if born is None or typed.birth_date is None:
        return Difference.BIRTH_DATE_INCOMPLETE
    return None if born == typed.birth_date else Difference.BIRTH_DATE


def _surname(person: BrpPersoon, typed: Typed) -> Difference | None:
    own = Surname(person.geslachtsnaam, person.voorvoegsel or "")
    known = [own]
    doubles: list[str] = []
    if person.partner is not None:
        partner = Surname(person.partner.geslachtsnaam, person.partner.voorvoegsel or "")
        known.append(partner)
        doubles = double_names(own, partner) + double_names(Surname(own.name), partner)
        doubles += double_names(own, Surname(partner.name))
    written = str(typed.surname)
    if any(plain(one) and same_name(written, one) for one in [*map(str, known), *doubles]):
        return None
    bare = [one for one in known if plain(one.name) and same_name(typed.surname.name, one.name)]
    if any(not one.prefix or not typed.surname.prefix for one in bare):
        return None
    return Difference.PREFIX if bare else Difference.SURNAME


def _first_names(person: BrpPersoon, typed: Typed) -> tuple[Difference | None, ...]:
    register = person.voornamen if plain(person.voornamen) else person.voorletters
    if not plain(typed.initials) and not plain(typed.given_names):
        return (Difference.INITIALS,)
    if _only_initials(register):
        return (_row_of_initials(typed, register),)
    misfit = plain(typed.initials) and not _divide(typed.initials, register)
    return Difference.INITIALS if misfit else None, _given_names(typed.given_names, register)


def _row_of_initials(typed: Typed, register: str) -> Difference | None:
    known = _letters(register)
    written = _letters(typed.initials) or _initials_of(typed.given_names)
    same = bool(known) and bool(written) and (written.startswith(known) or known.startswith(written))
    return None if same else Difference.INITIALS


def _given_names(typed: str, register: str) -> Difference | None:
    """One name in common; or what was typed are initials, which then must divide."""
    if not plain(typed) or set(plain(typed).split()) & set(plain(register).split()):
        return None
    return None if _divide(typed, register) else Difference.GIVEN_NAMES


def _divide(initials: str, register: str) -> bool:
    names = register.split()
    return any(names_without_initial(initials, " ".join(names[first:])) for first in range(min(len(names), MOST_NAMES)))


def _only_initials(names: str) -> bool:
    """Whether no name is written out: «S.E.», «S E», «Chr.», or nothing."""
    return "." in names or all(len(part) == 1 for part in plain(names).split())


def _initials_of(names: str) -> str:
    return "".join(part[0] for part in plain(names).split())


def _letters(initials: str) -> str:
    return plain(initials).replace(" ", "")
