"""`make test`: the portal's tests on PostgreSQL, then the whole suite on SQLite.

Two runs, because Django picks its database when it starts. The whole suite comes last and a
failure ends it at once, so the last thing on the screen is always the summary that matters.
Arguments go to pytest and then there is one run, on SQLite. See docs/decisions/test-databases.md.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests import services

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments: str, **environment: str) -> int:
    """Run pytest in a process of its own; return its exit status."""
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=False).returncode


def main(arguments: list[str]) -> int:
    """Return the exit status of the first run that fails, else 0."""
    workers = (f"-n{os.environ.get('TEST_WORKERS', '2')}", "--dist", "loadgroup")
    if arguments:
        return run(*arguments)
    if services.services()["postgres"].version is not None:
        print("The portal's tests on PostgreSQL; the whole suite on SQLite follows.", flush=True)
        if status := run("tests/portal", *workers, DATABASE_URL=services.DATABASE_URL):
            return status
    return run(*workers)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
