"""`manage.py rules`: per chapter who applies which rule, and the cases run on the spot; no database."""

import io

import pytest
from django.core.management import CommandError, call_command

from portal.assessments.management.commands import rules
from underwriting.cases import Outcome


def printed(*arguments: str) -> str:
    out = io.StringIO()
    try:
        call_command("rules", *arguments, stdout=out)
    except CommandError as error:
        out.write(f"\nexit 1: {error}")
    return out.getvalue()


def test_a_chapter_lists_the_rules_a_person_keeps_with_the_reason() -> None:
    text = printed("--chapter", "5")
    assert "gids 5: 46 rules" in text
    assert "G5.6-05   person: a shorter double-burden period" in text


def test_what_is_not_evaluated_is_listed_with_the_reason() -> None:
    lines = printed("--chapter", "1").splitlines()
    assert "  nothing to evaluate: G1-01, G1-02, G1-06, G1-16" in lines
    (named,) = (line for line in lines if line.startswith("  reported under another row: "))
    assert "G1-34 is G4.2-01, " in named
    assert "G1-43 is G6.1-06 and G6.1-07 and G6.1-09, " in named
    assert named.count(" is ") == 42


def test_every_rule_is_listed_on_demand() -> None:
    line = next(line for line in printed("--chapter", "5.6", "--list").splitlines() if "G5.6-01 " in line)
    assert "automated, reject: " in line
    assert line.endswith("cases, kept and other side")


def test_a_case_that_does_not_come_true_is_named_and_ends_in_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "run", lambda case: Outcome(verdict="refer", shows={}))
    text = printed("--chapter", "5.6")
    assert "G5.6-01 ch05_homes:1.1: expected pass" in text
    assert "exit 1" in text


def test_a_chapter_that_is_not_there_is_said() -> None:
    assert "no rule of the guide is in 99" in printed("--chapter", "99")
