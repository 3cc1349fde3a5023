"""gids 10.4: another risicoklasse, by repaying or because the home is worth more."""

from collections.abc import Iterator

from underwriting.case import Case
from underwriting.decision import Deadline, LeningdeelPrice
from underwriting.facts.existing_loan import RisicoklasseRequest
from underwriting.rule import Answer, Chapter, Findings, compare, is_, missing, on_or_after, passed
from underwriting.running_loan import asks, request_of
from underwriting.workings import original_rate, running_class
from underwriting.workings.running_class import Reclassed

chapter = Chapter("10.4")

PLACE = "existing_loan_request.risicoklasse"


@chapter.rule("G10.4-01")
def lower_by_repaying(case: Case) -> Findings:
    """gids 10.4: a repayment that brings a lower class does so by itself, on the 1st of the next month."""
    if not running_class.is_repaid(case.facts):
        return
    lacking = _lacking_of_loan(case)
    found = running_class.by_repayment(case.facts, case.norms)
    if running_class.repaid_on(case.facts) is None:
        repays = case.facts.application.request_type == "vervroegde-aflossing"
        lacking.append("existing_loan_request.aflossing.on" if repays else f"{PLACE}.requested_on")
    if running_class.balance_after(case.facts) is None and "existing_loan.outstanding" not in lacking:
        lacking.append("existing_loan_request.aflossing.amount")
    if case.facts.existing_loan is not None and case.facts.existing_loan.value is None:
        lacking.append("existing_loan.value")
    if lacking or found is None:
        yield missing(*lacking)
    else:
        yield from _changed(case, found)


@chapter.rule("G10.4-02")
def not_by_itself_on_a_rise(case: Case) -> Findings:
    """gids 10.4: a home that is worth more changes nothing by itself."""
    for asked in _asked(case):
        if asked.reason == "waardestijging":
            yield passed(is_("automatic", False, False))


@chapter.rule("G10.4-03")
def lower_on_request(case: Case) -> Findings:
    """gids 10.4: on request, with a valuation or a WOZ decision that is good enough, on the 1st of the next month."""
    for asked in _asked(case):
        if asked.reason is None:
            yield missing(f"{PLACE}.reason")
        elif asked.reason == "waardestijging":
            lacking = [*_lacking_of_loan(case), *_lacking_of_request(asked)]
            found = running_class.by_value(case.facts, case.norms)
            if lacking or found is None:
                yield missing(*lacking)
                continue
            refused = _refused(case, asked)
            if refused is not None:
                yield refused
            else:
                yield from _changed(case, found)


def _asked(case: Case) -> Iterator[RisicoklasseRequest]:
    stated = request_of(case.facts).risicoklasse
    if asks(case.facts, "risicoklasse-aanpassing", stated):
        yield stated or RisicoklasseRequest()


def _lacking_of_loan(case: Case) -> list[str]:
    loan = case.facts.existing_loan
    stated = {"outstanding": loan.outstanding if loan else None, "risicoklasse": loan.risicoklasse if loan else None}
    return [f"existing_loan.{name}" for name, value in stated.items() if value is None]


def _lacking_of_request(asked: RisicoklasseRequest) -> list[str]:
    stated = {"requested_on": asked.requested_on, "value": asked.value}
    lacking = [f"{PLACE}.{name}" for name, value in stated.items() if value is None]
    if asked.value is not None and asked.value.valued_on is None:
        lacking.append(f"{PLACE}.value.valued_on")
    return lacking


def _refused(case: Case, asked: RisicoklasseRequest) -> Answer | None:
    """What is wrong with the value; a WOZ decision has its own age (G6.5-04)."""
    value = asked.value
    assert value is not None
    assert value.valued_on is not None
    assert asked.requested_on is not None
    if value.source not in case.norms.ch10.risicoklasse_value_sources:
        return missing("document:taxatierapport")
    first = running_class.first_good_day(value, asked.requested_on, case.norms)
    fresh = on_or_after("valued_on", value.valued_on, first)
    if not fresh.satisfied:
        papers = {"woz": "woz-beschikking", "taxatie-desktop": "taxatierapport-desktop"}
        return missing(f"document:{papers.get(value.source, 'taxatierapport')}", compared=[fresh])
    if not running_class.validated(value):
        return missing(f"{PLACE}.value.nwwi_validated", compared=[fresh])
    return None


def _changed(case: Case, found: Reclassed) -> Findings:
    """The class that was found, and when it is lower: from when it holds, and the rates by the original sheet."""
    loan = case.facts.existing_loan
    held = loan.risicoklasse if loan else None
    lower = running_class.lower(held, found)
    yield passed(compare("risicoklasse", found.risicoklasse, "eq", held, "code", satisfied=found.risicoklasse == held))
    if lower is None:
        return
    yield Deadline(kind="rentewijziging-risicoklasse", on=found.from_on)
    for path, part in original_rate.running_parts(case.facts):
        price = original_rate.by_sheet(path, part, case.facts, case.norms, lower)
        if price.rate is not None and part.is_overbrugging is not True:
            yield LeningdeelPrice(leningdeel_id=part.id, rate=price.rate, basis="basisrente-oorspronkelijke-datum")
