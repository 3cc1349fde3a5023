"""What facts are put together from: what we hold of each applicant, and what a running renteaanbod fixes."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from brondata.datasets import Brondata
from portal.assessments.facts.sources import Sources
from portal.assessments.registers.port import RegisterAnswer
from portal.dossiers.models import Applicant


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """All we hold about one applicant, read once."""

    id: str
    applicant: Applicant
    sources: Sources
    declared: dict[str, Any] | None
    told: dict[str, Any]
    registers: tuple[RegisterAnswer, ...]

    @property
    def bundle(self) -> Brondata | None:
        """What registers say, by Ockto or on file."""
        return self.sources.bundle


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a running renteaanbod fixes: its days and the rate per leningdeel position."""

    issued_on: date
    used_on: date | None
    rates: dict[int, Decimal]
