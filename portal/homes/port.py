"""The words of the two registers, in ours."""

from dataclasses import dataclass
from datetime import date


class HomesAway(Exception):
    """The register does not answer, or not in a way that we can read. People then fill it in themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeAddress:
    """One address of the BAG. `id` is its nummeraanduiding; `home_id` the home itself (verblijfsobject)."""

    id: str
    home_id: str
    street: str
    house_number: int
    letter: str
    suffix: str
    postcode: str
    city: str

    @property
    def addition(self) -> str:
        """Letter and suffix as people write them behind the number: `A`, `bis`, `A-2`."""
        return "-".join(part for part in (self.letter, self.suffix) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """An energy label that is registered: its class, since when, and the last day on which it holds."""

    name: str
    registered_on: date
    valid_until: date | None
