"""Where one logs in: a portal gives one or more sources. Each wants its own login (Ockto's FAQ)."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How one logs in: with DigiD (user name, password, SMS code) or at one's own bank."""

    DIGID = "digid"
    BANK = "bank"


@dataclass(frozen=True, slots=True, kw_only=True)
class Portal:
    """One site with a login of its own."""

    key: str
    name: str
    way: Way
    bronnen: tuple[str, ...]


PORTALS = (
    Portal(
        key="mijnoverheid",
        name="MijnOverheid",
        way=Way.DIGID,
        bronnen=("MIJNOVERHEID_BRP", "MIJNOVERHEID_KADASTER", "MIJNOVERHEID_WOZ", "MIJNOVERHEID_MGI", "RDW"),
    ),
    Portal(key="uwv", name="UWV", way=Way.DIGID, bronnen=("UWV",)),
    Portal(key="belastingdienst", name="Belastingdienst", way=Way.DIGID, bronnen=("BELASTINGDIENST_VIA",)),
    Portal(key="mpo", name="Mijnpensioenoverzicht", way=Way.DIGID, bronnen=("MIJNPENSIOENOVERZICHT",)),
    Portal(key="duo", name="DUO", way=Way.DIGID, bronnen=("DUO",)),
    Portal(key="bank", name="je bank", way=Way.BANK, bronnen=("PSD2",)),
    Portal(key="idin", name="iDIN", way=Way.BANK, bronnen=("IDIN",)),
)


def asked(bronnen: Sequence[str]) -> tuple[Portal, ...]:
    """The portals that give these sources, in the order of the journey."""
    return tuple(portal for portal in PORTALS if set(portal.bronnen) & set(bronnen))


def portal_of(bron: str) -> Portal:
    """The portal that gives a source."""
    return next(portal for portal in PORTALS if bron in portal.bronnen)
