"""The Mijnpensioenoverzicht export, as XML or as JSON: both become one document, read by one reader."""

import json
from datetime import date, datetime
from decimal import Decimal

from lxml import etree
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from brondata.files.reading import AMSTERDAM, FileReading, Holder, NotRead
from brondata.mpo import read_pensioenoverzicht
from brondata.provider import UnreadableDelivery

DEEPEST = 30
"""Levels of nesting; an export has nine."""


class _Owner(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    Naam: str = Field(min_length=1, max_length=200, pattern=r"^[^\d]+$")
    Geboortedatum: date
    TijdstipAanmakenBericht: datetime


class _Export(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    Pensioenaanspraken: _Owner


def read_json(content: bytes) -> FileReading:
    """The overview in a JSON export. Raises ``NotRead``."""
    try:
        # Numbers stay exact, and a name that stands twice in one object could mean two things.
        document = json.loads(
            content.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError):
        raise NotRead("not JSON") from None
    return _reading(document)


def read_xml(content: bytes) -> FileReading:
    """The overview in an XML export. No DTD, no entity, nothing fetched, nothing huge. Raises ``NotRead``."""
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise NotRead("not XML") from None
    if root.getroottree().docinfo.internalDTD is not None:
        raise NotRead("a DTD")
    return _reading({_name(root): _value(root, 1)})


def _reading(document: object) -> FileReading:
    try:
        owner = _Export.model_validate(document).Pensioenaanspraken
    except ValidationError as error:
        places = {".".join(map(str, problem["loc"])) for problem in error.errors()}
        raise NotRead(", ".join(sorted(places)) or "document") from None
    made = owner.TijdstipAanmakenBericht
    at = made if made.tzinfo else made.replace(tzinfo=AMSTERDAM)
    try:
        overview = read_pensioenoverzicht(document, collected_at=at)
    except UnreadableDelivery:
        raise NotRead("Pensioenaanspraken") from None
    return FileReading(holder=Holder(naam=owner.Naam, geboortedatum=owner.Geboortedatum), pensioenoverzicht=overview)


def _value(element: etree._Element, depth: int) -> object:
    """Text, or an object of what is inside; an element that repeats is a list, an empty one is left out."""
    if depth > DEEPEST:
        raise NotRead("too deep")
    children = list(element)
    if not children:
        return (element.text or "").strip()
    inside: dict[str, list[object]] = {}
    for child in children:
        if not isinstance(child.tag, str):
            raise NotRead("an entity")
        if (value := _value(child, depth + 1)) not in ("", {}):
            inside.setdefault(_name(child), []).append(value)
    return {name: values[0] if len(values) == 1 else values for name, values in inside.items()}


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")
