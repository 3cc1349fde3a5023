"""Requests about a running loan: what a table can't say."""

from typing import Any

import jsonschema
import pytest

from tests.underwriting import builders
from tests.underwriting.builders import changed, decided, verdicts, without
from underwriting.cases import base, cases
from underwriting.catalogue import catalogue
from underwriting.decision import Outcome
from underwriting.facts import Facts
from underwriting.running_loan import as_tested

FACTS_SCHEMA = jsonschema.Draft202012Validator(builders.load("facts.schema.json"))
DECISION_SCHEMA = jsonschema.Draft202012Validator(builders.load("decision.schema.json"))
RUNNING = [case for case in cases() if case.facts.get("existing_loan") is not None][::4]
"""One in four, so that every table is there."""


@pytest.mark.parametrize("name", ["moving", "running-loan", "running-loan-conversion", "running-loan-parting"])
def test_the_base_documents_are_as_the_contract_says(name: str) -> None:
    FACTS_SCHEMA.validate(base(name))


@pytest.mark.parametrize("case", RUNNING, ids=lambda case: case.name)
def test_a_decision_about_a_running_loan_is_as_the_contract_says(case: Any) -> None:
    DECISION_SCHEMA.validate(decided(case.facts).to_json())


@pytest.mark.parametrize("name", ["running-loan-conversion", "running-loan-parting"])
def test_a_request_that_fits_is_approved(name: str) -> None:
    assert decided(base(name)).outcome is Outcome.APPROVED


def test_a_request_that_tests_no_one_hears_the_servicing_rows_and_what_always_bears() -> None:
    document = without(base("running-loan-conversion"), "existing_loan_request")
    decision = decided(changed(document, "application.request_type", "rentewijziging"))
    heard = {finding.rule_id for finding in decision.findings if catalogue()[finding.rule_id].automated}
    assert heard == {"G0-01", "G2-01", "G9-01", "G11-04"}
    assert decision.figures.maximum_loan is None
    assert decision.figures.toetsinkomen is None


def test_without_the_loan_as_it_will_be_nothing_is_tested_on_a_guess() -> None:
    decision = decided(without(base("running-loan-conversion"), "lening"))
    (finding,) = [finding for finding in decision.findings if finding.rule_id == "G10.1-02"]
    assert finding.missing == ("lening.leningdelen",)
    assert decision.outcome is Outcome.INCOMPLETE
    assert decision.figures.maximum_loan is None


def test_who_leaves_is_not_tested_and_what_is_missing_keeps_its_place() -> None:
    """p2 leaves and stands first: what p1 lacks is still found at applicants[1]."""
    document = without(base("running-loan-parting"), "applicants[1].birth_date")
    decision = decided(document)
    (finding,) = [finding for finding in decision.findings if finding.rule_id == "G3.1-01"]
    assert finding.missing == ("applicants[1].birth_date",)
    assert finding.subject is not None
    assert finding.subject.id == "p1"
    gone = without(base("running-loan-parting"), "applicants[0].birth_date")
    assert verdicts(decided(gone), "G3.1-01") == ["pass"]


def test_debts_and_homes_of_who_leaves_go_along_and_shared_ones_stay() -> None:
    document = changed(
        base("running-loan-parting"),
        "obligations",
        [
            {"id": "o1", "kind": "studielening", "applicant_ids": ["p2"], "monthly_instalment": "100.00"},
            {"id": "o2", "kind": "studielening", "applicant_ids": ["p1", "p2"], "monthly_instalment": "100.00"},
        ],
    )
    document["other_properties"] = [{"id": "w1", "role": "andere-woning", "owner_ids": ["p2"]}]
    tested = as_tested(Facts.from_json(document)).facts
    assert [debt.id for debt in tested.obligations or ()] == ["o2"]
    assert tested.other_properties == ()


@pytest.mark.parametrize("running_nhg", [True, False])
def test_nhg_is_that_of_the_running_loan(running_nhg: bool) -> None:
    document = changed(base("running-loan"), "existing_loan.nhg", running_nhg)
    document = changed(document, "application.nhg", not running_nhg)
    assert as_tested(Facts.from_json(document)).facts.application.nhg is running_nhg


def test_the_facts_hash_of_the_receipt_is_that_of_the_document() -> None:
    """And not of the facts as they are tested."""
    document = base("running-loan-parting")
    assert decided(document).receipt.facts_sha256 == Facts.from_json(document).sha256()


def test_an_application_for_a_loan_never_hears_a_servicing_row() -> None:
    decision = decided(base("moving"))
    spoken = {finding.rule_id for finding in decision.findings} | set(decision.not_applicable)
    spoken |= {rule_id for rule_id, _ in decision.deferred}
    assert [rule_id for rule_id in spoken if catalogue()[rule_id].servicing] == []


def test_before_the_phase_of_beheer_its_rules_are_deferred_and_their_dates_told() -> None:
    document = changed(base("running-loan"), "existing_loan_request.overlijden", {"on": "2026-04-01"})
    document = changed(changed(document, "application.request_type", "overlijden"), "evaluation.phase", "aanvraag")
    decision = decided(document)
    assert verdicts(decision, "G10.6-04") == ["deferred"]
    assert [(entry.kind, f"{entry.on}") for entry in decision.deadlines] == [("overlijden-afwikkeling", "2027-04-01")]


def test_confirmed_fraud_on_a_running_loan_stays_confidential_and_tells_the_customer_nothing() -> None:
    fraud = {"signals": [{"kind": "witwassen", "status": "bevestigd", "found_on": "2026-05-01"}]}
    decision = decided(changed(base("running-loan"), "fraud", fraud))
    about = [finding for finding in decision.findings if finding.article == "9" and finding.outcome != "missing"]
    assert {finding.rule_id for finding in about} == {"G9-01", "G9-03", "G9-04", "G9-05"}
    assert all(finding.confidential for finding in about)
    assert decision.notices == ()


def test_a_part_that_changes_while_partners_part_has_one_price() -> None:
    asked = {"leningdeel_id": "r1", "new_aflosvorm": "lineair"}
    decision = decided(changed(base("running-loan-parting"), "existing_loan_request.omzetting", asked))
    prices = {entry.leningdeel_id: entry.rule_ids for entry in decision.pricing.leningdelen}
    assert prices == {"r1": ("G10.1-03",), "r2": ("G10.5-03",)}
    assert len(decision.pricing.leningdelen) == 2
