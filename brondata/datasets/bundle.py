"""Everything one person shared in one session, and its JSON form for the vault of the portal."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from pydantic import JsonValue, TypeAdapter, ValidationError

from brondata.datasets.bank import Banktransacties
from brondata.datasets.base import Collection, CollectionStatus, Source
from brondata.datasets.belastingdienst import Belastingdienst
from brondata.datasets.brp import BrpPersoon
from brondata.datasets.duo import Studieschulden
from brondata.datasets.idin import IdinIdentificatie
from brondata.datasets.mgi import MijnGeregistreerdInkomen
from brondata.datasets.pensioen import Pensioenoverzicht
from brondata.datasets.rdw import RdwVoertuigen
from brondata.datasets.uwv import UwvVerzekeringsbericht
from brondata.datasets.woning import KadasterEigendommen, WozWaarden


@dataclass(frozen=True, slots=True, kw_only=True)
class Brondata:
    """What was read from one delivery. A product is ``None`` when its source gave nothing."""

    provider: str
    schema_version: str
    session_id: str
    collections: tuple[Collection, ...]
    persoon: BrpPersoon | None = None
    verzekeringsbericht: UwvVerzekeringsbericht | None = None
    belastingdienst: Belastingdienst | None = None
    studieschulden: Studieschulden | None = None
    pensioenoverzicht: Pensioenoverzicht | None = None
    eigendommen: KadasterEigendommen | None = None
    woz: WozWaarden | None = None
    geregistreerd_inkomen: MijnGeregistreerdInkomen | None = None
    voertuigen: RdwVoertuigen | None = None
    banktransacties: Banktransacties | None = None
    idin: IdinIdentificatie | None = None

    def collected(self, source: Source) -> Collection | None:
        """The line of a source that gave its data, or ``None``."""
        for line in self.collections:
            if line.source is source and line.status is CollectionStatus.COLLECTED:
                return line
        return None

    def to_json(self) -> dict[str, JsonValue]:
        """JSON types only: amounts and dates as text, so that nothing passes through a float."""
        dumped: dict[str, JsonValue] = TypeAdapter(type(self)).dump_python(self, mode="json")
        return dumped

    @classmethod
    def from_json(cls, document: Mapping[str, JsonValue]) -> Self:
        """The bundle that ``to_json`` wrote. Raises ``ValueError`` for anything else."""
        try:
            return TypeAdapter(cls).validate_python(document)
        except ValidationError as error:
            # pydantic's message quotes the values; these are income data, so only the places are told.
            places = sorted({".".join(map(str, problem["loc"])) for problem in error.errors()})
            raise ValueError(f"not a stored Brondata bundle: {', '.join(places)}") from None
