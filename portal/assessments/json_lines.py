"""JSON Lines in, JSON Lines out: one answer per line that is not empty, in order, whatever a line holds.

A line that cannot be answered gives `{"error": {"line": 3, "path": "lening.nhg", "message": "must be ..."}}`: the line
counts from 1 (empty lines included), the path is the JSON path of the fault, `$` when it is the whole line.
"""

import json
import os
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

from django.core.management.base import CommandError, OutputWrapper

from underwriting.jsonread import shown

Json = dict[str, Any]
LONGEST_LINE = 16 * 1024 * 1024
"""Bytes. A facts document is some 20 kB; what is longer is refused without being read into memory."""
BLANK = b" \t\r"
"""The white space of JSON within a line."""


class Fault(Exception):
    """A document cannot be answered. `path` is the JSON path of what is wrong, `message` says what was expected."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path or '$'}: {message}")
        self.path = path or "$"
        self.message = message


class _Object(dict[str, Any]):
    """An object that gives a key twice: JSON lets the last one win, a decision may not rest on that."""

    twice: str


def parse(data: bytes) -> object:
    """Read one JSON document from UTF-8. Raises Fault: what JSON leaves to the reader is refused here."""
    doubles: list[_Object] = []

    def gather(pairs: list[tuple[str, Any]]) -> Json:
        found = dict(pairs)
        if len(found) < len(pairs):
            marked = _Object(found)
            names = [name for name, _ in pairs]
            marked.twice = next(name for index, name in enumerate(names) if name in names[:index])
            doubles.append(marked)
            return marked
        return found

    try:
        document = json.loads(data.decode("utf-8"), object_pairs_hook=gather, parse_constant=_refuse)
        if doubles:  # the last one found is within no other, so it is still in the document
            path = next(path for path, value in _objects(document, "") if value is doubles[-1])
            raise Fault(_join(path, doubles[-1].twice), "stands in its object twice; a key is given once")
    except UnicodeDecodeError as error:
        raise Fault("", f"is not UTF-8: byte {error.start + 1} is {data[error.start]:#04x}") from None
    except json.JSONDecodeError as error:
        line = f"line {error.lineno}, " if error.lineno > 1 else ""
        raise Fault("", f"is not JSON: {error.msg} at {line}character {error.colno}") from None
    except RecursionError:
        raise Fault("", "is nested too deeply: a document has some ten levels") from None
    except ValueError as error:  # NaN and the infinities, and a number of thousands of digits
        raise Fault("", f"is not JSON that can be read exactly: {error}") from None
    return document


def answer_lines(
    source: BinaryIO,
    *,
    answer: Callable[[object], Json],
    write: Callable[[str], None],
    complain: Callable[[str], None],
    before: int = 0,
) -> bool:
    """Answer every line of `source` that is not empty, writing each as soon as it is known.

    Args:
        answer: gives the answer to a parsed document, or raises Fault.
        write: takes one line of ASCII without its end, and flushes it.
        complain: takes one line for the operator, about an exception that nobody foresaw.
        before: how many lines went before, when `source` is a part of something longer.

    Returns: whether every line was answered. Raises OSError when `source` cannot be read or `write` fails.
    """
    whole = True
    for number, line in enumerate(lines(source), before + 1):
        if not line.strip(BLANK):
            continue
        try:
            answered = _dumped(answer(parse(_short_enough(line))))
        except Fault as fault:
            whole = False
            answered = _dumped(_error(number, fault.path, fault.message))
        # A batch of a hundred thousand may not stop at the one document that finds a fault in the engine. Whatever it
        # is, it becomes the answer to its own line and the exit status, and the operator reads where it came from,
        # without the text of the exception, which may quote what the document says about a person.
        except Exception as error:  # noqa: BLE001
            whole = False
            kind = type(error).__name__
            complain(f"line {number}: {kind} {_place(error)}")
            answered = _dumped(_error(number, "$", f"the engine failed on this document ({kind}); this is our fault"))
        write(answered)
    return whole


def run(answer: Callable[[object], Json], *, out: OutputWrapper, err: OutputWrapper) -> None:
    """Answer standard input line by line on `out`; for a management command.

    Raises CommandError when there is no input; SystemExit(1) when a line was not answered or the reader of `out` left,
    SystemExit(130) when the operator stopped it.
    """

    def write(line: str) -> None:
        out.write(line)
        out.flush()

    with quietly(out):
        try:
            whole = answer_lines(_standard_input(), answer=answer, write=write, complain=err.write)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise CommandError(f"the batch stopped: {error}") from None
    if not whole:
        raise SystemExit(1)


@contextmanager
def quietly(out: OutputWrapper) -> Iterator[None]:
    """Print inside it without a traceback when the reader had enough (`| head -1`) or the operator pressed Ctrl-C."""
    try:
        yield
        out.flush()
    except BrokenPipeError:
        # Nothing more can be written, also not by the interpreter at its end, which would complain of it.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise OSError("it is closed")
    return sys.stdin.buffer


def lines(source: BinaryIO) -> Iterator[bytes]:
    """Every line without its end. Of one that is too long only the beginning, too long as well."""
    while read := source.readline(LONGEST_LINE + 1):
        line = rest = read.removesuffix(b"\n")
        while len(rest) > LONGEST_LINE:
            rest = source.readline(LONGEST_LINE + 1).removesuffix(b"\n")
        yield line


def _short_enough(line: bytes) -> bytes:
    if len(line) > LONGEST_LINE:
        raise Fault("", f"is longer than {LONGEST_LINE} bytes")
    return line


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not a number of JSON")


def _objects(value: object, path: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, dict):
        yield path, value
        for key, child in value.items():
            yield from _objects(child, _join(path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _objects(child, f"{path}[{index}]")


def _join(path: str, key: str) -> str:
    step = shown(key)
    return f"{path}{'' if step.startswith('[') or not path else '.'}{step}"


def _error(line: int, path: str, message: str) -> Json:
    return {"error": {"line": line, "path": path, "message": message}}


def _dumped(answer: Json) -> str:
    """One line, ASCII: no character in it ends a line for another reader, or fails on another terminal."""
    return json.dumps(answer, separators=(",", ":"), allow_nan=False)


def _place(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    last = frames[-1]
    return f"in {last.name} ({os.path.basename(last.filename)}:{last.lineno})"
