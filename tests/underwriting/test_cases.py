"""The tables of cases come true, about facts that the contract knows."""

import json

import jsonschema
import pytest

from tests.underwriting import builders
from underwriting.cases import FOLDER, Case, _of_table, base, cases, run
from underwriting.cases.coverage import Covered, coverage, one_sided


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_the_rule_says_what_the_table_says(case: Case) -> None:
    outcome = run(case)
    assert outcome.verdict == case.expected, case.about
    assert outcome.shows == case.shows, case.about


@pytest.mark.parametrize("covered", coverage(), ids=lambda covered: covered.row.id)
def test_every_rule_has_a_case_on_both_sides(covered: Covered) -> None:
    assert covered.both_sides, f"{covered.row.effect}: {covered.row.rule}"


def test_a_rule_excused_from_a_second_side_has_none_and_says_why() -> None:
    excused = {covered.row.id: covered for covered in coverage() if covered.excused}
    assert set(one_sided()) == set(excused)
    assert [rule_id for rule_id, covered in excused.items() if covered.kept and covered.other_side] == []


@pytest.mark.parametrize("name", [path.stem for path in sorted((FOLDER / "base").glob("*.json"))])
def test_a_base_document_has_the_form_of_the_contract(name: str) -> None:
    jsonschema.Draft202012Validator(builders.load("facts.schema.json")).validate(base(name))


def test_the_facts_of_every_case_have_the_form_of_the_contract() -> None:
    """The outline of each document, and each part of it once: most cases share most of their parts."""
    schema = builders.load("facts.schema.json")
    outline = {**schema, "properties": dict.fromkeys(schema["properties"], True)}
    forms = {name: {"$defs": schema["$defs"], **form} for name, form in schema["properties"].items()}
    refused, seen = [], set()
    for case in cases():
        parts = {(name, json.dumps(part)) for name, part in case.facts.items() if name in forms} - seen
        seen |= parts
        checks = [(outline, case.facts), *((forms[name], json.loads(part)) for name, part in sorted(parts))]
        for form, value in checks:
            refused += [
                (case.name, error.message) for error in jsonschema.Draft202012Validator(form).iter_errors(value)
            ]
    assert refused == []


def test_no_case_stands_twice() -> None:
    names = [case.name for case in cases()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"cases": [[1]]}, "1 columns, not 2"),
        ({"colour": "blue"}, "colour"),
        ({"from": "nobody"}, "nobody"),
        ({"without": ["lening.absent"]}, "absent"),
    ],
)
def test_a_table_that_cannot_be_read_says_so(table: dict[str, object], message: str) -> None:
    whole = {
        "rule": "G5.6-01",
        "about": "",
        "from": "starter",
        "vary": ["evaluation.phase"],
        "cases": [["dossier", ""]],
    }
    with pytest.raises((ValueError, KeyError, FileNotFoundError), match=message):
        list(_of_table(whole | table, "x"))


def test_a_value_can_be_taken_out_and_shown() -> None:
    """Both sides of the loader: a column of the facts, and one of the decision."""
    (case,) = _of_table(
        {
            "rule": "G3.1-01",
            "about": "",
            "from": "starter",
            "vary": ["applicants[0].birth_date"],
            "shows": ["outcome", "figures.burdens[kind=krediet].monthly"],
            "cases": [["(absent)", "missing", "incomplete", "(absent)"]],
        },
        "x",
    )
    assert "birth_date" not in case.facts["applicants"][0]
    assert "birth_date" in builders.starter()["applicants"][0]
    assert run(case).verdict == case.expected
