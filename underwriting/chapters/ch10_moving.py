"""gids 10.2: taking the rate of the old loan along to a new home."""

from collections.abc import Iterator

from underwriting import documents
from underwriting.case import Case
from underwriting.decision import Deadline, LeningdeelPrice
from underwriting.figures import Subject
from underwriting.periods import add_months
from underwriting.rule import (
    Answer,
    Chapter,
    Findings,
    at_most,
    before,
    check,
    compare,
    is_,
    missing,
    on_or_before,
    one_of,
    passed,
)
from underwriting.stated import all_hold
from underwriting.subjects import lacking_value
from underwriting.workings import moving, offer_changes, original_rate
from underwriting.workings.moving import Move

chapter = Chapter("10.2")

PLACE = "existing_loan_request.verhuisregeling"


@chapter.rule("G10.2-01")
def rate_moves_along(case: Case) -> Findings:
    """gids 10.2: the new loan has the rate conditions of the old one; at passing 7.4 has the last word on the rate."""
    for move, subject in _moves(case):
        found = _rate(case, move)
        if isinstance(found, Answer):
            yield found
        elif found.rate is not None:
            if not _priced_at_passing(case, move):
                yield LeningdeelPrice(leningdeel_id=move.leningdeel.id, rate=found.rate, basis="verhuisregeling")
            yield passed(compare("rate", found.rate, "eq", found.rate, "rate", satisfied=True), subject=subject)
        else:
            yield missing(*found.missing, subject=subject)


@chapter.rule("G10.2-02")
def up_to_what_is_left(case: Case) -> Findings:
    """gids 10.2: as long as the fixed-rate period still runs at passing, and up to the balance of the old loan."""
    for move, subject in _moves(case):
        old = move.old
        if old is None or old.outstanding is None or old.rentevastperiode_ends_on is None:
            yield missing(*_lacking(move, "outstanding", "rentevastperiode_ends_on"), subject=subject)
        else:
            yield check(
                before("passes_on", moving.passes_on(case.facts), old.rentevastperiode_ends_on),
                at_most("amount", move.leningdeel.amount, old.outstanding),
                subject=subject,
            )


@chapter.rule("G10.2-03")
def per_part(case: Case) -> Findings:
    """gids 10.2: each part of the old loan has its own balance, for all new leningdelen that draw on it."""
    drawn = {move.old_path: move for move, _ in _moves(case)}
    for move in drawn.values():
        if move.old is None or move.old.outstanding is None:
            yield missing(*_lacking(move, "outstanding"))
            continue
        together = moving.taken_along(move.old, case.facts)
        yield check(at_most("taken_along", together, move.old.outstanding), subject=Subject("leningdeel", move.old.id))


@chapter.rule("G10.2-04")
def one_of_two_partners(case: Case) -> Findings:
    """gids 10.2: when a relation has ended, one of the partners takes the rate along."""
    if not _open(case):
        return
    stated = moving.request(case.facts)
    if stated.relation_ended is False:
        yield passed(is_("relation_ended", False, False))
    elif stated.relation_ended is None:
        yield missing(f"{PLACE}.relation_ended")
    elif stated.claimant_ids is None:
        yield missing(f"{PLACE}.claimant_ids")
    else:
        yield check(at_most("claimants", len(stated.claimant_ids), case.norms.ch10.verhuisregeling_claimants, "count"))


@chapter.rule("G10.2-05")
def applied_in_time(case: Case) -> Findings:
    """gids 10.2: up to six months after the old loan was repaid; after that the rate of the market."""
    if not moving.asked(case.facts):
        return
    last = moving.last_day(case.facts, case.norms)
    if last is None:
        if not moving.still_runs(case.facts):
            yield missing(f"{PLACE}.old_loan_repaid_on")
        return
    yield Deadline(kind="verhuisregeling-einde", on=last)
    compared = on_or_before("application_date", case.applied_on, last)
    yield passed(compared)
    if not compared.satisfied:
        yield from _market_rates(case)


@chapter.rule("G10.2-06")
def old_home_is_left(case: Case) -> Findings:
    """gids 10.2: the old home is sold or for sale."""
    if _open(case):
        status = moving.request(case.facts).old_home_status
        yield (
            missing(f"{PLACE}.old_home_status")
            if status is None
            else check(one_of("old_home_status", status, case.norms.ch10.verhuisregeling_home_statuses))
        )


@chapter.rule("G10.2-07")
def sale_agreement(case: Case) -> Findings:
    """gids 10.2: the sale agreement proves that it is sold."""
    if _open(case) and moving.request(case.facts).old_home_status == "verkocht":
        yield from documents.demand(documents.ask(case, "verkoopovereenkomst"))


