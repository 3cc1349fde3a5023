"""Is the person the bank knows the person we know?"""

from datetime import date

import pytest

from portal.evidence.names import NO_SURNAME, Surname, plain
from portal.mandates.idin.port import Address, IdentifiedPerson
from portal.mandates.matching import Doubt, KnownPerson, compare, is_holder

BORN = date(1991, 4, 17)


def at_bank(
    initials: str, name: str, prefix: str = "", *, born: date | None = BORN, gender: str = "2"
) -> IdentifiedPerson:
    return IdentifiedPerson(
        subject_id="NLPOLD0",
        subject_is_transient=False,
        initials=initials,
        legal_surname=Surname(name, prefix),
        preferred_surname=Surname(name, prefix),
        partner_surname=Surname(),
        date_of_birth=born,
        date_of_birth_as_sent="",
        gender=gender,
        address=Address(),
        level_of_assurance="nl:bvn:bankid:1.0:loa3",
    )


def known(
    given_names: str, name: str, prefix: str = "", *, partner: Surname = NO_SURNAME, born: date | None = BORN
) -> KnownPerson:
    return KnownPerson(given_names, Surname(name, prefix), born, partner, gender="V")


FENNA = known("Fenna Maria", "Boer", "de")
VISSER = Surname("Visser")
VAN_DEN_BERG = Surname("Berg", "van den")


@pytest.mark.parametrize(
    ("identified", "person"),
    [
        pytest.param(at_bank("F.M.", "Boer", "de"), FENNA, id="the same"),
        pytest.param(at_bank("FM", "Boer", "de"), FENNA, id="initials without dots"),
        pytest.param(at_bank("F. M.", "BOER", "DE"), FENNA, id="capitals and spaces"),
        pytest.param(at_bank("FM", "de Boer"), FENNA, id="prefix inside the name"),
        pytest.param(at_bank("T.", "Boer"), known("Theodora", "Boer"), id="T for Theodora"),
        pytest.param(at_bank("Th.", "Boer"), known("Theodora", "Boer"), id="Th for Theodora"),
        pytest.param(at_bank("Chr.IJ.", "Boer"), known("Christina IJsbrand", "Boer"), id="Chr and IJ"),
        pytest.param(at_bank("AM", "Boer"), known("Anne-Marie", "Boer"), id="hyphen, both letters"),
        pytest.param(at_bank("A", "Boer"), known("Anne-Marie", "Boer"), id="hyphen, one letter"),
        pytest.param(at_bank("A.-M.", "Boer"), known("Anne-Marie", "Boer"), id="hyphen in the initials"),
        pytest.param(at_bank("É", "Çelik"), known("Élise", "Celik"), id="marks"),
        pytest.param(at_bank("J", "Muller"), known("Jo", "Müller"), id="umlaut dropped"),
        pytest.param(at_bank("J", "Mueller"), known("Jo", "Müller"), id="umlaut as ue"),
        pytest.param(at_bank("J", "Sørensen"), known("Jo", "Sorensen"), id="o with a stroke"),
        pytest.param(at_bank("J", "Dÿkstra"), known("Jo", "Dijkstra"), id="ij as one sign"),
        pytest.param(at_bank("J", "Ĳzer"), known("Jo", "IJzer"), id="ij as a ligature"),
        pytest.param(at_bank("J", "Ancona", "d'"), known("Jo", "Ancona", "d’"), id="apostrophes"),
        pytest.param(at_bank("J", "Berg", "v.d."), known("Jo", "Berg", "van den"), id="v.d. for van den"),
        pytest.param(at_bank("J", "Berg", "v/d"), known("Jo", "Berg", "van der"), id="v/d for van der"),
        pytest.param(at_bank("J", "Berg", "vd"), known("Jo", "Berg", "van de"), id="vd for van de"),
        pytest.param(
            at_bank("FM", "Boer-Visser", "de"), known("Fenna Maria", "Boer", "de", partner=VISSER), id="own-partner"
        ),
        pytest.param(
            at_bank("FM", "Visser-de Boer"), known("Fenna Maria", "Boer", "de", partner=VISSER), id="partner-own"
        ),
        pytest.param(
            at_bank("FM", "v.d. Berg - de Boer"),
            known("Fenna Maria", "Boer", "de", partner=VAN_DEN_BERG),
            id="partner with a short prefix",
        ),
        pytest.param(at_bank("FM", "Boer", "de", gender="0"), FENNA, id="gender not known at the bank"),
        pytest.param(at_bank("FM", "Boer", "de", gender="9"), FENNA, id="gender not specified"),
    ],
)
def test_the_same_person_is_recognised(identified: IdentifiedPerson, person: KnownPerson) -> None:
    comparison = compare(identified, person)
    assert (comparison.is_match, comparison.doubts) == (True, ())


