"""gids 2.13: an increase or a second mortgage on a home with a running Neo loan."""

from underwriting.case import Case
from underwriting.facts.existing_loan import ExistingLoan
from underwriting.rule import Answer, Chapter, Findings, at_least, at_most, check, compare, is_, missing, passed
from underwriting.subjects import lacking_value, leningdelen
from underwriting.workings.original_rate import running_class
from underwriting.workings.principal import INCREASES, ZERO

chapter = Chapter("2.13")


@chapter.rule("G2.13-01")
def first_mortgage_runs_with_neo(case: Case) -> Findings:
    """gids 2.13: only if the first registration runs with Neo; an increase by private deed stays within it."""
    if not _is_increase(case):
        return
    running = case.facts.existing_loan
    if running is not None and running.contract_id is not None:
        if case.facts.application.request_type == "onderhandse-verhoging":
            yield _within_registration(case, running)
        else:
            yield check(is_("first_mortgage_with_neo", True))
    elif case.facts.application.existing_neo_customer is False:
        yield check(is_("first_mortgage_with_neo", False))
    else:
        yield missing("existing_loan.contract_id")


def _within_registration(case: Case, running: ExistingLoan) -> Answer:
    """What runs and what comes on top, together; what runs stands among the leningdelen or is the balance."""
    listed = any(part.existing for part in case.lening.leningdelen)
    owed = ZERO if listed else running.outstanding
    needed = {"inschrijving_amount": running.inschrijving_amount, "outstanding": owed}
    lacking = [f"existing_loan.{name}" for name, amount in needed.items() if amount is None]
    if lacking or running.inschrijving_amount is None:
        return missing(*lacking)
    return check(at_least("inschrijving", running.inschrijving_amount, case.loan.total))


@chapter.rule("G2.13-02")
def no_arrears(case: Case) -> Findings:
    """gids 2.13: no arrears on the running loan."""
    if not _is_increase(case):
        return
    running = case.facts.existing_loan
    if running is None or running.arrears is None:
        yield missing("existing_loan.arrears")
    else:
        yield check(is_("arrears", running.arrears, False))


@chapter.rule("G2.13-04")
def risicoklasse_can_change(case: Case) -> Findings:
    """gids 2.13: the total can bring the running loan into another risicoklasse, with another rate."""
    if not _is_increase(case):
        return
    running = case.facts.existing_loan
    if case.loan.risicoklasse is None:
        yield missing(*lacking_value(case))
    elif running is None or running_class(running) is None:
        yield missing("existing_loan.risicoklasse")
    else:
        before = running_class(running)
        same = case.loan.risicoklasse == before
        compared = compare("risicoklasse", case.loan.risicoklasse, "eq", before, "code", satisfied=same)
        yield passed(compared)


@chapter.rule("G2.13-05")
def term_of_increase(case: Case) -> Findings:
    """gids 2.13: the new leningdelen run at most 30 years."""
    if not _is_increase(case):
        return
    for path, part, subject in leningdelen(case):
        if part.existing is True:
            continue
        if part.term_months is None:
            yield missing(f"{path}.term_months", subject=subject)
        else:
            longest = case.norms.ch02.max_term_months
            yield check(at_most("term_months", part.term_months, longest, "months"), subject=subject)


def _is_increase(case: Case) -> bool:
    return case.facts.application.request_type in INCREASES
