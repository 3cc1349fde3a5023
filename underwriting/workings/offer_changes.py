"""What a change after the renteaanbod does to it (gids 7.5)."""

from collections.abc import Iterator

from underwriting.facts import Facts
from underwriting.facts.application import Change
from underwriting.norms.policy import Ch07


def changes(facts: Facts, policy: Ch07) -> Iterator[tuple[str, Change, bool | None]]:
    """The changes of 7.5 with their paths, and whether each needs a new renteaanbod; None as long as that is not known.

    A change of home, income or burdens leaves the choice to the lender (7.6); a person makes it.
    """
    for index, change in enumerate((facts.aanbod.changes or ()) if facts.aanbod else ()):
        path = f"aanbod.changes[{index}]"
        if change.kind in policy.changes_kept or change.kind in policy.changes_renewed:
            yield path, change, change.kind in policy.changes_renewed
        elif change.kind == "looptijd":
            yield path, change, change.rentevastperiode_changed
        elif change.kind == "bedrag":
            yield path, change, change.risicoklasse_changed


def lapsed(facts: Facts, policy: Ch07) -> bool:
    """Whether a change ended the renteaanbod, and with it the right to its rates."""
    return any(renews for _, _, renews in changes(facts, policy))
