"""The facts say what we know, in the words of the contract, and leave out what we do not."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from stdnum.nl import bsn

from portal.assessments.facts import assemble_facts
from portal.assessments.facts.assemble import people_of
from portal.assessments.facts.homes import other_properties_of
from portal.assessments.facts.inputs import Terms
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.services import choose_notary_and_account, save_answers, save_declared_income
from portal.dossiers.states import State
from portal.evidence.reading import latest_bundle
from portal.evidence.uploads import judge_upload
from tests.portal import applications
from underwriting.facts import Facts

pytestmark = pytest.mark.django_db
# The contract, unchanged: tests/underwriting/data/README.md says where it comes from.
SCHEMA = Path(__file__).parents[2] / "underwriting" / "data" / "facts.schema.json"


@pytest.fixture(scope="module")
def contract() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")))


@pytest.fixture(params=["single", "couple"])
def dossier(request: pytest.FixtureRequest, db: None) -> Dossier:
    return getattr(applications, request.param)()


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value that is no object or list, with where it stands."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{path}.{key}")
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{path}[{number}]")
    else:
        yield path, value


# The contract


@pytest.mark.parametrize("phase", ["aanvraag", "renteaanbod", "dossier", "hypotheekaanbod"])
def test_the_facts_fit_the_contract_and_the_engine_reads_them(
    dossier: Dossier, contract: jsonschema.Draft202012Validator, phase: str
) -> None:
    facts = assemble_facts(dossier, phase=phase)
    contract.validate(facts)
    assert Facts.from_json(facts).evaluation.phase == phase


def test_the_facts_of_a_whole_file_fit_the_contract_too(
    dossier: Dossier, contract: jsonschema.Draft202012Validator, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier = applications.in_review(dossier, monkeypatch, applications.clerk())
    terms = Terms(issued_on=date(2026, 11, 23), used_on=date(2026, 11, 24), rates={1: Decimal("3.910")})
    facts = assemble_facts(dossier, phase="hypotheekaanbod", terms=terms, complete=True)
    contract.validate(facts)
    Facts.from_json(facts)
    assert facts["dossier"] == {"complete": True}
    assert facts["aanbod"] == {"renteaanbod": {"issued_on": "2026-11-23", "used_on": "2026-11-24"}}
    assert [part["rate"] for part in facts["lening"]["leningdelen"]] == ["3.910"]
    assert facts["payment"]["accounts"][0]["holder_ids"] == ["p1"]
    assert {one["review"] for one in facts["documents"]} == {"goedgekeurd"}


def test_no_number_goes_through_a_float(dossier: Dossier) -> None:
    facts = assemble_facts(dossier, phase="renteaanbod")
    assert [path for path, value in leaves(facts) if isinstance(value, float)] == []


# Privacy


def test_no_bsn_and_no_key_of_ours_is_in_the_facts(dossier: Dossier) -> None:
    text = json.dumps(assemble_facts(dossier, phase="renteaanbod"))
    assert [digits for digits in re.findall(r"(?<![\w-])\d{9}(?![\w-])", text) if bsn.is_valid(digits)] == []
    for key in (dossier.pk, *dossier.applicants.values_list("pk", flat=True)):
        assert str(key) not in text
        assert key.hex not in text


# What is known


def test_a_person_s_facts_come_from_the_brp_and_from_themselves() -> None:
    facts = assemble_facts(applications.single(), phase="renteaanbod")
    (sanne,) = facts["applicants"]
    assert sanne["id"] == "p1"
    assert sanne["nationalities"] == ["NL"]
    assert sanne["identity"] == {"method": "brondata"}
    assert sanne["nl_residence"]["evidence"] == ["b-p1-mijnoverheid-brp"]
    assert sanne["birth_date"] == "1997-05-14"
    assert sanne["divorces"] == []
    (income,) = sanne["incomes"]
    assert (income["method"], income["contract"]) == ("ibl", "onbepaalde-tijd")
    assert income["ibl"]["toetsinkomen"] == "52000.06", "twelve times 4,012.35 and 8 % holiday pay"
    assert income["ibl"]["steps"][-1]["name"] == "Lezing"
    assert income["evidence"] == ["b-p1-mijnuwv"]
    assert facts["household"] == {"single": True}
    assert facts["application"]["submission_route"] == "hybride"


def test_partners_keep_their_own_facts_and_share_one_household() -> None:
    facts = assemble_facts(applications.couple(), phase="renteaanbod")
    assert [one["name"]["surname"] for one in facts["applicants"]] == ["Bakker", "Wit"]
    assert facts["household"] == {"single": False, "applicants_relation": "samenwonend"}
    (debt,) = facts["obligations"]
    assert (debt["kind"], debt["applicant_ids"], debt["outstanding"]) == ("studielening", ["p2"], "17912.36")


def test_a_joint_account_counts_once() -> None:
    facts = assemble_facts(applications.couple(), phase="renteaanbod")
    amounts = {item["id"]: Decimal(item["amount"]) for item in facts["own_funds"]["items"]}
    # Robin 9,512.40 of their own and 24,018.75 together with Sam, who has 6,233.10 of their own.
    assert amounts == {"p1-via": Decimal("33531.15"), "p2-via": Decimal("6233.10")}


def test_the_own_contribution_is_what_the_price_leaves_and_never_below_zero() -> None:
    dossier = applications.single()
    assert assemble_facts(dossier, phase="renteaanbod")["lening"]["own_contribution"] == "135000.00"
    save_answers(
        instance=dossier.wish, dossier=dossier, by=dossier.applicants.get().user, answers={"price": Decimal(1)}
    )
    assert assemble_facts(dossier, phase="renteaanbod")["lening"]["own_contribution"] == "0.00"


def test_each_source_that_gave_its_data_is_named_with_its_moment() -> None:
    one = applications.applicant("sanne")
    applications.give_brondata(one, "sanne", without=("DUO",))
    applications.describe_wish(one.dossier)
    sources = {row["source"]: row for row in assemble_facts(one.dossier, phase="renteaanbod")["brondata"]}
    assert "duo" not in sources
    assert sources["mijnuwv"]["collected_at"].startswith("2026-11-2")
    assert sources["mijnuwv"]["direct_from_source"] is True


# Absent stays absent


def test_without_brondata_nothing_is_made_up() -> None:
    one = applications.applicant("sanne")
    applications.describe_wish(one.dossier)
    facts = assemble_facts(one.dossier, phase="renteaanbod")
    (sanne,) = facts["applicants"]
    assert sanne["incomes"] == []
    assert "nl_residence" not in sanne
    assert sanne["identity"] == {"method": "kopie-identiteitsbewijs"}
    assert sanne["registers"] == {}
    assert facts["brondata"] == facts["obligations"] == facts["documents"] == []
    assert facts["own_funds"] == {"items": []}


def test_a_source_that_failed_is_not_known_rather_than_nothing() -> None:
    one = applications.applicant("sam")
    applications.give_brondata(one, "sam", without=("DUO", "UWV"))
    applications.describe_wish(one.dossier)
    facts = assemble_facts(one.dossier, phase="renteaanbod")
    assert facts["applicants"][0]["incomes"] == []
    assert [row["kind"] for row in facts["obligations"]] == []
    assert {row["source"] for row in facts["brondata"]} & {"duo", "mijnuwv"} == set()


@pytest.mark.parametrize(
    ("field", "empty", "absent"),
    [
        ("leasehold", None, "onderpand.erfpacht"),
        ("peculiarities", None, "onderpand.partly_let"),
        ("peculiarities", None, "onderpand.scheme"),
        ("self_occupied", None, "onderpand.permanent_residence_intended"),
        ("transfer_on", None, "passeren.planned_on"),
        ("energy_label", "", "onderpand.energy_label"),
    ],
)
def test_what_was_not_answered_is_absent(field: str, empty: object, absent: str) -> None:
    dossier = applications.single()
    section, key = absent.split(".")
    setattr(dossier.wish, field, empty)
    assert key not in assemble_facts(dossier, phase="renteaanbod")[section]


@pytest.mark.parametrize(
    ("field", "key", "answer"),
    [
        ("wage_garnished", "loonbeslag", True),
        ("wage_by_bank", "paid_by_bank", False),
        ("job_ending", "intends_termination", True),
    ],
)
def test_a_no_is_a_statement_and_nothing_is_not(field: str, key: str, answer: bool) -> None:
    dossier = applications.single()
    Applicant.objects.filter(dossier=dossier).update(**{field: answer})
    assert assemble_facts(dossier, phase="renteaanbod")["applicants"][0]["incomes"][0][key] is answer
    Applicant.objects.filter(dossier=dossier).update(**{field: None})
    assert key not in assemble_facts(dossier, phase="renteaanbod")["applicants"][0]["incomes"][0]


@pytest.mark.parametrize(
    ("status", "pending", "divorces"),
    [
        ("ongehuwd", False, []),
        ("ongehuwd", None, None),
        ("gescheiden", False, [{"status": "afgerond"}]),
        ("gehuwd", True, [{"status": "lopend"}]),
    ],
)
def test_a_divorce_is_running_settled_absent_or_unknown(
    status: str, pending: bool | None, divorces: list[dict[str, str]] | None
) -> None:
    dossier = applications.applicant("sanne").dossier
    applications.describe_wish(dossier)
    Applicant.objects.filter(dossier=dossier).update(civil_status=status, divorce_pending=pending)
    assert assemble_facts(dossier, phase="renteaanbod")["applicants"][0].get("divorces") == divorces


def test_the_register_goes_before_the_civil_status_that_was_typed() -> None:
    dossier = applications.single("petra")
    Applicant.objects.filter(dossier=dossier).update(civil_status="ongehuwd", divorce_pending=False)
    (petra,) = assemble_facts(dossier, phase="renteaanbod")["applicants"]
    assert petra["civil_status"] == "gescheiden"
    (divorce,) = petra["divorces"]
    assert divorce["evidence"] == ["b-p1-mijnoverheid-brp"]
    Applicant.objects.filter(dossier=dossier).update(divorce_pending=True)
    (petra,) = assemble_facts(dossier, phase="renteaanbod")["applicants"]
    assert petra["divorces"] == [{"status": "lopend"}], "the register does not know of one that runs"


def test_a_home_of_two_people_counts_once() -> None:
    dossier = applications.couple("willem", "marco")
    one, two = (latest_bundle(person) for person in dossier.applicants.order_by("position"))
    assert one is not None
    assert two is not None
    shared = replace(two.eigendommen, eigendommen=one.eigendommen.eigendommen[1:])
    persons = people_of(dossier)
    bundle = replace(persons[1].bundle, eigendommen=shared)
    second = replace(persons[1], sources=replace(persons[1].sources, bundle=bundle))
    homes = other_properties_of((persons[0], second), dossier.wish, {})
    assert [(home["role"], home["owner_ids"]) for home in homes] == [
        ("huidige-woning", ["p1"]),
        ("andere-woning", ["p1", "p2"]),
    ]


# What people told, and what a clerk read


def test_typed_income_is_told_and_not_proved() -> None:
    one = applications.applicant("sanne")
    applications.describe_wish(one.dossier)
    save_declared_income(
        applicant=one,
        income={
            "employer": "Noordzee Software B.V.",
            "contract": "onbepaalde-tijd",
            "starts_on": "2022-03-01",
            "hours_per_week": "36.00",
            "lives_here_since": "1997-05-14",
            "document_kind": "paspoort",
            "document_number": "SPECI2014",
            "salary": "44000.00",
            "holiday_pay": "3520.00",
            "study_debt": "12000.00",
            "study_debt_monthly": "50.00",
        },
    )
    Applicant.objects.filter(pk=one.pk).update(route=Applicant.Route.DOCUMENTS)
    facts = assemble_facts(applications.fresh(one.dossier), phase="renteaanbod")
    (income,) = facts["applicants"][0]["incomes"]
    assert (income["current_annual_income"], income.get("evidence")) == ("47520.00", None)
    assert [row["outstanding"] for row in facts["obligations"]] == ["12000.00"]
    assert facts["application"]["submission_route"] == "documenten"
    Facts.from_json(facts)


def test_debts_that_were_told_are_obligations() -> None:
    dossier = applications.single()
    Applicant.objects.filter(dossier=dossier).update(
        private_loan_outstanding=Decimal(5000), private_loan_monthly=Decimal(100), alimony_monthly=Decimal(250)
    )
    rows = {row["kind"]: row for row in assemble_facts(dossier, phase="renteaanbod")["obligations"]}
    assert rows["lening-derden"]["outstanding"] == "5000.00"
    assert rows["partneralimentatie"]["annual_amount"] == "3000.00"


def test_the_value_told_counts_until_a_judged_report_says_another() -> None:
    dossier = applications.single()
    told = assemble_facts(dossier, phase="renteaanbod")["onderpand"]["valuations"]
    assert told == [{"id": "v1", "kind": "desktop", "market_value": "325000.00"}]
    dossier = applications.put(dossier, State.COLLECTING)
    upload = applications.sent(applications.asked(dossier, "taxatierapport-desktop"))
    assert assemble_facts(dossier, phase="dossier")["onderpand"]["valuations"] == told, "nobody read it yet"
    judge_upload(
        upload=upload,
        by=applications.clerk(),
        approved=True,
        dated=date(2026, 11, 20),
        figures={"market_value": Decimal("318000.00"), "valued_on": date(2026, 11, 19), "structural_state": "goed"},
    )
    (report,) = assemble_facts(dossier, phase="dossier")["onderpand"]["valuations"]
    assert (report["market_value"], report["valued_on"], report["report_on"]) == (
        "318000.00",
        "2026-11-19",
        "2026-11-20",
    )
    assert report["evidence"] == [assemble_facts(dossier, phase="dossier")["documents"][0]["id"]]
    assert "free_of_rent_and_use" not in report


def test_a_rejected_report_is_a_document_and_no_value() -> None:
    dossier = applications.put(applications.single(), State.COLLECTING)
    upload = applications.sent(applications.asked(dossier, "taxatierapport-desktop"))
    judge_upload(upload=upload, by=applications.clerk(), approved=False, judgement="Van een andere woning.")
    facts = assemble_facts(dossier, phase="dossier")
    assert [one["review"] for one in facts["documents"]] == ["afgekeurd"]
    assert "valued_on" not in facts["onderpand"]["valuations"][0]


def test_the_koopakte_s_price_goes_before_the_price_told() -> None:
    dossier = applications.put(applications.single(), State.COLLECTING)
    upload = applications.sent(applications.asked(dossier, "koopakte"))
    figures = {"price": Decimal("321000.00"), "movables": Decimal("4000.00"), "signed_by_all": False}
    judge_upload(upload=upload, by=applications.clerk(), approved=True, dated=date(2026, 11, 16), figures=figures)
    purchase = assemble_facts(dossier, phase="dossier")["onderpand"]["purchase"]
    assert purchase["price_kosten_koper"] == "321000.00"
    assert (purchase["movables"], purchase["signed_by_all"]) == ("4000.00", False)


def test_documents_the_gate_refused_or_the_applicant_took_back_are_not_there() -> None:
    dossier = applications.put(applications.single(), State.COLLECTING)
    request = applications.asked(dossier)
    for state in ("refused", "removed"):
        applications.sent(request, state=state)
    assert assemble_facts(dossier, phase="dossier")["documents"] == []


def test_the_account_belongs_to_who_gave_it() -> None:
    dossier = applications.couple()
    choose_notary_and_account(
        dossier=dossier,
        by=dossier.applicants.get(position=2).user,
        notary_name="De Groot",
        notary_email="groot@notaris.example",
        iban="NL91ABNA0417164300",
    )
    (account,) = assemble_facts(applications.fresh(dossier), phase="dossier")["payment"]["accounts"]
    assert account == {"iban": "NL91ABNA0417164300", "sepa": True, "holder_ids": ["p2"]}


def test_the_same_dossier_gives_the_same_facts(dossier: Dossier) -> None:
    once = assemble_facts(dossier, phase="renteaanbod")
    assert assemble_facts(applications.fresh(dossier), phase="renteaanbod") == once


def test_money_to_save_energy_is_told_as_works_with_a_bouwdepot(contract: jsonschema.Draft202012Validator) -> None:
    """gids 2.5 and 6.4."""
    dossier = applications.single()
    plain = assemble_facts(dossier, phase="renteaanbod")
    assert "works" not in plain["onderpand"]
    assert "bouwdepot" not in plain["lening"]
    parts = (applications.leningdeel(), applications.leningdeel("10000.00", purpose="energiebesparing"))
    applications.describe_wish(dossier, parts=parts)
    facts = assemble_facts(applications.fresh(dossier), phase="renteaanbod")
    contract.validate(facts)
    assert facts["application"]["purposes"] == ["aankoop", "energiebesparing"]
    assert facts["lening"]["bouwdepot"] == {"amount": "10000.00", "kind": "energiebesparing"}
    assert facts["onderpand"]["works"]["energy_saving_cost"] == "10000.00"
    assert facts["lening"]["own_contribution"] == plain["lening"]["own_contribution"]
    assert [part["purpose"] for part in facts["lening"]["leningdelen"]] == ["aankoop", "energiebesparing"]
