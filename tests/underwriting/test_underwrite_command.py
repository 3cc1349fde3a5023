"""`manage.py underwrite`: a facts document in, a decision or one clear sentence out; no database."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.underwriting import builders
from underwriting.cases import FOLDER


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


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "Expecting"),
        ("{}", "schema_version: is required"),
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


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"absent\.json"):
        call_command("underwrite", str(tmp_path / "absent.json"))
