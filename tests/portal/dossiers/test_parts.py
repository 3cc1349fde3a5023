"""Which subjects apply to whom, when one is answered, and what of it counts."""

from decimal import Decimal
from typing import Any

import pytest

from portal.dossiers import services
from portal.dossiers.models import Applicant, Wish
from portal.dossiers.parts import HOME, PERSON, Part, current, open_parts, parts_of
from portal.dossiers.queries import missing_answers
from portal.dossiers.told import told_by
from tests.portal import applications

pytestmark = pytest.mark.django_db


def slugs(parts: tuple[Part, ...]) -> set[str]:
    return {part.slug for part in parts}


def tell(row: Applicant | Wish, answers: dict[str, Any] | None = None, **told: Any) -> None:
    by = row.user if isinstance(row, Applicant) else row.dossier.applicants.get(position=1).user
    services.save_answers(instance=row, dossier=row.dossier, by=by, answers=answers or {}, told=told)


def test_no_and_zero_are_answers_and_nothing_is_not() -> None:
    one = applications.applicant("sanne")
    assert (one.works_for_n26, one.alimony_monthly) == (False, 0)
    assert open_parts(one) == ()
    one.works_for_n26 = None
    assert slugs(open_parts(one)) == {"afkomst"}


ALONE = [part for part in PERSON if part.slug in ("wie-je-bent", "afkomst", "burgerlijke-staat", "loon", "lasten")]


@pytest.mark.parametrize("field", [name for part in ALONE for name in part.columns if name not in part.optional])
def test_each_answer_in_a_column_is_needed(field: str) -> None:
    one = applications.applicant("sanne")
    setattr(one, field, None if one._meta.get_field(field).null else "")
    one.save()
    assert any(line.startswith("gegevens van") for line in missing_answers(one.dossier))


@pytest.mark.parametrize("name", ["has_neo_mortgage", "income_kinds"])
def test_each_sealed_answer_is_needed(name: str) -> None:
    one = applications.applicant("sanne")
    tell(one, **{name: None})
    assert any(line.startswith("gegevens van") for line in missing_answers(one.dossier))


@pytest.mark.parametrize(
    ("answers", "told", "more"),
    [
        ({"dutch": False}, {}, {"verblijf"}),
        ({"tax_only_in_nl": False}, {}, {"belasting"}),
        ({"civil_status": "gehuwd"}, {}, {"huwelijk"}),
        ({"civil_status": "geregistreerd-partnerschap"}, {}, {"huwelijk"}),
        ({"civil_status": "gescheiden"}, {}, {"scheiding"}),
        ({"civil_status": "weduwe-weduwnaar"}, {}, set()),
        ({"private_loan_outstanding": Decimal("0.01")}, {}, {"lening"}),
        ({}, {"income_kinds": ["loon", "onderneming"]}, {"onderneming"}),
        ({}, {"income_kinds": ["uitkering", "alimentatie", "overig"]}, {"uitkering", "alimentatie", "ander-inkomen"}),
        ({}, {"income_kinds": ["geen"]}, set()),
    ],
)
def test_an_answer_about_oneself_opens_the_subject_that_belongs_to_it(
    answers: dict[str, Any], told: dict[str, Any], more: set[str]
) -> None:
    one = applications.applicant("sanne")
    tell(one, answers, **told)
    assert slugs(open_parts(one)) == more


@pytest.mark.parametrize(
    ("answers", "told", "more"),
    [
        ({"owns_home": True}, {}, {"huidige-woning"}),
        ({"leasehold": True}, {}, {"erfpacht"}),
        ({"home_type": "appartement"}, {}, {"vve"}),
        ({}, {"new_build": True}, {"nieuwbouw"}),
        ({}, {"resident": None}, {"bewoners"}),
    ],
)
def test_an_answer_about_the_home_opens_the_subject_that_belongs_to_it(
    answers: dict[str, Any], told: dict[str, Any], more: set[str]
) -> None:
    wish = applications.single().wish
    tell(wish, answers, **told)
    assert slugs(open_parts(wish)) == more
    assert "de woning" in missing_answers(wish.dossier)


def test_a_home_that_is_sold_is_asked_for_its_sale_and_of_two_people_for_its_owner() -> None:
    wish = applications.couple().wish
    tell(wish, {"owns_home": True}, present_home_status="verkocht")
    assert slugs(open_parts(wish)) == {"huidige-woning", "eigenaar", "verkoop"}
    assert "bewoners" not in slugs(parts_of(wish)), "a couple both borrow"


def test_an_income_that_does_not_count_is_asked_nothing_more_about() -> None:
    sam = applications.couple().applicants.get(position=2)
    assert "loon" in slugs(parts_of(sam))
    tell(sam, income_counts=False)
    assert "loon" not in slugs(parts_of(sam))


def test_of_one_person_alone_the_income_always_counts() -> None:
    one = applications.single().applicants.get()
    tell(one, income_counts=False)
    assert {"loon"} <= slugs(parts_of(one))
    assert "meetellen" not in slugs(parts_of(one))


def test_what_was_told_under_another_answer_is_kept_and_does_not_count() -> None:
    one = applications.applicant("sanne")
    tell(one, {"civil_status": "gehuwd"}, property_regime="gemeenschap")
    assert current(one)["property_regime"] == "gemeenschap"
    tell(one, {"civil_status": "ongehuwd"})
    assert "property_regime" not in current(one)
    assert told_by(one)["property_regime"] == "gemeenschap"


def test_what_is_told_stands_sealed() -> None:
    one = applications.applicant("sanne")
    tell(one, business_form="eenmanszaak")
    assert b"eenmanszaak" not in bytes(Applicant.objects.get(pk=one.pk).told)
    wish = applications.single("robin").wish
    tell(wish, sale_price="285000.00")
    assert b"285000" not in bytes(Wish.objects.get(pk=wish.pk).told)


def test_no_two_subjects_ask_the_same() -> None:
    for parts in (PERSON, HOME):
        names = [name for part in parts for name in part.names]
        assert len(names) == len(set(names))
        assert len({part.slug for part in parts}) == len(parts)
