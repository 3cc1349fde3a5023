"""gids 6.4 and 6.5 on a running loan: extending and ending a bouwdepot, and what a WOZ decision is good for."""

from collections.abc import Iterator

from underwriting.case import Case
from underwriting.decision import Deadline
from underwriting.facts.existing_loan import RunningBouwdepot
from underwriting.rule import Answer, Chapter, Findings, above, at_least, at_most, compare, is_, missing, passed
from underwriting.workings import running_bouwdepot, running_class

chapter = Chapter("6.4")

PLACE = "existing_loan.bouwdepot"


@chapter.rule("G6.4-06")
def extended_once(case: Case) -> Findings:
    """gids 6.4: one extension, of 12 months for new build and 6 for an existing home."""
    for depot in _asked(case):
        last = running_bouwdepot.end(depot, case.norms)
        if last is None or depot.extensions is None:
            yield _lacking(depot, "construction", "opened_on", "extensions")
        else:
            yield Deadline(kind="bouwdepot-einde", on=last)
            yield passed(at_most("extensions", depot.extensions, case.norms.ch06.bouwdepot_max_extensions, "count"))


@chapter.rule("G6.4-07")
def no_interest_in_extension(case: Case) -> Findings:
    """gids 6.4: during the extension the deposit earns nothing."""
    for depot in _asked(case):
        if depot.extended_until is None:
            return
        first = running_bouwdepot.first_end(depot, case.norms)
        if first is None:
            yield _lacking(depot, "construction", "opened_on")
        elif running_bouwdepot.in_extension(case.facts, case.norms):
            yield passed(compare("as_of", case.as_of, "after", first, "date", satisfied=True))


@chapter.rule("G6.4-08")
def customer_ends_deposit(case: Case) -> Findings:
    """gids 6.4: the customer says that the works are finished."""
    for depot in _asked(case):
        if depot.works_finished is True:
            yield passed(is_("works_finished", True))


@chapter.rule("G6.4-09")
def rest_is_set_off(case: Case) -> Findings:
    """gids 6.4: what is left, with NHG or of energy saving, is taken off the debt when the deposit ends."""
    nhg = case.facts.existing_loan.nhg if case.facts.existing_loan else None
    for depot in _ending(case):
        amount = None if nhg is None else running_bouwdepot.set_off(depot, nhg=nhg)
        if nhg is None:
            yield missing("existing_loan.nhg")
        elif amount is None:
            yield missing(f"{PLACE}.{'balance' if nhg else 'energy_saving_balance'}")
        elif amount > 0:
            yield passed(above("set_off", amount, 0))


@chapter.rule("G6.4-10")
def small_rest_is_paid_out(case: Case) -> Findings:
    """gids 6.4: without NHG the rest is paid out once it is under EUR 2,500; a larger one is taken off the debt."""
    for depot in _ending(case):
        rest, bound = running_bouwdepot.remainder(depot), case.norms.ch06.bouwdepot_payout_below
        if rest is None:
            yield missing(f"{PLACE}.balance")
        else:
            yield passed(compare("remainder", rest, "lt", bound, "eur", satisfied=rest < bound))


@chapter.rule("G6.5-03")
def woz_for_another_class(case: Case) -> Findings:
    """gids 6.5: after passing a WOZ decision can change value and risicoklasse."""
    value = running_class.request(case.facts).value
    if value is None or value.source != "woz":
        return
    if value.valued_on is None:
        yield missing("existing_loan_request.risicoklasse.value.valued_on")
    else:
        yield passed(at_least("woz_value", value.amount, 0))


def _asked(case: Case) -> Iterator[RunningBouwdepot]:
    """The running deposit, when something is asked about it."""
    if case.facts.application.request_type == "bouwdepot-mutatie":
        yield running_bouwdepot.of(case.facts)


def _ending(case: Case) -> Iterator[RunningBouwdepot]:
    """The running deposit, unless it is known to go on."""
    if running_bouwdepot.is_over(case.facts, case.norms) is not False:
        yield from _asked(case)


def _lacking(depot: RunningBouwdepot, *names: str) -> Answer:
    return missing(*(f"{PLACE}.{name}" for name in names if getattr(depot, name) is None))
