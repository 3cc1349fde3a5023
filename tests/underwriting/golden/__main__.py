"""`python -m tests.underwriting.golden` tells what moved; with `--write` it also keeps it."""

import sys

from tests.underwriting.golden import FOLDER, NAMES, moved, written


def main(arguments: list[str]) -> int:
    """Print a summary per household; 1 when something moved and was not kept."""
    keep = arguments == ["--write"]
    if arguments and not keep:
        print(__doc__)
        return 2
    changed = 0
    for name in NAMES:
        lines = moved(name)
        changed += bool(lines)
        print(f"{name}: {f'{len(lines)} moved' if lines else 'the same'}")
        for line in lines[:40]:
            print(f"  {line}")
        if len(lines) > 40:
            print(f"  and {len(lines) - 40} more")
        if keep:
            (FOLDER / f"{name}.decision.json").write_text(written(name), encoding="utf-8")
    return 1 if changed and not keep else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
