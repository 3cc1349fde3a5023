"""gids 2.5 and 2.11 on a running loan: paying out an Energie Bespaar Budget, and repaying a bridging loan."""

from datetime import date

from underwriting.case import Case
from underwriting.decision import Deadline
from underwriting.figures import Subject
from underwriting.periods import add_months
from underwriting.rule import Chapter, Findings, check, compare, is_, missing, passed
from underwriting.subjects import other_properties
from underwriting.workings.original_rate import running_parts

chapter = Chapter("2.11")


@chapter.rule("G2.5-07")
def budget_is_paid_on_invoices(case: Case) -> Findings:
    """gids 2.5, NHG C.6.1.1: on invoices dated after the application, for costs that were shown to be made."""
    depot = case.lening.bouwdepot
    if depot is None or depot.kind not in (None, "energie-bespaar-budget"):
        return
    for index, payout in enumerate(depot.payouts or ()):
        place = f"lening.bouwdepot.payouts[{index}]"
        if depot.kind is None:
            yield missing("lening.bouwdepot.kind")
        elif payout.invoice_on is None:
            yield missing(f"{place}.invoice_on")
        elif payout.cost_plausible is None:
            yield missing(f"{place}.cost_plausible")
        else:
            late = payout.invoice_on > case.applied_on
            yield check(
                compare("invoice_on", payout.invoice_on, "after", case.applied_on, "date", satisfied=late),
                is_("cost_plausible", payout.cost_plausible),
            )


@chapter.rule("G2.11-10")
def bridging_is_repaid(case: Case) -> Findings:
    """gids 2.11: on the sale of the home, and at the latest at the end of its term."""
    for path, part in running_parts(case.facts):
        if part.is_overbrugging is True:
            subject = Subject("leningdeel", part.id)
            if part.ends_on is None:
                yield missing(f"{path}.ends_on", subject=subject)
            else:
                last = min([part.ends_on, *_transfers(case)])
                yield Deadline(kind="overbrugging-einde", on=last, subject=subject)
                yield passed(subject=subject)
    asked, passeren = case.lening.overbrugging, case.facts.passeren
    if asked is None:
        return
    passed_on = passeren.passed_on if passeren else None
    if asked.term_months is None or passed_on is None:
        stated = {"lening.overbrugging.term_months": asked.term_months, "passeren.passed_on": passed_on}
        yield missing(*(path for path, value in stated.items() if value is None))
        return
    yield Deadline(kind="overbrugging-einde", on=min([add_months(passed_on, asked.term_months), *_transfers(case)]))
    yield passed()


def _transfers(case: Case) -> list[date]:
    """The days on which a home that is sold is transferred."""
    bridged = case.lening.overbrugging.property_id if case.lening.overbrugging else None
    return [
        home.sale.transfer_on
        for _, home, _ in other_properties(case)
        if home.sale is not None and home.sale.transfer_on is not None and bridged in (None, home.id)
    ]
