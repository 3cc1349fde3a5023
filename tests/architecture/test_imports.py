"""The import rules of pyproject.toml hold, and cover every package that ships."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]


def contract(name: str) -> dict[str, list[str]]:
    """The contract with this name; StopIteration when it was renamed."""
    found: dict[str, list[str]] = next(contract for contract in CONTRACTS if contract["name"] == name)
    return found


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter with the project's configuration on the packages in `folder`."""
    command = [
        str(Path(sys.executable).parent / "lint-imports"),
        "--config",
        str(ROOT / "pyproject.toml"),
        "--no-cache",
    ]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_nothing_imports_what_it_may_not() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line", "broken"),
    [
        ("portal/clock.py", "from portal.demo import ports", "nothing that ships imports the demo or a simulator"),
        ("portal/jobs/services.py", "from portal.offers import models", "lower never imports higher"),
        (
            "underwriting/decide.py",
            "import django",
            "underwriting is pure: the standard library and nothing else of ours",
        ),
        ("brondata/provider.py", "import portal.clock", "brondata knows no Django, no portal and no underwriting"),
        ("portal/journey/forms/loan.py", "import underwriting.decide", "only assessments runs the engine"),
        ("portal/journey/forms/loan.py", "import brondata.ockto.client", "only evidence talks to Ockto"),
    ],
)
def test_one_forbidden_line_breaks_exactly_its_rule(tmp_path: Path, module: str, line: str, broken: str) -> None:
    for package in ("portal", "underwriting", "brondata"):
        for source in (ROOT / package).rglob("*.py"):
            copy = tmp_path / source.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(source.read_bytes())
    with (tmp_path / module).open("a") as file:
        file.write(f"\n{line}\n")
    done = lint_imports(tmp_path)
    assert done.returncode == 1
    assert [row for row in done.stdout.splitlines() if row.endswith("BROKEN")] == [f"{broken} BROKEN"]


def test_the_rule_against_the_demo_covers_every_part_of_the_portal_that_ships() -> None:
    sources = set(contract("nothing that ships imports the demo or a simulator")["source_modules"])
    parts = {
        f"portal.{path.stem}"
        for path in (ROOT / "portal").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    # The style page is a development page, mounted by the demo and the tests only.
    assert sources >= parts - {"portal.__init__", "portal.demo", "portal.stijl"}
