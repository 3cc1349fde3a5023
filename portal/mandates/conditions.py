"""What the notary sees to before the deed is passed, as the facts of the dossier call for it (gids 3.1, 4.8, 8.2)."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from portal.formats.numbers import euro


def conditions_of(facts: Mapping[str, Any]) -> tuple[str, ...]:
    """The conditions of one facts document beyond those that hold for every deed, as Dutch sentences."""
    return tuple(_conditions(facts))


def _conditions(facts: Mapping[str, Any]) -> Iterator[str]:
    lening = facts.get("lening", {})
    own = Decimal(lening.get("own_contribution", "0"))
    if own > 0:
        yield (
            f"Vraag het eigen geld van de leningnemers, volgens onze gegevens {euro(own)}, op uw "
            "derdengeldenrekening. Het staat daar vóór de dag van passeren."
        )
    if facts.get("household", {}).get("resident_non_owner"):
        yield "De ontruimingsverklaring van de inwonende partner, die niet meetekent, hoort bij deze opdracht."
    if _partner_consents(facts):
        yield (
            "De inwonende partner is mede-eigenaar van de huidige woning. Laat de partner bij u toestemming geven "
            "om de echtelijke woning te bezwaren."
        )
    if facts.get("onderpand", {}).get("construction") == "nieuwbouw":
        yield "Laat uiterlijk bij het passeren de definitieve omgevingsvergunning overleggen."


def _partner_consents(facts: Mapping[str, Any]) -> bool:
    """A live-in partner who is no borrower but co-owns the home that is refinanced or bridged (gids 3.1)."""
    resident = facts.get("household", {}).get("resident_non_owner") or {}
    refinances = "oversluiting" in facts.get("application", {}).get("purposes", [])
    bridges = bool(facts.get("lening", {}).get("overbrugging"))
    return bool(resident.get("co_owner_of_current_home")) and (refinances or bridges)
