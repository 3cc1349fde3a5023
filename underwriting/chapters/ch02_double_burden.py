"""gids 2.6, 5.6 and 5.7: two homes at once."""

from underwriting import standard_documents
from underwriting.case import Case
from underwriting.facts.obligations import OtherProperty
from underwriting.figures import Subject
from underwriting.rule import Answer, Chapter, Findings, above, at_least, at_most, compare, is_, missing, passed
from underwriting.workings.double_burden import (
    bridging_instalment,
    delivered_late,
    months,
    mortgage_monthly,
    renteverlies_lent,
    sale_is_certain,
    sale_loss,
    selling,
)

chapter = Chapter("2.6 dubbele lasten")


@chapter.rule("G2.6-13")
def double_burden_period(case: Case) -> Findings:
    """gids 2.6: at most 12 months; a new home that is delivered late has its own period (G5.6-09)."""
    figure = case.two_homes.figure
    if figure is not None and not delivered_late(case.facts, case.norms):
        longest = case.norms.ch02.double_burden_max_months
        yield passed(at_most("double_burden_months", figure.months, longest, "months"))


@chapter.rule("G2.6-14")
def present_mortgage_counts_gross(case: Case) -> Findings:
    """gids 2.6: the present mortgage counts; gross, which is within the 40 percent of tax relief that is allowed."""
    for home in selling(case.facts):
        monthly = mortgage_monthly(home.mortgage)
        if monthly is None:
            yield missing(f"{case.home_path(home.id)}.mortgage.gross_monthly", subject=_subject(home))
        else:
            yield passed(at_least("gross_monthly", monthly, 0), subject=_subject(home))


@chapter.rule("G2.6-15")
def financed_renteverlies_is_set_off(case: Case) -> Findings:
    """gids 2.6: renteverlies of a new home that is lent may be set off."""
    lost = renteverlies_lent(case.facts)
    if case.two_homes.figure is not None and lost:
        yield passed(at_least("renteverlies", lost, 0))


@chapter.rule("G2.6-16")
def bridging_counts_in_double_burden(case: Case) -> Findings:
    """gids 2.6: the monthly instalment of the bridging loan counts."""
    asked = case.lening.overbrugging
    if asked is None or case.two_homes.figure is None:
        return
    if asked.rate is None:
        yield missing("lening.overbrugging.rate")
    else:
        yield passed(at_least("overbrugging_monthly", bridging_instalment(case.facts), 0))


@chapter.rule("G2.6-17")
def own_funds_for_double_burden(case: Case) -> Findings:
    """gids 2.6: own funds for two homes and a residual debt are shown as in 4.8."""
    if case.two_homes.to_show > 0 or case.two_homes.sale_loss:
        yield _shown_or_missing(case, None)


@chapter.rule("G2.6-18")
def parts_count_as_annuities(case: Case) -> Findings:
    """gids 2.6: every part counts as an annuity, unless a lower burden is shown."""
    for home in selling(case.facts):
        for index, part in enumerate((home.mortgage.parts or ()) if home.mortgage else ()):
            known = part.outstanding is not None and part.rate is not None and part.remaining_months is not None
            place = f"{case.home_path(home.id)}.mortgage.parts[{index}]"
            if known:
                yield passed(compare("annuity", True, "eq", True, "boolean", satisfied=True), subject=_subject(home))
            else:
                lacking = (f"{place}.outstanding", f"{place}.rate", f"{place}.remaining_months")
                yield missing(*lacking, subject=_subject(home))


@chapter.rule("G2.6-19")
def outstanding_mortgage_counts(case: Case) -> Findings:
    """gids 2.6: the size of the present mortgage counts."""
    for home in selling(case.facts):
        if home.mortgage is None:
            continue
        if home.mortgage.outstanding is None:
            yield missing(f"{case.home_path(home.id)}.mortgage.outstanding", subject=_subject(home))
        else:
            yield passed(at_least("outstanding", home.mortgage.outstanding, 0), subject=_subject(home))


@chapter.rule("G5.6-07")
def unsold_home(case: Case) -> Findings:
    """gids 5.6: a home that is not sold for certain: 12 months of double burden and a sale loss can be borne."""
    for home in selling(case.facts):
        if not sale_is_certain(home) and not delivered_late(case.facts, case.norms):
            yield from _can_bear(case, home)


@chapter.rule("G5.6-08")
def sold_home(case: Case) -> Findings:
    """gids 5.6: a home that is sold for certain: the double burden until it passes and a sale loss can be borne."""
    for home in selling(case.facts):
        if not sale_is_certain(home) or delivered_late(case.facts, case.norms):
            continue
        if home.sale is None or home.sale.transfer_on is None:
            yield missing(f"{case.home_path(home.id)}.sale.transfer_on", subject=_subject(home))
        else:
            yield from _can_bear(case, home)


@chapter.rule("G5.6-09")
def new_home_delivered_late(case: Case) -> Findings:
    """gids 5.6: a new home delivered after more than six months: the double burden until delivery can be borne."""
    if delivered_late(case.facts, case.norms):
        for home in selling(case.facts):
            yield from _can_bear(case, home)


@chapter.rule("G5.7-02")
def depot_burdens_stay_outside(case: Case) -> Findings:
    """gids 5.7: what the bouwdepot pays is no part of the double burden."""
    depot = case.lening.bouwdepot
    if case.two_homes.figure is not None and depot is not None and depot.burdens_from_depot_monthly:
        yield passed(at_least("burdens_from_depot", depot.burdens_from_depot_monthly, 0))


def _can_bear(case: Case, home: OtherProperty) -> Findings:
    place = case.home_path(home.id)
    if mortgage_monthly(home.mortgage) is None:
        yield missing(f"{place}.mortgage.gross_monthly", subject=_subject(home))
    elif sale_loss(home) is None:
        yield missing(f"{place}.value", f"{place}.mortgage.outstanding", subject=_subject(home))
    elif case.two_homes.bearable and not case.two_homes.sale_loss:
        yield passed(
            at_least("double_burden_months", months(home, case.facts, case.norms), 0, "months"),
            is_("borne_from_income", True),
            subject=_subject(home),
        )
    else:
        yield standard_documents.bank_statement(case)
        yield _shown_or_missing(case, _subject(home))


def _shown_or_missing(case: Case, subject: Subject | None) -> Answer:
    """Own funds cover all that they must, or proof of (more of) them is lacking."""
    shown, required = case.own_funds.shown or 0, case.own_funds.required or 0
    any_shown, enough = above("own_funds_shown", shown, 0), at_least("own_funds_shown", shown, required)
    if enough.satisfied:
        return passed(enough, subject=subject)
    lacking = ("document:bankafschrift",) if any_shown.satisfied else ("own_funds.items", "document:bankafschrift")
    return missing(*lacking, subject=subject, compared=[any_shown, enough])


def _subject(home: OtherProperty) -> Subject:
    return Subject("property", home.id)
