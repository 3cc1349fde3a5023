"""gids 10.3: another rate in mid-term, and averaging."""

from collections.abc import Iterator

from underwriting.case import Case
from underwriting.decision import Fee, LeningdeelPrice, Notice
from underwriting.facts.existing_loan import ExistingLeningdeel, Rentewijziging
from underwriting.figures import Subject
from underwriting.rule import Chapter, Findings, above, check, is_, missing, none_of, one_of, passed
from underwriting.running_loan import asks, request_of
from underwriting.workings.original_rate import running_class, running_parts

chapter = Chapter("10.3")

PLACE = "existing_loan_request.rentewijziging"


@chapter.rule("G10.3-01")
def rate_of_the_day(case: Case) -> Findings:
    """gids 10.3: the fixed rate of (part of) the loan can become that of the day."""
    for asked in _asked(case):
        if asked.kind is None:
            yield missing(f"{PLACE}.kind")
        elif asked.kind == "dagrente":
            for path, part, subject in _parts(case, asked):
                if part.rate is None:
                    yield missing(f"{path}.rate", subject=subject)
                else:
                    yield passed(above("rate", part.rate, 0, "rate"), subject=subject)


@chapter.rule("G10.3-02")
def fee_for_ending_the_rate(case: Case) -> Findings:
    """gids 10.3: a fee as for early repayment, depending on the rates; the sum itself is made outside the engine.

    None is due once the fixed rate has ended, or when no rate of the day is below that of the contract.
    """
    for asked in _asked(case):
        if asked.kind != "dagrente":
            continue
        for path, part, subject in _parts(case, asked):
            if part.rate is None or part.rentevastperiode_ends_on is None:
                stated = {"rate": part.rate, "rentevastperiode_ends_on": part.rentevastperiode_ends_on}
                yield missing(*(f"{path}.{name}" for name, value in stated.items() if value is None), subject=subject)
                continue
            runs = part.rentevastperiode_ends_on > (asked.requested_on or case.as_of)
            fee = runs and _lender_loses(case, part)
            yield passed(is_("fee_can_be_due", fee, fee), subject=subject)
            if fee:
                yield Fee(kind="vervroegde-aflossing")
            yield from _day_rate(case, asked, part)


@chapter.rule("G10.3-03")
def averaging_gives_a_new_period(case: Case) -> Findings:
    """gids 10.3: averaging comes with a new fixed-rate period."""
    for asked in _averaging(case):
        if asked.new_rentevastperiode_years is None:
            yield missing(f"{PLACE}.new_rentevastperiode_years")
        else:
            offered = case.norms.ch02.rentevastperioden
            yield passed(one_of("new_rentevastperiode_years", asked.new_rentevastperiode_years, offered, "years"))


@chapter.rule("G10.3-04")
def averaging_is_offered(case: Case) -> Findings:
    """gids 10.3: a lower rate at once."""
    for _ in _averaging(case):
        yield passed(is_("rentemiddeling", True))


@chapter.rule("G10.3-05")
def averaging_costs_administration(case: Case) -> Findings:
    """gids 10.3: the administration costs of gids 7.7."""
    for _ in _averaging(case):
        yield Fee(kind="administratie", amount=case.norms.ch07.administration_fee)


@chapter.rule("G10.3-06")
def no_averaging_of_one_year_or_bridging(case: Case) -> Findings:
    """gids 10.3: not for a running fixed-rate period of one year, nor for a bridging loan."""
    for asked in _averaging(case):
        parts = list(_parts(case, asked))
        if not parts:
            named = asked.leningdeel_id is not None
            yield missing("existing_loan.leningdelen" if named else f"{PLACE}.leningdeel_id")
        for path, part, subject in parts:
            stated = {"rentevastperiode_years": part.rentevastperiode_years, "is_overbrugging": part.is_overbrugging}
            years, bridging = part.rentevastperiode_years, part.is_overbrugging
            refused = case.norms.ch10.rentemiddeling_refused_years
            if years in refused or bridging is True or (years is not None and bridging is not None):
                compared = [none_of("rentevastperiode_years", years, refused, "years")] if years is not None else []
                compared += [is_("is_overbrugging", bridging, False)] if bridging is not None else []
                yield check(*compared, subject=subject)
            else:
                yield missing(*(f"{path}.{name}" for name, value in stated.items() if value is None), subject=subject)


@chapter.rule("G10.3-07")
def general_conditions_of_today(case: Case) -> Findings:
    """gids 10.3: the general conditions then in force, on the whole loan."""
    for _ in _asked(case):
        yield Notice(message_key="rule.current-general-conditions-apply.inform")


def _asked(case: Case) -> Iterator[Rentewijziging]:
    stated = request_of(case.facts).rentewijziging
    if asks(case.facts, "rentewijziging", stated):
        yield stated or Rentewijziging()


def _averaging(case: Case) -> Iterator[Rentewijziging]:
    yield from (asked for asked in _asked(case) if asked.kind == "rentemiddeling")


def _parts(case: Case, asked: Rentewijziging) -> Iterator[tuple[str, ExistingLeningdeel, Subject]]:
    """The part that is named. For the rate of the day none means all (gids: "een deel van")."""
    parts = running_parts(case.facts)
    for path, part in parts:
        everything = asked.leningdeel_id is None and (asked.kind == "dagrente" or len(parts) == 1)
        if everything or part.id == asked.leningdeel_id:
            yield path, part, Subject("leningdeel", part.id)


def _lender_loses(case: Case, part: ExistingLeningdeel) -> bool:
    """Whether a rate of today lies below that of the contract; unknown classes are taken to have one."""
    loan = case.facts.existing_loan
    klasse = running_class(loan) if loan else None
    rates = case.norms.rates.rates
    today = [rates.rate(years, klasse) for years in case.norms.ch02.rentevastperioden] if klasse else []
    return part.rate is not None and (klasse is None or any(rate is not None and rate < part.rate for rate in today))


def _day_rate(case: Case, asked: Rentewijziging, part: ExistingLeningdeel) -> Iterator[LeningdeelPrice]:
    loan = case.facts.existing_loan
    klasse = running_class(loan) if loan else None
    if asked.new_rentevastperiode_years is not None and klasse is not None:
        rate = case.norms.rates.rates.rate(asked.new_rentevastperiode_years, klasse)
        if rate is not None:
            yield LeningdeelPrice(leningdeel_id=part.id, rate=rate, basis="rentetabel")
