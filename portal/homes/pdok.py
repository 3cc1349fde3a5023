"""Addresses by postcode and number: PDOK Locatieserver v3.1, which serves the BAG (no key needed).

Source: https://api.pdok.nl/bzk/locatieserver/search/v3_1, `free` with `fq=type:adres`.
"""

from typing import Any

from portal.homes.port import HomeAddress, HomesAway
from portal.homes.wire import get_json

FIELDS = (
    "id,nummeraanduiding_id,adresseerbaarobject_id,straatnaam,huisnummer,huisletter,huisnummertoevoeging,"
    "postcode,woonplaatsnaam"
)
MOST = 50


def addresses(base_url: str, *, postcode: str, house_number: int) -> list[HomeAddress]:
    """Every address with this postcode (`3811EP`) and number; empty when there is none.

    Raises:
        HomesAway: see `wire.get_json`, or the answer is not what the Locatieserver sends.
    """
    query = {
        "q": f"postcode:{postcode} and huisnummer:{house_number}",
        "fq": "type:adres",
        "fl": FIELDS,
        "rows": str(MOST),
    }
    answer = get_json(f"{base_url}/free", query)
    try:
        found = [_address(row) for row in answer["response"]["docs"]]
    except (KeyError, TypeError, ValueError) as error:
        raise HomesAway("not an answer of the Locatieserver") from error
    right = [one for one in found if (one.postcode, one.house_number) == (postcode, house_number)]
    return sorted(right, key=lambda one: (one.letter, one.suffix))


def _address(row: dict[str, Any]) -> HomeAddress:
    return HomeAddress(
        id=str(row["nummeraanduiding_id"]),
        home_id=str(row.get("adresseerbaarobject_id", "")),
        street=_text(row["straatnaam"]),
        house_number=int(row["huisnummer"]),
        letter=_text(row.get("huisletter", "")),
        suffix=_text(row.get("huisnummertoevoeging", "")),
        postcode=_text(row["postcode"]),
        city=_text(row["woonplaatsnaam"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"not text: {value!r}")
    return value.strip()
