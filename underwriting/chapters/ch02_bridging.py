"""gids 2.7 and 2.11: the bridging loan."""

from collections.abc import Iterator

from underwriting import documents
from underwriting.case import Case
from underwriting.decision import MaxAge, RequiredDocument
from underwriting.facts.obligations import OtherProperty, SavingsPolicy
from underwriting.figures import Subject
from underwriting.rule import (
    Chapter,
    Findings,
    at_least,
    at_most,
    check,
    is_,
    missing,
    on_or_after,
    passed,
)
from underwriting.valuation_reports import bridged_home_report
from underwriting.workings.bridging import bridged_home, is_sold, ltv_of_old_home, policy_percentage

chapter = Chapter("2.11")


@chapter.rule("G2.7-02")
def bridging_term(case: Case) -> Findings:
    """gids 2.7: at most 30 months."""
    asked = case.lening.overbrugging
    if asked is None:
        return
    if asked.term_months is None:
        yield missing("lening.overbrugging.term_months", subject=_loan_subject(case))
    else:
        longest = case.norms.ch02.overbrugging_max_months
        yield check(
            at_most("overbrugging_term_months", asked.term_months, longest, "months"), subject=_loan_subject(case)
        )


@chapter.rule("G2.11-01")
def bridging_mortgage_rights(case: Case) -> Findings:
    """gids 2.11: a second mortgage right on the old home, a first on the new one."""
    asked = case.lening.overbrugging
    if asked is None:
        return
    old, new = asked.second_mortgage_on_old_home, asked.first_mortgage_on_new_home
    if old is None or new is None:
        names = {"second_mortgage_on_old_home": old, "first_mortgage_on_new_home": new}
        lacking = [f"lening.overbrugging.{name}" for name, value in names.items() if value is None]
        yield missing(*lacking, subject=_loan_subject(case))
    else:
        yield check(
            is_("second_mortgage_on_old_home", old),
            is_("first_mortgage_on_new_home", new),
            subject=_loan_subject(case),
        )


@chapter.rule("G2.11-02")
def bridging_in_registration(case: Case) -> Findings:
    """gids 2.11: the registration covers the loan and the bridging loan."""
    asked = case.lening.overbrugging
    if asked is None:
        return
    if case.lening.inschrijving_amount is None:
        yield missing("lening.inschrijving_amount")
    else:
        yield check(at_least("inschrijving", case.lening.inschrijving_amount, case.loan.total + asked.amount))


@chapter.rule("G2.11-03")
def bridging_fixed_rate(case: Case) -> Findings:
    """gids 2.11: at most 30 months at one fixed rate."""
    asked = case.lening.overbrugging
    if asked is None:
        return
    if asked.term_months is None or asked.rate_fixed_whole_term is None:
        lacking = {"term_months": asked.term_months, "rate_fixed_whole_term": asked.rate_fixed_whole_term}
        paths = [f"lening.overbrugging.{name}" for name, value in lacking.items() if value is None]
        yield missing(*paths, subject=_loan_subject(case))
    else:
        longest = case.norms.ch02.overbrugging_max_months
        yield check(
            at_most("overbrugging_term_months", asked.term_months, longest, "months"),
            is_("rate_fixed_whole_term", asked.rate_fixed_whole_term),
            subject=_loan_subject(case),
        )


@chapter.rule("G2.11-04")
def bridging_maximum_sold(case: Case) -> Findings:
    """gids 2.11: sold home: 98 percent of the price minus the outstanding mortgage."""
    home = bridged_home(case.facts)
    if home is not None and is_sold(home):
        yield from _maximum(case, home, "sale.price")


@chapter.rule("G2.11-05")
def bridging_sale_agreement(case: Case) -> Findings:
    """gids 2.11: for a sold home the sale agreement, signed by all."""
    home = bridged_home(case.facts)
    if home is None or not is_sold(home):
        return
    agreement = documents.ask(case, "verkoopovereenkomst", subject_id=home.id)
    yield agreement
    supplied = next((entry for entry in case.facts.documents or () if entry.id == agreement.satisfied_by), None)
    if supplied is None:
        yield missing("document:verkoopovereenkomst", subject=_home(home))
    elif not supplied.signed_by_all_parties:
        yield missing("document:verkoopovereenkomst", subject=_home(home), compared=[is_("signed_by_all", False)])
    else:
        yield passed(is_("signed_by_all", True), subject=_home(home))


