"""`manage.py replay`: a stored decision comes out the same again, and one that was tampered with is found."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

import underwriting
from portal.assessments import services
from portal.assessments.models import Assessment
from portal.assessments.replay import Replayed, differing, replay
from portal.assessments.services import DECISION_PLACE, FACTS_PLACE, decision_of, facts_of
from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.vault import services as vault
from tests.portal import applications
from underwriting import decision as engine_decision

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(db: None) -> Dossier:
    applications.open_the_door()
    return applications.put(applications.single(), State.SUBMITTED)


@pytest.fixture
def row(dossier: Dossier) -> Assessment:
    return applications.assessed(dossier)


def run(*arguments: str) -> tuple[int, str, str]:
    """The exit status of the command, what it printed, and its progress."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("replay", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return int(end.code or 0), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def rewrite(row: Assessment, **columns: Any) -> Assessment:
    """Change a stored row behind the back of the application, with its keys at hand."""
    for name, place in (("decision", DECISION_PLACE), ("facts", FACTS_PLACE)):
        if name in columns:
            columns[name] = vault.seal_json(row.key, place=place, row=row.id, value=columns[name])
    Assessment.objects.filter(pk=row.pk).update(**columns)
    return Assessment.objects.select_related("key", "dossier").get(pk=row.pk)


def test_what_was_decided_is_decided_again(dossier: Dossier, row: Assessment) -> None:
    applications.assessed(dossier, "dossier")
    applications.assessed(dossier, complete=True)
    assert run() == (0, "3 taken again: 3 same\n", "3 of 3\n")


def test_a_couple_with_everything_is_decided_again(db: None) -> None:
    applications.open_the_door()
    applications.assessed(applications.put(applications.couple(), State.SUBMITTED), "hypotheekaanbod")
    assert run()[0] == 0


def test_a_tampered_decision_is_found_and_only_its_paths_are_told(row: Assessment) -> None:
    document = decision_of(row)
    income = document["figures"]["toetsinkomen"]["joint"]
    document["figures"]["toetsinkomen"]["joint"] = "99999.00"
    document["findings"][1]["outcome"] = "refer"
    rewrite(row, decision=document)
    status, out, _ = run()
    assert status == 1
    assert out.splitlines() == [
        f"{row.pk}: different: findings[1].outcome, figures.toetsinkomen.joint",
        "1 taken again: 1 different",
    ]
    assert income not in out
    assert "99999" not in out


@pytest.mark.parametrize(
    ("columns", "path"),
    [
        ({"outcome": "approved"}, "row.outcome"),
        ({"phase": "passeren"}, "row.phase"),
        ({"peildatum": "2026-01-01"}, "row.peildatum"),
    ],
)
def test_a_tampered_column_is_found(row: Assessment, columns: dict[str, str], path: str) -> None:
    assert replay(rewrite(row, **columns)).paths == (path,)


def test_a_decision_dated_otherwise_is_found(row: Assessment) -> None:
    found = replay(rewrite(row, decided_at=row.decided_at + timedelta(seconds=1)))
    assert (found.outcome, set(found.paths)) == (Replayed.DIFFERENT, {"decided_at", "decision_id"})


def test_facts_that_are_not_those_of_the_receipt_are_found(row: Assessment) -> None:
    document = facts_of(row)
    document["lening"]["leningdelen"][0]["amount"] = "1.00"
    rewrite(row, facts=document)
    status, out, _ = run()
    assert status == 1
    assert "the facts are not those of the receipt (facts_sha256)" in out


def test_facts_that_are_no_facts_any_more_or_do_not_open_are_found(row: Assessment) -> None:
    assert replay(rewrite(row, facts={"schema_version": "1.0"})).reason.startswith(
        "FactsError: evaluation: is required"
    )
    Assessment.objects.filter(pk=row.pk).update(facts=b"x" * 40)
    status, out, _ = run()
    assert status == 1
    assert "VaultError" in out


