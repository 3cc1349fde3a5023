"""The outcome, what is deferred, and what decide() refuses to do."""

from datetime import date
from typing import get_args

import pytest

from tests.underwriting import builders
from tests.underwriting.builders import DECIDED_AT, at_phase, changed, decided, verdict, without
from underwriting.cases import base
from underwriting.catalogue import catalogue
from underwriting.decide import decide, outcome
from underwriting.decision import Finding, Outcome, Verdict
from underwriting.facts import NEW_LOAN_REQUESTS, Facts
from underwriting.facts.words import RequestType
from underwriting.norms import norms_on


def finding(verdict: Verdict, *, curable: bool = False) -> Finding:
    return Finding(
        rule_id="G2.3-01", article="2.3", outcome=verdict, effect="reject", message_key="rule.x", curable=curable
    )


PASS, MISSING, REFER = finding(Verdict.PASS), finding(Verdict.MISSING), finding(Verdict.REFER)
FAIL, CURABLE = finding(Verdict.FAIL), finding(Verdict.FAIL, curable=True)


@pytest.mark.parametrize(
    ("findings", "expected"),
    [
        ((PASS,), Outcome.APPROVED),
        ((PASS, REFER), Outcome.REFER),
        ((PASS, REFER, MISSING), Outcome.INCOMPLETE),
        ((PASS, CURABLE), Outcome.INCOMPLETE),
        ((PASS, CURABLE, REFER), Outcome.INCOMPLETE),
        ((PASS, REFER, MISSING, CURABLE, FAIL), Outcome.REJECTED),
    ],
)
def test_the_gravest_finding_is_the_outcome(findings: tuple[Finding, ...], expected: Outcome) -> None:
    assert outcome(findings) is expected


def test_a_rule_of_a_later_phase_is_deferred_with_its_phase() -> None:
    decision = decided(at_phase(builders.starter(), "aanvraag"))
    for rule_id, phase in decision.deferred:
        assert catalogue()[rule_id].when == phase
        assert not catalogue()[rule_id].reached("aanvraag")


def test_dates_are_told_before_their_phase_and_documents_from_the_renteaanbod_on() -> None:
    early = decided(at_phase(builders.starter(), "aanvraag"))
    assert "hypotheekaanbod-geldig" in {deadline.kind for deadline in early.deadlines}
    assert {entry.needed_by for entry in early.required_documents} <= {None, "aanvraag"}
    asked = decided(at_phase(builders.movers(), "renteaanbod"))
    assert "saldo-opgave" in {entry.type for entry in asked.required_documents}
    assert verdict(at_phase(builders.movers(), "renteaanbod"), "G2.11-09") == "deferred"


def test_one_document_asked_for_by_two_rules_is_listed_once() -> None:
    statements = [
        entry for entry in decided(builders.movers()).required_documents if entry.type == "opgave-afkoopwaarde"
    ]
    assert [entry.rule_ids for entry in statements] == [("G2.11-11", "G2.11-12")]


@pytest.mark.parametrize("request_type", sorted(set(get_args(RequestType)) - NEW_LOAN_REQUESTS))
def test_a_request_about_a_running_loan_is_decided_however_little_is_known(request_type: str) -> None:
    bare = {
        "schema_version": "1.0",
        "evaluation": {"phase": "beheer", "as_of": "2026-06-10"},
        "application": {
            "id": "a-1",
            "channel": "execution-only",
            "request_type": request_type,
            "application_date": "2026-06-08",
        },
        "applicants": [{"id": "p1"}],
        "existing_loan": {},
    }
    decision = decided(bare)
    assert decision.outcome is Outcome.INCOMPLETE
    assert not [finding for finding in decision.findings if finding.outcome is Verdict.FAIL]


@pytest.mark.parametrize("name", ["moving", "running-loan", "running-loan-conversion", "running-loan-parting"])
def test_taking_away_any_part_of_a_running_loan_never_ends_in_an_error(name: str) -> None:
    document = base(name)
    for path in (*_paths(document), *_running_paths(document)):
        if path != "existing_loan":
            decided(without(document, path))


