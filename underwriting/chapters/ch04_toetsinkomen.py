"""gids 4: the incomes of the applicants together."""

from underwriting.case import Case
from underwriting.rule import Chapter, Findings, at_least, check, is_, missing, passed
from underwriting.subjects import applicants

chapter = Chapter("4")


@chapter.rule("G4-10")
def two_earners_in_all_roles(case: Case) -> Findings:
    """gids 4: of two earners both incomes count when both are applicant, borrower, owner and occupant."""
    earning = [entry for entry in applicants(case) if entry[1].incomes]
    if len(earning) < 2:
        return
    for path, applicant, subject in earning:
        roles = {
            "is_borrower": applicant.is_borrower,
            "is_owner": applicant.is_owner,
            "is_occupant": applicant.is_occupant,
        }
        lacking = [f"{path}.{name}" for name, value in roles.items() if value is None]
        if lacking and False not in roles.values():
            yield missing(*lacking, subject=subject)
        else:
            yield passed(is_("all_four_roles", False not in roles.values()), subject=subject)


@chapter.rule("G4-11")
def at_least_30000(case: Case) -> Findings:
    """gids 4: together at least EUR 30,000."""
    if case.income.joint is None:
        yield missing(*case.income.missing)
    else:
        yield check(at_least("toetsinkomen_joint", case.income.joint, case.norms.ch04.min_joint_income))