@pytest.mark.parametrize(
    ("identified", "person", "doubts"),
    [
        (at_bank("FM", "Boer", "de", born=date(1991, 4, 18)), FENNA, {Doubt.BIRTH_DATE_DIFFERS}),
        (at_bank("FM", "Boer", "de", born=date(1991, 7, 14)), FENNA, {Doubt.BIRTH_DATE_DIFFERS}),
        (at_bank("FM", "Boer", "de", born=None), FENNA, {Doubt.BIRTH_DATE_INCOMPLETE}),
        (at_bank("FM", "Boer", "de"), known("Fenna Maria", "Boer", "de", born=None), {Doubt.BIRTH_DATE_INCOMPLETE}),
        (at_bank("FM", "Boers", "de"), FENNA, {Doubt.SURNAME_DIFFERS}),
        (at_bank("FM", "Visser"), FENNA, {Doubt.SURNAME_DIFFERS}),
        (at_bank("FM", "Boer-Jansen", "de"), FENNA, {Doubt.SURNAME_DIFFERS}),
        (
            at_bank("FM", "Boer-Jansen", "de"),
            known("Fenna Maria", "Boer", "de", partner=VISSER),
            {Doubt.SURNAME_DIFFERS},
        ),
        (at_bank("FM", "Boer"), FENNA, {Doubt.PREFIX_DIFFERS}),
        (at_bank("FM", "Boer", "den"), FENNA, {Doubt.PREFIX_DIFFERS}),
        (at_bank("J", "Berg", "vd"), known("Jo", "Berg", "van"), {Doubt.PREFIX_DIFFERS}),
        (at_bank("J", "Berg", "van der"), known("Jo", "Berg", "van den"), {Doubt.PREFIX_DIFFERS}),
        (
            at_bank("FM", "Visser"),
            known("Fenna Maria", "Boer", "de", partner=VISSER),
            {Doubt.PARTNER_SURNAME_ONLY},
        ),
        (at_bank("D", "Boer", "de"), FENNA, {Doubt.INITIALS_DIFFER}),
        (at_bank("MF", "Boer", "de"), FENNA, {Doubt.INITIALS_DIFFER}),
        (at_bank("FMA", "Boer", "de"), FENNA, {Doubt.INITIALS_DIFFER}),
        (at_bank("F", "Boer", "de"), FENNA, {Doubt.INITIALS_INCOMPLETE}),
        (at_bank("F", "Boer", "de"), known("", "Boer", "de"), {Doubt.INITIALS_DIFFER}),
        (at_bank("FM", "Boer", "de", gender="1"), FENNA, {Doubt.GENDER_DIFFERS}),
        (
            at_bank("Q", "Onbekend", born=date(1901, 1, 1)),
            FENNA,
            {Doubt.BIRTH_DATE_DIFFERS, Doubt.SURNAME_DIFFERS, Doubt.INITIALS_DIFFER},
        ),
    ],
)
def test_every_doubt_is_named_and_goes_to_a_person(
    identified: IdentifiedPerson, person: KnownPerson, doubts: set[Doubt]
) -> None:
    comparison = compare(identified, person)
    assert not comparison.is_match
    assert set(comparison.doubts) == doubts
    assert all(doubt.explanation.endswith(".") for doubt in comparison.doubts)


def test_every_doubt_has_its_own_explanation() -> None:
    assert len({doubt.explanation for doubt in Doubt}) == len(Doubt)


DAAN = KnownPerson("Daan", Surname("Dijk", "van der"), date(1990, 1, 2))
MARRIED = known("Fenna Maria", "Boer", "de", partner=VISSER)


@pytest.mark.parametrize(
    ("holder", "own"),
    [
        ("F.M. de Boer", True),
        ("FM DE BOER", True),
        ("F. de Boer", True),
        ("Fenna de Boer", True),
        ("de Boer", True),
        ("Mw. F.M. de Boer", True),
        ("mevr F de Boer", True),
        ("F.M. de Boer e/o P. Jansen", True),
        ("P. Jansen en/of F.M. de Boer", True),
        ("P. Jansen & F.M. de Boer", True),
        ("D. v.d. Dijk", True),
        ("Dhr D van der Dijk", True),
        ("P. Jansen", False),
        ("P. de Boer", False),
        ("F.M. Boer", False),
        ("F.M. van de Boer", False),
        ("Bakkerij de Boer", False),
        ("P. Jansen e/o K. de Boer", False),
        ("", False),
    ],
)
def test_an_account_must_be_in_the_name_of_an_applicant(holder: str, own: bool) -> None:
    assert is_holder(holder, [FENNA, DAAN]) is own


@pytest.mark.parametrize("holder", ["F.M. Visser", "F.M. Visser-de Boer", "F.M. de Boer - Visser", "F de Boer"])
def test_the_partner_name_on_an_account_counts(holder: str) -> None:
    assert is_holder(holder, [MARRIED])
    assert is_holder(holder, [FENNA]) is (holder == "F de Boer")


def test_no_applicant_no_holder() -> None:
    assert not is_holder("F.M. de Boer", [])


def test_plain_is_stable() -> None:
    assert plain("D'Ancona-Çelik") == "dancona celik"
    assert plain(plain("Ĳsbrand Ÿ")) == plain("Ĳsbrand Ÿ")
