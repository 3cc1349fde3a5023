"""gids 5.3 and 5.6: other homes, and a residual debt in the loan."""

from collections import Counter

from underwriting import documents, standard_documents
from underwriting.case import Case
from underwriting.rule import Chapter, Findings, at_least, at_most, check, is_, missing, passed, referred
from underwriting.subjects import lacking_value, other_properties
from underwriting.workings.principal import buys, for_purpose

chapter = Chapter("5.6")


@chapter.rule("G5.3-10")
def restschuld_from_box_1(case: Case) -> Findings:
    """gids 5.3: a residual debt can be financed only when it refinances a box 1 loan."""
    debt = case.lening.restschuld
    if debt is None:
        yield from _unstated_restschuld(case)
    elif debt.from_box_1_loan is None:
        yield missing("lening.restschuld.from_box_1_loan")
    else:
        yield check(is_("from_box_1_loan", debt.from_box_1_loan))


@chapter.rule("G5.3-11")
def restschuld_within_value(case: Case) -> Findings:
    """gids 5.3: with a residual debt the loan is at most 100 percent of the value."""
    if case.lening.restschuld is None and not for_purpose(case.facts, "restschuld"):
        return
    if case.loan.value is None:
        yield missing(*lacking_value(case))
    else:
        limit = case.loan.value.basis.amount * case.norms.trhk.ltv_percent / 100
        yield check(at_most("loan", case.loan.total, limit))


@chapter.rule("G5.3-12")
def restschuld_without_own_funds(case: Case) -> Findings:
    """gids 5.3: only when own funds do not suffice to repay it."""
    debt = case.lening.restschuld
    if debt is None:
        yield from _unstated_restschuld(case)
    elif debt.amount is None or debt.own_funds_available is None:
        stated = {"amount": debt.amount, "own_funds_available": debt.own_funds_available}
        yield missing(*(f"lening.restschuld.{name}" for name, value in stated.items() if value is None))
    else:
        short = debt.own_funds_available < debt.amount
        yield check(is_("own_funds_insufficient", short))


@chapter.rule("G5.6-01")
def at_most_two_other_homes(case: Case) -> Findings:
    """gids 5.6: a customer owns at most two other homes; only together more than two, a person decides."""
    homes = case.facts.other_properties or ()
    limit = case.norms.ch05.max_other_homes
    owned = Counter(owner for home in homes for owner in home.owner_ids or ())
    most = max([*owned.values(), *(_in_kadaster(case)), 0])
    if not homes and not any(_in_kadaster(case)):
        return
    together = at_most("other_properties", len(homes), limit, "count")
    per_person = at_most("other_properties_of_one_applicant", most, limit, "count")
    if len(case.facts.applicants) == 1:
        yield check(at_most("other_properties", max(most, len(homes)), limit, "count"))
    elif not per_person.satisfied:
        yield check(per_person)
    elif not together.satisfied:
        unknown = [f"other_properties[{index}].owner_ids" for index, home in enumerate(homes) if home.owner_ids is None]
        yield missing(*unknown, compared=[together]) if unknown else referred(together)
    else:
        yield check(together)


@chapter.rule("G5.6-02")
def no_nhg_on_let_home(case: Case) -> Findings:
    """gids 5.6: no loan when NHG rests on a let home that is not for sale."""
    for path, home, subject in other_properties(case):
        if home.rented_out is None:
            yield missing(f"{path}.rented_out", subject=subject)
        elif home.rented_out and home.mortgage is not None and home.status == "niet-te-koop":
            if home.mortgage.nhg is None:
                yield missing(f"{path}.mortgage.nhg", subject=subject)
            else:
                yield check(is_("nhg_on_let_home", home.mortgage.nhg, False), subject=subject)
        elif home.rented_out and home.status is None:
            yield missing(f"{path}.status", subject=subject)
        else:
            yield passed(is_("rented_out", home.rented_out), subject=subject)


@chapter.rule("G5.6-03")
def other_home_counts_whole_term(case: Case) -> Findings:
    """gids 5.6: a home that is not for sale counts with its gross mortgage burden."""
    for path, home, subject in other_properties(case):
        if home.status is None:
            yield missing(f"{path}.status", subject=subject)
        elif home.status == "niet-te-koop" and home.mortgage is not None:
            if home.mortgage.gross_monthly is None:
                yield missing(f"{path}.mortgage.gross_monthly", subject=subject)
            else:
                yield passed(at_least("gross_monthly", home.mortgage.gross_monthly, 0), subject=subject)


@chapter.rule("G5.6-04")
def proof_of_other_burden(case: Case) -> Findings:
    """gids 5.6: bank statement and mortgage contract for every other home whose burden counts."""
    for _, home, subject in other_properties(case):
        if home.mortgage is None or home.status is None:
            continue
        yield from documents.demand(
            standard_documents.bank_statement(case),
            documents.ask(case, "hypotheekcontract", subject_id=home.id),
            subject=subject,
        )


@chapter.rule("G5.6-06")
def lender_consents_to_letting(case: Case) -> Findings:
    """gids 5.6: the lender of a let home with a mortgage confirms that letting is allowed."""
    for path, home, subject in other_properties(case):
        if not home.rented_out or home.mortgage is None:
            continue
        consent = documents.ask(case, "huurtoestemming", subject_id=home.id)
        yield consent
        if consent.status not in documents.SATISFIED:
            yield missing("document:huurtoestemming", subject=subject)
        elif home.rental_consent_of_lender is None:
            yield missing(f"{path}.rental_consent_of_lender", subject=subject)
        else:
            yield check(is_("rental_consent_of_lender", home.rental_consent_of_lender), subject=subject)


def _unstated_restschuld(case: Case) -> Findings:
    """A leningdeel for a residual debt of which nothing else is known."""
    if for_purpose(case.facts, "restschuld"):
        yield missing("lening.restschuld")


def _in_kadaster(case: Case) -> list[int]:
    """Other homes per applicant that the Kadaster shows; without a purchase the onderpand is one of them."""
    onderpand = 0 if buys(case.facts) else 1
    checks = [applicant.registers.kadaster for applicant in case.facts.applicants if applicant.registers]
    return [max((entry.properties_owned or 0) - onderpand, 0) for entry in checks if entry is not None]
