"""Whose data is it? Every rule of portal/evidence/matching.py, and what no spelling may change."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from brondata.datasets import BrpDatum, BrpPersoon, BurgerlijkeStaat, Partner, Source
from portal.evidence.matching import Difference, Typed, differences
from portal.evidence.names import Surname, names_without_initial, same_name

BORN = date(1991, 4, 17)
VISSER = Partner(voornamen="Pieter", geslachtsnaam="Visser")
VAN_DEN_BERG = Partner(voornamen="Pieter", voorvoegsel="van den", geslachtsnaam="Berg")
YEAR_ONLY = BrpDatum(jaar=1991)


def register(
    given_names: str = "Fenna Maria",
    name: str = "Boer",
    prefix: str | None = "de",
    *,
    partner: Partner | None = None,
    born: BrpDatum | None = None,
    initials: str = "F.M.",
) -> BrpPersoon:
    return BrpPersoon(
        collected_at=datetime(2026, 11, 23, tzinfo=UTC),
        source=Source.BRP,
        voornamen=given_names,
        voorletters=initials,
        voorvoegsel=prefix,
        geslachtsnaam=name,
        geboortedatum=born or BrpDatum(jaar=1991, maand=4, dag=17),
        burgerlijke_staat=BurgerlijkeStaat.ONGEHUWD,
        partner=partner,
    )


def typed(
    name: str = "Boer",
    prefix: str = "de",
    *,
    given: str = "Fenna Maria",
    initials: str = "F.M.",
    born: date | None = BORN,
) -> Typed:
    return Typed(given_names=given, initials=initials, surname=Surname(name, prefix), birth_date=born)


FENNA = register()
MARRIED = register(partner=VISSER)
MARRIED_TO_BERG = register(partner=VAN_DEN_BERG)


@pytest.mark.parametrize(
    ("person", "who"),
    [
        pytest.param(FENNA, typed(), id="the same"),
        pytest.param(FENNA, typed("BOER", "DE", given="FENNA MARIA", initials="FM"), id="capitals"),
        pytest.param(FENNA, typed("de Boer", ""), id="prefix in the surname's box"),
        pytest.param(FENNA, typed("Boer", ""), id="prefix left out"),
        pytest.param(
            register(prefix=None, name="Van Damme"), typed("Damme", "van"), id="prefix in the register's name"
        ),
        pytest.param(register(name="Berg", prefix="van den"), typed("Berg", "v.d."), id="short prefix"),
        pytest.param(register(name="Hart", prefix="'t"), typed("Hart", "’t"), id="apostrophes"),
        pytest.param(register(name="Müller", prefix=None), typed("Mueller", ""), id="umlaut"),
        pytest.param(register(name="Çelik-Örs", prefix=None), typed("Celik Ors", ""), id="marks and hyphen"),
        pytest.param(MARRIED, typed(), id="married, own name"),
        pytest.param(MARRIED, typed("Visser", ""), id="the partner's name"),
        pytest.param(MARRIED, typed("Boer-Visser", "de"), id="own and partner's"),
        pytest.param(MARRIED, typed("Visser - de Boer", ""), id="partner's and own"),
        pytest.param(MARRIED_TO_BERG, typed("Berg", "van den"), id="the partner's name with prefix"),
        pytest.param(MARRIED_TO_BERG, typed("Berg-de Boer", "v.d."), id="double, short prefix"),
        pytest.param(FENNA, typed(given="Fenna", initials="F"), id="one of two names"),
        pytest.param(FENNA, typed(given="Maria", initials="M"), id="goes by the second name"),
        pytest.param(FENNA, typed(given="F.M.", initials="F.M."), id="initials in the names' box"),
        pytest.param(FENNA, typed(given="FM", initials=""), id="a row of initials only"),
        pytest.param(register(""), typed(), id="the register has initials only"),
        pytest.param(register("", initials="F."), typed(), id="the register has the first initial only"),
        pytest.param(register("Theodora"), typed(given="Theodora", initials="Th."), id="Th for Theodora"),
        pytest.param(register("Anne-Marie"), typed(given="Anne-Marie", initials="A.M."), id="hyphenated given name"),
    ],
)
def test_the_same_person_written_differently_is_recognised(person: BrpPersoon, who: Typed) -> None:
    assert differences(person, who) == ()


D = Difference


@pytest.mark.parametrize(
    ("person", "who", "found"),
    [
        pytest.param(FENNA, typed(born=date(1991, 4, 18)), {D.BIRTH_DATE}, id="a day later"),
        pytest.param(FENNA, typed(born=date(1991, 7, 14)), {D.BIRTH_DATE}, id="another month"),
        pytest.param(FENNA, typed(born=None), {D.BIRTH_DATE_INCOMPLETE}, id="nothing typed"),
        pytest.param(register(born=YEAR_ONLY), typed(), {D.BIRTH_DATE_INCOMPLETE}, id="only the year known"),
        pytest.param(FENNA, typed("Boers"), {D.SURNAME}, id="a letter more"),
        pytest.param(FENNA, typed("Visser", ""), {D.SURNAME}, id="a name of nobody in the register"),
        pytest.param(MARRIED, typed("Boer-Jansen"), {D.SURNAME}, id="double with somebody else's"),
        pytest.param(FENNA, typed("", ""), {D.SURNAME}, id="no surname"),
        pytest.param(register(name="Berg", prefix="van den"), typed("Berg", "van der"), {D.PREFIX}, id="other prefix"),
        pytest.param(FENNA, typed("Boer", "den"), {D.PREFIX}, id="den for de"),
        pytest.param(FENNA, typed(given="Daan", initials="D"), {D.INITIALS, D.GIVEN_NAMES}, id="a brother, a twin"),
        pytest.param(FENNA, typed(given="Floor", initials="F"), {D.GIVEN_NAMES}, id="a twin with the same initial"),
        pytest.param(FENNA, typed(given="Fenna", initials="M.F."), {D.INITIALS}, id="initials in another order"),
        pytest.param(FENNA, typed(given="Fenna", initials="F.M.A."), {D.INITIALS}, id="an initial too many"),
        pytest.param(FENNA, typed(given="", initials=""), {D.INITIALS}, id="no first names at all"),
        pytest.param(register("", initials="D."), typed(), {D.INITIALS}, id="another initial in the register"),
        pytest.param(register("", initials=""), typed(), {D.INITIALS}, id="no first names in the register"),
        pytest.param(
            register("Daan", "Visser", None, born=BrpDatum(jaar=1990, maand=1, dag=2)),
            typed(),
            {D.BIRTH_DATE, D.SURNAME, D.INITIALS, D.GIVEN_NAMES},
            id="somebody else altogether",
        ),
    ],
)
def test_somebody_else_is_never_taken_for_the_applicant(person: BrpPersoon, who: Typed, found: set[Difference]) -> None:
    assert set(differences(person, who)) == found


NAMES = st.text("abcdefghijklmnopqrstuvwxyzéëöüç", min_size=2, max_size=8).map(str.title)
PEOPLE = st.builds(
    register,
    st.lists(NAMES, min_size=1, max_size=4).map(" ".join),
    NAMES,
    st.sampled_from([None, "de", "van", "van den", "van der", "'t"]),
    partner=st.sampled_from([None, VISSER, VAN_DEN_BERG]),
)


def as_typed(person: BrpPersoon) -> Typed:
    """The person as their passport has it."""
    first = person.voornamen.split()
    return Typed(
        given_names=person.voornamen,
        initials=".".join(name[0] for name in first) + ".",
        surname=Surname(person.geslachtsnaam, person.voorvoegsel or ""),
        birth_date=BORN,
    )


@given(PEOPLE)
def test_everybody_is_themselves_also_in_capitals_and_with_the_prefix_in_the_other_box(person: BrpPersoon) -> None:
    own = as_typed(person)
    assert differences(person, own) == ()
    assert differences(person, replace(own, surname=Surname(str(own.surname)))) == ()
    loud = replace(own, given_names=own.given_names.upper(), surname=Surname(str(own.surname).upper()))
    assert differences(person, loud) == ()


@given(PEOPLE, st.dates(date(1920, 1, 1), date(2010, 1, 1)))
def test_another_birth_date_never_matches(person: BrpPersoon, born: date) -> None:
    found = differences(person, replace(as_typed(person), birth_date=born))
    assert bool(found) is (born != BORN)


@given(PEOPLE, PEOPLE)
def test_a_surname_of_nobody_in_the_register_never_matches(person: BrpPersoon, other: BrpPersoon) -> None:
    theirs = {"Visser", "Berg"} if person.partner else set()
    if any(same_name(other.geslachtsnaam, one) for one in {person.geslachtsnaam, *theirs}):
        return
    assert differences(person, replace(as_typed(person), surname=Surname(other.geslachtsnaam))) != ()


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=60), st.text(max_size=60))
def test_whatever_a_supplier_or_a_person_writes_is_compared_without_an_error(
    names: str, surname: str, given_names: str, initials: str
) -> None:
    person = register(names, surname, surname[:9])
    differences(person, Typed(given_names=given_names, initials=initials, surname=Surname(surname), birth_date=BORN))


def test_a_name_made_to_be_slow_is_read_at_once() -> None:
    assert names_without_initial("B" * 20, " ".join(["Anne-Anna"] * 40)) == set()
