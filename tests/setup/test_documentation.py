"""What the README and the operations page promise is what the files say."""

import re

import pytest

from portal.demo.bootstrap import DEMO_PACKAGES
from portal.demo.stack import ROOT

SETTINGS = ROOT / "portal" / "settings"
_ENV = re.compile(r"\benv\.\w+\(\s*\"([A-Z_]+)\"")
# Read by the shared settings but refused by production: it shifts the clock.
DEMO_ONLY = {"PORTAL_TODAY"}


def read(name: str) -> str:
    return (ROOT / name).read_text()


def production_variables() -> set[str]:
    """Every environment variable that production.py and base.py read."""
    return set(_ENV.findall(read("portal/settings/production.py") + read("portal/settings/base.py"))) - DEMO_ONLY


def documented_variables() -> set[str]:
    """The names in the first column of the environment table of operations.md."""
    table = read("docs/operations.md").partition("## Environment")[2].partition("\n## ")[0]
    first = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    return set(re.findall(r"`([A-Z_]+)`", " ".join(first)))


def test_operations_names_every_variable_that_production_reads_and_no_other() -> None:
    assert documented_variables() == production_variables() | {"DJANGO_SETTINGS_MODULE"}


def test_the_check_environment_sets_every_variable_that_production_requires() -> None:
    text = read("portal/settings/production.py")
    required = {name for name in _ENV.findall(text) if f'"{name}", default' not in text} - DEMO_ONLY
    assert required <= set(re.findall(r"\b([A-Z_]+)=", read("tests/production.env.sh")))


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_the_readme_gives_a_reason_for_every_dependency(name: str) -> None:
    tables = read("README.md").partition("## Dependencies")[2].replace("\\", "")
    first = ", ".join(line.split("|")[1] for line in tables.splitlines() if line.startswith("| "))
    reasons = {re.split(r"[\[<>=]", part.strip())[0] for part in re.split(r",(?![^\[]*\])", first)}
    for line in read(name).splitlines():
        if line and not line.startswith(("#", "-")):
            assert re.split(r"[\[<>=]", line)[0] in reasons


def test_the_readme_names_every_make_command_and_no_other() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE)) - {"help"}
    assert set(re.findall(r"^\| `make ([a-z-]+)`", read("README.md"), re.MULTILINE)) == targets


def test_operations_installs_the_same_debian_packages_as_the_bootstrap() -> None:
    command = read("docs/operations.md").partition("apt-get install")[2].partition("\n\n")[0]
    assert set(DEMO_PACKAGES) <= set(command.split())
