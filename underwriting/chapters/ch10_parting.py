"""gids 10.5: partners who part, and one of them stays in the home."""

from collections.abc import Iterator

from underwriting.case import Case
from underwriting.decision import LeningdeelPrice
from underwriting.facts.existing_loan import Relatiebeeindiging
from underwriting.figures import Subject
from underwriting.rule import Chapter, Findings, at_most, check, compare, is_, missing, passed
from underwriting.running_loan import asks, grows, request_of
from underwriting.stated import none_holds
from underwriting.subjects import applicants, lacking_value
from underwriting.workings import original_rate, repayment

chapter = Chapter("10.5")

PLACE = "existing_loan_request.relatiebeeindiging"


@chapter.rule("G10.5-01")
def release_of_who_leaves(case: Case) -> Findings:
    """gids 10.5: release from joint liability is asked for who leaves."""
    for asked in _asked(case):
        if asked.leaving_id is None:
            yield missing(f"{PLACE}.leaving_id")
        else:
            yield passed(compare("leaving_id", asked.leaving_id, "present", None, "code", satisfied=True))


@chapter.rule("G10.5-02")
def who_stays_is_a_borrower(case: Case) -> Findings:
    """gids 10.5: who stays is already a borrower."""
    for asked in _asked(case):
        if asked.remaining_id is None:
            yield missing(f"{PLACE}.remaining_id")
            continue
        staying = [
            (path, person, subject) for path, person, subject in applicants(case) if person.id == asked.remaining_id
        ]
        if not staying:
            yield missing("applicants")
        for path, person, subject in staying:
            if person.is_borrower is None:
                yield missing(f"{path}.is_borrower", subject=subject)
            else:
                yield check(is_("is_borrower", person.is_borrower), subject=subject)


@chapter.rule("G10.5-03")
def same_rates(case: Case) -> Findings:
    """gids 10.5: the loan goes on at its rates; a part that changes has the rate table of the original date (10.1)."""
    conversion = request_of(case.facts).omzetting
    for _ in _asked(case):
        parts = original_rate.running_parts(case.facts)
        if not parts:
            yield missing("existing_loan.leningdelen")
        for path, part in parts:
            subject = Subject("leningdeel", part.id)
            if part.rate is None:
                yield missing(f"{path}.rate", subject=subject)
            else:
                if conversion is None or conversion.leningdeel_id != part.id:
                    yield LeningdeelPrice(
                        leningdeel_id=part.id, rate=part.rate, basis="basisrente-oorspronkelijke-datum"
                    )
                yield passed(compare("rate", part.rate, "eq", part.rate, "rate", satisfied=True), subject=subject)


@chapter.rule("G10.5-04")
def increase_for_the_buyout(case: Case) -> Findings:
    """gids 10.5: the loan grows by the buyout and the costs of a larger share in the home, and by no more."""
    for asked in _growing(case):
        if asked.buyout is None or asked.ownership_cost is None:
            stated = {"buyout": asked.buyout, "ownership_cost": asked.ownership_cost}
            yield missing(*(f"{PLACE}.{name}" for name, value in stated.items() if value is None))
        else:
            yield check(at_most("increase", case.loan.new_money, asked.buyout + asked.ownership_cost))


@chapter.rule("G10.5-05")
def beheertoets_and_value(case: Case) -> Findings:
    """gids 10.5: then the NHG beheertoets is met, also without NHG, and the whole loan is at most 100 percent."""
    for asked in _growing(case):
        share = case.norms.ch10.relatiebeeindiging_max_ltv_percent
        value = case.loan.value.market_value if case.loan.value else None
        compared, lacking = [], []
        if asked.nhg_beheertoets_passed is None:
            lacking.append(f"{PLACE}.nhg_beheertoets_passed")
        else:
            compared.append(is_("nhg_beheertoets_passed", asked.nhg_beheertoets_passed))
        if value is None:
            lacking += lacking_value(case)
        else:
            compared.append(at_most("loan", case.loan.total, value * share / 100))
        if lacking and all(comparison.satisfied for comparison in compared):
            yield missing(*lacking, compared=compared)
        else:
            yield check(*compared)


@chapter.rule("G10.5-06")
def part_of_the_ex_anew(case: Case) -> Findings:
    """gids 10.5: the part of the ex-partner can run 30 years anew."""
    for asked in _asked(case):
        if asked.ex_part_term_months is not None:
            longest = case.norms.ch02.max_term_months
            yield passed(at_most("ex_part_term_months", asked.ex_part_term_months, longest, "months"))


@chapter.rule("G10.5-07")
def no_arrears(case: Case) -> Findings:
    """gids 10.5: no arrears on the loan."""
    for _ in _asked(case):
        yield none_holds(
            "existing_loan", {"arrears": case.facts.existing_loan.arrears if case.facts.existing_loan else None}
        )


@chapter.rule("G10.5-08")
def never_a_calamity(case: Case) -> Findings:
    """gids 10.5: never a calamity, such as an attachment."""
    for _ in _asked(case):
        loan = case.facts.existing_loan
        yield none_holds("existing_loan", {"calamity_ever": loan.calamity_ever if loan else None})


@chapter.rule("G10.5-09")
def own_money_repays_free(case: Case) -> Findings:
    """gids 10.5: repaying with own money is free."""
    for _ in _asked(case):
        if repayment.own_money(case.facts, case.norms):
            yield passed(is_("own_money", True))


def _asked(case: Case) -> Iterator[Relatiebeeindiging]:
    stated = request_of(case.facts).relatiebeeindiging
    if asks(case.facts, "relatiebeeindiging", stated):
        yield stated or Relatiebeeindiging()


def _growing(case: Case) -> Iterator[Relatiebeeindiging]:
    if grows(case.facts):
        yield from _asked(case)
