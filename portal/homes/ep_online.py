"""Energy labels by address: EP-Online of RVO, public API v5 (a free key in `Authorization`).

Source: https://public.ep-online.nl, `GET /PandEnergielabel/Adres`; a list, or 404 when there is no label.
"""

from datetime import date, datetime
from typing import Any

from portal.homes.port import HomeAddress, HomesAway, Label
from portal.homes.wire import get_json

KNOWN = frozenset({"A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G"})


def label(base_url: str, key: str, address: HomeAddress, *, today: date) -> Label | None:
    """The label that holds today, the last one registered; None when there is none.

    Raises:
        HomesAway: see `wire.get_json`, or the answer is not what EP-Online sends.
    """
    query = {"postcode": address.postcode, "huisnummer": str(address.house_number)}
    query |= {"huisletter": address.letter} if address.letter else {}
    query |= {"huisnummertoevoeging": address.suffix} if address.suffix else {}
    rows = get_json(f"{base_url}/PandEnergielabel/Adres", query, {"Authorization": key})
    try:
        found = [_label(row) for row in rows or () if row["Energieklasse"] in KNOWN and _is_of(row, address)]
    except (KeyError, TypeError, ValueError) as error:
        raise HomesAway("not an answer of EP-Online") from error
    valid = [one for one in found if one.valid_until is None or one.valid_until >= today]
    return max(valid, key=lambda one: one.registered_on, default=None)


def _is_of(row: dict[str, Any], address: HomeAddress) -> bool:
    """Whether a row is about this very address: an answer without letter and suffix may hold the neighbours too."""
    names = ("Huisletter", "Huisnummertoevoeging")
    return tuple((row.get(name) or "").casefold() for name in names) == (
        address.letter.casefold(),
        address.suffix.casefold(),
    )


def _label(row: dict[str, Any]) -> Label:
    until = row.get("Geldig_tot")
    return Label(
        name=row["Energieklasse"],
        registered_on=datetime.fromisoformat(row["Registratiedatum"]).date(),
        valid_until=datetime.fromisoformat(until).date() if until else None,
    )
