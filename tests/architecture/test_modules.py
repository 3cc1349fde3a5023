"""Small modules, one clock, fragments that carry their own name, and migrations that are up to date."""

import ast
import io
import re
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("portal", "underwriting", "brondata")
LONGEST = 300
FRAGMENTS = sorted((ROOT / "templates" / "journey").glob("_*.html"))
CLOCKS = {"date.today", "datetime.now", "datetime.utcnow", "datetime.today"}
# The clock itself, those who play the outside world, and iDIN: its messages carry the real moment.
KEEPERS = ("portal/clock.py", "portal/demo/", "brondata/simulator/clock.py", "portal/mandates/idin/client.py")


def modules() -> list[Path]:
    """Every module that ships or plays in the demo, migrations apart."""
    found = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_no_module_passes_three_hundred_lines() -> None:
    sizes = {name(path): len(path.read_text("utf-8").splitlines()) for path in modules()}
    assert {path: size for path, size in sizes.items() if size > LONGEST} == {}


def test_every_module_says_what_it_is() -> None:
    silent = [
        name(path)
        for path in modules()
        if path.read_text("utf-8") and not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert silent == []


def test_nobody_reads_the_machine_s_clock_but_the_clock() -> None:
    found = []
    for path in modules():
        if name(path).startswith(KEEPERS):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ".".join(ast.unparse(node.func).split(".")[-2:]) in CLOCKS:
                found.append(f"{name(path)}:{node.lineno}")
    assert found == []


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda path: path.stem)
def test_the_root_of_a_fragment_carries_its_file_s_name(path: Path) -> None:
    """htmx swaps a fragment by this id; who sees the id on a page finds the file."""
    bare = re.sub(r"\{[%#].*?[%#]\}", "", path.read_text("utf-8"), flags=re.DOTALL).strip()
    root = re.match(r"<(\w+)\b[^>]*?\bid=\"([\w-]+)\"", bare)
    assert root is not None, "the first element has no id"
    assert root[2] == path.stem.removeprefix("_").replace("_", "-")
    assert bare.endswith(f"</{root[1]}>"), "a fragment has one root"


def test_there_are_fragments() -> None:
    assert len(FRAGMENTS) > 4


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration() -> None:
    out = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=out)
    except SystemExit:
        pytest.fail(out.getvalue())
