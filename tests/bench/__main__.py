"""`make bench`: every measure in one table, ratios first; saved as JSON under var/bench.

python -m tests.bench [--base var/bench/EARLIER.json] [--documents 40] [--rounds 15] [--only decide]
"""

import argparse
import json
import os
import sys
import time
import warnings
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parent.parent.parent
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.test")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print the table, save the figures; 0 unless an option is wrong."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--base", type=Path, help="an earlier run to compare with")
    parser.add_argument("--documents", type=int, default=40, help="different documents per measure")
    parser.add_argument("--rounds", type=int, default=15, help="turns that each measure gets; the least counts")
    parser.add_argument("--only", action="append", help="measures whose name starts so; several times for several")
    parser.add_argument("--folder", type=Path, default=ROOT / "var" / "bench", help="where the figures are saved")
    options = parser.parse_args(arguments)
    base = json.loads(options.base.read_text("utf-8")) if options.base else None

    warnings.filterwarnings("ignore", "No directory at", UserWarning)  # static files are not collected here
    django.setup()
    # Only now: what is measured reads Django's settings.
    from tests.bench.measures import MEASURES
    from tests.bench.table import compared, measured

    chosen = {name: make for name, make in MEASURES.items() if name.startswith(tuple(options.only or ("",)))}
    rows = measured(chosen, documents=options.documents, rounds=options.rounds)
    print(compared(rows, base))
    options.folder.mkdir(parents=True, exist_ok=True)
    saved = options.folder / f"{time.strftime('%Y%m%d-%H%M%S')}.json"
    saved.write_text(json.dumps(rows, indent=2), encoding="utf-8")
    print(f"saved as {saved.relative_to(Path.cwd()) if saved.is_relative_to(Path.cwd()) else saved}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
