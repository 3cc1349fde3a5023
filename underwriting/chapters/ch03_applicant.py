"""gids 3.1 and 3.2: who can apply, who owns and lives in the home, and nationality."""

from collections.abc import Iterator

from underwriting import documents
from underwriting.case import Case
from underwriting.facts.applicants import Applicant, ResidentNonOwner
from underwriting.figures import Subject
from underwriting.periods import age_in_years
from underwriting.rule import Chapter, Findings, at_least, at_most, check, compare, is_, missing, one_of
from underwriting.stated import all_hold
from underwriting.subjects import applicants, lacking_income_test

chapter = Chapter("3.1")

MARRIED = ("gehuwd", "geregistreerd-partnerschap")
WITHOUT_CONTRACT = "samenwonend-zonder-contract"


@chapter.rule("G3.1-01")
def adult_with_capacity(case: Case) -> Findings:
    """gids 3.1: a natural person of 18 or older who may act on their own."""
    for path, applicant, subject in applicants(case):
        compared = []
        lacking = []
        if applicant.birth_date is None:
            lacking.append(f"{path}.birth_date")
        else:
            age = age_in_years(applicant.birth_date, case.applied_on)
            compared.append(at_least("age_years", age, case.norms.ch03.min_age_years, "years"))
        if applicant.legal_capacity is None:
            lacking.append(f"{path}.legal_capacity")
        else:
            compared.append(is_("legal_capacity", applicant.legal_capacity))
        if lacking and all(comparison.satisfied for comparison in compared):
            yield missing(*lacking, subject=subject, compared=compared)
        else:
            yield check(*compared, subject=subject)


@chapter.rule("G3.1-02")
def owner_and_occupant(case: Case) -> Findings:
    """gids 3.1: every applicant is or becomes (co-)owner and occupant."""
    for path, applicant, subject in applicants(case):
        roles = {"is_owner": applicant.is_owner, "is_occupant": applicant.is_occupant}
        yield all_hold(path, roles, subject=subject)


@chapter.rule("G3.1-03")
def jointly_liable(case: Case) -> Findings:
    """gids 3.1: who owns and occupies the home is liable for the whole loan."""
    for path, applicant, subject in applicants(case):
        if applicant.is_owner and applicant.is_occupant:
            yield all_hold(path, {"is_borrower": applicant.is_borrower}, subject=subject)


@chapter.rule("G3.1-04")
def max_two_applicants(case: Case) -> Findings:
    """gids 3.1: at most two people apply."""
    yield check(at_most("applicants", len(case.facts.applicants), case.norms.ch03.max_applicants, "count"))


@chapter.rule("G3.1-06")
def three_cases_of_a_resident(case: Case) -> Findings:
    """gids 3.1: married or registered partners with koude uitsluiting, or living together without a contract."""
    for resident in _resident(case):
        relation = one_of("relation", resident.relation, (*MARRIED, WITHOUT_CONTRACT))
        if not relation.satisfied or resident.relation == WITHOUT_CONTRACT:
            yield check(relation)
            continue
        excluded = _koude_uitsluiting(case, resident)
        if excluded is None:
            yield missing("household.resident_non_owner.koude_uitsluiting", compared=[relation])
        else:
            yield check(relation, is_("koude_uitsluiting", excluded))


@chapter.rule("G3.1-07")
def sole_owner_beside_a_resident(case: Case) -> Findings:
    """gids 3.1: in that exception the applicant is the only owner."""
    for _ in _resident(case):
        owners = [applicant.is_owner for applicant in case.facts.applicants]
        lacking = [f"{path}.is_owner" for path, applicant, _ in applicants(case) if applicant.is_owner is None]
        if lacking and owners.count(True) <= 1:
            yield missing(*lacking)
        else:
            number = owners.count(True)
            yield check(compare("owners", number, "eq", 1, "count", satisfied=number == 1))


