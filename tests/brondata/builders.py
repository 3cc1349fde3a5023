"""Small makers for the tests of brondata."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from brondata.ockto.door import without_bsn
from brondata.provider import RawDelivery
from brondata.simulator import odm, personas

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
JSON = "application/json"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 19, 42, 11, tzinfo=AMSTERDAM)

Edit = Callable[[dict[str, object]], object]


def body(key: str = "sanne", *, at: datetime = NOW, failed: tuple[str, ...] = ()) -> bytes:
    """The bytes that the simulator sends for a persona."""
    collected = {bron: None if bron in failed else at for bron in odm.BRONNEN}
    return odm.dump(odm.document(personas.spec(key), session_id="s-1", collected=collected))


def delivery(content: bytes, **changes: str) -> RawDelivery:
    """A delivery as the client hands it over."""
    fields = {
        "provider": "ockto",
        "schema_version": odm.VERSION,
        "session_id": "s-1",
        "content_type": "application/json",
    }
    return RawDelivery(body=without_bsn(content), **(fields | changes))


def edited(key: str, path: str, value: object) -> bytes:
    """The bytes for a persona with one field changed; ``path`` is dotted, numbers are list places."""
    document = json.loads(body(key))
    place: object = document
    *steps, last = path.split(".")
    for step in steps:
        place = _inside(place)[int(step) if isinstance(place, list) else step]
    _inside(place)[int(last) if isinstance(place, list) else last] = value
    return json.dumps(document).encode()


def _inside(place: object) -> Mapping:
    assert isinstance(place, dict | list)
    return place
