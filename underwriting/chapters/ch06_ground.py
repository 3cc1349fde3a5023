"""gids 6.7 and 6.8: ground rent and the right of superficies."""

from datetime import date
from decimal import Decimal

from underwriting.case import Case
from underwriting.facts.onderpand import Opstalrecht
from underwriting.figure_words import BurdenKind
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    at_least,
    at_most,
    check,
    is_,
    missing,
    on_or_after,
    one_of,
    passed,
    refer_unless,
)
from underwriting.stated import all_hold, none_holds
from underwriting.subjects import ONDERPAND, leningdelen
from underwriting.valuation_reports import stated_in_standard_report, valuation_of
from underwriting.workings.ground import bought_off, revision_counts
from underwriting.workings.principal import ends_on

chapter = Chapter("6.7")


@chapter.rule("G6.7-02")
def meets_nhg_guidelines(case: Case) -> Findings:
    """gids 6.7: only ground lease that meets the NHG guidelines; a reviewer reads that in the deed."""
    lease = case.onderpand.erfpacht
    if lease is not None:
        yield _is("erfpacht", "meets_nhg_guidelines", lease.meets_nhg_guidelines)


@chapter.rule("G6.7-03")
def lease_covers_term(case: Case) -> Findings:
    """gids 6.7: the lease does not end before the loan."""
    lease = case.onderpand.erfpacht
    if lease is None:
        return
    if lease.perpetual:
        yield passed(is_("perpetual", True), subject=ONDERPAND)
    elif lease.ends_on is None:
        lacking = ["ends_on"] if lease.perpetual is False else ["perpetual", "ends_on"]
        yield missing(*(f"onderpand.erfpacht.{name}" for name in lacking), subject=ONDERPAND)
    else:
        yield check(on_or_after("erfpacht_ends_on", lease.ends_on, ends_on(case.facts)), subject=ONDERPAND)


@chapter.rule("G6.7-04")
def canon_is_a_burden(case: Case) -> Findings:
    """gids 6.7: the ground rent comes off the allowed burden; one that is bought off counts as nothing."""
    lease = case.onderpand.erfpacht
    if lease is None:
        return
    if lease.erfpachtcanon_annual is None and not bought_off(case.facts):
        yield missing("onderpand.erfpacht.erfpachtcanon_annual", subject=ONDERPAND)
    else:
        yield passed(at_least("erfpachtcanon_monthly", _burden(case, "erfpachtcanon"), 0), subject=ONDERPAND)


@chapter.rule("G6.7-05")
def canon_revised_soon(case: Case) -> Findings:
    """gids 6.7: a higher ground rent within 12 months after the renteaanbod counts already."""
    lease = case.onderpand.erfpacht
    if lease is None or bought_off(case.facts):
        return
    yield from _revised(
        case, "erfpacht.canon_after_revision", lease.revision_on, lease.erfpachtcanon_annual,
        lease.canon_after_revision, case.norms.ch06.erfpacht_revision_months,
    )  # fmt: skip


@chapter.rule("G6.7-06")
def lease_is_not_ended(case: Case) -> Findings:
    """gids 6.7: nobody knows or expects that the lease will be ended."""
    lease = case.onderpand.erfpacht
    if lease is None:
        return
    known = {"termination_known_or_expected": lease.termination_known_or_expected}
    yield none_holds("onderpand.erfpacht", known, subject=ONDERPAND)


@chapter.rule("G6.7-07")
def canon_paid_or_bought_off(case: Case) -> Findings:
    """gids 6.7: the ground rent is bought off, or stated and so a burden; a person looks when neither is known."""
    lease = case.onderpand.erfpacht
    if lease is not None:
        known = bought_off(case.facts) or lease.erfpachtcanon_annual is not None
        yield refer_unless(is_("bought_off_or_stated", known), subject=ONDERPAND)


@chapter.rule("G6.7-08")
def lease_in_report(case: Case) -> Findings:
    """gids 6.7: the validated report states the lease, its terms and what it does to the value."""
    if case.onderpand.erfpacht is not None and case.onderpand.construction != "nieuwbouw":
        valuation = valuation_of(case)
        stated = valuation.erfpacht_effect_stated if valuation else None
        yield from stated_in_standard_report(case, "erfpacht_effect_stated", stated)


@chapter.rule("G6.8-01")
def independent_right(case: Case) -> Findings:
    """gids 6.8: an independent right that can be transferred."""
    right = _full_right(case)
    if right is not None:
        yield _is("opstalrecht", "independent", right.independent)


@chapter.rule("G6.8-02")
def public_grantor(case: Case) -> Findings:
    """gids 6.8: granted by a (semi-)public body."""
    right = _full_right(case)
    if right is None:
        return
    if right.grantor is None:
        yield missing("onderpand.opstalrecht.grantor", subject=ONDERPAND)
    else:
        yield check(one_of("grantor", right.grantor, case.norms.ch06.public_grantors), subject=ONDERPAND)


