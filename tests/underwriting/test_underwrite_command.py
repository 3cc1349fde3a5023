"""`manage.py underwrite`: a facts document in, a decision or one clear sentence out; no database."""

import io
import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from django.core.management import CommandError, call_command

from tests.underwriting import builders
from underwriting.cases import FOLDER

ROOT = Path(__file__).resolve().parents[2]
STARTER = json.dumps(builders.starter())


def test_it_prints_the_decision() -> None:
    out = io.StringIO()
    call_command("underwrite", str(FOLDER / "base" / "self-employed.json"), stdout=out)
    assert json.loads(out.getvalue())["outcome"] == "rejected"


def test_it_prints_the_receipt() -> None:
    out = io.StringIO()
    call_command("underwrite", str(FOLDER / "base" / "starter.json"), "--receipt", stdout=out)
    expected = builders.load("1-starter-nhg.decision.json")["facts_sha256"]
    assert json.loads(out.getvalue())["facts_sha256"] == expected


def test_it_adds_the_payments_on_demand() -> None:
    out = io.StringIO()
    call_command("underwrite", str(FOLDER / "base" / "starter.json"), "--payments", stdout=out)
    payments = json.loads(out.getvalue())["payments"]
    assert len(payments["leningdelen"][0]["years"]) == 30
    assert payments["jkp"]["percent"] == "4.0"


def test_decisions_dated_at_a_moment_have_the_same_bytes_whenever_they_are_taken() -> None:
    printed = []
    for moment in ("2026-03-30T09:15:00+02:00", "2026-03-30T07:15:00+00:00"):
        out = io.StringIO()
        call_command("underwrite", str(FOLDER / "base" / "starter.json"), "--at", moment, stdout=out)
        printed.append(out.getvalue())
    assert printed[0] == printed[1]
    assert json.loads(printed[0])["decided_at"] == "2026-03-30T07:15:00+00:00"
    with pytest.raises(CommandError, match="--at: yesterday is no moment with an offset"):
        call_command("underwrite", str(FOLDER / "base" / "starter.json"), "--at", "yesterday")


@pytest.mark.parametrize(("name", "kinds"), [("starter", []), ("movers", ["add-documents"])])
def test_it_adds_what_would_help_and_what_room_is_left(name: str, kinds: list[str]) -> None:
    out = io.StringIO()
    call_command("underwrite", str(FOLDER / "base" / f"{name}.json"), "--remedies", stdout=out)
    printed = json.loads(out.getvalue())
    assert [remedy["kind"] for remedy in printed["remedies"]["remedies"]] == kinds
    assert Decimal(printed["room"]["amount"]) > 0
    jsonschema.Draft202012Validator(builders.load("decision.schema.json")).validate(printed)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON: Expecting"),
        ("{}", "schema_version: is required"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a": NaN}', "NaN is not a number of JSON"),
        (STARTER.replace('"loondienst"', '"loterij"', 1), r"applicants\[0\]\.incomes\[0\]\.kind: must be one of"),
        (
            json.dumps(builders.at_phase(builders.starter(), "aanvraag", "2027-01-01")),
            "no norms in force on 2027-01-01",
        ),
    ],
)
def test_a_fault_is_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    source = tmp_path / "facts.json"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=message):
        call_command("underwrite", str(source))


def test_bytes_that_are_no_text_are_one_sentence(tmp_path: Path) -> None:
    source = tmp_path / "facts.json"
    source.write_bytes(b"\xff")
    with pytest.raises(CommandError, match="is not UTF-8"):
        call_command("underwrite", str(source))
    with pytest.raises(CommandError, match="Is a directory"):
        call_command("underwrite", str(tmp_path))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"absent\.json"):
        call_command("underwrite", str(tmp_path / "absent.json"))


# JSON Lines, as an outsider runs it: a program of its own, with a database that does not answer.


def underwrite(*arguments: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, str(ROOT / "manage.py"), "underwrite", *arguments]
    return subprocess.run(command, input=data, capture_output=True, env=environment, timeout=120, check=False)


def test_every_line_is_decided_in_order_and_a_bad_one_stops_nothing() -> None:
    good = [STARTER, json.dumps(json.loads((FOLDER / "base" / "self-employed.json").read_bytes()))]
    done = underwrite("-", data="\n".join([good[0], "", "{", good[1], '{"lening": 1}', good[0]]).encode())
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line.get("outcome") for line in lines] == ["approved", None, "rejected", None, "approved"]
    assert lines[1]["error"]["line"] == 3
    assert lines[3]["error"] == {"line": 5, "path": "schema_version", "message": "is required: one of 1.0"}
    assert lines[0]["decision_id"].startswith("d-")
    assert (done.returncode, done.stderr) == (1, b"")


def test_a_batch_without_a_bad_line_ends_well() -> None:
    done = underwrite("-", "--receipt", data=f"{STARTER}\n{STARTER}\n".encode())
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first == second
    assert first["facts_sha256"] == builders.load("1-starter-nhg.decision.json")["facts_sha256"]
    assert (done.returncode, done.stderr) == (0, b"")
    nothing = underwrite("-", data=b"")
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, b"", b"")


def test_one_bad_document_is_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    source = tmp_path / "facts.json"
    source.write_text(STARTER.replace("2026", "2031"), encoding="utf-8")
    done = underwrite(str(source), data=b"")
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode().count("\n") == 1
    assert "no norms in force on 2031-" in done.stderr.decode()


def test_a_reader_that_leaves_ends_the_batch_without_a_traceback() -> None:
    command = [sys.executable, str(ROOT / "manage.py"), "underwrite", "-"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as batch:
        assert batch.stdin
        assert batch.stdout
        assert batch.stderr
        batch.stdin.write(f"{STARTER}\n".encode())
        batch.stdin.flush()
        assert json.loads(batch.stdout.readline())["outcome"] == "approved", "each answer is flushed as it is known"
        batch.stdout.close()
        try:
            batch.stdin.write(f"{STARTER}\n".encode() * 3)
            batch.stdin.close()
        except BrokenPipeError:
            pass
        assert batch.stderr.read() == b""
        assert batch.wait(timeout=60) == 1
