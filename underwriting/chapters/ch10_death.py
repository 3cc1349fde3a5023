"""gids 10.6: a borrower who died, and who goes on with the loan."""

from collections.abc import Iterator

from underwriting.case import Case
from underwriting.decision import Deadline, Fee, LeningdeelPrice
from underwriting.facts.existing_loan import ExistingLeningdeel, Heir, Overlijden
from underwriting.figures import Subject
from underwriting.periods import add_years
from underwriting.rule import (
    Chapter,
    Findings,
    above,
    at_least,
    check,
    compare,
    is_,
    missing,
    on_or_before,
    passed,
    refer_unless,
)
from underwriting.running_loan import asks, request_of
from underwriting.stated import all_hold
from underwriting.workings.original_rate import running_class, running_parts

chapter = Chapter("10.6")

PLACE = "existing_loan_request.overlijden"


@chapter.rule("G10.6-01")
def partner_changes_the_rate_once(case: Case) -> Findings:
    """gids 10.6: a partner who is a borrower changes the rate once without a fee, for as long a period or longer."""
    for asked in _asked(case):
        chosen, used = asked.new_rentevastperiode_years, asked.rate_switch_used
        if chosen is None or asked.survivor_kind not in (None, "partner-is-klant"):
            continue
        if asked.survivor_kind is None:
            yield missing(f"{PLACE}.survivor_kind")
            continue
        parts = running_parts(case.facts)
        if not parts:
            yield missing("existing_loan.leningdelen")
        for path, part in parts:
            subject, years = Subject("leningdeel", part.id), part.rentevastperiode_years
            if used is None or years is None:
                stated = {f"{PLACE}.rate_switch_used": used, f"{path}.rentevastperiode_years": years}
                yield missing(*(name for name, value in stated.items() if value is None), subject=subject)
                continue
            compared = (is_("rate_switch_used", used, False), at_least("rentevastperiode", chosen, years, "years"))
            yield passed(*compared, subject=subject)
            yield from _day_rate(case, part, chosen)
            if not all(comparison.satisfied for comparison in compared):
                yield Fee(kind="vervroegde-aflossing")


@chapter.rule("G10.6-02")
def partner_who_is_no_borrower(case: Case) -> Findings:
    """gids 10.6: a partner who is no borrower and wants to go on with the loan speaks with the lender."""
    for asked in _asked(case):
        if asked.survivor_kind is None:
            yield missing(f"{PLACE}.survivor_kind")
        elif asked.survivor_kind == "partner-geen-klant" and asked.wants_to_continue is None:
            yield missing(f"{PLACE}.wants_to_continue")
        elif asked.survivor_kind == "partner-geen-klant" and asked.wants_to_continue is not None:
            yield refer_unless(is_("wants_to_continue", asked.wants_to_continue, False))


@chapter.rule("G10.6-03")
def other_heirs_do_not_go_on(case: Case) -> Findings:
    """gids 10.6: other heirs repay or apply anew; with NHG whoever lived in the home can be added (G10.6-05)."""
    for asked in _asked(case):
        if asked.survivor_kind is None:
            yield missing(f"{PLACE}.survivor_kind")
            continue
        if asked.survivor_kind != "overige-erfgenamen":
            continue
        if asked.wants_to_continue is None:
            yield missing(f"{PLACE}.wants_to_continue")
            continue
        going_on = is_("wants_to_continue", asked.wants_to_continue, False)
        nhg = case.facts.existing_loan.nhg if case.facts.existing_loan else None
        if going_on.satisfied or not asked.heirs or nhg is False:
            yield check(going_on)
        elif nhg is None:
            yield missing("existing_loan.nhg", compared=[going_on])
        else:
            lived = _lived_there(asked.heirs)
            where = f"{PLACE}.heirs"
            yield missing(where) if lived is None else check(is_("main_residence_at_death", lived))


