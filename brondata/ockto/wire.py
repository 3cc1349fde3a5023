"""Ockto's JSON as pydantic models: the session. The data that are shared stand in ``result.py``.

Nothing here leaves ``brondata.ockto``. The protocol is that of ``brondata/simulator/README.md``: the
function names and start options are the published ones, the rest is ours.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

SCHEMA_VERSION = "v4_4"


class Wire(BaseModel):
    """Field names are camelCase on the wire."""

    model_config = ConfigDict(alias_generator=to_camel, frozen=True, extra="ignore")


class Bron(StrEnum):
    """Sources as Ockto names them."""

    BRP = "MIJNOVERHEID_BRP"
    KADASTER = "MIJNOVERHEID_KADASTER"
    WOZ = "MIJNOVERHEID_WOZ"
    UWV = "UWV"
    BELASTINGDIENST = "BELASTINGDIENST_VIA"
    PENSIOEN = "MIJNPENSIOENOVERZICHT"
    DUO = "DUO"
    MGI = "MIJNOVERHEID_MGI"
    RDW = "RDW"
    BANK = "PSD2"
    IDIN = "IDIN"


# Which sources each version of the data model has. Deliveries of an earlier version are still read: they were
# stored as they came, and reading is repeated after a fix.
VERSIONS: Mapping[str, frozenset[Bron]] = {
    "v4_3": frozenset({Bron.BRP, Bron.KADASTER, Bron.WOZ, Bron.UWV, Bron.BELASTINGDIENST, Bron.PENSIOEN, Bron.DUO}),
    SCHEMA_VERSION: frozenset(Bron),
}


# --- the session -----------------------------------------------------------------------------


class StartReply(Wire):
    """Answer to startSession."""

    session_id: str
    link: Annotated[str, Field(pattern=r"^https?://\S+$")]
    qr_code: Annotated[str, Field(min_length=1, max_length=1000)]
    geldig_tot: AwareDatetime


class BronStatus(Wire):
    """One source in getStatus."""

    bron: Bron
    status: Literal["WACHT", "BEZIG", "OPGEHAALD", "MISLUKT"]
    moment: AwareDatetime | None = None
    reden: str | None = None


class StatusReply(Wire):
    """Answer to getStatus."""

    session_id: str
    status: Literal["CREATED", "OPENED", "COLLECTING", "SHARED", "DECLINED", "EXPIRED", "CLOSED", "ERROR"]
    moment: AwareDatetime
    geldig_tot: AwareDatetime
    reden: str | None = None
    bronnen: tuple[BronStatus, ...]


class ErrorReply(Wire):
    """Any refusal."""

    code: Annotated[str, Field(pattern=r"^[A-Z_]{3,40}$")]
    melding: str = ""
