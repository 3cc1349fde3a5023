"""Changes of the loan that may help: its amount, fixed-rate period, term, aflosvorm, NHG, bridging, registration."""

from collections.abc import Iterator
from decimal import Decimal

from underwriting.annuity import CENT
from underwriting.facts.lening import Leningdeel
from underwriting.remedies.amounts import money, new_parts, pro_rata, repriced, with_amounts
from underwriting.remedies.found import Change, Changes
from underwriting.remedies.proposal import Proposal, whole_euros
from underwriting.remedies.search import Goal, Search, smallest
from underwriting.workings import principal
from underwriting.workings.loan import risicoklasse

ZERO = Decimal(0)


def lower_loan(search: Search, goal: Goal) -> Iterator[Proposal]:
    """So much less of all leningdelen in proportion, or of one of them: whichever is least. A buyer brings the rest."""
    parts = new_parts(search)
    total = sum((part.amount for part in parts.values()), ZERO)
    maximum = search.before.figures.maximum_loan
    excess = whole_euros(maximum.excess) if maximum and maximum.excess else 0
    found: list[Proposal] = []
    for only in (None, *(parts if len(parts) > 1 else ())):

        def changes(euros: int, only: int | None = only) -> Changes | None:
            return with_amounts(search, pro_rata(search, -euros) if only is None else {only: Decimal(-euros)})

        most = int(total if only is None else parts[only].amount) - 1
        euros = smallest(lambda number: _solves(search, goal, changes(number)), most, (excess - 1, excess))
        if euros is not None:
            names = [part.id for index, part in parts.items() if only in (None, index)]
            found.append(Proposal("lower-loan", changes(euros) or (), amount=Decimal(euros), subject_ids=tuple(names)))
    yield from sorted(found, key=lambda proposal: proposal.amount or ZERO)[:1]


def higher_loan(search: Search, goal: Goal) -> Iterator[Proposal]:
    """So much more that the minimum of the product is reached (gids 2.3)."""
    if not any(rule_id in ("G2.3-01", "G2.3-02") for rule_id, _ in goal.targets):
        return

    def changes(euros: int) -> Changes | None:
        return with_amounts(search, pro_rata(search, euros))

    policy = search.norms.ch02
    lacking = whole_euros(max(policy.min_first_mortgage - principal.total(search.facts), ZERO))
    hints = (lacking - 1, lacking, whole_euros(policy.min_increase))
    most = whole_euros(policy.min_first_mortgage)
    euros = smallest(lambda number: _solves(search, goal, changes(number)), most, hints)
    if euros is not None:
        names = tuple(part.id for part in new_parts(search).values())
        yield Proposal("higher-loan", changes(euros) or (), amount=Decimal(euros), subject_ids=names)


def other_period(search: Search, goal: Goal) -> Iterator[Proposal]:
    """Another rentevastperiode of the sheet, for one leningdeel or else for all: the one with the lowest rate."""
    parts = new_parts(search)
    singly = [proposal for index in parts for proposal in _period(search, goal, {index: parts[index]})]
    yield from singly or (_period(search, goal, parts) if len(parts) > 1 else ())


def _period(search: Search, goal: Goal, parts: dict[int, Leningdeel]) -> Iterator[Proposal]:
    klasse, sheet = search.before.figures.risicoklasse, search.norms.rates.rates
    offered = (
        [] if klasse is None else [(sheet.rate(years, klasse), years) for years in search.norms.ch02.rentevastperioden]
    )
    for rate, years in sorted((rate, years) for rate, years in offered if rate is not None):
        moving = {index: part for index, part in parts.items() if part.rentevastperiode_years != years}
        if len(moving) < len(parts):
            continue
        changes = tuple(
            change
            for index in moving
            for change in (
                Change(f"lening.leningdelen[{index}].rentevastperiode_years", years),
                Change(f"lening.leningdelen[{index}].rate", f"{rate:.3f}"),
            )
        )
        if search.meets(goal, changes):
            names = tuple(part.id for part in moving.values())
            yield Proposal("rentevastperiode", changes, years=years, subject_ids=names)
            return


def other_term(search: Search, goal: Goal) -> Iterator[Proposal]:
    """A longer looptijd, by as few months as do; one that is too long comes down to the longest there is."""
    longest = search.norms.ch02.max_term_months
    for index, part in new_parts(search).items():
        path, months = f"lening.leningdelen[{index}].term_months", part.term_months
        if months is None or months == longest:
            continue
        if months > longest:
            fits: int | None = longest if search.meets(goal, (Change(path, longest),)) else None
        else:
            more = smallest(lambda number: search.meets(goal, (Change(path, months + number),)), longest - months)  # noqa: B023
            fits = None if more is None else months + more
        if fits is not None:
            yield Proposal("looptijd", (Change(path, fits),), months=fits, subject_ids=(part.id,))


