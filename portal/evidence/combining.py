"""Several deliveries of one person as one: per source the newest that gave its data. Pure."""

from collections.abc import Sequence
from dataclasses import fields, replace

from brondata.datasets import Brondata, Collection, CollectionStatus, Dataset, Source


def combined(bundles: Sequence[Brondata]) -> Brondata | None:
    """What the registers said, oldest bundle first; None without any.

    A source that failed later takes nothing away from what it gave before. Each dataset keeps its own
    `collected_at` and `source`, and each line its own moment; the name, version and session of the
    whole are those of the newest bundle.
    """
    if not bundles:
        return None
    found = bundles[0]
    for newer in bundles[1:]:
        found = _two(found, newer)
    return found


def _two(older: Brondata, newer: Brondata) -> Brondata:
    renewed = {line.source for line in newer.collections if line.status is CollectionStatus.COLLECTED}
    kept = {
        field.name: dataset
        for field in fields(older)
        if isinstance(dataset := getattr(older, field.name), Dataset)
        and dataset.source not in renewed
        and getattr(newer, field.name) is None
    }
    return replace(newer, collections=_lines(older, newer), **kept)  # type: ignore[arg-type]


def _lines(older: Brondata, newer: Brondata) -> tuple[Collection, ...]:
    """One line per source: the newest that worked, else the newest that failed."""
    lines: dict[Source, Collection] = {line.source: line for line in older.collections}
    for line in newer.collections:
        before = lines.get(line.source)
        if line.status is CollectionStatus.COLLECTED or before is None or before.status is CollectionStatus.FAILED:
            lines[line.source] = line
    return tuple(lines.values())
