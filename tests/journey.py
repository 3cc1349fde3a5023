"""`make journey`: the whole journey in Chromium for a starter and for a couple, with pictures and PDFs.

python -m tests.journey [--no-javascript] [--story single|couple]

Exit status 0 only when every offer was signed, downloaded and found valid by pyHanko and pdfsig.
"""

import argparse
import shutil
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import sync_playwright

from portal.demo.ports import Ports
from portal.demo.stack import ROOT, Stack
from tests.journeys.recorder import Recorder
from tests.journeys.setting import CHROMIUM, TODAY
from tests.journeys.stories import couple, single_starter
from tests.journeys.verdict import refuse_invalid

STORIES = {"single": single_starter, "couple": couple}


def main() -> int:
    """Run the stories; 0 when all their papers are valid."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-javascript", action="store_true")
    parser.add_argument("--story", choices=[*STORIES], action="append")
    options = parser.parse_args()
    folder = ROOT / "var" / "journey"
    shutil.rmtree(folder, ignore_errors=True)
    started = time.monotonic()
    steps = 0
    with tempfile.TemporaryDirectory(prefix="neo-journey-") as data:
        stack = Stack(
            ports=Ports.free(), folder=Path(data), write=_quiet, environment={"PORTAL_TODAY": TODAY.isoformat()}
        )
        with stack, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM)
            for name in options.story or STORIES:
                print(name, flush=True)
                recorder = Recorder(folder=folder / name, talk=True)
                files = STORIES[name](
                    browser,
                    stack.ports,
                    recorder,
                    today=TODAY,
                    tag="reis",
                    javascript=not options.no_javascript,
                )
                for path in files.values():
                    refuse_invalid(path, trust=Path(data) / "signing-keys" / "roots.pem")
                steps += len(recorder.steps)
    print(f"journey: {steps} steps, {time.monotonic() - started:.0f} s")
    return 0


def _quiet(line: str) -> None:
    """What the processes write is shown only when they say something is wrong."""
    if "ERROR" in line or "Traceback" in line or "Error" in line:
        print(line, flush=True)


if __name__ == "__main__":
    sys.exit(main())