def other_form(search: Search, goal: Goal) -> Iterator[Proposal]:
    """So much of an interest-only part in an annuity part there is, or else a whole part in another aflosvorm."""
    parts = new_parts(search)
    for index, part in parts.items():
        moved = list(_moved_to_annuity(search, goal, index, part)) if part.aflosvorm == "aflossingsvrij" else []
        yield from moved or _whole_part(search, goal, index, part)


def _moved_to_annuity(search: Search, goal: Goal, index: int, part: Leningdeel) -> Iterator[Proposal]:
    for target, other in new_parts(search).items():
        if other.aflosvorm != "annuitair":
            continue

        def changes(euros: int, target: int = target) -> Changes | None:
            return with_amounts(search, {index: Decimal(-euros), target: Decimal(euros)})

        figure = search.before.figures.aflossingsvrij
        over = whole_euros(figure.amount - figure.maximum) if figure and figure.maximum is not None else 0
        euros = smallest(lambda number: _solves(search, goal, changes(number)), int(part.amount) - 1, (over - 1, over))
        if euros is not None:
            yield Proposal("aflosvorm", changes(euros) or (), amount=Decimal(euros), subject_ids=(part.id, other.id))
            return


def _whole_part(search: Search, goal: Goal, index: int, part: Leningdeel) -> Iterator[Proposal]:
    path = f"lening.leningdelen[{index}]"
    for form in search.norms.ch02.aflosvormen:
        if form == part.aflosvorm:
            continue
        changes: Changes = (Change(f"{path}.aflosvorm", form),)
        if form == "aflossingsvrij":
            # No repayment, no deduction (Wet IB 2001 art. 3.119a).
            changes += (Change(f"{path}.interest_deductible", False), Change(f"{path}.box", 3))
        if search.meets(goal, changes):
            yield Proposal("aflosvorm", changes, subject_ids=(part.id,))
            return


def nhg_on_or_off(search: Search, goal: Goal) -> Iterator[Proposal]:
    """With NHG when it is without, and the other way round, at the rates that go with it."""
    nhg = search.facts.application.nhg
    if nhg is None:
        return
    rates = repriced(search, risicoklasse(search.before.figures.ltv, search.norms) if nhg else "nhg")
    parts = new_parts(search)
    changes = (
        Change("application.nhg", not nhg),
        *(Change(f"lening.leningdelen[{index}].nhg", not nhg) for index in parts),
        *rates,
    )
    if search.meets(goal, changes):
        yield Proposal("nhg", changes, subject_ids=tuple(part.id for part in parts.values()))


def lower_bridging(search: Search, goal: Goal) -> Iterator[Proposal]:
    """So much less bridging; a buyer brings the rest."""
    lening = search.facts.lening
    assert lening is not None
    asked, own = lening.overbrugging, lening.own_contribution
    if asked is None:
        return

    def changes(euros: int) -> Changes:
        changed = [Change("lening.overbrugging.amount", money(asked.amount - euros))]
        if own is not None and principal.buys(search.facts):
            changed.append(Change("lening.own_contribution", money(own + euros)))
        return tuple(changed)

    figure = search.before.figures.overbrugging
    over = whole_euros(asked.amount - figure.maximum) if figure and figure.maximum is not None else 0
    euros = smallest(lambda number: search.meets(goal, changes(number)), int(asked.amount - CENT), (over - 1, over))
    if euros is not None:
        yield Proposal("lower-overbrugging", changes(euros), amount=Decimal(euros))


def higher_registration(search: Search, goal: Goal) -> Iterator[Proposal]:
    """A registration of the loan and the bridging loan together (gids 2.11)."""
    lening = search.facts.lening
    assert lening is not None
    if lening.inschrijving_amount is None:
        return
    most = whole_euros(principal.total(search.facts) + (lening.overbrugging.amount if lening.overbrugging else ZERO))
    registered = lening.inschrijving_amount

    def changes(euros: int) -> Changes:
        return (Change("lening.inschrijving_amount", money(registered + euros)),)

    lacking = whole_euros(most - registered)
    if lacking <= 0:
        return
    euros = smallest(lambda number: search.meets(goal, changes(number)), lacking, (lacking - 1,))
    if euros is not None:
        yield Proposal("higher-inschrijving", changes(euros), amount=Decimal(euros))


def _solves(search: Search, goal: Goal, changes: Changes | None) -> bool:
    return changes is not None and search.meets(goal, changes)
