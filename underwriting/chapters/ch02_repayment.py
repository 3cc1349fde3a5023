"""gids 2.12: repaying early without a fee."""

from collections.abc import Iterator

from underwriting import documents
from underwriting.case import Case
from underwriting.decision import Comparison, Fee
from underwriting.facts.existing_loan import Aflossing
from underwriting.rule import Answer, Chapter, Findings, at_most, compare, is_, missing, one_of, passed
from underwriting.running_loan import asks
from underwriting.workings import repayment

chapter = Chapter("2.12")

PLACE = "existing_loan_request.aflossing"


@chapter.rule("G2.12-01")
def own_money_is_free(case: Case) -> Findings:
    """gids 2.12: own money repays up to the whole loan without a fee."""
    asked = _asked(case)
    if asked is None or repayment.free_by_cause(case.facts, case.norms):
        return
    if asked.source is None:
        yield missing(f"{PLACE}.source")
    elif repayment.own_money(case.facts, case.norms):
        yield from _up_to_the_loan(case, asked)


@chapter.rule("G2.12-02")
def own_money_is_shown(case: Case) -> Findings:
    """gids 2.12: an iDEAL transaction in MijnHypotheekOnline shows that the money is one's own."""
    asked = _asked(case)
    if asked is None or asked.source != "eigen-middelen" or repayment.free_by_cause(case.facts, case.norms):
        return
    if asked.ideal_in_portal is True:
        yield passed(is_("ideal_in_portal", True))
        return
    proof = documents.ask(case, "bewijs-ideal", needed_by="beheer")
    yield proof
    if asked.ideal_in_portal is None and proof.status in documents.SATISFIED:
        yield passed()
    else:
        yield missing(f"{PLACE}.ideal_in_portal", "document:bewijs-ideal")


@chapter.rule("G2.12-03")
def other_money_up_to_a_share(case: Case) -> Findings:
    """gids 2.12: other money is free up to 25 percent of the original principal in a calendar year."""
    asked = _asked(case)
    if asked is None or repayment.free_by_cause(case.facts, case.norms):
        return
    if asked.source is None:
        yield missing(f"{PLACE}.source")
        return
    amount, ending = repayment.repaid(case.facts), repayment.at_end_of_fixed_period(case.facts)
    if repayment.own_money(case.facts, case.norms) or (amount is not None and ending >= amount):
        return
    room, loan = repayment.room(case.facts, case.norms), case.facts.existing_loan
    if amount is None or room is None:
        stated = {
            f"{PLACE}.amount": amount,
            "existing_loan.original_principal": loan.original_principal if loan else None,
            "existing_loan.repaid_this_calendar_year": repayment.used_this_year(case.facts),
        }
        yield missing(*(path for path, value in stated.items() if value is None))
        return
    compared = at_most("repaid", amount - ending, room)
    yield passed(compared)
    if not compared.satisfied:
        yield Fee(kind="vervroegde-aflossing")


@chapter.rule("G2.12-04")
def four_causes_are_free(case: Case) -> Findings:
    """gids 2.12: free without proof on a sale, a death, loss of the home, and on the day the fixed rate ends."""
    asked = _asked(case)
    if asked is None:
        return
    if repayment.free_by_cause(case.facts, case.norms):
        cause = "overlijden" if repayment.after_death(case.facts) else asked.source or ""
        yield _known(asked, one_of("cause", cause, case.norms.ch02.free_repayment_causes))
    elif asked.source is None:
        yield missing(f"{PLACE}.source")
    elif asked.source == "einde-rentevastperiode" and asked.on is None:
        yield missing(f"{PLACE}.on")
    elif repayment.at_end_of_fixed_period(case.facts) > 0:
        yield _known(asked, compare("repaid_on", asked.on, "eq", asked.on, "date", satisfied=True))


def _asked(case: Case) -> Aflossing | None:
    """The repayment; one of which nothing is known where the request is to repay and says no more."""
    asked = repayment.asked(case.facts)
    return asked or (Aflossing() if asks(case.facts, "vervroegde-aflossing", None) else None)


def _known(asked: Aflossing, *compared: Comparison) -> Answer:
    return passed(*compared) if asked.amount is not None else missing(f"{PLACE}.amount", compared=compared)


def _up_to_the_loan(case: Case, asked: Aflossing) -> Iterator[Answer]:
    owed = case.facts.existing_loan.outstanding if case.facts.existing_loan else None
    stated = {f"{PLACE}.amount": asked.amount, "existing_loan.outstanding": owed}
    if asked.amount is None or owed is None:
        yield missing(*(path for path, value in stated.items() if value is None))
    else:
        yield passed(at_most("repaid", asked.amount, owed))
