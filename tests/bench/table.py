"""From measures to rows, and from rows to a table."""

from collections.abc import Callable, Mapping

from tests.bench.measures import Work
from tests.bench.timing import turns
from tests.bench.view import plain_view

VIEWS = 20
Row = dict[str, float]
Rows = dict[str, Row]


def measured(measures: Mapping[str, Callable[[int], Work]], *, documents: int, rounds: int) -> Rows:
    """Per measure: its ratio to a plain view and to its floor, how many a second one core does, and CPU ms of one.

    The view is asked for in the same rounds as the measure, so both see the same machine.
    """
    rows = {}
    for name, make in measures.items():
        work = make(documents)
        spent, floor, views = turns((work.call, work.floor, plain_view(VIEWS)), rounds=rounds)
        one, view = spent / work.units, views / VIEWS
        rows[name] = {
            "views": one / view,
            "floors": spent / floor,
            "per_second": 1 / one,
            "milliseconds": one * 1000,
            "view_milliseconds": view * 1000,
        }
    return rows


def compared(rows: Rows, base: Rows | None) -> str:
    """The table; with an earlier run, how the ratio to the view changed since: below 1 is faster."""
    heads = ["measure", "x plain view", "x json.loads", *(["x base"] if base else []), "per second", "CPU ms"]
    table = [heads]
    for name, row in rows.items():
        change = [_change(row, base.get(name))] if base else []
        figures = [f"{row['views']:.2f}", f"{row['floors']:.1f}", *change, f"{row['per_second']:.0f}"]
        table.append([name, *figures, f"{row['milliseconds']:.3f}"])
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) if index == 0 else cell.rjust(width) for index, (cell, width) in cells).rstrip()
        for cells in (enumerate(zip(line, widths, strict=True)) for line in table)
    )


def _change(row: Row, earlier: Row | None) -> str:
    return f"{row['views'] / earlier['views']:.2f}" if earlier else "new"
