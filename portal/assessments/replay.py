"""Take a stored decision again, from its own facts and the norms of its own day, and say where it differs.

Bit for bit: the decision is taken at the stored moment, so that even its id must come out the same. Nothing is written.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from portal.assessments.models import Assessment
from portal.assessments.services import decision_of, facts_of, judgement
from portal.vault.services import Shredded, VaultError
from underwriting import jsonform
from underwriting.facts import Facts, FactsError
from underwriting.norms import NoNormsInForce

Json = dict[str, Any]


class Replayed(StrEnum):
    """What taking a decision again came to."""

    SAME = "same"
    DIFFERENT = "different"
    OTHER_VERSION = "the same with another engine, guide or norms"
    DIFFERENT_VERSION = "different with another engine, guide or norms"
    BROKEN = "not to be taken again"
    REMOVED = "data removed"

    @property
    def is_difference(self) -> bool:
        """Whether the promise of the receipt is broken."""
        return self in (Replayed.DIFFERENT, Replayed.DIFFERENT_VERSION, Replayed.BROKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """One decision taken again: what it came to, where it differs (JSON paths), and what there is to say about it."""

    outcome: Replayed
    paths: tuple[str, ...] = ()
    reason: str = ""


def replay(row: Assessment) -> Replay:
    """Take one stored decision again."""
    if row.removed_at is not None:
        return Replay(outcome=Replayed.REMOVED)
    try:
        stored, document = decision_of(row), facts_of(row)
        facts = Facts.from_json(document)
        if facts.sha256() != row.facts_sha256:
            return Replay(outcome=Replayed.BROKEN, reason="the facts are not those of the receipt (facts_sha256)")
        again = judgement(facts, decided_at=row.decided_at)
    except Shredded:
        return Replay(outcome=Replayed.REMOVED)
    except (VaultError, FactsError, NoNormsInForce) as error:
        return Replay(outcome=Replayed.BROKEN, reason=f"{type(error).__name__}: {error}")
    # A run over years of decisions may not stop at one that today's engine breaks on: that is a finding of the run. The
    # text of an exception nobody foresaw is left out, it may quote the facts.
    except Exception as error:  # noqa: BLE001
        return Replay(outcome=Replayed.BROKEN, reason=f"the engine failed: {type(error).__name__}")
    now = {**again.to_json(), **_columns_now(again.to_json(), again.receipt.norms_sha256)}
    then = {**stored, **_columns(row)}
    versions = _versions(then, now)
    if not versions:
        return _compared(then, now, Replayed.SAME, Replayed.DIFFERENT, "")
    for document in (then, now):  # these follow from the versions
        for name in ("ruleset", "decision_id", *(column for column in _VERSION_COLUMNS)):
            document.pop(name, None)
    return _compared(then, now, Replayed.OTHER_VERSION, Replayed.DIFFERENT_VERSION, versions)


def differing(then: object, now: object, path: str = "") -> Iterator[str]:
    """The JSON paths at which two documents differ."""
    if isinstance(then, dict) and isinstance(now, dict):
        for name in dict.fromkeys((*then, *now)):
            here = f"{path}.{name}" if path else name
            if name in then and name in now:
                yield from differing(then[name], now[name], here)
            else:
                yield here
    elif isinstance(then, list) and isinstance(now, list):
        for index, (old, new) in enumerate(zip(then, now, strict=False)):
            yield from differing(old, new, f"{path}[{index}]")
        yield from (f"{path}[{index}]" for index in range(min(len(then), len(now)), max(len(then), len(now))))
    elif jsonform.canonical(then) != jsonform.canonical(now):
        yield path


# The columns of the row say in the open what the sealed decision says; they must agree with it too.
_VERSION_COLUMNS = ("row.norms_version", "row.norms_sha256", "row.guide_version")


def _columns(row: Assessment) -> Json:
    return {
        "row.phase": row.phase,
        "row.outcome": row.outcome,
        "row.peildatum": row.peildatum.isoformat(),
        "row.norms_version": row.norms_version,
        "row.norms_sha256": row.norms_sha256,
        "row.guide_version": row.guide_version,
    }


def _columns_now(decision: Json, norms_sha256: str) -> Json:
    return {
        "row.phase": decision["phase"],
        "row.outcome": decision["outcome"],
        "row.peildatum": decision["as_of"],
        "row.norms_version": decision["ruleset"]["parameter_set"],
        "row.norms_sha256": norms_sha256,
        "row.guide_version": decision["ruleset"]["guide_edition"],
    }


def _versions(then: Json, now: Json) -> str:
    """By what the decision was taken and what we have now, where these differ."""
    old, new = then.get("ruleset", {}), now["ruleset"]
    pairs = [
        ("engine", old.get("engine_version"), new["engine_version"]),
        ("catalogue", old.get("catalogue_version"), new["catalogue_version"]),
        ("guide", then["row.guide_version"], now["row.guide_version"]),
        ("norms", _norms(then), _norms(now)),
    ]
    changed = [(name, was, is_now) for name, was, is_now in pairs if was != is_now]
    return "; ".join(f"taken by {name} {was}, now {is_now}" for name, was, is_now in changed)


def _norms(columns: Json) -> str:
    return f"{columns['row.norms_version']} {columns['row.norms_sha256'][:12]}"


def _compared(then: Json, now: Json, same: Replayed, different: Replayed, reason: str) -> Replay:
    paths = tuple(differing(then, now))
    return Replay(outcome=different if paths else same, paths=paths, reason=reason)
