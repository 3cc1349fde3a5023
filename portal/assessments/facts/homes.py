"""Homes besides the onderpand: from the Kadaster, and what the applicants told of the one they live in (gids 5.6)."""

from decimal import Decimal
from typing import Any

from brondata.datasets import Adres, Eigendom
from portal.assessments.facts.inputs import Person
from portal.assessments.facts.shapes import Json, known
from portal.dossiers.choices import HomeOwner, HomeStatus
from portal.dossiers.models import Wish

PRESENT = "huidige-woning"


def other_properties_of(persons: tuple[Person, ...], wish: Wish, told: dict[str, Any]) -> list[Json]:
    """Homes in the Kadaster or told about. Of another one than was told about a person asks what is still unknown.

    What two people own together stands in the Kadaster of both and is one home. Where one of the owners lives is the
    present home; when nobody lives in any of them, every home may be. What was told is about the present home, when
    there is one such.
    """
    owners: dict[str, list[str]] = {}
    lived_in: set[str] = set()
    for person in persons:
        for eigendom in _owned_by(person):
            owners.setdefault(eigendom.kadastrale_aanduiding, []).append(person.id)
            if _lives_there(person, eigendom):
                lived_in.add(eigendom.kadastrale_aanduiding)
    told_of = _told(told) if wish.owns_home else {}
    if not owners:
        if not wish.owns_home:
            return []
        return [{"id": "w1", "role": PRESENT, "owner_ids": _told_owners(persons, told), **told_of}]
    present = lived_in or set(owners)
    return [
        {
            "id": f"w{number}",
            "role": PRESENT if home in present else "andere-woning",
            "owner_ids": sorted(set(ids)),
            **(told_of if present == {home} else {}),
        }
        for number, (home, ids) in enumerate(owners.items(), start=1)
    ]


def _told(told: dict[str, Any]) -> Json:
    """The present home as told; without evidence, so that the rules ask for the papers."""
    status = told.get("present_home_status")
    if status is None:
        return {}
    value, owed = told.get("present_home_value"), told.get("present_home_mortgage")
    return known(
        {
            "status": status,
            "rented_out": told.get("present_home_let"),
            "value": {"amount": value, "source": "opgave-aanvrager"} if value else None,
            "mortgage": known({"outstanding": owed, "gross_monthly": told.get("present_home_monthly")})
            if owed and Decimal(owed) > 0
            else None,
            "sale": _sale(told) if status == HomeStatus.SOLD else None,
        }
    )


def _sale(told: dict[str, Any]) -> Json:
    return known(
        {
            "agreement_signed_on": told.get("sale_signed_on"),
            "ontbindende_voorwaarden_expired": told.get("sale_final"),
            "price": told.get("sale_price"),
            "transfer_on": told.get("sale_transfer_on"),
        }
    )


def _told_owners(persons: tuple[Person, ...], told: dict[str, Any]) -> list[str]:
    """Whose the present home is, by the answer; a couple that was not asked yet is taken together."""
    owner = told.get("present_home_owner")
    if owner == HomeOwner.FIRST or len(persons) == 1:
        return [persons[0].id]
    return [persons[1].id] if owner == HomeOwner.SECOND else [person.id for person in persons]


def _owned_by(person: Person) -> tuple[Eigendom, ...]:
    kadaster = person.bundle.eigendommen if person.bundle else None
    return kadaster.eigendommen if kadaster else ()


def _lives_there(person: Person, eigendom: Eigendom) -> bool:
    registered = person.bundle.persoon if person.bundle else None
    home, there = registered.adres if registered else None, eigendom.adres
    if home is None or there is None:
        return False
    return _door(home) == _door(there)


def _door(address: Adres) -> tuple[str, int, str, str]:
    """What tells one front door from another."""
    letter, addition = (address.huisletter or "").upper(), (address.toevoeging or "").upper()
    return address.postcode.replace(" ", "").upper(), address.huisnummer, letter, addition
