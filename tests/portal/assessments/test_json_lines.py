"""JSON Lines: whatever bytes come in, every line that is not empty gives one line of JSON, and nothing stops."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.assessments import json_lines
from portal.assessments.json_lines import Fault, answer_lines, parse
from portal.assessments.management.commands.underwrite import decided
from tests.underwriting import builders

STARTER = json.dumps(builders.starter()).encode()


def answered(data: bytes, answer: Any = lambda document: {"read": document}) -> tuple[list[Any], bool, list[str]]:
    """The answers to some bytes, whether all lines were answered, and what the operator reads."""
    written: list[str] = []
    complaints: list[str] = []
    whole = answer_lines(io.BytesIO(data), answer=answer, write=written.append, complain=complaints.append)
    return [json.loads(line) for line in written], whole, complaints


@pytest.mark.parametrize(
    ("line", "path", "message"),
    [
        (b"{", "$", "not JSON"),
        (b"facts", "$", "not JSON: Expecting value at character 1"),
        (b"{} {}", "$", "Extra data at character 4"),
        (b'{"a":1,}', "$", "not JSON"),
        (b"{'a':1}", "$", "not JSON"),
        (b'{"a":NaN}', "$", "NaN is not a number of JSON"),
        (b'{"a":-Infinity}', "$", "-Infinity is not a number of JSON"),
        (b"9" * 5000, "$", "4300 digits"),
        (b"[" * 100_000, "$", "nested too deeply"),
        (b'{"a":' * 100_000, "$", "nested too deeply"),
        (b'{"a":"\xff"}', "$", "not UTF-8: byte 7 is 0xff"),
        (b"\xef\xbb\xbf{}", "$", "BOM"),
        (b'"a\x00b"', "$", "Invalid control character"),
        (b'{"a":1,"b":2,"a":3}', "a", "twice"),
        (b'{"a":[{},{"b":{"c":1,"c":1}}]}', "a[1].b.c", "twice"),
        (b'{"a":{"x":1,"x":2},"a":{}}', "a", "twice"),
    ],
)
def test_a_line_that_is_not_json_says_why(line: bytes, path: str, message: str) -> None:
    answers, whole, complaints = answered(b"{}\n" + line + b"\n{}\n")
    assert answers[0] == answers[2] == {"read": {}}
    assert answers[1]["error"] == {"line": 2, "path": path, "message": answers[1]["error"]["message"]}
    assert message in answers[1]["error"]["message"]
    assert (whole, complaints) == (False, [])


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("applicants[0].incomes[0].kind", "loterij", "applicants[0].incomes[0].kind"),
        ("applicants[0].incomes[0].kind", ["loondienst"], "applicants[0].incomes[0].kind"),
        ("lening.leningdelen[0].amount", 1e999, "$"),
        ("lening.leningdelen[0].amount", 10**4000, "lening.leningdelen[0].amount"),
        ("lening.leningdelen[0].amount", 180000.0, "lening.leningdelen[0].amount"),
        ("applicants[0].name.surname", "\ud83d", "applicants[0].name.surname"),
        ("lening.\ud83d", 1, 'lening["\\ud83d"]'),
        ("evaluation.as_of", "2019-01-01", "evaluation.as_of"),
        ("application.application_date", "2026-02-30", "application.application_date"),
        ("documents[1].id", "d-koop", "documents[1].id"),
    ],
)
def test_a_document_that_breaks_the_contract_names_the_path(path: str, value: object, where: str) -> None:
    document = json.dumps(builders.changed(builders.starter(), path, value)).encode()
    answers, _, complaints = answered(document, lambda parsed: decided(parsed).to_json())
    assert (answers[0]["error"]["line"], answers[0]["error"]["path"]) == (1, where)
    assert complaints == []


def test_empty_lines_are_counted_and_not_answered() -> None:
    answers, whole, _ = answered(b"\n \t\r\n{}\r\n\n1")
    assert answers == [{"read": {}}, {"read": 1}]
    assert whole
    assert answered(b"\n\n{")[0][0]["error"]["line"] == 3
    assert answered(b"") == ([], True, [])


def test_a_line_that_is_too_long_is_refused_without_being_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 10)
    answers, whole, _ = answered(b'"' + b"x" * 8 + b'"\n"' + b"x" * 45 + b'"\n"end"')
    assert [answer.get("read") for answer in answers] == ["x" * 8, None, "end"]
    assert answers[1]["error"] == {"line": 2, "path": "$", "message": "is longer than 10 bytes"}
    assert not whole


def test_a_fault_of_the_engine_is_the_answer_to_its_own_line_and_is_told_without_what_it_is_about() -> None:
    def answer(document: Any) -> dict[str, Any]:
        return {"first": document["Jansen"]}

    answers, whole, complaints = answered(b'{"Jansen":1}\n{}\n{"Jansen":2}', answer)
    assert [answers[0], answers[2]] == [{"first": 1}, {"first": 2}]
    assert answers[1]["error"]["path"] == "$"
    assert "(KeyError)" in answers[1]["error"]["message"]
    assert not whole
    assert len(complaints) == 1
    assert complaints[0].startswith("line 2: KeyError in answer (test_json_lines.py:")
    assert "Jansen" not in complaints[0] + json.dumps(answers[1])


def test_an_answer_is_one_line_of_ascii_whatever_reads_it() -> None:
    written: list[str] = []
    answer_lines(
        io.BytesIO('"é\u2028\u0085"'.encode()), answer=lambda text: {"a": text}, write=written.append, complain=print
    )
    assert len(written[0].splitlines()) == 1
    assert written[0].isascii()


def test_answers_come_in_order_and_at_once() -> None:
    """The answer to a line is written before the next line is read."""
    seen: list[object] = []

    class Source(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            seen.append("read")
            return super().readline(size)

    answer_lines(Source(b"1\n2\n"), answer=lambda value: {"a": value}, write=seen.append, complain=print)
    assert seen == ["read", '{"a":1}', "read", '{"a":2}', "read"]


@pytest.mark.parametrize("data", [b'{"a":1}', b' {"a": [1, 2.5, null, true, "\\u00e9"]}\n'])
def test_json_is_read(data: bytes) -> None:
    assert parse(data) == json.loads(data)


def test_a_fault_in_a_file_of_many_lines_names_the_line() -> None:
    with pytest.raises(Fault, match=r"^\$: is not JSON: .* at line 2, character 8$"):
        parse(b'{"a": 1,\n  "b": }')


# Any bytes: noise, noise with line ends, and a real document with a few bytes changed.
noise = st.lists(st.one_of(st.binary(max_size=40), st.just(STARTER)), max_size=6).map(b"\n".join)
json_like = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3),
    max_leaves=8,
).map(lambda value: json.dumps(value).encode())
scratched = st.tuples(st.integers(0, len(STARTER) - 1), st.binary(max_size=3)).map(
    lambda change: STARTER[: change[0]] + change[1] + STARTER[change[0] + 1 :]
)


@given(st.one_of(noise, st.binary(), json_like, scratched, st.tuples(json_like, scratched).map(b"\n".join)))
def test_any_bytes_give_as_many_lines_of_json_as_there_are_lines_that_are_not_empty(data: bytes) -> None:
    answers, whole, complaints = answered(data, lambda parsed: decided(parsed).to_json())
    assert len(answers) == sum(1 for line in data.split(b"\n") if line.strip(b" \t\r"))
    assert whole is not any("error" in answer for answer in answers)
    assert complaints == [], "the engine breaks on a document that the contract allows"
