"""The items of the facts that findings are about, each with its path."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from underwriting.facts.applicants import Applicant
from underwriting.facts.incomes import Income
from underwriting.facts.lening import Leningdeel
from underwriting.facts.obligations import Obligation, OtherProperty
from underwriting.facts.registers import BkrRegistration
from underwriting.figures import Subject

if TYPE_CHECKING:
    from underwriting.case import Case

ONDERPAND = Subject("onderpand", "onderpand")


def applicants(case: "Case") -> Iterator[tuple[str, Applicant, Subject]]:
    """Every applicant: path, facts, subject."""
    for index, applicant in enumerate(case.facts.applicants):
        yield f"applicants[{index}]", applicant, Subject("applicant", applicant.id)


def incomes(case: "Case") -> Iterator[tuple[str, Applicant, Income, Subject]]:
    """Every income with whose it is: path, applicant, income, subject."""
    for path, applicant, _ in applicants(case):
        for index, income in enumerate(applicant.incomes or ()):
            yield f"{path}.incomes[{index}]", applicant, income, Subject("income", income.id)


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


def lacking_value(case: "Case") -> tuple[str, ...]:
    """The facts without which the onderpand has no value."""
    if case.onderpand.construction == "nieuwbouw":
        return ("onderpand.stichtingskosten.koop_aanneemsom",)
    return ("onderpand.valuations",)