@chapter.rule("G10.2-08")
def asked_a_month_ahead(case: Case) -> Findings:
    """gids 10.2: asked a month before the old home is transferred; still for sale, a month before the new loan."""
    stated = moving.request(case.facts)
    if not _open(case) or stated.old_home_status == "niet-te-koop":
        return
    if stated.old_home_status is None:
        yield missing(f"{PLACE}.old_home_status")
        return
    sold = stated.old_home_status == "verkocht"
    counted = stated.old_home_transfer_on if sold else stated.new_loan_passes_on
    if counted is None:
        yield missing(f"{PLACE}.{'old_home_transfer_on' if sold else 'new_loan_passes_on'}")
        return
    last = add_months(counted, -case.norms.ch10.verhuisregeling_request_months)
    yield Deadline(kind="verhuisregeling-aanvraag", on=last)
    if stated.requested_on is None:
        yield missing(f"{PLACE}.requested_on")
    else:
        yield check(on_or_before("requested_on", stated.requested_on, last))


@chapter.rule("G10.2-09")
def means_for_both_loans(case: Case) -> Findings:
    """gids 10.2: the means to carry both loans and, where the old home is worth less than its loan, to repay that."""
    if not _open(case):
        return
    stated, loss = moving.request(case.facts), case.two_homes.sale_loss
    wanted = {"can_carry_both_burdens": stated.can_carry_both_burdens}
    if loss is None or loss > 0:
        wanted["negative_equity_repayable"] = stated.negative_equity_repayable
    yield all_hold(PLACE, wanted)


@chapter.rule("G10.2-10")
def old_loan_keeps_its_rate(case: Case) -> Findings:
    """gids 10.2: where the new loan passes first, the old one keeps its rate until it is repaid."""
    stated, passeren = moving.request(case.facts), case.facts.passeren
    passed_on = passeren.passed_on if passeren else None
    if not _open(case):
        return
    if passed_on is None:
        yield missing("passeren.passed_on")
    elif stated.old_loan_repaid_on is None or stated.old_loan_repaid_on > passed_on:
        for path, part in original_rate.running_parts(case.facts):
            subject = Subject("leningdeel", part.id)
            if part.rate is None:
                yield missing(f"{path}.rate", subject=subject)
            else:
                yield passed(compare("rate", part.rate, "eq", part.rate, "rate", satisfied=True), subject=subject)


@chapter.rule("G10.2-11")
def other_class_at_the_original_date(case: Case) -> Findings:
    """gids 10.2: with or without NHG; the rate is that of the original date and the new LTV or NHG."""
    for move, subject in _moves(case):
        found = _rate(case, move)
        if isinstance(found, Answer):
            yield found
            continue
        if found.missing:
            yield missing(*found.missing, subject=subject)
            continue
        klasse, loan = case.loan.risicoklasse, case.facts.existing_loan
        running = original_rate.running_class(loan) if loan else None
        assert klasse is not None
        yield passed(
            compare("risicoklasse", klasse, "eq", running, "code", satisfied=klasse == running), subject=subject
        )


def _open(case: Case) -> bool:
    """Asked for, and not too late: then the new loan is one like any other, at the rate of the market."""
    return moving.asked(case.facts) and not moving.lapsed(case.facts, case.norms)


def _moves(case: Case) -> Iterator[tuple[Move, Subject]]:
    if _open(case):
        for move in moving.moves(case.facts):
            yield move, Subject("leningdeel", move.leningdeel.id)


def _rate(case: Case, move: Move) -> original_rate.OriginalRate | Answer:
    """The rate that moves along, or what is lacking before there can be one."""
    subject = Subject("leningdeel", move.leningdeel.id)
    if move.old is None:
        return missing("existing_loan.leningdelen", subject=subject)
    if case.loan.risicoklasse is None:
        return missing(*lacking_value(case), subject=subject)
    return original_rate.for_class(move.old_path, move.old, case.facts, case.norms, case.loan.risicoklasse)


def _priced_at_passing(case: Case, move: Move) -> bool:
    """Whether G7.4-01 gives this leningdeel its rate: one price per leningdeel."""
    part = move.leningdeel
    known = part.hypotheekaanbod_rate is not None and part.passeren_rate is not None
    return known and case.phase in ("passeren", "beheer")


def _market_rates(case: Case) -> Iterator[LeningdeelPrice]:
    """The rate of a renteaanbod that holds (7.2, 7.5); without one, that of today's sheet."""
    offered = case.renteaanbod_on is not None and not offer_changes.lapsed(case.facts, case.norms.ch07)
    for move in moving.moves(case.facts):
        part, klasse = move.leningdeel, case.loan.risicoklasse
        if _priced_at_passing(case, move):
            continue
        if offered and part.rate is not None:
            yield LeningdeelPrice(leningdeel_id=part.id, rate=part.rate, basis="renteaanbod")
        elif part.rentevastperiode_years is not None and klasse is not None:
            rate = case.norms.rates.rates.rate(part.rentevastperiode_years, klasse)
            if rate is not None:
                yield LeningdeelPrice(leningdeel_id=part.id, rate=rate, basis="rentetabel")


def _lacking(move: Move, *names: str) -> list[str]:
    if move.old is None:
        return [move.old_path]
    return [f"{move.old_path}.{name}" for name in names if getattr(move.old, name) is None]