@chapter.rule("G10.6-04")
def settled_within_a_year(case: Case) -> Findings:
    """gids 10.6: within a year the loan fits who is left, or is repaid."""
    for asked in _asked(case):
        if asked.on is None:
            yield missing(f"{PLACE}.on")
            continue
        last = add_years(asked.on, case.norms.ch10.overlijden_settlement_years)
        yield Deadline(kind="overlijden-afwikkeling", on=last)
        name = "as_of" if asked.settled_on is None else "settled_on"
        compared = on_or_before(name, asked.settled_on or case.as_of, last)
        settled = asked.settled_on is not None or compared.satisfied
        yield passed(compared) if settled else missing(f"{PLACE}.settled_on", compared=[compared])


@chapter.rule("G10.6-05")
def heir_can_be_added(case: Case) -> Findings:
    """gids 10.6: with NHG an heir can be added, and takes the safety net over."""
    for _, heir, subject in _heirs(case):
        yield passed(compare("heir", heir.id, "present", None, "code", satisfied=True), subject=subject)


@chapter.rule("G10.6-06")
def heir_is_liable(case: Case) -> Findings:
    """gids 10.6: every heir who is added is liable for the loan."""
    for place, heir, subject in _heirs(case):
        yield all_hold(place, {"liable": heir.liable}, subject=subject)


@chapter.rule("G10.6-07")
def heir_is_owner(case: Case) -> Findings:
    """gids 10.6: and owner of the home, together with none but the others who are added."""
    for place, heir, subject in _heirs(case):
        yield all_hold(place, {"owner": heir.owner}, subject=subject)


@chapter.rule("G10.6-08")
def an_heir_lived_there(case: Case) -> Findings:
    """gids 10.6: at least one of them lived in the home when the borrower died."""
    heirs = [heir for _, heir, _ in _heirs(case)]
    if heirs:
        lived = _lived_there(tuple(heirs))
        unknown = [place for place, heir, _ in _heirs(case) if heir.main_residence_at_death is None]
        if lived is None:
            yield missing(*(f"{place}.main_residence_at_death" for place in unknown))
        else:
            yield check(is_("main_residence_at_death", lived))


@chapter.rule("G10.6-09")
def payout_is_own_money(case: Case) -> Findings:
    """gids 10.6: what a (life) insurance pays is own money."""
    request = request_of(case.facts)
    for asked in _asked(case):
        if asked.life_insurance_payout:
            yield passed(above("life_insurance_payout", asked.life_insurance_payout, 0))
        elif request.aflossing is not None and request.aflossing.source == "verzekeringsuitkering":
            yield missing(f"{PLACE}.life_insurance_payout")


@chapter.rule("G10.6-11")
def policy_can_be_pledged(case: Case) -> Findings:
    """gids 10.6: a term life policy is pledged when the customer wants it."""
    pledge = request_of(case.facts).orv_pledge
    if pledge is not None and pledge.requested is True:
        yield passed(is_("orv_pledge_requested", True))


def _asked(case: Case) -> Iterator[Overlijden]:
    stated = request_of(case.facts).overlijden
    if asks(case.facts, "overlijden", stated):
        yield stated or Overlijden()


def _heirs(case: Case) -> Iterator[tuple[str, Heir, Subject]]:
    for asked in _asked(case):
        for index, heir in enumerate(asked.heirs or ()):
            yield f"{PLACE}.heirs[{index}]", heir, Subject("heir", heir.id)


def _lived_there(heirs: tuple[Heir, ...]) -> bool | None:
    """Whether one of them lived in the home; None as long as that can still be."""
    stated = [heir.main_residence_at_death for heir in heirs]
    if True in stated:
        return True
    return None if None in stated else False


def _day_rate(case: Case, part: ExistingLeningdeel, years: int) -> Iterator[LeningdeelPrice]:
    loan = case.facts.existing_loan
    klasse = running_class(loan) if loan else None
    rate = case.norms.rates.rates.rate(years, klasse) if klasse else None
    if rate is not None:
        yield LeningdeelPrice(leningdeel_id=part.id, rate=rate, basis="rentetabel")
