"""What a change after the renteaanbod does to it (gids 7.5)."""

from collections.abc import Iterator

from underwriting.facts import Facts
from underwriting.facts.application import Change
from underwriting.norms.policy import Ch07


def renews(change: Change, policy: Ch07) -> bool | None:
    """Whether a change needs a new renteaanbod; None as long as that is not known, or when a person chooses (7.6)."""
    if _is_listed(change, policy):
        return change.kind in policy.changes_renewed
    if change.kind == "looptijd":
        return change.rentevastperiode_changed
    return change.risicoklasse_changed if change.kind == "bedrag" else None


def changes(facts: Facts, policy: Ch07) -> Iterator[tuple[str, Change, bool | None]]:
    """The changes of 7.5 with their paths, and whether each needs a new renteaanbod; None as long as that is not known.

    A change of home, income or burdens leaves the choice to the lender (7.6); a person makes it.
    """
    for index, change in enumerate((facts.aanbod.changes or ()) if facts.aanbod else ()):
        if _is_listed(change, policy) or change.kind == "looptijd" or change.kind == "bedrag":
            yield f"aanbod.changes[{index}]", change, renews(change, policy)


def lapsed(facts: Facts, policy: Ch07) -> bool:
    """Whether a change ended the renteaanbod, and with it the right to its rates."""
    return any(ends for _, _, ends in changes(facts, policy))


def _is_listed(change: Change, policy: Ch07) -> bool:
    return change.kind in policy.changes_kept or change.kind in policy.changes_renewed