@chapter.rule("G2.11-06")
def bridging_maximum_unsold(case: Case) -> Findings:
    """gids 2.11: unsold home: 98 percent of the value minus the outstanding mortgage."""
    if case.lening.overbrugging is None:
        return
    home = bridged_home(case.facts)
    if home is None:
        yield missing("lening.overbrugging.property_id", subject=_loan_subject(case))
    elif not is_sold(home):
        yield from _maximum(case, home, "value")


@chapter.rule("G2.11-07")
def bridging_valuation(case: Case) -> Findings:
    """gids 2.11: unsold home: a validated valuation above 90 percent, else a desktop valuation is enough.

    The report is what the value comes from: a WOZ value beside it does not become a valuation.
    """
    home = _unsold(case)
    if home is None:
        return
    ltv = ltv_of_old_home(case.facts)
    place = case.home_path(home.id)
    if ltv is None or home.value is None:
        yield missing(f"{place}.value", f"{place}.mortgage.outstanding", subject=_home(home))
        return
    within = at_most("ltv_old_home", ltv, case.norms.ch02.desktop_max_ltv_percent, "percent")
    report = bridged_home_report(case, home)
    yield report
    lacking = report.status not in documents.SATISFIED
    if not lacking and home.value.source not in case.norms.ch02.overbrugging_value_sources:
        yield missing(f"{place}.value.source", subject=_home(home), compared=[within])
    elif not within.satisfied and not lacking and home.value.nwwi_validated is None:
        yield missing(f"{place}.value.nwwi_validated", subject=_home(home), compared=[within])
    elif lacking or (not within.satisfied and home.value.nwwi_validated is False):
        yield missing(f"document:{report.type}", subject=_home(home), compared=[within])
    else:
        yield passed(within, subject=_home(home))


@chapter.rule("G2.11-08")
def bridging_valuation_age(case: Case) -> Findings:
    """gids 2.11: that valuation is at most 6 months old at the binding offer."""
    home = _unsold(case)
    if home is None:
        return
    if home.value is None or home.value.valued_on is None:
        yield missing(f"{case.home_path(home.id)}.value.valued_on", subject=_home(home))
        return
    age = MaxAge(months=case.norms.ch02.overbrugging_valuation_months, counted_at="hypotheekaanbod", rule_id="G2.11-08")
    compared = on_or_after("valued_on", home.value.valued_on, documents.oldest(age, case))
    if compared.satisfied:
        yield passed(compared, subject=_home(home))
    else:
        report = bridged_home_report(case, home)
        yield missing(f"document:{report.type}", subject=_home(home), compared=[compared])


@chapter.rule("G2.11-09")
def bridging_balance_statement(case: Case) -> Findings:
    """gids 2.11: a statement of what is outstanding on the old home."""
    home = bridged_home(case.facts)
    if home is not None and home.mortgage is not None:
        yield from documents.demand(documents.ask(case, "saldo-opgave", subject_id=home.id), subject=_home(home))


@chapter.rule("G2.11-11")
def policy_counts_as_surplus(case: Case) -> Findings:
    """gids 2.11: a policy pledged for the old mortgage counts as surplus, with proof of its surrender value."""
    for place, policy, subject in _policies(case):
        stated = {"pledged_to_lender": policy.pledged_to_lender, "surrender_value": policy.surrender_value}
        lacking = [f"{place}.{name}" for name, value in stated.items() if value is None]
        if lacking and policy.pledged_to_lender is not False:
            yield missing(*lacking, subject=subject)
        else:
            yield passed(is_("pledged_to_lender", policy.pledged_to_lender is True), subject=subject)
    yield from _surrender_statement(case)


