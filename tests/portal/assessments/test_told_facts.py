"""What applicants tell by subject, as the facts say it; and what of it the rules then ask or refuse."""

from decimal import Decimal
from typing import Any

import pytest

from portal.assessments.facts import assemble_facts
from portal.assessments.quote import quote_for
from portal.dossiers.models import Applicant, Dossier, Wish
from portal.dossiers.services import save_answers
from tests.portal import applications
from underwriting.facts import Facts

pytestmark = pytest.mark.django_db


def told(dossier: Dossier, answers: dict[str, Any] | None = None, **sealed: Any) -> dict[str, Any]:
    """The facts after the first applicant told this about themselves."""
    one = dossier.applicants.get(position=1)
    save_answers(instance=one, dossier=dossier, by=one.user, answers=answers or {}, told=sealed)
    return facts_of(dossier)


def told_of_home(dossier: Dossier, answers: dict[str, Any] | None = None, **sealed: Any) -> dict[str, Any]:
    """The facts after this was told about the homes."""
    by = dossier.applicants.get(position=1).user
    wish = Wish.objects.get(dossier=dossier)
    save_answers(instance=wish, dossier=dossier, by=by, answers=answers or {}, told=sealed)
    return facts_of(dossier)


def facts_of(dossier: Dossier) -> dict[str, Any]:
    facts = assemble_facts(applications.fresh(dossier), phase="renteaanbod")
    Facts.from_json(facts)
    return facts


@pytest.fixture
def typed(db: None) -> Dossier:
    """Sanne without brondata: what she says is all there is."""
    one = applications.applicant("sanne")
    applications.describe_wish(one.dossier)
    return one.dossier


@pytest.mark.parametrize(
    ("answers", "sealed", "name", "fact"),
    [
        ({"dutch": False}, {"nationality": "TR"}, "nationalities", ["TR"]),
        ({"dutch": False}, {"residence_title": "onbepaalde-tijd"}, "residence_title", "onbepaalde-tijd"),
        ({"dutch": False}, {"residence_title": "niet-nodig"}, "residence_title", "geen"),
        ({"dutch": True}, {"residence_title": "tijdelijk"}, "residence_title", None),
        ({"tax_only_in_nl": False}, {"tax_country": "DE"}, "tax", {"liable_in_nl": True, "foreign_countries": ["DE"]}),
        ({"tax_only_in_nl": False}, {}, "tax", None),
        (
            {"civil_status": "gehuwd"},
            {"property_regime": "voorwaarden-overig"},
            "property_regime",
            "voorwaarden-overig",
        ),
        ({"civil_status": "gehuwd"}, {}, "property_regime", None),
        ({"civil_status": "ongehuwd"}, {"property_regime": "gemeenschap"}, "property_regime", None),
        ({}, {"income_kinds": ["loon"]}, "stopped_working", False),
        ({}, {"income_kinds": ["uitkering"]}, "stopped_working", True),
        ({}, {"income_kinds": None}, "stopped_working", None),
        (
            {"civil_status": "gescheiden"},
            {"divorced_on": "2019-05-03", "division_deed": True},
            "divorces",
            [{"status": "afgerond", "finalised_on": "2019-05-03", "division_deed_exists": True}],
        ),
    ],
)
def test_what_somebody_tells_of_themselves(
    typed: Dossier, answers: dict[str, Any], sealed: dict[str, Any], name: str, fact: Any
) -> None:
    assert told(typed, answers, **sealed)["applicants"][0].get(name) == fact


def test_an_income_that_is_not_needed_says_so() -> None:
    couple = applications.couple()
    assert [one["income_needed"] for one in facts_of(couple)["applicants"]] == [True, True]
    assert told(couple, income_counts=False)["applicants"][0]["income_needed"] is False


def test_somebody_with_a_mortgage_of_neo_is_a_customer(typed: Dossier) -> None:
    assert told(typed, has_neo_mortgage=False)["application"]["existing_neo_customer"] is False
    assert told(typed, has_neo_mortgage=True)["application"]["existing_neo_customer"] is True


INCOMES = [
    (
        {
            "income_kinds": ["loon", "onderneming"],
            "business_form": "bv",
            "business_started_on": "2020-02-01",
        },
        {
            "kind": "onderneming",
            "form": "bv",
            "started_on": "2020-02-01",
            "counted": True,
            "besides_employment": True,
        },
    ),
    (
        {
            "income_kinds": ["uitkering"],
            "benefit_scheme": "wga",
            "benefit_annual": "18400.00",
            "benefit_starts_on": "2024-06-01",
            "benefit_ends_on": None,
        },
        {
            "kind": "uitkering",
            "scheme": "wga",
            "status": "lopend",
            "annual_amount": "18400.00",
            "starts_on": "2024-06-01",
        },
    ),
    (
        {
            "income_kinds": ["alimentatie"],
            "alimony_received_monthly": "640.00",
            "alimony_received_until": "2031-05-01",
            "alimony_recorded_in": "beschikking",
        },
        {
            "kind": "partneralimentatie",
            "annual_amount": "7680.00",
            "ends_on": "2031-05-01",
            "recorded_in": "beschikking",
        },
    ),
    (
        {"income_kinds": ["overig"], "other_income_kind": "pgb", "other_income_annual": "9600.00"},
        {"kind": "overig", "category": "pgb", "annual_amount": "9600.00"},
    ),
]


@pytest.mark.parametrize(("sealed", "fact"), INCOMES)
def test_an_income_that_no_register_tells_is_told_without_proof(
    typed: Dossier, sealed: dict[str, Any], fact: dict[str, Any]
) -> None:
    (income,) = told(typed, **sealed)["applicants"][0]["incomes"]
    assert income == {"id": "p1-o1", **fact}


