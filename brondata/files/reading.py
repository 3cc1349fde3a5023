"""The kinds of file, what comes out of one, and the one error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import JsonValue, TypeAdapter, ValidationError

from brondata.datasets import Method, Pensioenoverzicht, Source, UwvVerzekeringsbericht

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class FileKind(StrEnum):
    """What a file holds. The printout is read from its text: pages end with a form feed (`pdftotext -layout`)."""

    UWV_TEXT = "uwv-text"
    MPO_XML = "mpo-xml"
    MPO_JSON = "mpo-json"


class NotRead(Exception):
    """The file is not what its kind should be; ``place`` says where reading stopped, without a value from the file."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Whom the file is about, as it says itself: a printed name, title and initials included."""

    naam: str
    geboortedatum: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """One dataset from one file, and whose it is.

    ``collected_at`` of the dataset is the moment that the register put on the file: nobody knows better how old it is.
    """

    holder: Holder
    method: Method = Method.FILE
    verzekeringsbericht: UwvVerzekeringsbericht | None = None
    pensioenoverzicht: Pensioenoverzicht | None = None

    def __post_init__(self) -> None:
        if (self.verzekeringsbericht is None) == (self.pensioenoverzicht is None):
            raise ValueError("a file holds one dataset")

    @property
    def dataset(self) -> UwvVerzekeringsbericht | Pensioenoverzicht:
        """The one dataset."""
        found = self.verzekeringsbericht or self.pensioenoverzicht
        assert found is not None
        return found

    @property
    def source(self) -> Source:
        """The register that made the file."""
        return self.dataset.source

    @property
    def as_of(self) -> date:
        """The day on the file."""
        return self.dataset.collected_at.astimezone(AMSTERDAM).date()

    def to_json(self) -> dict[str, JsonValue]:
        """JSON types only: amounts and dates as text."""
        dumped: dict[str, JsonValue] = TypeAdapter(type(self)).dump_python(self, mode="json")
        return dumped

    @classmethod
    def from_json(cls, document: Mapping[str, JsonValue]) -> Self:
        """The reading that ``to_json`` wrote. Raises ``ValueError`` for anything else."""
        try:
            return TypeAdapter(cls).validate_python(document)
        except ValidationError as error:
            places = sorted({".".join(map(str, problem["loc"])) for problem in error.errors()})
            raise ValueError(f"not a stored file reading: {', '.join(places)}") from None
