"""`manage.py ibl`: a UWV message in, the toetsinkomen with its steps out; a bad line stops nothing."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from portal.assessments.json_lines import answer_lines
from portal.assessments.management.commands.ibl import determined
from tests.underwriting.builders import changed
from tests.underwriting.ibl_messages import Json, message

ROOT = Path(__file__).parents[2]
MESSAGE = message({"wage": "36x3500"}, pension="100.00")
KEYS = ["calculation", "toetsinkomen", "steps", "reason"]


def without(document: Json, key: str) -> Json:
    return {name: value for name, value in document.items() if name != key}


def answered(*lines: object) -> tuple[list[Any], bool]:
    data = b"\n".join(line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines)
    written: list[str] = []
    whole = answer_lines(io.BytesIO(data), answer=determined, write=written.append, complain=pytest.fail)
    return [json.loads(line) for line in written], whole


def test_a_file_gives_the_income_with_its_steps(tmp_path: Path) -> None:
    source, out = tmp_path / "message.json", io.StringIO()
    source.write_text(json.dumps(MESSAGE), encoding="utf-8")
    call_command("ibl", str(source), stdout=out)
    found = json.loads(out.getvalue())
    assert list(found)[:4] == KEYS
    assert (found["calculation"], found["toetsinkomen"], found["reason"]) == ("A", "43200.00", None)
    assert found["steps"][-1] == {
        "name": "Toetsinkomen",
        "section": "3.9",
        "text": "Som van de berekeningen en de eigen pensioenbijdrage.",
        "value": "43200.00",
        "unit": "euro",
    }
    assert any("pensioenbijdrage telt bij het inkomen op" in reading for reading in found["readings"])


def test_a_message_that_does_not_qualify_has_no_income_and_says_why() -> None:
    (found,), whole = answered(message({"wage": "36x3500", "last": "2026-01"}))
    assert whole
    assert (found["calculation"], found["toetsinkomen"]) == (None, None)
    assert (found["reason"]["code"], found["reason"]["section"]) == ("2038", "3.1")
    assert found["reason"]["text"] == "Het laatste loon is 288 dagen ouder dan het bericht; het mag 62 zijn."


@pytest.mark.parametrize(
    ("document", "path", "words"),
    [
        ([], "$", "must be an object"),
        (without(MESSAGE, "statement_date"), "statement_date", "is required"),
        (without(MESSAGE, "payment_term"), "payment_term", "is required"),
        (without(MESSAGE, "contracts"), "contracts", "is required"),
        (changed(MESSAGE, "payment_term", "weekly"), "payment_term", "one of monthly, four_weekly"),
        (changed(MESSAGE, "statement_date", "15-11-2026"), "statement_date", "a calendar date"),
        (changed(MESSAGE, "statement_date", "2027-01-04"), "statement_date", "no norms in force on 2027-01-04"),
        (changed(MESSAGE, "pension_contribution_per_period", "-1.00"), "pension_contribution_per_period", "negative"),
        (changed(MESSAGE, "pension_contribution_per_period", 100), "pension_contribution_per_period", "2 decimals"),
        (changed(MESSAGE, "loon", "1.00"), "loon", "is not a known key"),
        (changed(MESSAGE, "contracts[0].employer", ""), "contracts[0].employer", "1 to 200"),
        (changed(MESSAGE, "contracts[0].periods", {}), "contracts[0].periods", "must be a list"),
        (changed(MESSAGE, "contracts[0].periods[4].sv_loon", 3500), "contracts[0].periods[4].sv_loon", "2 decimals"),
        (changed(MESSAGE, "contracts[0].periods[4].sv_loon", "3500"), "contracts[0].periods[4].sv_loon", "2 decimals"),
        (changed(MESSAGE, "contracts[0].periods[4].hours", True), "contracts[0].periods[4].hours", "number of hours"),
        (changed(MESSAGE, "contracts[0].periods[4].to", "2026-05-01"), "contracts[0].periods[4].to", "before from"),
        (
            changed(MESSAGE, "contracts[0].periods[4].to", "2026-07-01"),
            "contracts[0].periods[4]",
            "overlaps periods[3]",
        ),
    ],
)
def test_a_bad_line_says_where_and_the_others_are_answered(document: object, path: str, words: str) -> None:
    answers, whole = answered(MESSAGE, document, b"", MESSAGE)
    assert [one.get("toetsinkomen") for one in answers] == ["43200.00", None, "43200.00"]
    assert (answers[1]["error"]["line"], answers[1]["error"]["path"]) == (2, path)
    assert words in answers[1]["error"]["message"]
    assert not whole


def test_a_message_of_before_the_policy_is_answered_by_the_rules_of_its_day() -> None:
    """Only the rules of the IBL are needed; those of 8.1.1 are known from 2025 on."""
    last_year, too_old = (message({"wage": "36x3500", "last": f"{year}-11"}) for year in (2025, 2024))
    last_year["statement_date"], too_old["statement_date"] = "2025-12-15", "2024-12-15"
    answers, _ = answered(last_year, too_old)
    assert answers[0]["toetsinkomen"] == "42000.00"
    assert answers[1]["error"]["path"] == "statement_date"
    assert answers[1]["error"]["message"] == "no norms in force on 2024-12-15: ibl starts on 2025-01-01"


def test_hours_may_be_a_number_or_text_and_a_car_may_be_absent() -> None:
    document = message({"wage": "36x3500"})
    for number, line in enumerate(document["contracts"][0]["periods"]):
        line["hours"] = (160, 160.5, "160", "160.25")[number % 4]
        line["private_use_car"] = None
        del line["own_contribution_car"]
    (found,), _ = answered(document)
    assert found["toetsinkomen"] == "42000.00"


def test_the_stream_ends_with_one_when_a_line_was_bad_and_needs_no_database() -> None:
    lines = f"{json.dumps(MESSAGE)}\n{{\n{json.dumps(MESSAGE)}\n"
    environment = {**os.environ, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/nothing"}
    ran = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "ibl", "-"],
        input=lines.encode(),
        capture_output=True,
        env=environment,
        timeout=120,
        check=False,
    )
    answers = [json.loads(line) for line in ran.stdout.splitlines()]
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert [list(one)[:4] for one in answers] == [KEYS, ["error"], KEYS]


@pytest.mark.parametrize(("text", "words"), [("{", "not JSON"), ("{}", "statement_date: is required")])
def test_a_fault_in_a_file_is_one_sentence(tmp_path: Path, text: str, words: str) -> None:
    source = tmp_path / "message.json"
    source.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=words):
        call_command("ibl", str(source))
