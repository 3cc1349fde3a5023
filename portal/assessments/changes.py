"""What a change after the renteaanbod does to it and to the monthly costs (gids 7.5, 7.6). Never stored."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal

from portal import clock
from portal.assessments.quote import wish_of
from portal.dossiers.models import Wish
from underwriting import annuity, costs
from underwriting.facts.application import Change
from underwriting.norms import norms_on
from underwriting.workings.offer_changes import renews

Kind = Literal[
    "huisnummer-of-postcode",
    "aflosvorm",
    "looptijd",
    "bedrag",
    "nhg",
    "overbrugging",
    "onderpand-adres",
    "inkomensnorm",
    "rentevastperiode",
    "leningnemer",
    "inkomen",
    "lasten",
]
Parts = Sequence[Mapping[str, Any]]


class Effect(StrEnum):
    """What happens to the renteaanbod."""

    STAYS = "stays"
    ENDS = "ends"
    LENDER = "lender"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """Each change with its effect, and the loan as it would be: `rates` in percent a year per leningdeel, euros."""

    effects: tuple[tuple[Kind, Effect], ...]
    rates: tuple[Decimal, ...]
    gross_monthly: Decimal

    @property
    def effect(self) -> Effect:
        """Of all changes together: one that ends the renteaanbod ends it."""
        found = {effect for _, effect in self.effects}
        return next((one for one in (Effect.ENDS, Effect.LENDER) if one in found), Effect.STAYS)


def effect_of(kind: Kind, *, other_class: bool = False) -> Effect:
    """What one change does, by the two lists of gids 7.5; `other_class`: it brings another risicoklasse.

    NHG stands in neither list. It is a risicoklasse of its own on the rate sheet, so it counts as a change of class.
    """
    if kind == "nhg":
        return Effect.ENDS
    # A longer term by itself: the fixed-rate period has a kind of its own.
    change = Change(kind=kind, risicoklasse_changed=other_class, rentevastperiode_changed=False)
    ends = renews(change, norms_on(clock.today()).ch07)
    return Effect.LENDER if ends is None else Effect.ENDS if ends else Effect.STAYS


def outcome_of(
    wish: Wish, *, old: Parts, old_nhg: bool, nhg: bool, new: Parts, others: Iterable[Kind]
) -> Outcome | None:
    """The loan of `new` instead of `old`, by the engine; None when it cannot be priced.

    Args:
        old: the leningdelen of the running renteaanbod with their `rate`, percent a year.
        others: changes that are no figure of the loan.
    """
    norms = norms_on(clock.today())
    try:
        before = costs.costs_of(wish_of(wish, nhg=old_nhg, parts=old), norms)
        after = costs.costs_of(wish_of(wish, nhg=nhg, parts=new), norms)
    except costs.WishError:
        return None
    other_class = before.risicoklasse != after.risicoklasse
    kinds: list[Kind] = [*_of_the_loan(old, new), *(["nhg"] if nhg != old_nhg else []), *others]
    effects = tuple((kind, effect_of(kind, other_class=other_class)) for kind in kinds)
    fixed = {part["rentevastperiode_years"]: part["rate"] for part in old}
    rates = [part.rate for part in after.leningdelen]
    if Effect.ENDS not in (effect for _, effect in effects):
        rates = [
            old[place]["rate"] if place < len(old) else fixed[part["rentevastperiode_years"]]
            for place, part in enumerate(new)
        ]
    monthly = sum(
        (
            next(annuity.schedule(part["aflosvorm"], part["amount"], rate, part["term_months"])).payment
            for part, rate in zip(new, rates, strict=True)
        ),
        Decimal(0),
    )
    return Outcome(effects=effects, rates=tuple(rates), gross_monthly=monthly)


def _of_the_loan(old: Parts, new: Parts) -> list[Kind]:
    """What differs between two loans, in the words of gids 7.5; a part more with a period of the offer is an amount."""
    both = list(zip(old, new, strict=False))
    found: list[Kind] = []
    if _total(old) != _total(new) or [a["amount"] for a, b in both] != [b["amount"] for a, b in both]:
        found.append("bedrag")
    names: tuple[tuple[Kind, str], ...] = (("aflosvorm", "aflosvorm"), ("looptijd", "term_months"))
    found += [kind for kind, name in names if any(a[name] != b[name] for a, b in both)]
    periods = {part["rentevastperiode_years"] for part in old}
    extra = new[len(old) :]
    if any(a["rentevastperiode_years"] != b["rentevastperiode_years"] for a, b in both) or any(
        part["rentevastperiode_years"] not in periods for part in extra
    ):
        found.append("rentevastperiode")
    return found


def _total(parts: Parts) -> Decimal:
    return sum((part["amount"] for part in parts), Decimal(0))
