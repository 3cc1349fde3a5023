"""The data of a session as pydantic models: the result, and a section for each source.

The real Ockto Data Model is closed; this one is ours (``brondata/simulator/README.md``). Unknown fields are
ignored, so a BSN has nowhere to go.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from brondata.ockto.psd2 import BanktransactiesWire
from brondata.ockto.wire import Bron, Wire

Euro = Annotated[Decimal, Field(max_digits=12, decimal_places=2)]
Percentage = Annotated[Decimal, Field(max_digits=6, decimal_places=3, ge=0, le=100)]
BrpTekst = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")]
Jaar = Annotated[int, Field(ge=2000, le=2100)]


class BronRegel(Wire):
    """One line of the summary."""

    bron: Bron
    status: Literal["OPGEHAALD", "MISLUKT"]
    opgehaald_op: AwareDatetime
    methode: Literal["API", "BESTAND", "SCRAPING"] | None = None
    reden: str | None = None
    peildatum: date | None = None


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
    soort_verbintenis: str | None = None
    ontbonden_op: BrpTekst | None = None
    reden_ontbinding: str | None = None


class VerblijfstitelWire(Wire):
    omschrijving: str
    code: str | None = None
    ingang: BrpTekst | None = None
    einde: BrpTekst | None = None


class OnderzoekWire(Wire):
    groep: str
    sinds: BrpTekst | None = None


class PersoonWire(Wire):
    voornamen: str
    voorletters: str
    voorvoegsel: str | None = None
    geslachtsnaam: str
    geboortedatum: BrpTekst
    geboorteplaats: str | None = None
    geslacht: Literal["M", "V", "O"] | None = None
    nationaliteiten: tuple[str, ...] = ()
    verblijfstitel: VerblijfstitelWire | str | None = None
    vestiging_in_nederland: BrpTekst | None = None
    burgerlijke_staat: str
    adres: AdresWire | None = None
    reisdocument: ReisdocumentWire | None = None
    partner: PartnerWire | None = None
    ex_partners: tuple[PartnerWire, ...] = ()
    in_onderzoek: tuple[OnderzoekWire, ...] | bool = False


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


class InkomstenWire(Wire):
    naam: str
    soort: Literal["TEGENWOORDIG", "VROEGER"]
    bedrag: Euro | None = None
    ingehouden_loonheffing: Euro | None = None


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


class OverigeWoningWire(Wire):
    wozobjectnummer: str | None = None
    woz_waarde: Euro | None = None


class LijfrenteWire(Wire):
    aanbieder: str
    polisnummer: str
    betaalde_premie: Euro | None = None


class AangifteWire(Wire):
    jaar: Jaar
    inkomsten: tuple[InkomstenWire, ...] = ()
    loon_tegenwoordige_arbeid: Euro | None = None
    loon_vroegere_arbeid: Euro | None = None
    ingehouden_loonheffing: Euro | None = None
    bankrekeningen: tuple[BankrekeningWire, ...] = ()
    schulden: tuple[SchuldWire, ...] = ()
    eigen_woning: EigenWoningWire | None = None
    overige_woningen: tuple[OverigeWoningWire, ...] = ()
    lijfrenten: tuple[LijfrenteWire, ...] = ()
    voorlopige_aanslag: Euro | None = None


class StudieschuldWire(Wire):
    regeling: str
    fase: str
    oorspronkelijke_schuld: Euro
    hoofdsom_na_extra_aflossing: Euro | None = None
    huidig_saldo: Euro
    rentepercentage: Percentage
    rente_geldig_tot: date | None = None
    wettelijk_maandbedrag: Euro | None = None
    maandbedrag_na_draagkracht: Euro | None = None
    draagkracht_geldig_tot: date | None = None
    resterende_looptijd_maanden: Annotated[int, Field(ge=0, le=600)] | None = None
    aanvang_terugbetaling: date | None = None


class HypotheekWire(Wire):
    hypotheekhouder: str
    bedrag_zekerheidsstelling: Euro
    ingeschreven_op: date | None = None
    stuk_identificaties: tuple[str, ...] = ()


class EigendomWire(Wire):
    kadastrale_aanduiding: str
    identificatie: str | None = None
    adres: AdresWire | None = None
    soort_recht: str
    aandeel: str
    verkregen_op: date | None = None
    koopsom: Euro | None = None
    koopjaar: int | None = None
    koopsom_meer_objecten: bool | None = None
    hypotheken: tuple[HypotheekWire, ...] = ()
    beslag: bool = False
    erfpachtcanon: Euro | None = None
    in_onderzoek: bool | None = None


class WozWire(Wire):
    wozobjectnummer: str
    adres: AdresWire | None = None
    waarde: Euro
    waardepeildatum: date
    indicatie_bezwaar_beroep: bool | None = None


class GeregistreerdInkomenWire(Wire):
    jaar: Jaar
    soort: Literal["VERZAMELINKOMEN", "BELASTBAAR_LOON"]
    bedrag: Euro | None = None
    vastgesteld_op: date | None = None
    in_onderzoek: bool = False


class VoertuigWire(Wire):
    kenteken: Annotated[str, Field(pattern=r"^[A-Z0-9]{4,8}$")]
    voertuigsoort: str
    merk: str
    handelsbenaming: str | None = None
    datum_eerste_toelating: date | None = None
    datum_tenaamstelling: date | None = None
    catalogusprijs: Euro | None = None
    gebruik: Literal["EIGENDOM", "PRIVATE_LEASE", "ZAKELIJKE_LEASE"] = "EIGENDOM"
    leasemaatschappij: str | None = None


class IdinWire(Wire):
    """Attributes by their names in the scheme, in one word each."""

    issuer: str
    transaction_id: Annotated[str, Field(pattern=r"^\d{16}$")]
    level_of_assurance: str
    initials: str
    legallastname: str
    legallastnameprefix: str | None = None
    preferredlastname: str | None = None
    preferredlastnameprefix: str | None = None
    partnerlastname: str | None = None
    partnerlastnameprefix: str | None = None
    dateofbirth: Annotated[str, Field(pattern=r"^\d{8}$")]
    gender: Literal["0", "1", "2", "9"] | None = None
    street: str | None = None
    houseno: Annotated[str, Field(pattern=r"^\d{1,5}$")] | None = None
    housenosuf: str | None = None
    postalcode: str | None = None
    city: str | None = None
    country: str | None = None


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
    geregistreerde_inkomens: tuple[GeregistreerdInkomenWire, ...] | None = None
    voertuigen: tuple[VoertuigWire, ...] | None = None
    banktransacties: BanktransactiesWire | None = None
    idin: IdinWire | None = None
