"""Principal that stays outside the income test (gids 2.5, 5.8; Trhk art. 3 lid 8, art. 4)."""

from datetime import date
from decimal import Decimal

from underwriting.facts import Facts
from underwriting.facts.applicants import Applicant
from underwriting.figures import LeftOut
from underwriting.norms import Norms
from underwriting.norms.tables import LabelExtra
from underwriting.workings import pension_dates, principal

ZERO = Decimal(0)


def work_out(facts: Facts, norms: Norms, joint: Decimal | None, on: date) -> tuple[LeftOut, ...]:
    """The amounts that are left out on a day, given the joint toetsinkomen then; amounts of nothing are not listed."""
    amounts = (
        LeftOut(kind="alleenstaande", amount=single(facts, norms, joint, on), rule_ids=("G5.8-01",)),
        LeftOut(kind="energielabel-aankoop", amount=purchase_extra(facts, norms), rule_ids=("G2.5-02",)),
        LeftOut(
            kind="energiebesparende-voorzieningen",
            amount=measures_extra(facts, norms),
            rule_ids=("G2.5-04",) if _label(facts) in ("onbekend", "niet-mogelijk") else ("G2.5-03",),
        ),
    )
    return tuple(entry for entry in amounts if entry.amount > 0)


def single(facts: Facts, norms: Norms, joint: Decimal | None, on: date) -> Decimal:
    """What a single person may leave out; the income must be above the bound, not on it."""
    household = norms.trhk.single_household
    if joint is None or not (facts.household and facts.household.single):
        return ZERO
    reached = any(aow_reached(applicant, norms, on) for applicant in facts.applicants)
    return household.amount if joint > single_bound(norms, aow=reached) else ZERO


def single_bound(norms: Norms, *, aow: bool) -> Decimal:
    """The income above which a single person may leave the amount out."""
    household = norms.trhk.single_household
    return household.income_above_from_aow if aow else household.income_above_below_aow


def aow_reached(applicant: Applicant, norms: Norms, on: date) -> bool:
    """Whether the applicant receives AOW on a day; without a date of birth not (ruling 6 derives the date)."""
    dates = pension_dates.of(applicant, norms)
    if dates is None or pension_dates.aow_on(applicant, norms) is None:
        return False
    return dates.settle(dates.aow) <= on


def purchase_extra(facts: Facts, norms: Norms) -> Decimal:
    """By energy label, on buying a home."""
    extra = label_extra(facts, norms)
    return extra.purchase if extra and principal.buys(facts) else ZERO


def measures_extra(facts: Facts, norms: Norms) -> Decimal:
    """By energy label, for measures in the loan; never more than they cost."""
    extra = label_extra(facts, norms)
    return min(extra.measures, principal.energy_money(facts)) if extra else ZERO


def label_extra(facts: Facts, norms: Norms) -> LabelExtra | None:
    """The row of the energy label; None when no label is stated."""
    label = _label(facts)
    if label is None or facts.onderpand is None:
        return None
    return norms.trhk.energy_labels.row(label, facts.onderpand.energy_performance_guarantee_years or 0)


def _label(facts: Facts) -> str | None:
    return facts.onderpand.energy_label if facts.onderpand else None
