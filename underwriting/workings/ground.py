"""Ground rent and the fee for a right of superficies, euros per month (gids 6.7, 6.8)."""

from datetime import date
from decimal import Decimal

from underwriting.annuity import cents
from underwriting.facts import Facts
from underwriting.figures import Burden, Subject
from underwriting.norms import Norms
from underwriting.periods import add_months


def work_out(facts: Facts, norms: Norms) -> tuple[Burden, ...]:
    """What is due for the land, with a coming revision when it is near and higher."""
    assert facts.onderpand is not None
    burdens = []
    subject = Subject("onderpand", "onderpand")
    lease, right = facts.onderpand.erfpacht, facts.onderpand.opstalrecht
    if lease and lease.erfpachtcanon_annual is not None and not bought_off(facts):
        yearly = _revised(
            facts,
            lease.erfpachtcanon_annual,
            lease.revision_on,
            lease.canon_after_revision,
            norms.ch06.erfpacht_revision_months,
        )
        if yearly > 0:
            burdens.append(
                Burden(
                    kind="erfpachtcanon",
                    subject=subject,
                    monthly=cents(yearly / 12),
                    method="canon",
                    rule_ids=("G6.7-04", "G6.7-05"),
                )
            )
    if right and right.retributie_annual is not None:
        yearly = _revised(
            facts,
            right.retributie_annual,
            right.revision_on,
            right.retributie_after_revision,
            norms.ch06.retributie_revision_months,
        )
        if yearly > 0:
            burdens.append(
                Burden(
                    kind="retributie",
                    subject=subject,
                    monthly=cents(yearly / 12),
                    method="retributie",
                    rule_ids=("G6.8-08", "G6.8-09"),
                )
            )
    return tuple(burdens)


def bought_off(facts: Facts) -> bool:
    """Whether the ground rent is bought off on the day of the decision, and that period has not run out."""
    lease = facts.onderpand.erfpacht if facts.onderpand else None
    if lease is None or lease.bought_off is not True:
        return False
    return lease.bought_off_until is None or lease.bought_off_until >= facts.evaluation.as_of


def revision_counts(facts: Facts, revision_on: date | None, months: int) -> bool:
    """Whether a revision falls within so many months after the renteaanbod, the last day included.

    Before there is a renteaanbod the months count from the day of the decision (G6.7-05, G6.8-09).
    """
    issued = facts.aanbod.renteaanbod if facts.aanbod else None
    start = issued.issued_on if issued else facts.evaluation.as_of
    return revision_on is not None and revision_on <= add_months(start, months)


def _revised(facts: Facts, now: Decimal, revision_on: date | None, later: Decimal | None, months: int) -> Decimal:
    if later is not None and revision_counts(facts, revision_on, months):
        return max(now, later)
    return now