@chapter.rule("G2.11-12")
def policy_statement_age(case: Case) -> Findings:
    """gids 2.11: the statement of the surrender value is at most a month old; for a policy that can count."""
    bound = documents.oldest(_statement_age(case), case)
    for statement in _surrender_statement(case):
        yield statement
        for place, policy, subject in _policies(case):
            if policy.pledged_to_lender is False:
                continue
            if policy.statement_on is None:
                yield missing(f"{place}.statement_on", subject=subject)
                continue
            compared = on_or_after("policy_statement_on", policy.statement_on, bound)
            if compared.satisfied and statement.status in documents.SATISFIED:
                yield passed(compared, subject=subject)
            else:
                yield missing("document:opgave-afkoopwaarde", subject=subject, compared=[compared])


@chapter.rule("G2.11-13")
def sew_counts_in_full(case: Case) -> Findings:
    """gids 2.11: a SEW counts for 100 percent."""
    yield from _counted(case, sew=True)


@chapter.rule("G2.11-14")
def kew_and_bew_count_for_90_percent(case: Case) -> Findings:
    """gids 2.11: a KEW, a BEW or a life policy counts for 90 percent."""
    yield from _counted(case, sew=False)


def _policies(case: Case) -> Iterator[tuple[str, SavingsPolicy, Subject]]:
    """The policies of the home that is bridged: path, facts, subject."""
    home = bridged_home(case.facts)
    for index, policy in enumerate((home.policies or ()) if home else ()):
        if home is not None:
            yield f"{case.home_path(home.id)}.policies[{index}]", policy, _home(home)


def _counted(case: Case, *, sew: bool) -> Findings:
    for place, policy, subject in _policies(case):
        if (policy.kind == "sew") is not sew:
            continue
        if policy.surrender_value is not None:
            share = policy.surrender_value * policy_percentage(policy, case.norms) / 100
            counted = share if policy.pledged_to_lender else share * 0
            yield check(at_most("policy_value_counted", counted, share), subject=subject)
        elif policy.pledged_to_lender is not False:
            yield missing(f"{place}.surrender_value", subject=subject)


def _maximum(case: Case, home: OtherProperty, lacking: str) -> Findings:
    figures, asked = case.overbrugging, case.lening.overbrugging
    assert figures is not None
    assert asked is not None
    if figures.maximum is None:
        owed = home.mortgage.outstanding if home.mortgage else None
        unknown = {lacking: figures.basis_amount, "mortgage.outstanding": owed}
        place = case.home_path(home.id)
        names = [f"{place}.{name}" for name, value in unknown.items() if value is None]
        yield missing(*names, subject=_loan_subject(case))
    else:
        yield check(at_most("overbrugging", asked.amount, figures.maximum), subject=_loan_subject(case))


def _unsold(case: Case) -> OtherProperty | None:
    home = bridged_home(case.facts)
    return home if home is not None and not is_sold(home) else None


def _statement_age(case: Case) -> MaxAge:
    """Measured at the application, and again at the binding offer because the value moves (G2.11-12)."""
    months = case.norms.ch02.overbrugging_policy_statement_months
    if case.phase in ("hypotheekaanbod", "passeren"):
        return MaxAge(months=months, counted_at="hypotheekaanbod", rule_id="G2.11-12")
    return MaxAge(months=months, counted_at="aanvraag", rule_id="G2.11-12")


def _surrender_statement(case: Case) -> Iterator[RequiredDocument]:
    """Proof of the surrender values, as soon as there is a policy that may count."""
    home = bridged_home(case.facts)
    if home is not None and any(policy.pledged_to_lender is not False for _, policy, _ in _policies(case)):
        yield documents.ask(case, "opgave-afkoopwaarde", subject_id=home.id, max_age=_statement_age(case))


def _home(home: OtherProperty) -> Subject:
    return Subject("property", home.id)


def _loan_subject(case: Case) -> Subject:
    """The bridging loan is named after the home it bridges."""
    home = bridged_home(case.facts)
    return Subject("overbrugging", home.id if home else "overbrugging")
