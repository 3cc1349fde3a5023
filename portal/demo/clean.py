"""`make clean-demo`: throw away the demo's data, unless a demo is using it."""

import shutil
import sys
from pathlib import Path

from portal.demo.run import FolderError, claim
from portal.demo.stack import ROOT


def clean(folder: Path) -> None:
    """Remove `folder`; raise FolderError while a demo runs on it."""
    with claim(folder):
        shutil.rmtree(folder)


def main() -> int:
    """Return the exit status."""
    try:
        clean(ROOT / "var" / "demo")
    except FolderError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print("The demo's data is gone; `make run` starts afresh.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
