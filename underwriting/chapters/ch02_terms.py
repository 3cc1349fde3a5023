"""gids 1 and 2.7 to 2.10: term, fixed-rate period, repayment form and payment of the leningdelen."""

from underwriting.case import Case
from underwriting.rule import Chapter, Findings, at_least, at_most, check, compare, missing, one_of
from underwriting.subjects import leningdelen

chapter = Chapter("2.7-2.10")


@chapter.rule("G1-20")
def rentevastperiode_is_offered(case: Case) -> Findings:
    """gids 1: a fixed-rate period of 1, 5, 10, 15, 20 or 30 years."""
    for path, part, subject in leningdelen(case):
        if part.rentevastperiode_years is None:
            yield missing(f"{path}.rentevastperiode_years", subject=subject)
        else:
            offered = case.norms.ch02.rentevastperioden
            yield check(
                one_of("rentevastperiode_years", part.rentevastperiode_years, offered, "years"), subject=subject
            )


@chapter.rule("G2.7-01")
def term_of_leningdeel(case: Case) -> Findings:
    """gids 2.7: a term of 1 to 30 years."""
    for path, part, subject in leningdelen(case):
        if part.term_months is None:
            yield missing(f"{path}.term_months", subject=subject)
        else:
            yield check(
                at_most("term_months", part.term_months, case.norms.ch02.max_term_months, "months"),
                at_least("term_months", part.term_months, case.norms.ch02.min_term_months, "months"),
                subject=subject,
            )


@chapter.rule("G2.7-03")
def rentevastperiode_within_term(case: Case) -> Findings:
    """gids 2.7: no fixed-rate period beyond the remaining term, except the shortest on offer."""
    shortest = min(case.norms.ch02.rentevastperioden)
    for path, part, subject in leningdelen(case):
        if part.rentevastperiode_years is None or part.term_months is None:
            yield missing(f"{path}.rentevastperiode_years", f"{path}.term_months", subject=subject)
            continue
        months = part.rentevastperiode_years * 12
        allowed = months <= part.term_months or part.rentevastperiode_years == shortest
        yield check(
            compare("rentevastperiode_months", months, "le", part.term_months, "months", satisfied=allowed),
            subject=subject,
        )


@chapter.rule("G2.8-02")
def aflosvorm_is_offered(case: Case) -> Findings:
    """gids 2.8: annuitair, lineair or aflossingsvrij; the facts know no other form."""
    for path, part, subject in leningdelen(case):
        if part.aflosvorm is None:
            yield missing(f"{path}.aflosvorm", subject=subject)
        else:
            yield check(one_of("aflosvorm", part.aflosvorm, case.norms.ch02.aflosvormen), subject=subject)


@chapter.rule("G2.10-01")
def collected_from_sepa_account_of_borrower(case: Case) -> Findings:
    """gids 2.10: direct debit from a SEPA account in the name of the borrower(s)."""
    accounts = (case.facts.payment.accounts or ()) if case.facts.payment else ()
    if not accounts:
        yield missing("payment.accounts")
        return
    borrowers = {applicant.id for applicant in case.facts.applicants if applicant.is_borrower is not False}
    for index, account in enumerate(accounts):
        if account.sepa is None or account.holder_ids is None:
            yield missing(f"payment.accounts[{index}].sepa", f"payment.accounts[{index}].holder_ids")
            continue
        own = bool(account.holder_ids) and set(account.holder_ids) <= borrowers
        yield check(
            compare("sepa", account.sepa, "eq", True, "boolean", satisfied=account.sepa),
            compare("held_by_borrowers", own, "eq", True, "boolean", satisfied=own),
        )


@chapter.rule("G2.10-03")
def one_collection_account(case: Case) -> Findings:
    """gids 2.10: collection from one account."""
    accounts = (case.facts.payment.accounts or ()) if case.facts.payment else ()
    if not accounts:
        yield missing("payment.accounts")
    else:
        numbers = {account.iban for account in accounts}
        yield check(at_most("accounts", len(numbers), case.norms.ch02.collection_accounts, "count"))
