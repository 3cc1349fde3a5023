"""Whose file it is: birth date, surname and initials agree, or the file is nobody's."""

from datetime import date

import pytest

from brondata.files import Holder
from portal.evidence.holders import is_about
from portal.evidence.matching import Typed
from portal.evidence.names import Surname

BORN = date(1991, 4, 17)


def typed(initials: str = "F.M.", prefix: str = "de", name: str = "Boer", born: date | None = BORN) -> Typed:
    return Typed(given_names="Fenna Maria", initials=initials, surname=Surname(name, prefix), birth_date=born)


@pytest.mark.parametrize(
    "naam",
    [
        "Mevrouw F.M. de Boer",
        "F.M. de Boer",
        "De heer F.M. de Boer",
        "Mevr. F. M. de Boer",
        "F. de Boer",
        "F.M. Jansen - de Boer",
        "F.M. de Boer-Jansen",
        "F.M. DE BOER",
    ],
)
def test_the_ways_to_print_one_name(naam: str) -> None:
    assert is_about(Holder(naam=naam, geboortedatum=BORN), typed())


@pytest.mark.parametrize(
    "naam",
    [
        "Mevrouw F.M. Boer",
        "F.M. van Boer",
        "S. de Boer",
        "F.M. de Boers",
        "Fenna de Boer",
        "de Boer",
        "Mevrouw",
        "",
        "F.M.",
    ],
)
def test_another_name_is_nobody_s(naam: str) -> None:
    assert not is_about(Holder(naam=naam, geboortedatum=BORN), typed())


def test_another_birth_date_or_none_is_nobody_s() -> None:
    holder = Holder(naam="F.M. de Boer", geboortedatum=BORN)
    assert not is_about(holder, typed(born=date(1991, 4, 18)))
    assert not is_about(holder, typed(born=None))
    assert not is_about(holder, typed(initials=""))
    assert not is_about(holder, typed(name="", prefix=""))