def test_the_tested_increase_lists_what_runs_already_or_has_no_income_test() -> None:
    """Else the running part would be lent without a burden."""
    alone = changed(builders.starter(), "application.request_type", "onderhandse-verhoging")
    alone = changed(alone, "existing_loan", {"contract_id": "NEO-1", "outstanding": "150000.00", "arrears": False})
    decision = decided(alone)
    assert decision.figures.maximum_loan is not None
    assert decision.figures.maximum_loan.on_income is None
    (asked,) = [finding for finding in decision.findings if finding.rule_id == "G2.6-01"]
    assert (asked.outcome, asked.missing) == (Verdict.MISSING, ("lening.leningdelen",))
    listed = changed(alone, "lening.leningdelen[0].existing", True)
    assert decided(listed).figures.maximum_loan.on_income is not None


def test_the_norms_must_be_those_of_the_day() -> None:
    facts = Facts.from_json(builders.starter())
    with pytest.raises(ValueError, match="need the norms of that day"):
        decide(facts, norms_on(date(2026, 3, 31)), decided_at=DECIDED_AT)


def test_an_application_with_next_to_nothing_known_is_incomplete_and_no_error() -> None:
    bare = {
        "schema_version": "1.0",
        "evaluation": {"phase": "passeren", "as_of": "2026-05-01"},
        "application": {
            "id": "a-1",
            "channel": "execution-only",
            "request_type": "nieuwe-hypotheek",
            "application_date": "2026-04-01",
            "existing_neo_customer": True,
        },
        "applicants": [{"id": "p1"}],
        "onderpand": {},
        "lening": {"leningdelen": [{"id": "l1", "amount": "200000.00"}]},
    }
    decision = decided(bare)
    assert decision.outcome is Outcome.INCOMPLETE
    assert not [finding for finding in decision.findings if finding.outcome is Verdict.FAIL]


@pytest.mark.parametrize("example", [builders.starter, builders.movers, builders.self_employed])
@pytest.mark.parametrize("phase", ["aanvraag", "renteaanbod", "dossier", "hypotheekaanbod", "passeren"])
def test_taking_away_any_part_never_ends_in_an_error(example: builders.Example, phase: str) -> None:
    document = at_phase(example(), phase)
    for path in _paths(document):
        decided(without(document, path))


def _paths(document: builders.Json) -> list[str]:
    """Every optional part of the document, down to the fields of list members, that can be taken away."""
    required = {"schema_version", "evaluation", "application", "applicants", "onderpand", "lening"}
    found = [key for key in document if key not in required]
    for key in ("onderpand", "lening", "household", "aanbod", "own_funds", "passeren"):
        found += [f"{key}.{name}" for name in document.get(key, {}) if name != "leningdelen"]
    for index, part in enumerate(document.get("lening", {"leningdelen": []})["leningdelen"]):
        found += [f"lening.leningdelen[{index}].{name}" for name in part if name not in ("id", "amount")]
    for key in ("applicants", "obligations", "other_properties"):
        for index, entry in enumerate(document.get(key, [])):
            needed = ("id", "kind", "applicant_ids", "role")
            found += [f"{key}[{index}].{name}" for name in entry if name not in needed]
    return [path for path in found if path not in ("aanbod.renteaanbod.issued_on",)]


def _running_paths(document: builders.Json) -> list[str]:
    """The fields of the running loan, of its parts, and of what is asked about it."""
    loan, request = document["existing_loan"], document.get("existing_loan_request", {})
    found = [f"existing_loan.{name}" for name in loan]
    found += [f"existing_loan.leningdelen[0].{name}" for name in loan["leningdelen"][0] if name != "id"]
    return found + [f"existing_loan_request.{asked}.{name}" for asked in request for name in request[asked]]
