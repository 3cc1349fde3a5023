"""The items of the facts that findings are about, each with its path."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, TypeVar

from underwriting.facts.applicants import Applicant
from underwriting.facts.evidence import Brondata, Document
from underwriting.facts.incomes import Income
from underwriting.facts.lening import Leningdeel
from underwriting.facts.obligations import Obligation, OtherProperty
from underwriting.facts.registers import BkrRegistration
from underwriting.figures import Subject

if TYPE_CHECKING:
    from underwriting.case import Case

T = TypeVar("T")

ONDERPAND = Subject("onderpand", "onderpand")


def applicants(case: "Case") -> tuple[tuple[str, Applicant, Subject], ...]:
    """Every applicant: path, facts, subject."""
    return case.applicant_subjects


def incomes(case: "Case") -> tuple[tuple[str, Applicant, Income, Subject], ...]:
    """Every income with whose it is: path, applicant, income, subject."""
    return case.income_subjects


def needed_incomes(case: "Case") -> Iterator[tuple[str, Applicant, Income, Subject]]:
    """The incomes of those whose income the loan needs: of another nothing is counted, so nothing is proved."""
    return (found for found in incomes(case) if found[1].income_needed is not False)


def incomes_of(case: "Case", kind: type[T]) -> Iterator[tuple[str, Applicant, T, Subject]]:
    """Every income of one kind, such as Loondienst: path, applicant, income, subject."""
    for path, applicant, income, subject in incomes(case):
        if isinstance(income, kind):
            yield path, applicant, income, subject


def registrations(case: "Case") -> Iterator[tuple[str, BkrRegistration, Subject]]:
    """Every BKR registration: path, facts, subject."""
    for path, applicant, _ in applicants(case):
        check = applicant.registers.bkr if applicant.registers else None
        for index, registration in enumerate((check.registrations or ()) if check else ()):
            place = f"{path}.registers.bkr.registrations[{index}]"
            yield place, registration, Subject("registration", registration.id)


def leningdelen(case: "Case") -> Iterator[tuple[str, Leningdeel, Subject]]:
    """Every leningdeel: path, facts, subject."""
    for index, part in enumerate(case.lening.leningdelen):
        yield f"lening.leningdelen[{index}]", part, Subject("leningdeel", part.id)


def obligations(case: "Case") -> Iterator[tuple[str, Obligation, Subject]]:
    """Every obligation: path, facts, subject."""
    for index, obligation in enumerate(case.facts.obligations or ()):
        yield f"obligations[{index}]", obligation, Subject("obligation", obligation.id)


def other_properties(case: "Case") -> Iterator[tuple[str, OtherProperty, Subject]]:
    """Every home besides the onderpand: path, facts, subject."""
    for index, home in enumerate(case.facts.other_properties or ()):
        yield f"other_properties[{index}]", home, Subject("property", home.id)


def brondata(case: "Case") -> tuple[tuple[str, Brondata, Subject], ...]:
    """What each source gave: path, facts, subject."""
    return case.brondata_subjects


def supplied(case: "Case") -> Iterator[tuple[str, Document, Subject]]:
    """Every document that was supplied: path, facts, subject."""
    for index, document in enumerate(case.facts.documents or ()):
        yield f"documents[{index}]", document, Subject("document", document.id)


def lacking_value(case: "Case") -> tuple[str, ...]:
    """The facts without which the onderpand has no value."""
    if case.onderpand.construction == "nieuwbouw":
        return ("onderpand.stichtingskosten.koop_aanneemsom",)
    return ("onderpand.valuations",)


def lacking_income_test(case: "Case") -> tuple[str, ...]:
    """The facts without which there is no income test over the whole term."""
    paths = list(case.income.missing)
    for path, part, _ in leningdelen(case):
        paths += lacking_of_part(path, part)
    return tuple(paths) or ("lening.leningdelen",)


def lacking_of_part(path: str, part: Leningdeel) -> list[str]:
    """What the test needs of a leningdeel and does not find."""
    lacks = {"rate": part.rate is None, "rentevastperiode_years": part.rentevastperiode_years is None}
    lacks["term_months"] = not part.term_months
    return [f"{path}.{name}" for name, absent in lacks.items() if absent]
