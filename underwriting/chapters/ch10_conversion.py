"""gids 10.1: another aflosvorm."""

from collections.abc import Iterator

from underwriting.case import Case
from underwriting.catalogue import catalogue
from underwriting.decision import Finding, LeningdeelPrice, Verdict
from underwriting.facts.existing_loan import ExistingLeningdeel, Omzetting
from underwriting.figures import Subject
from underwriting.rule import Chapter, Findings, at_least, check, compare, missing, one_of, passed, referred
from underwriting.running_loan import converts, request_of
from underwriting.workings import original_rate

chapter = Chapter("10.1")

PLACE = "existing_loan_request.omzetting"


@chapter.rule("G10.1-01")
def aflosvorm_can_change(case: Case) -> Findings:
    """gids 10.1: the aflosvorm of a running loan can be changed."""
    for asked in _asked(case):
        if asked.new_aflosvorm is None:
            yield missing(f"{PLACE}.new_aflosvorm")
        else:
            yield passed(one_of("new_aflosvorm", asked.new_aflosvorm, case.norms.ch02.aflosvormen))


@chapter.closing_rule("G10.1-02")
def fits_the_acceptance_rules(case: Case, findings: tuple[Finding, ...]) -> Findings:
    """gids 10.1: only if the new test of income and debts fits; what the test finds has findings of its own.

    The test is done on `lening`: every running part as it will be, the whole of what is owed.
    """
    for asked in _asked(case):
        owed = case.facts.existing_loan.outstanding if case.facts.existing_loan else None
        stated = {f"{PLACE}.new_aflosvorm": asked.new_aflosvorm, "existing_loan.outstanding": owed}
        lacking = [path for path, value in stated.items() if value is None]
        if owed is not None and case.loan.total < owed:
            lacking.append("lening.leningdelen")
        if lacking:
            yield missing(*lacking)
            return
        tested = [finding for finding in findings if catalogue()[finding.rule_id].automated]
        failed = sum(finding.outcome is Verdict.FAIL for finding in tested)
        unknown = [path for finding in tested if finding.outcome is Verdict.MISSING for path in finding.missing]
        whole = at_least("loan_tested", case.loan.total, owed or 0)
        compared = compare("rules_failed", failed, "eq", 0, "count", satisfied=failed == 0)
        if failed or not (unknown or any(finding.outcome is Verdict.REFER for finding in tested)):
            yield check(whole, compared)
        elif unknown:
            yield missing(*unknown, compared=[whole, compared])
        else:
            yield referred(whole, compared)


@chapter.rule("G10.1-03")
def rate_of_the_original_date(case: Case) -> Findings:
    """gids 10.1: the rate table of the day on which the rate was set."""
    for asked in _asked(case):
        found = list(_parts(case, asked))
        if not found:
            yield missing(f"{PLACE}.leningdeel_id" if asked.leningdeel_id is None else "existing_loan.leningdelen")
        for path, part in found:
            subject = Subject("leningdeel", part.id)
            price = original_rate.priced(path, part, case.facts, case.norms)
            if price.rate is None:
                yield missing(*price.missing, subject=subject)
            else:
                yield LeningdeelPrice(leningdeel_id=part.id, rate=price.rate, basis="basisrente-oorspronkelijke-datum")
                yield passed(compare("rate", price.rate, "eq", price.rate, "rate", satisfied=True), subject=subject)


def _asked(case: Case) -> Iterator[Omzetting]:
    if converts(case.facts):
        yield request_of(case.facts).omzetting or Omzetting()


def _parts(case: Case, asked: Omzetting) -> Iterator[tuple[str, ExistingLeningdeel]]:
    """The part that changes; the only one there is when none is named."""
    parts = original_rate.running_parts(case.facts)
    for path, part in parts:
        if part.id == asked.leningdeel_id or (asked.leningdeel_id is None and len(parts) == 1):
            yield path, part
