"""From a raw delivery to the datasets: which source gave which section, and nothing else."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from pydantic import JsonValue, ValidationError

from brondata.datasets import Brondata, CollectionStatus, Dataset, Source
from brondata.mpo import read_pensioenoverzicht
from brondata.ockto import sections
from brondata.ockto.door import without_bsn
from brondata.ockto.psd2 import banktransacties
from brondata.ockto.result import ResultReply
from brondata.ockto.vocabulary import SOURCES
from brondata.ockto.wire import VERSIONS
from brondata.provider import ForeignDelivery, RawDelivery, UnreadableDelivery

W = TypeVar("W")
D = TypeVar("D", bound=Dataset)


def read_delivery(delivery: RawDelivery) -> Brondata:
    """What a delivery says. Raises ``UnreadableDelivery``; the message names places, never values."""
    if delivery.schema_version not in VERSIONS:
        raise UnreadableDelivery(f"schema version {delivery.schema_version!r} is none of {', '.join(VERSIONS)}")
    result = _parse(delivery.body)
    if result.session_id != delivery.session_id:
        raise ForeignDelivery("the body belongs to another session than the delivery says")
    if result.odm_version != delivery.schema_version:
        raise UnreadableDelivery("the body belongs to another version than the delivery says")
    _refuse_other_version(result)
    lines = {SOURCES[line.bron]: sections.collection(line) for line in result.bronnen}
    days = {SOURCES[line.bron]: line.peildatum for line in result.bronnen}
    if len(lines) != len(result.bronnen):
        raise UnreadableDelivery("a source is listed twice")

    def product(source: Source, section: W | None, build: Callable[[W, datetime], D]) -> D | None:
        """The dataset of a source: present exactly when its summary line says collected."""
        line = lines.get(source)
        collected = line is not None and line.status is CollectionStatus.COLLECTED
        if collected != (section is not None):
            raise UnreadableDelivery(f"{source}: the section and the summary contradict each other")
        if line is None or section is None:
            return None
        built = build(section, line.at)
        return replace(built, method=line.method, peildatum=days[source] or built.peildatum)

    return Brondata(
        provider=delivery.provider,
        schema_version=delivery.schema_version,
        session_id=delivery.session_id,
        collections=tuple(lines.values()),
        persoon=product(Source.BRP, result.persoon, sections.persoon),
        verzekeringsbericht=product(Source.UWV, result.verzekeringsbericht, sections.verzekeringsbericht),
        belastingdienst=product(Source.BELASTINGDIENST, result.belastingaangiften, sections.belastingdienst),
        studieschulden=product(Source.DUO, result.studieschulden, sections.studieschulden),
        pensioenoverzicht=product(
            Source.PENSIOEN, result.pensioen, lambda section, at: read_pensioenoverzicht(section, collected_at=at)
        ),
        eigendommen=product(Source.KADASTER, result.eigendommen, sections.eigendommen),
        woz=product(Source.WOZ, result.woz_waarden, sections.woz),
        geregistreerd_inkomen=product(Source.MGI, result.geregistreerde_inkomens, sections.geregistreerd_inkomen),
        voertuigen=product(Source.RDW, result.voertuigen, sections.voertuigen),
        banktransacties=product(Source.BANK, result.banktransacties, banktransacties),
        idin=product(Source.IDIN, result.idin, sections.idin),
    )


def _refuse_other_version(result: ResultReply) -> None:
    """A delivery keeps to the version that it declares: its sources, and how it tells what is in onderzoek."""
    if not {line.bron for line in result.bronnen} <= VERSIONS[result.odm_version]:
        raise UnreadableDelivery(f"a source that {result.odm_version} does not have")
    told = result.persoon.in_onderzoek if result.persoon else False
    if told and isinstance(told, bool) is not (result.odm_version == "v4_3"):
        raise UnreadableDelivery(f"inOnderzoek is not written as in {result.odm_version}")


def _parse(body: bytes) -> ResultReply:
    # pydantic would read a JSON number through a float; the standard parser can be told not to.
    try:
        document: JsonValue = json.loads(without_bsn(body), parse_float=Decimal, parse_constant=_no_constant)
        return ResultReply.model_validate(document)
    except ValidationError as error:
        places = sorted({".".join(str(step) for step in problem["loc"]) for problem in error.errors()})
        raise UnreadableDelivery(f"these fields do not fit: {', '.join(places[:10])}") from None
    except (ValueError, RecursionError) as error:
        raise UnreadableDelivery(f"not JSON: {type(error).__name__}") from None


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is not a number")
