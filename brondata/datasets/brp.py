"""BRP: who somebody is. There is no field for a BSN here, on purpose: it is dropped at the door."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from brondata.datasets.base import Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class BrpDatum:
    """A date as the BRP keeps it: the day, or the month too, may be unknown (Haal Centraal BRP 2.7.0)."""

    jaar: int
    maand: int | None = None
    dag: int | None = None

    def volledig(self) -> date | None:
        """The date, or ``None`` when a part of it is unknown."""
        if self.maand is None or self.dag is None:
            return None
        return date(self.jaar, self.maand, self.dag)


class BurgerlijkeStaat(StrEnum):
    """Burgerlijke staat as the BRP distinguishes it."""

    ONGEHUWD = "ongehuwd"
    GEHUWD = "gehuwd"
    GEREGISTREERD_PARTNERSCHAP = "geregistreerd-partnerschap"
    GESCHEIDEN = "gescheiden"
    PARTNERSCHAP_BEEINDIGD = "partnerschap-beeindigd"
    VERWEDUWD = "verweduwd"
    ACHTERGEBLEVEN_PARTNER = "achtergebleven-partner"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Adres:
    """A Dutch address with BAG spelling; ``sinds`` is when the person moved in."""

    straat: str
    huisnummer: int
    huisletter: str | None = None
    toevoeging: str | None = None
    postcode: str
    woonplaats: str
    sinds: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reisdocument:
    """A passport or identity card as registered."""

    soort: str
    nummer: str
    geldig_tot: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """The spouse or registered partner."""

    voornamen: str
    voorvoegsel: str | None = None
    geslachtsnaam: str
    geboortedatum: BrpDatum | None = None
    sinds: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrpPersoon(Dataset):
    """One person in the BRP.

    ``nationaliteiten`` are BRP codes (``0001`` is Dutch). ``in_onderzoek`` says that the municipality
    doubts something in this record.
    """

    voornamen: str
    voorletters: str
    voorvoegsel: str | None = None
    geslachtsnaam: str
    geboortedatum: BrpDatum
    geboorteplaats: str | None = None
    geslacht: str | None = None
    nationaliteiten: tuple[str, ...] = ()
    verblijfstitel: str | None = None
    burgerlijke_staat: BurgerlijkeStaat
    adres: Adres | None = None
    reisdocument: Reisdocument | None = None
    partner: Partner | None = None
    in_onderzoek: bool = False

    @property
    def naam(self) -> str:
        """Initials and surname, as on a letter."""
        return " ".join(part for part in (self.voorletters, self.voorvoegsel, self.geslachtsnaam) if part)
