"""Incomes that applicants tell about: a business, a benefit, alimony and what is of another kind (gids 4.2 to 4.6).

Only documents prove them: without evidence they are declared, and the rules ask for the papers.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from portal.assessments.facts.inputs import Person
from portal.assessments.facts.shapes import Json, known, money
from portal.dossiers.choices import IncomeKind


def other_incomes_of(person: Person) -> list[Json]:
    """Every income that was told, in the order of the questions."""
    return [known({"id": f"{person.id}-o{number}", **one}) for number, one in enumerate(_told(person.told), start=1)]


def _told(told: dict[str, Any]) -> Iterator[Json]:
    kinds = set(told.get("income_kinds", ()))
    if "business_form" in told:
        yield {
            "kind": "onderneming",
            "form": told["business_form"],
            "started_on": told.get("business_started_on"),
            "counted": True,
            "besides_employment": IncomeKind.WAGE in kinds,
        }
    if "benefit_scheme" in told:
        yield {
            "kind": "uitkering",
            "scheme": told["benefit_scheme"],
            "status": "lopend",
            "annual_amount": told.get("benefit_annual"),
            "starts_on": told.get("benefit_starts_on"),
            "ends_on": told.get("benefit_ends_on"),
        }
    if "alimony_received_monthly" in told:
        yield {
            "kind": "partneralimentatie",
            "annual_amount": money(Decimal(told["alimony_received_monthly"]) * 12),
            "ends_on": told.get("alimony_received_until"),
            "recorded_in": told.get("alimony_recorded_in"),
        }
    if "other_income_kind" in told:
        yield {
            "kind": "overig",
            "category": told["other_income_kind"],
            "annual_amount": told.get("other_income_annual"),
        }
