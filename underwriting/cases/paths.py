"""Paths into JSON documents: `lening.leningdelen[0].amount`, `figures.burdens[kind=krediet].monthly`."""

import copy
import re
from itertools import pairwise
from typing import Any

Json = dict[str, Any]
ABSENT = "(absent)"
"""How a table writes that a value is not there."""


def changed(document: Json, path: str, value: object) -> Json:
    """A copy with one value set. Objects and lists on the way are made when they are absent; a list grows by one."""
    result = copy.deepcopy(document)
    steps = _steps(path)
    place: Any = result
    for step, following in pairwise(steps):
        empty: Any = [] if isinstance(following, int) else {}
        if isinstance(step, int) and step == len(place):
            place.append(empty)
        elif isinstance(step, str) and step not in place:
            place[step] = empty
        place = place[step]
    last = steps[-1]
    if isinstance(last, int) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return result


def without(document: Json, path: str) -> Json:
    """A copy with one value taken out. Raises KeyError or IndexError when it is not there."""
    result = copy.deepcopy(document)
    *way, last = _steps(path)
    place: Any = result
    for step in way:
        place = place[step]
    del place[last]
    return result


def read(document: Json, path: str) -> object:
    """The value at a path, or ABSENT. `[kind=krediet]` takes the first item of a list whose `kind` is that."""
    place: Any = document
    for step in _steps(path):
        if isinstance(step, str) and "=" in step:
            key, _, wanted = step.partition("=")
            place = next((item for item in place if item.get(key) == wanted), None)
        elif isinstance(step, int):
            place = place[step] if step < len(place) else None
        else:
            place = place.get(step)
        if place is None:
            return ABSENT
    return place


def _steps(path: str) -> list[str | int]:
    """Names and places; what stands between brackets is one step, also with a dot in it: `[rule_id=G6.4-10]`."""
    found = (inside or outside for inside, outside in re.findall(r"\[([^\]]+)\]|([^.\[\]]+)", path))
    return [int(step) if step.isdigit() else step for step in found]
