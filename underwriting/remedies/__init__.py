"""What would help an application that does not pass, and what room is left in one that does: by deciding again.

There is no second set of rules: every change is made in the facts, and `decide()` says what it comes to. A change is
one that people can make themselves: nobody earns more or grows older here. Confidential findings are left out of the
search altogether, so that its result is the same with and without them (gids 9).
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal

from underwriting.decision import Decision, Verdict
from underwriting.facts import Facts
from underwriting.norms import Norms, norms_on
from underwriting.remedies import loan_kinds, other_kinds
from underwriting.remedies.amounts import new_parts, pro_rata, with_amounts
from underwriting.remedies.found import Changes, Help, Remedy, Room
from underwriting.remedies.proposal import Proposal
from underwriting.remedies.search import Goal, Key, OutOfDecisions, Search, keys, name_of, remains, smallest

LIMIT = 400
"""Decisions in one search, the first one included."""
Kind = Callable[[Search, Goal], Iterator[Proposal]]
WITHOUT_LOAN: tuple[Kind, ...] = (other_kinds.repay_debts, other_kinds.wait_until)
"""For a request about a running loan: nothing is lent anew."""
KINDS: tuple[Kind, ...] = (
    loan_kinds.higher_registration,
    loan_kinds.lower_loan,
    loan_kinds.higher_loan,
    loan_kinds.lower_bridging,
    loan_kinds.other_form,
    loan_kinds.other_period,
    loan_kinds.other_term,
    loan_kinds.nhg_on_or_off,
    *WITHOUT_LOAN,
)


def remedies(
    facts: Facts,
    norms: Norms,
    *,
    decided_at: datetime,
    norms_for: Callable[[date], Norms] = norms_on,
    limit: int = LIMIT,
) -> Help:
    """The smallest single changes after which nothing fails; where none cures all, what cures each failure alone.

    Without a failure: what cures a referral, or what is lacking when something is missing. Nothing for an application
    that passes. Raises as `decide` does.
    """
    search = Search(facts, norms, decided_at=decided_at, norms_for=norms_for, limit=limit)
    found: dict[bytes, Remedy] = {}
    complete = True
    try:
        for proposal in _proposals(search, found):
            decision = search.decided(proposal.changes)
            name = name_of(proposal.changes)
            if decision is not None and name not in found:
                found[name] = _remedy(search, proposal, decision)
    except OutOfDecisions:
        complete = False
    ordered = sorted(found.values(), key=lambda remedy: not remedy.cures_all)
    return Help(remedies=tuple(ordered), decisions=search.decisions, complete=complete)


def _proposals(search: Search, found: dict[bytes, Remedy]) -> Iterator[Proposal]:
    verdict, targets = _targets(search)
    if not targets:
        yield from other_kinds.add_documents(search)
        if lacking := search.facts_lacking():
            yield from other_kinds.wait_until(search, Goal(Verdict.MISSING, lacking))
        return
    yield from _towards(search, Goal(verdict, targets))
    if not found and len(targets) > 1:
        for key in sorted(targets, key=str):
            yield from _towards(search, Goal(verdict, frozenset({key})))
    curable = search.fails - targets
    if curable and new_parts(search):
        yield from loan_kinds.higher_registration(search, Goal(Verdict.FAIL, curable))
        yield from loan_kinds.lower_bridging(search, Goal(Verdict.FAIL, curable))


def _targets(search: Search) -> tuple[Verdict, frozenset[Key]]:
    """What is to be cured: failures that reject, else the others, else referrals when nothing is lacking."""
    if search.fails:
        return Verdict.FAIL, search.grave or search.fails
    if keys(search.before, Verdict.MISSING):
        return Verdict.MISSING, frozenset()
    return Verdict.REFER, search.refers


def _towards(search: Search, goal: Goal) -> Iterator[Proposal]:
    for kind in KINDS if new_parts(search) else WITHOUT_LOAN:
        yield from kind(search, goal)


def _remedy(search: Search, proposal: Proposal, decision: Decision) -> Remedy:
    verdict, targets = _targets(search)
    left, before = keys(decision, verdict), keys(search.before, verdict)
    return Remedy(
        kind=proposal.kind,
        amount=proposal.amount,
        months=proposal.months,
        years=proposal.years,
        on=proposal.on,
        subject_ids=proposal.subject_ids,
        changes=proposal.changes,
        cures=tuple(sorted({rule_id for rule_id, _ in before - left})),
        cures_all=not left & (targets or before),
        remains=remains(decision),
    )


def room(
    facts: Facts,
    norms: Norms,
    *,
    decided_at: datetime,
    norms_for: Callable[[date], Norms] = norms_on,
    limit: int = LIMIT,
) -> Room | None:
    """How much more can be lent in the same parts; None when something fails, nothing is lent, or the search runs out.

    Lent in proportion over the new leningdelen, as the figures reckon. Where income falls later, more is repaid by then
    on a larger loan: the room on income is then more than `maximum_loan.on_income` minus the loan.
    """
    search = Search(facts, norms, decided_at=decided_at, norms_for=norms_for, limit=limit)
    if search.fails or not new_parts(search):
        return None
    maximum = search.before.figures.maximum_loan
    assert maximum is not None
    try:
        more = _most(search, lambda decision: _no_worse(search, decision), maximum.binding)
        if more is None:
            return None
        return Room(
            amount=Decimal(more),
            on_income=_most_by(search, "G2.6-01", maximum.on_income),
            on_value=_most_by(search, "G2.4-01", maximum.on_value),
            on_product=_most_by(search, "G2.3-09", maximum.on_product),
            changes=_larger(search, more) if more else (),
            bounded_by=_bounds(search, more),
            remains=remains(_decided(search, more)),
            decisions=search.decisions,
        )
    except OutOfDecisions:
        return None


def _no_worse(search: Search, decision: Decision) -> bool:
    return not keys(decision, Verdict.FAIL) and search.no_new_referral(decision)


def _most_by(search: Search, rule_id: str, limit: Decimal | None) -> Decimal | None:
    """How much more before one rule fails."""
    if limit is None:
        return None
    more = _most(search, lambda one: all(name != rule_id for name, _ in keys(one, Verdict.FAIL)), limit)
    return None if more is None else Decimal(more)


def _most(search: Search, holds: Callable[[Decision], bool], limit: Decimal | None) -> int | None:
    """The most whole euros more for which something holds; None when it holds for every amount."""
    maximum = search.before.figures.maximum_loan
    asked = maximum.requested if maximum and maximum.requested is not None else Decimal(0)
    hint = int(limit - asked) if limit is not None else 0
    # So much more is above every limit of the product.
    most = int(search.norms.ch02.max_loan_up_to_ltv)
    first = smallest(lambda euros: not holds(_decided(search, euros)), most, (hint, hint + 1))
    return None if first is None else first - 1


def _larger(search: Search, euros: int) -> Changes:
    changes = with_amounts(search, pro_rata(search, euros))
    assert changes is not None
    return changes


def _decided(search: Search, euros: int) -> Decision:
    decision = search.decided(_larger(search, euros) if euros else ())
    assert decision is not None
    return decision


def _bounds(search: Search, more: int) -> tuple[str, ...]:
    beyond = _decided(search, more + 1)
    stops = keys(beyond, Verdict.FAIL) | (keys(beyond, Verdict.REFER) - search.refers)
    return tuple(sorted({rule_id for rule_id, _ in stops}))


__all__ = ["LIMIT", "Help", "Remedy", "Room", "remedies", "room"]