def test_an_engine_that_breaks_on_one_decision_does_not_stop_the_others(
    dossier: Dossier, row: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    applications.assessed(dossier, "dossier")

    def breaks(facts: Any, *, decided_at: Any) -> Any:
        if facts.evaluation.phase == "dossier":
            raise ZeroDivisionError("Sanne")
        return judgement(facts, decided_at=decided_at)

    judgement = services.judgement
    monkeypatch.setattr("portal.assessments.replay.judgement", breaks)
    status, out, _ = run()
    assert status == 1
    assert "the engine failed: ZeroDivisionError" in out
    assert "Sanne" not in out
    assert out.splitlines()[-1] == "2 taken again: 1 same, 1 not to be taken again"


def test_a_shredded_key_is_data_that_was_removed_and_no_difference(dossier: Dossier, row: Assessment) -> None:
    vault.shred_key(dossier.key)
    assert run()[:2] == (0, "1 taken again: 1 data removed\n")


def test_another_engine_with_the_same_decision_is_said_apart(row: Assessment, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine_decision, "__version__", "9.9")
    found = replay(row)
    assert found.outcome is Replayed.OTHER_VERSION
    assert found.reason == f"taken by engine {underwriting.__version__}, now 9.9"
    assert run()[:2] == (0, "1 taken again: 1 the same with another engine, guide or norms\n")


def test_another_engine_with_another_decision_lists_the_differences_as_such(
    row: Assessment, monkeypatch: pytest.MonkeyPatch
) -> None:
    def otherwise(facts: Any, *, decided_at: Any) -> Any:
        decision = judgement(facts, decided_at=decided_at)
        receipt = replace(decision.receipt, engine_version="9.9", norms_sha256="f" * 64)
        return replace(decision, receipt=receipt, required_documents=())

    judgement = services.judgement
    document = decision_of(row)
    assert document["required_documents"]
    monkeypatch.setattr("portal.assessments.replay.judgement", otherwise)
    status, out, _ = run()
    assert status == 1
    line = out.splitlines()[0]
    assert line.startswith(f"{row.pk}: different with another engine, guide or norms: taken by engine ")
    assert f"norms {row.norms_version} {row.norms_sha256[:12]}, now {row.norms_version} ffffffffffff" in line
    assert line.endswith(
        ": " + ", ".join(f"required_documents[{index}]" for index in range(len(document["required_documents"])))
    )


def test_only_what_is_asked_for_is_read(dossier: Dossier, row: Assessment) -> None:
    other = applications.put(applications.single("robin"), State.SUBMITTED)
    applications.assessed(other)
    day = row.decided_at.date()
    expected = {
        ("--dossier", dossier.number): 1,
        ("--since", day.isoformat()): 2,
        ("--since", (day + timedelta(days=2)).isoformat()): 0,
        ("--until", (day - timedelta(days=2)).isoformat()): 0,
        ("--until", day.isoformat(), "--since", day.isoformat(), "--limit", "1"): 1,
    }
    assert {arguments: int(run(*arguments)[1].split()[0]) for arguments in expected} == expected
    assert run("--since", "2030-01-01")[1] == "0 taken again: nothing to do\n"


@pytest.mark.parametrize(
    "arguments", [("--dossier", "none"), ("--since", "yesterday"), ("--limit", "0"), ("--limit", "-1")]
)
def test_a_wrong_option_is_one_sentence(arguments: tuple[str, str]) -> None:
    with pytest.raises(CommandError):
        run(*arguments)


def test_it_never_writes_and_reads_the_rows_in_one_query(dossier: Dossier, row: Assessment) -> None:
    applications.assessed(dossier, "dossier")
    asked: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        assert run()[0] == 0
    keys = [sql for sql in asked if 'FROM "vault_datakey"' in sql]
    assert len(asked) - len(keys) == 2, asked
    assert len(keys) == 2 * 2, "per decision the keys above its own, and the person's above their brondata's"
    assert all(sql.startswith("SELECT") for sql in asked)


@pytest.mark.parametrize(
    ("then", "now", "paths"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": 1}, {"a": True}, ["a"]),
        ({"a": "1.0"}, {"a": "1.00"}, ["a"]),
        ({"a": None}, {}, ["a"]),
        ({}, {"b": {"c": 1}}, ["b"]),
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}, 4]}, ["a[1].b", "a[2]"]),
        ({"a": [1, 2]}, {"a": []}, ["a[0]", "a[1]"]),
        ({"a": []}, {"a": {}}, ["a"]),
    ],
)
def test_where_two_documents_differ(then: object, now: object, paths: list[str]) -> None:
    assert list(differing(then, now)) == paths
