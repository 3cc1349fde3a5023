"""gids 11: where the policy is stricter than NHG, about who applies."""

from underwriting.case import Case
from underwriting.periods import add_months
from underwriting.rule import Chapter, Findings, check, missing, on_or_before, referred
from underwriting.stated import all_hold
from underwriting.subjects import applicants

chapter = Chapter("11")


@chapter.rule("G11-02")
def registered_in_the_netherlands(case: Case) -> Findings:
    """gids 11: registered for twelve months before the application, or one when the income is not needed.

    Who is not Dutch needs twelve months by 3.2, whatever the income: between one and twelve a person decides.
    """
    policy = case.norms.ch03
    for path, applicant, subject in applicants(case):
        since = applicant.nl_residence.registered_since if applicant.nl_residence else None
        if since is None:
            yield missing(f"{path}.nl_residence.registered_since", subject=subject)
            continue
        long = on_or_before("registered_since", since, add_months(case.applied_on, -policy.residence_months))
        short_months = policy.residence_months_income_not_needed
        short = on_or_before("registered_since", since, add_months(case.applied_on, -short_months))
        if long.satisfied or not short.satisfied:
            yield check(long if long.satisfied or applicant.income_needed is not False else short, subject=subject)
        elif applicant.income_needed is None:
            yield missing(f"{path}.income_needed", subject=subject, compared=[long])
        elif applicant.income_needed:
            yield check(long, subject=subject)
        elif applicant.nationalities is None:
            yield missing(f"{path}.nationalities", subject=subject, compared=[short])
        elif "NL" in applicant.nationalities:
            yield check(short, subject=subject)
        else:
            yield referred(long, subject=subject)


@chapter.rule("G11-03")
def taxed_in_the_netherlands(case: Case) -> Findings:
    """gids 11: liable to income tax in the Netherlands."""
    for path, applicant, subject in applicants(case):
        liable = applicant.tax.liable_in_nl if applicant.tax else None
        yield all_hold(f"{path}.tax", {"liable_in_nl": liable}, subject=subject)
