"""Every kind of work has a function, and whoever asks for it gives that function what it takes."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

from portal.jobs.registry import HANDLERS, handler

PORTAL = Path(__file__).resolve().parents[2] / "portal"
Function = ast.FunctionDef | ast.AsyncFunctionDef


def asked() -> Iterator[tuple[str, str, frozenset[str]]]:
    """Where work is asked for: `publish(kind, payload=...)` and `(kind, key, payload)` of `advance`."""
    for source in sorted(PORTAL.rglob("*.py")):
        tree = ast.parse(source.read_text("utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, Function)]
        for function in functions:
            for node in ast.walk(function):
                found = _asks(node)
                if found is not None:
                    kind, payload = found
                    where = f"{source.relative_to(PORTAL.parent)}:{node.lineno}"  # type: ignore[attr-defined]
                    yield where, kind, _keys(payload, function, functions)


def _asks(node: ast.AST) -> tuple[str, ast.expr] | None:
    """The kind and the payload, when this is a place where work is asked for."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "publish":
        payload = next((word.value for word in node.keywords if word.arg == "payload"), None)
        if isinstance(node.args[0], ast.Constant) and payload is not None:
            return str(node.args[0].value), payload
    if isinstance(node, ast.Tuple) and len(node.elts) == 3 and isinstance(node.elts[0], ast.Constant):
        kind = node.elts[0].value
        return (kind, node.elts[2]) if kind in HANDLERS else None
    return None


def _keys(payload: ast.expr, function: Function, functions: list[Function]) -> frozenset[str]:
    """The names in a payload: written out, kept in a variable, or made by a function of the module."""
    if isinstance(payload, ast.Dict):
        return frozenset(key.value for key in payload.keys if isinstance(key, ast.Constant))
    if isinstance(payload, ast.Name):
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(ast.unparse(one) == payload.id for one in node.targets):
                return _keys(node.value, function, functions)
    if isinstance(payload, ast.Call):
        maker = next(one for one in functions if one.name == ast.unparse(payload.func))
        made = next(node.value for node in ast.walk(maker) if isinstance(node, ast.Return) and node.value)
        return _keys(made, maker, functions)
    raise AssertionError(f"a payload that this test can't read: {ast.unparse(payload)}")


ASKED = list(asked())


@pytest.mark.parametrize("kind", sorted(HANDLERS))
def test_every_kind_of_work_has_a_function_that_takes_texts(kind: str) -> None:
    parameters = inspect.signature(handler(kind)).parameters.values()
    assert parameters, "work is about something"
    for parameter in parameters:
        assert parameter.annotation is str, f"{kind}: ids travel as text"
        assert parameter.default is inspect.Parameter.empty


@pytest.mark.parametrize("kind", sorted(HANDLERS))
def test_somebody_asks_for_every_kind_of_work(kind: str) -> None:
    assert [where for where, asked_kind, _ in ASKED if asked_kind == kind]


@pytest.mark.parametrize(("where", "kind", "names"), ASKED, ids=[where for where, _, _ in ASKED])
def test_who_asks_for_work_gives_what_its_function_takes(where: str, kind: str, names: frozenset[str]) -> None:
    assert kind in HANDLERS
    assert names == set(inspect.signature(handler(kind)).parameters)
