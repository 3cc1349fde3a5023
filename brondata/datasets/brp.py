"""BRP: who somebody is. There is no field for a BSN here, on purpose: it is dropped at the door.

Words of Haal Centraal BRP personen bevragen 2.7.0.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from brondata.datasets.base import Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class BrpDatum:
    """A date as the BRP keeps it: the day, the month or even the year may be unknown.

    The four kinds are ``Datum``, ``JaarMaandDatum``, ``JaarDatum`` and ``DatumOnbekend``.
    """

    jaar: int | None = None
    maand: int | None = None
    dag: int | None = None

    def volledig(self) -> date | None:
        """The date, or ``None`` when a part of it is unknown."""
        if self.jaar is None or self.maand is None or self.dag is None:
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


class SoortVerbintenis(StrEnum):
    """Marriage or registered partnership."""

    HUWELIJK = "huwelijk"
    GEREGISTREERD_PARTNERSCHAP = "geregistreerd-partnerschap"
    ONBEKEND = "onbekend"


class RedenOntbinding(StrEnum):
    """Why a marriage or partnership ended (LO BRP, tabel 41: S, O, R, A, N, V, Z and the dot)."""

    ECHTSCHEIDING = "echtscheiding"
    OVERLIJDEN = "overlijden"
    RECHTSVERMOEDEN_VAN_OVERLIJDEN = "rechtsvermoeden-van-overlijden"
    VERMISSING = "vermissing"
    NIETIGVERKLARING = "nietigverklaring"
    VREEMD_RECHT = "vreemd-recht"
    OMZETTING = "omzetting"
    ONBEKEND = "onbekend"


class BrpGroep(StrEnum):
    """A group of fields that a municipality can put in onderzoek."""

    PERSOON = "persoon"
    NAAM = "naam"
    GEBOORTE = "geboorte"
    NATIONALITEIT = "nationaliteit"
    VERBLIJFPLAATS = "verblijfplaats"
    VERBLIJFSTITEL = "verblijfstitel"
    IMMIGRATIE = "immigratie"
    PARTNER = "partner"
    REISDOCUMENT = "reisdocument"
    ONBEKEND = "onbekend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Onderzoek:
    """The municipality doubts a group of fields, since ``sinds`` (datumIngangOnderzoek)."""

    groep: BrpGroep
    sinds: BrpDatum | None = None


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
class Verblijfstitel:
    """The right to stay of somebody without an EU nationality (NHG bijlage 4 a).

    ``code`` is the BRP's (tabel 56); ``einde`` is ``None`` for a title without an end.
    """

    omschrijving: str
    code: str | None = None
    ingang: BrpDatum | None = None
    einde: BrpDatum | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Partner:
    """A spouse or registered partner, of now or of the past.

    Of a past one ``ontbonden_op`` and ``reden_ontbinding`` say when and why it ended; both are ``None`` for
    the present partner. ``sinds`` is ``None`` when the register does not know the whole date.
    """

    voornamen: str
    voorvoegsel: str | None = None
    geslachtsnaam: str
    geboortedatum: BrpDatum | None = None
    sinds: date | None = None
    soort_verbintenis: SoortVerbintenis | None = None
    ontbonden_op: BrpDatum | None = None
    reden_ontbinding: RedenOntbinding | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BrpPersoon(Dataset):
    """One person in the BRP.

    ``nationaliteiten`` are BRP codes (tabel 32; ``0001`` is Dutch), as many as somebody has.
    ``vestiging_in_nederland`` is when somebody came from abroad. ``onderzoeken`` says what the municipality
    doubts; a record of the old version only said that it doubted something (``BrpGroep.ONBEKEND``).
    """

    voornamen: str
    voorletters: str
    voorvoegsel: str | None = None
    geslachtsnaam: str
    geboortedatum: BrpDatum
    geboorteplaats: str | None = None
    geslacht: str | None = None
    nationaliteiten: tuple[str, ...] = ()
    verblijfstitel: Verblijfstitel | None = None
    vestiging_in_nederland: BrpDatum | None = None
    burgerlijke_staat: BurgerlijkeStaat
    adres: Adres | None = None
    reisdocument: Reisdocument | None = None
    partner: Partner | None = None
    ex_partners: tuple[Partner, ...] = ()
    onderzoeken: tuple[Onderzoek, ...] = ()

    @property
    def in_onderzoek(self) -> bool:
        """True when the municipality doubts anything here."""
        return bool(self.onderzoeken)

    def twijfel_over(self, groep: BrpGroep) -> bool:
        """True when this group of fields may be wrong; a doubt about an unknown group counts for all."""
        return any(onderzoek.groep in (groep, BrpGroep.ONBEKEND) for onderzoek in self.onderzoeken)

    @property
    def naam(self) -> str:
        """Initials and surname, as on a letter."""
        return " ".join(part for part in (self.voorletters, self.voorvoegsel, self.geslachtsnaam) if part)
