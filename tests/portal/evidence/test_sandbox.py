"""A command in the sandbox: bytes in, bytes out, and no way to take more than it was given."""

import os
import sys
import time

import pytest

from portal.evidence import sandbox

SMALL = sandbox.Cage(cpu_seconds=1, wall_seconds=5, memory_bytes=200_000_000, output_bytes=1_000_000)


def python(code: str, content: bytes = b"", cage: sandbox.Cage = SMALL) -> bytes:
    return sandbox.run([sys.executable, "-c", code], content=content, cage=cage)


def test_bytes_go_in_and_out_whole() -> None:
    content = os.urandom(900_000)
    assert sandbox.run(["cat"], content=content, cage=SMALL) == content


@pytest.mark.parametrize(
    "code",
    [
        "bytearray(10**9)",
        "import sys\nwhile True: sys.stdout.buffer.write(b'x' * 10**5)",
        "import os; os.abort()",
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "raise SystemExit(1)",
    ],
)
def test_a_command_that_takes_too_much_or_breaks_ends_as_a_failure(code: str) -> None:
    with pytest.raises(sandbox.SandboxFailed) as failure:
        python(code)
    assert not failure.value.timed_out


def test_a_command_that_only_calculates_runs_out_of_time() -> None:
    with pytest.raises(sandbox.SandboxFailed) as failure:
        python("while True: pass")
    assert failure.value.timed_out


def test_a_command_that_waits_for_ever_is_stopped() -> None:
    started = time.monotonic()
    with pytest.raises(sandbox.SandboxFailed) as failure:
        sandbox.run(["sleep", "60"], content=b"", cage=sandbox.Cage(wall_seconds=0.3))
    assert failure.value.timed_out
    assert time.monotonic() - started < 50


def test_nothing_of_our_environment_goes_along(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MASTER_KEY", "geheim")
    assert set(python("import os; print(*os.environ)").split()) <= {b"PATH", b"LC_ALL", b"LC_CTYPE"}


def test_no_file_of_ours_is_open_inside() -> None:
    with open(__file__, "rb") as ours:
        inside = python("import os; print(*sorted(os.listdir('/proc/self/fd')))").split()
        assert str(ours.fileno()).encode() not in inside or ours.fileno() <= 3
    assert set(inside) <= {b"0", b"1", b"2", b"3"}


def test_what_it_says_about_a_file_is_not_passed_on(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(sandbox.SandboxFailed) as failure:
        python("import sys; sys.exit('naam van een klant')")
    assert "klant" not in str(failure.value) + "".join(capfd.readouterr())


def test_a_program_that_is_not_there_is_our_problem_and_no_refusal() -> None:
    with pytest.raises(FileNotFoundError):
        sandbox.run(["no-such-program"], content=b"", cage=SMALL)
