"""From a fresh clone to a working environment, and one clear sentence where that cannot be."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from portal.demo import bootstrap
from portal.demo.stack import ROOT

SCRIPT = Path(bootstrap.__file__)


def is_one_sentence(text: str) -> bool:
    """One line that ends as a sentence or with a command to copy, and no traceback."""
    return text.count("\n") == 1 and text.endswith("\n") and "Traceback" not in text and len(text) > 30


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A clone whose requirements are empty, so that a real installation needs no network."""
    for name in bootstrap.REQUIREMENTS:
        (tmp_path / name).touch()
    return tmp_path


def test_an_old_python_is_turned_away_in_one_sentence() -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 9, 2, 'final', 0); "
        f"sys.argv = ['bootstrap.py', 'run']; runpy.run_path({str(SCRIPT)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert is_one_sentence(done.stderr)
    assert "Python 3.11" in done.stderr
    assert "3.9" in done.stderr


def test_an_old_python_can_read_the_bootstrap() -> None:
    ast.parse(SCRIPT.read_text(), feature_version=(3, 6))


@pytest.mark.parametrize("version", [(3, 11), (3, 11, 2), (3, 13), (4, 0)])
def test_newer_pythons_are_welcome(version: tuple[int, ...]) -> None:
    bootstrap.check_python(version)


@pytest.mark.parametrize("version", [(2, 7), (3, 10, 99)])
def test_the_version_before_is_refused(version: tuple[int, ...]) -> None:
    with pytest.raises(bootstrap.Refusal):
        bootstrap.check_python(version)


def test_a_read_only_folder_is_refused_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    # /proc is read-only for everyone, root too.
    assert bootstrap.main(["run"], Path("/proc")) == 1
    told = capsys.readouterr().err
    assert is_one_sentence(told)
    assert "Cannot write in /proc" in told


def test_the_bootstrap_runs_isolated_and_with_the_standard_library_only() -> None:
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(SCRIPT), "walk"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "Usage: bootstrap.py run|test\n")


def test_a_second_run_has_nothing_to_do_until_the_requirements_change(clone: Path) -> None:
    assert bootstrap.prepare(clone, "run") is True
    assert bootstrap.prepare(clone, "run") is False
    (clone / "requirements-dev.txt").write_text("# changed\n")
    assert bootstrap.prepare(clone, "run") is True
    assert bootstrap.prepare(clone, "run") is False


def test_an_environment_whose_interpreter_is_gone_is_made_anew(clone: Path) -> None:
    bootstrap.prepare(clone, "run")
    python = clone / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(clone / "gone")
    assert bootstrap.prepare(clone, "run") is True
    assert subprocess.run([str(python), "-c", ""], check=False).returncode == 0


def test_missing_packages_are_those_that_debian_does_not_have_installed() -> None:
    assert bootstrap.missing_packages(("dpkg", "neo-no-such-package")) == ["neo-no-such-package"]


def test_without_root_the_missing_packages_are_named_in_a_command_to_copy() -> None:
    with pytest.raises(bootstrap.Refusal, match=r"apt-get install -y .*libpango-1\.0-0 chromium$") as refusal:
        bootstrap.install_packages(["libpango-1.0-0", "chromium"], is_root=False)
    assert is_one_sentence(f"{refusal.value}\n")


def test_as_root_the_lists_are_fetched_before_the_packages() -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0)

    bootstrap.install_packages(["libpango-1.0-0"], run=run, is_root=True)
    assert [command[1] for command in ran] == ["update", "install"]
    assert ran[1][-1] == "libpango-1.0-0"


def test_nothing_missing_asks_nothing_of_apt() -> None:
    bootstrap.install_packages([], run=lambda *_, **__: pytest.fail("apt-get was called"), is_root=True)


def test_an_apt_that_fails_is_one_sentence() -> None:
    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[bytes]:
        return subprocess.CompletedProcess(command, 100)

    with pytest.raises(bootstrap.Refusal, match="`apt-get update -qq` failed"):
        bootstrap.install_packages(["chromium"], run=run, is_root=True)


def test_uv_itself_is_installed_from_its_pin_with_hashes() -> None:
    pin = bootstrap.pinned((ROOT / "requirements-dev.txt").read_text(), "uv").splitlines()
    assert pin[0].startswith("uv==")
    assert len(pin) > 1
    assert all(line.strip().startswith("--hash=sha256:") for line in pin[1:])


@pytest.mark.parametrize("name", bootstrap.REQUIREMENTS)
def test_every_requirement_is_pinned_with_hashes_and_names_no_address(name: str) -> None:
    lines = (ROOT / name).read_text().splitlines()
    pins = [number for number, line in enumerate(lines) if not line.startswith((" ", "#"))]
    assert pins
    for number in pins:
        assert "==" in lines[number]
        assert lines[number + 1].strip().startswith("--hash=sha256:")
    assert "://" not in "\n".join(lines)