@chapter.rule("G6.8-03")
def right_for_utilities(case: Case) -> Findings:
    """gids 6.8: a limited right for utilities needs nothing else."""
    right = case.onderpand.opstalrecht
    if right is not None and right.utilities_only:
        yield passed(is_("utilities_only", True), subject=ONDERPAND)


@chapter.rule("G6.8-04")
def duration_stated(case: Case) -> Findings:
    """gids 6.8: the deed states how long the right runs."""
    right = _full_right(case)
    if right is not None:
        yield _is("opstalrecht", "duration_stated", right.duration_stated)


@chapter.rule("G6.8-05")
def repaid_before_right_ends(case: Case) -> Findings:
    """gids 6.8: a right that ends: the loan runs no longer, and nothing is left to repay by then."""
    right = _full_right(case)
    if right is None or right.perpetual:
        return
    if right.ends_on is None:
        lacking = ["ends_on"] if right.perpetual is False else ["perpetual", "ends_on"]
        yield missing(*(f"onderpand.opstalrecht.{name}" for name in lacking), subject=ONDERPAND)
        return
    unknown = [f"{path}.aflosvorm" for path, part, _ in leningdelen(case) if part.aflosvorm is None]
    interest_only = case.loan.aflossingsvrij.amount
    compared = (
        on_or_after("opstalrecht_ends_on", right.ends_on, ends_on(case.facts)),
        at_most("aflossingsvrij", interest_only, 0),
    )
    if unknown and all(entry.satisfied for entry in compared):
        yield missing(*unknown, subject=ONDERPAND)
    else:
        yield check(*compared, subject=ONDERPAND)


@chapter.rule("G6.8-06")
def access_and_fair_terms(case: Case) -> Findings:
    """gids 6.8: the land gives access to the public road, and no term is unreasonable."""
    right = _full_right(case)
    if right is None:
        return
    yield all_hold("onderpand.opstalrecht", {"access_to_public_road": right.access_to_public_road}, subject=ONDERPAND)
    yield none_holds("onderpand.opstalrecht", {"unreasonable_terms": right.unreasonable_terms}, subject=ONDERPAND)


@chapter.rule("G6.8-07")
def value_paid_on_termination(case: Case) -> Findings:
    """gids 6.8: who ends the right pays for the building, or cannot end it."""
    right = _full_right(case)
    if right is None:
        return
    stated = {
        "compensation_on_termination": right.compensation_on_termination,
        "termination_by_grantor_excluded": right.termination_by_grantor_excluded,
    }
    lacking = [f"onderpand.opstalrecht.{name}" for name, value in stated.items() if value is None]
    protected = True in stated.values()
    if not protected and lacking:
        yield missing(*lacking, subject=ONDERPAND)
    else:
        yield check(is_("protected_on_termination", protected), subject=ONDERPAND)


@chapter.rule("G6.8-08")
def retributie_is_a_burden(case: Case) -> Findings:
    """gids 6.8: the fee comes off the allowed burden."""
    right = case.onderpand.opstalrecht
    if right is None:
        return
    if right.retributie_annual is None:
        if not right.utilities_only:
            yield missing("onderpand.opstalrecht.retributie_annual", subject=ONDERPAND)
    else:
        yield passed(at_least("retributie_monthly", _burden(case, "retributie"), 0), subject=ONDERPAND)


@chapter.rule("G6.8-09")
def retributie_revised_soon(case: Case) -> Findings:
    """gids 6.8: a higher fee within 42 months after the renteaanbod counts already."""
    right = case.onderpand.opstalrecht
    if right is not None:
        yield from _revised(
            case, "opstalrecht.retributie_after_revision", right.revision_on, right.retributie_annual,
            right.retributie_after_revision, case.norms.ch06.retributie_revision_months,
        )  # fmt: skip


def _full_right(case: Case) -> Opstalrecht | None:
    """A right that must meet the conditions; a limited one for utilities need not (G6.8-03)."""
    right = case.onderpand.opstalrecht
    return None if right is None or right.utilities_only else right


def _is(right: str, name: str, stated: bool | None) -> Answer:
    return all_hold(f"onderpand.{right}", {name: stated}, subject=ONDERPAND)


def _burden(case: Case, kind: BurdenKind) -> Decimal:
    return sum((burden.monthly for burden in case.burdens if burden.kind == kind), Decimal(0))


def _revised(
    case: Case, name: str, revision_on: date | None, now: Decimal | None, later: Decimal | None, months: int
) -> Findings:
    """The amount after a near revision counts when it is higher."""
    if not revision_counts(case.facts, revision_on, months):
        return
    if later is None:
        yield missing(f"onderpand.{name}", subject=ONDERPAND)
    else:
        yield passed(at_least("counted_annual", max(now or Decimal(0), later), now or Decimal(0)), subject=ONDERPAND)