@chapter.rule("G3.1-08")
def own_income_bears_all(case: Case) -> Findings:
    """gids 3.1: in that exception the applicant's own income bears the whole loan; a resident's never counts."""
    for _ in _resident(case):
        if case.capacity.on_income is None:
            yield missing(*lacking_income_test(case))
        else:
            yield check(at_most("loan", case.loan.total, case.capacity.on_income))


@chapter.rule("G3.1-09")
def ontruimingsverklaring(case: Case) -> Findings:
    """gids 3.1: in that exception an ontruimingsverklaring goes with the instruction of the notary."""
    for _ in _resident(case):
        yield from documents.demand(documents.ask(case, "ontruimingsverklaring"))


@chapter.rule("G3.1-11")
def not_when_legally_separated(case: Case) -> Findings:
    """gids 3.1: the exception is not for who is separated from table and bed."""
    for resident in _resident(case):
        statuses = [applicant.civil_status for applicant in case.facts.applicants]
        if resident.scheiding_van_tafel_en_bed or "scheiding-van-tafel-en-bed" in statuses:
            yield check(is_("legally_separated", True, False))
            continue
        lacking = [f"{path}.civil_status" for path, applicant, _ in applicants(case) if applicant.civil_status is None]
        if resident.relation in MARRIED and resident.scheiding_van_tafel_en_bed is None:
            lacking.append("household.resident_non_owner.scheiding_van_tafel_en_bed")
        yield missing(*lacking) if lacking else check(is_("legally_separated", False, False))


@chapter.rule("G3.1-12")
def nobody_of_n26(case: Case) -> Findings:
    """gids 3.1: no employee of N26 borrows."""
    for path, applicant, subject in _borrowers(case):
        if applicant.employee_of_n26 is None:
            yield missing(f"{path}.employee_of_n26", subject=subject)
        else:
            yield check(is_("employee_of_n26", applicant.employee_of_n26, False), subject=subject)


@chapter.rule("G3.2-01")
def nationality_or_title(case: Case) -> Findings:
    """gids 3.2: one of the nationalities of the list, or a title to stay that lasts."""
    norms = case.norms.ch03
    for path, applicant, subject in _borrowers(case):
        if applicant.income_needed is False:
            continue
        held = [name for name in applicant.nationalities or () if name in norms.nationalities]
        if held:
            yield check(one_of("nationality", held[0], norms.nationalities), subject=subject)
        elif applicant.nationalities is None:
            yield missing(f"{path}.nationalities", subject=subject)
        elif applicant.residence_title is None:
            yield missing(f"{path}.residence_title", subject=subject)
        else:
            yield check(one_of("residence_title", applicant.residence_title, norms.residence_titles), subject=subject)


@chapter.rule("G3.2-04")
def no_tax_elsewhere(case: Case) -> Findings:
    """gids 3.2: nobody who owes income tax in another country."""
    for path, applicant, subject in applicants(case):
        countries = applicant.tax.foreign_countries if applicant.tax else None
        if countries is None:
            yield missing(f"{path}.tax.foreign_countries", subject=subject)
        else:
            abroad = [country for country in countries if country != "NL"]
            yield check(at_most("foreign_tax_countries", len(abroad), 0, "count"), subject=subject)


def _borrowers(case: Case) -> Iterator[tuple[str, Applicant, Subject]]:
    """Every applicant who borrows, or may: who is known not to is left out."""
    for path, applicant, subject in applicants(case):
        if applicant.is_borrower is not False:
            yield path, applicant, subject


def _resident(case: Case) -> Iterator[ResidentNonOwner]:
    """The partner or relation who lives in but does not own; once, or not at all."""
    resident = case.facts.household.resident_non_owner if case.facts.household else None
    if resident is not None:
        yield resident


def _koude_uitsluiting(case: Case, resident: ResidentNonOwner) -> bool | None:
    """As stated of the resident, and no other regime stated of the applicant."""
    regimes = [applicant.property_regime for applicant in case.facts.applicants if applicant.property_regime]
    if any(regime != "voorwaarden-koude-uitsluiting" for regime in regimes):
        return False
    return True if resident.koude_uitsluiting is None and regimes else resident.koude_uitsluiting