def test_an_income_of_a_kind_that_is_no_longer_chosen_is_no_income(typed: Dossier) -> None:
    sealed, _ = INCOMES[1]
    assert told(typed, **{**sealed, "income_kinds": ["geen"]})["applicants"][0]["incomes"] == []


def test_a_private_loan_is_told_whole_or_as_not_known(typed: Dossier) -> None:
    owed = {"private_loan_outstanding": Decimal(5000), "private_loan_monthly": Decimal(100)}
    (row,) = told(typed, owed)["obligations"]
    assert not {"lender", "purpose", "original_principal"} & set(row), "nobody asked yet"
    sealed = {
        "private_loan_lender": "ouders",
        "private_loan_purpose": "eigen-woning",
        "private_loan_principal": "8000.00",
    }
    (row,) = told(typed, owed, **sealed)["obligations"]
    assert (row["lender"], row["purpose"], row["original_principal"]) == ("ouders", "eigen-woning", "8000.00")


PRESENT = {
    "present_home_status": "verkocht",
    "present_home_value": "280000.00",
    "present_home_mortgage": "150000.00",
    "present_home_monthly": "712.50",
    "present_home_let": False,
    "sale_price": "285000.00",
    "sale_signed_on": "2026-11-02",
    "sale_transfer_on": "2027-03-01",
    "sale_final": False,
}


def test_the_home_somebody_leaves_is_told_with_its_mortgage_and_sale(typed: Dossier) -> None:
    (home,) = told_of_home(typed, {"owns_home": True}, **PRESENT)["other_properties"]
    assert home == {
        "id": "w1",
        "role": "huidige-woning",
        "owner_ids": ["p1"],
        "status": "verkocht",
        "rented_out": False,
        "value": {"amount": "280000.00", "source": "opgave-aanvrager"},
        "mortgage": {"outstanding": "150000.00", "gross_monthly": "712.50"},
        "sale": {
            "agreement_signed_on": "2026-11-02",
            "ontbindende_voorwaarden_expired": False,
            "price": "285000.00",
            "transfer_on": "2027-03-01",
        },
    }


def test_a_home_without_a_mortgage_has_none_and_one_that_is_kept_no_sale(typed: Dossier) -> None:
    told_now = {**PRESENT, "present_home_status": "niet-te-koop", "present_home_mortgage": "0.00"}
    (home,) = told_of_home(typed, {"owns_home": True}, **told_now)["other_properties"]
    assert not {"mortgage", "sale"} & set(home)


@pytest.mark.parametrize(("owner", "ids"), [("eerste", ["p1"]), ("tweede", ["p2"]), ("allebei", ["p1", "p2"])])
def test_of_two_people_the_owner_is_told(owner: str, ids: list[str]) -> None:
    couple = applications.couple()
    (home,) = told_of_home(couple, {"owns_home": True}, **PRESENT, present_home_owner=owner)["other_properties"]
    assert home["owner_ids"] == ids


def test_a_new_home_is_worth_what_it_costs_to_build_and_pays_no_transfer_tax(typed: Dossier) -> None:
    sealed = {
        "new_build": True,
        "build_kind": "projectbouw",
        "build_contractor": True,
        "build_certificate": True,
        "build_completion_on": "2027-09-01",
    }
    told_of_home(typed, {"owns_home": True})
    before = transfer_tax(typed)
    home = told_of_home(typed, **sealed)["onderpand"]
    assert home["construction"] == "nieuwbouw"
    assert home["nieuwbouw"] == {
        "kind": "projectbouw",
        "waarborgcertificaat": True,
        "fixed_contractor": True,
        "completion_on": "2027-09-01",
    }
    assert home["stichtingskosten"] == {"koop_aanneemsom": "325000.00"}
    assert home["purchase"]["price_vrij_op_naam"] == "325000.00"
    assert "price_kosten_koper" not in home["purchase"]
    assert before > 0
    assert transfer_tax(typed) == 0


def transfer_tax(dossier: Dossier) -> Decimal:
    quote = quote_for(
        Applicant.objects.get(dossier=dossier, position=1), nhg=True, parts=[applications.leningdeel("290000.00")]
    )
    assert quote is not None
    return next((row.amount for row in quote.costs if "verdracht" in row.label), Decimal(0))


def test_ground_lease_and_association_are_told_where_they_apply(typed: Dossier) -> None:
    lease = {
        "lease_perpetual": False,
        "lease_ends_on": "2065-12-31",
        "lease_bought_off": False,
        "lease_annual": "1140.00",
        "lease_ending": False,
    }
    vve = {"vve_status": "actief", "vve_registered": True, "vve_plan": True}
    home = told_of_home(typed, **lease, **vve)["onderpand"]
    assert not {"erfpacht", "vve"} & set(home)
    home = told_of_home(typed, {"leasehold": True, "home_type": "appartement"})["onderpand"]
    assert home["erfpacht"] == {
        "perpetual": False,
        "ends_on": "2065-12-31",
        "erfpachtcanon_annual": "1140.00",
        "bought_off": False,
        "termination_known_or_expected": False,
    }
    assert home["vve"] == {
        "split_into_apartment_rights": True,
        "status": "actief",
        "kvk_registered": True,
        "new_split_or_new_build": False,
        "mjop": True,
    }


def test_a_partner_who_lives_in_without_borrowing_is_told(typed: Dossier) -> None:
    assert "resident_non_owner" not in told_of_home(typed, resident="niemand")["household"]
    household = told_of_home(typed, resident="samenwonend-zonder-contract")["household"]
    assert household["resident_non_owner"] == {"relation": "samenwonend-zonder-contract"}
    assert household["single"] is False
