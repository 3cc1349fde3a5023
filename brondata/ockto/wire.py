"""Ockto's JSON as pydantic models; nothing here leaves ``brondata.ockto``.

The real Ockto Data Model is closed. This is the protocol of ``brondata/simulator/README.md``: the
function names and start options are the published ones, the data model is ours. Unknown fields are
ignored, so a BSN has nowhere to go.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

SCHEMA_VERSION = "v4_3"

Euro = Annotated[Decimal, Field(max_digits=12, decimal_places=2)]
Percentage = Annotated[Decimal, Field(max_digits=6, decimal_places=3, ge=0, le=100)]
BrpTekst = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]


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


# --- the result ------------------------------------------------------------------------------


class BronRegel(Wire):
    """One line of the summary."""

    bron: Bron
    status: Literal["OPGEHAALD", "MISLUKT"]
    opgehaald_op: AwareDatetime
    methode: Literal["API", "BESTAND", "SCRAPING"] | None = None
    reden: str | None = None


class AdresWire(Wire):
    straat: str
    huisnummer: int
    huisletter: str | None = None
    toevoeging: str | None = None
    postcode: Annotated[str, Field(pattern=r"^[1-9]\d{3} ?[A-Z]{2}$")]
    woonplaats: str
    sinds: date | None = None


class ReisdocumentWire(Wire):
    soort: str
    nummer: str
    geldig_tot: date


class PartnerWire(Wire):
    voornamen: str
    voorvoegsel: str | None = None
    geslachtsnaam: str
    geboortedatum: BrpTekst | None = None
    sinds: date | None = None


class PersoonWire(Wire):
    voornamen: str
    voorletters: str
    voorvoegsel: str | None = None
    geslachtsnaam: str
    geboortedatum: BrpTekst
    geboorteplaats: str | None = None
    geslacht: Literal["M", "V", "O"] | None = None
    nationaliteiten: tuple[str, ...] = ()
    verblijfstitel: str | None = None
    burgerlijke_staat: str
    adres: AdresWire | None = None
    reisdocument: ReisdocumentWire | None = None
    partner: PartnerWire | None = None
    in_onderzoek: bool = False


class PeriodeWire(Wire):
    van: date
    tot_en_met: date
    uren: int
    sv_loon: Euro
    waarde_privegebruik_auto: Euro | None = None
    eigen_bijdrage_auto: Euro | None = None


class DienstverbandWire(Wire):
    werkgever: str
    loonheffingennummer: Annotated[str, Field(pattern=r"^\d{9}L\d{2}$")]
    contractvorm: str | None = None
    verzekerde_wetten: tuple[str, ...] = ()
    perioden: tuple[PeriodeWire, ...]


class VerzekeringsberichtWire(Wire):
    datum: date
    versie: str | None = None
    dienstverbanden: tuple[DienstverbandWire, ...]


class BankrekeningWire(Wire):
    iban: str
    bank: str | None = None
    saldo1_januari: Euro | None = None
    gezamenlijk: bool = False


class SchuldWire(Wire):
    omschrijving: str
    saldo1_januari: Euro | None = None


class EigenWoningWire(Wire):
    wozobjectnummer: str | None = None
    woz_waarde: Euro | None = None
    eigenwoningschuld: Euro | None = None
    betaalde_hypotheekrente: Euro | None = None


class AangifteWire(Wire):
    jaar: Annotated[int, Field(ge=2000, le=2100)]
    loon_tegenwoordige_arbeid: Euro | None = None
    loon_vroegere_arbeid: Euro | None = None
    ingehouden_loonheffing: Euro | None = None
    bankrekeningen: tuple[BankrekeningWire, ...] = ()
    schulden: tuple[SchuldWire, ...] = ()
    eigen_woning: EigenWoningWire | None = None


class StudieschuldWire(Wire):
    regeling: str
    fase: str
    oorspronkelijke_schuld: Euro
    huidig_saldo: Euro
    rentepercentage: Percentage
    rente_geldig_tot: date | None = None
    wettelijk_maandbedrag: Euro | None = None
    maandbedrag_na_draagkracht: Euro | None = None
    resterende_looptijd_maanden: Annotated[int, Field(ge=0, le=600)] | None = None


class HypotheekWire(Wire):
    hypotheekhouder: str
    bedrag_zekerheidsstelling: Euro
    ingeschreven_op: date | None = None


class EigendomWire(Wire):
    kadastrale_aanduiding: str
    adres: AdresWire | None = None
    soort_recht: str
    aandeel: str
    hypotheken: tuple[HypotheekWire, ...] = ()
    beslag: bool = False
    erfpachtcanon: Euro | None = None


class WozWire(Wire):
    wozobjectnummer: str
    adres: AdresWire | None = None
    waarde: Euro
    waardepeildatum: date


class ResultReply(Wire):
    """Answer to getResult. A section is present exactly when its source was collected."""

    odm_version: str
    session_id: str
    bronnen: tuple[BronRegel, ...]
    persoon: PersoonWire | None = None
    verzekeringsbericht: VerzekeringsberichtWire | None = None
    belastingaangiften: tuple[AangifteWire, ...] | None = None
    studieschulden: tuple[StudieschuldWire, ...] | None = None
    pensioen: dict[str, object] | None = None
    eigendommen: tuple[EigendomWire, ...] | None = None
    woz_waarden: tuple[WozWire, ...] | None = None
