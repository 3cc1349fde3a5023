"""The shape of a persona file: dates are ages or whole months ago, never calendar dates."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from brondata.simulator.calendar import months_ago

Euro = Annotated[Decimal, Field(max_digits=12, decimal_places=2)]


class Spec(BaseModel):
    """A misspelt field in a persona file is an error, not a silent default."""

    model_config = ConfigDict(alias_generator=to_camel, frozen=True, extra="forbid")


class Geboren(Spec):
    """A birthday with the age that the persona keeps; ``onbekend`` is what the BRP does not know of it."""

    leeftijd: int
    maand: int = Field(ge=1, le=12)
    dag: int = Field(ge=1, le=28)
    onbekend: Literal["dag", "maand", "jaar"] | None = None

    def on(self, today: date) -> date:
        """The date of birth that gives this age today."""
        had_birthday = (self.maand, self.dag) <= (today.month, today.day)
        return date(today.year - self.leeftijd - (0 if had_birthday else 1), self.maand, self.dag)

    def brp(self, today: date) -> str:
        """The same as the BRP writes it, with zeros for what is unknown."""
        known = self.on(today).isoformat()
        return {None: known, "dag": f"{known[:8]}00", "maand": f"{known[:5]}00-00", "jaar": "0000-00-00"}[self.onbekend]


class AdresSpec(Spec):
    straat: str
    huisnummer: int
    huisletter: str | None = None
    postcode: str
    woonplaats: str
    sinds_maanden: int | None = None


class ReisdocumentSpec(Spec):
    soort: Literal["PASPOORT", "IDENTITEITSKAART"]
    nummer: str
    geldig_maanden: int


class PartnerSpec(Spec):
    """A spouse or partner; one with ``einde_maanden`` is of the past."""

    burgerservicenummer: Annotated[str, Field(pattern=r"^9999\d{5}$")]
    voornamen: str
    voorvoegsel: str | None = None
    geslachtsnaam: str
    geboren: Geboren
    soort: Literal["H", "P"]
    sinds_maanden: int
    einde_maanden: int | None = None
    reden: Literal["S", "O"] | None = None


class VerblijfstitelSpec(Spec):
    code: str
    omschrijving: str
    ingang_maanden: int
    einde_maanden: int


class OnderzoekSpec(Spec):
    groep: str
    sinds_maanden: int


class PersoonSpec(Spec):
    burgerservicenummer: Annotated[str, Field(pattern=r"^9999\d{5}$")]
    voornamen: str
    voorletters: str
    voorvoegsel: str | None = None
    geslachtsnaam: str
    geboren: Geboren
    geboorteplaats: str
    geslacht: Literal["M", "V", "O"]
    nationaliteiten: tuple[str, ...] = ("0001",)
    burgerlijke_staat: str
    adres: AdresSpec
    reisdocument: ReisdocumentSpec
    partner: PartnerSpec | None = None
    ex_partners: tuple[PartnerSpec, ...] = ()
    verblijfstitel: VerblijfstitelSpec | None = None
    vestiging_maanden: int | None = None
    onderzoeken: tuple[OnderzoekSpec, ...] = ()


class LoonSpec(Spec):
    """A wage per period that holds from ``vanaf`` periods ago; ``uren`` can change with it."""

    vanaf: int = Field(ge=1)
    uren: int
    sv_loon: Euro


class PiekSpec(Spec):
    """Something extra once a year, in the first period that ends in ``maand``: a thirteenth month."""

    maand: int = Field(ge=1, le=12)
    bedrag: Euro


class DienstverbandSpec(Spec):
    """A contract from ``vanaf`` of the first wage until ``tot`` periods ago (1 is the last complete one).

    A benefit of the UWV is one too; it is paid for work of the past (``vroegere_arbeid``).
    """

    werkgever: str
    loonheffingennummer: str
    contractvorm: str | None
    verzekerde_wetten: tuple[str, ...] = ("WW", "WAO/WIA", "ZW")
    tijdvak: Literal["maand", "vier-weken"] = "maand"
    loon: tuple[LoonSpec, ...]
    tot: int = 1
    vakantiegeld_procent: Decimal = Decimal(8)
    waarde_privegebruik_auto: Euro | None = None
    eigen_bijdrage_auto: Euro | None = None
    pieken: tuple[PiekSpec, ...] = ()
    vroegere_arbeid: bool = False


class OverigLoonSpec(Spec):
    """Pay that the UWV does not know: of a director-shareholder, or from the SVB."""

    naam: str
    soort: Literal["TEGENWOORDIG", "VROEGER"]
    per_jaar: Euro
    jaren: int = 3


class OndernemingSpec(Spec):
    """A business in income tax, with its profit per year, newest first."""

    naam: str
    winst: tuple[Euro, ...]


class BankrekeningSpec(Spec):
    """``saldo`` is on 1 January of the newest tax year; a year earlier it was ``groei`` less."""

    iban: str
    bank: str
    saldo: Euro | None
    groei: Euro = Decimal(0)
    gezamenlijk: bool = False


class SchuldSpec(Spec):
    """A debt on 1 January of the newest tax year; ``bkr`` is its reference in the registers simulator."""

    omschrijving: str
    saldo: Euro
    maandlast: Euro | None = None
    bkr: str | None = None


class StudieschuldSpec(Spec):
    regeling: str
    fase: str
    oorspronkelijke_schuld: Euro
    hoofdsom_na_extra_aflossing: Euro | None = None
    huidig_saldo: Euro
    rentepercentage: Decimal
    rente_geldig_jaren: int
    maandbedrag_na_draagkracht: Euro | None = None
    resterende_looptijd_maanden: int
    aanvang_maanden: int | None = None


class PensioenSpec(Spec):
    uitvoerder: str
    herkenningsnummer: str
    vanaf_jaren: int
    vanaf_maanden: int = 0
    te_bereiken: int
    opgebouwd: int


class HypotheekSpec(Spec):
    hypotheekhouder: str
    bedrag: Euro
    maanden_geleden: int
    restschuld: Euro
    betaalde_rente: Euro


class WoningSpec(Spec):
    """A home, and without ``adres`` the own one. A year earlier its WOZ value was ``woz_groei`` less."""

    adres: AdresSpec | None = None
    kadastrale_aanduiding: str
    wozobjectnummer: str
    woz_waarde: Euro
    woz_groei: Euro = Decimal(0)
    aandeel: str = "1/1"
    koopsom: Euro | None = None
    gekocht_maanden: int | None = None
    hypotheek: HypotheekSpec | None = None


class VoertuigSpec(Spec):
    kenteken: str
    voertuigsoort: str = "Personenauto"
    merk: str
    handelsbenaming: str
    toegelaten_maanden: int
    op_naam_maanden: int
    catalogusprijs: Euro | None = None
    gebruik: Literal["EIGENDOM", "PRIVATE_LEASE", "ZAKELIJKE_LEASE"] = "EIGENDOM"
    leasemaatschappij: str | None = None
    maandlast: Euro | None = None


class AlimentatieSpec(Spec):
    """Partner alimony; ``wederpartij`` is the name on the bank statement."""

    richting: Literal["ontvangt", "betaalt"]
    maandbedrag: Euro
    wederpartij: str
    tegenrekening: str


class PersonaSpec(Spec):
    """One person with everything the registers know."""

    sleutel: str
    volgorde: int
    samenvatting: str
    groep: Literal["LOONDIENST", "ONDERNEMER", "PENSIOEN", "GEZIN", "BIJZONDER"] = "LOONDIENST"
    persoon: PersoonSpec
    dienstverbanden: tuple[DienstverbandSpec, ...] = ()
    overig_loon: tuple[OverigLoonSpec, ...] = ()
    onderneming: OndernemingSpec | None = None
    pensioeninkomen_per_jaar: Euro | None = None
    loonheffing_procent: Decimal
    bankrekeningen: tuple[BankrekeningSpec, ...]
    schulden: tuple[SchuldSpec, ...] = ()
    studieschulden: tuple[StudieschuldSpec, ...] = ()
    leefsituatie: Literal["Alleenstaand", "Samenwonend"]
    aow_jaren: int
    aow_maanden: int
    pensioenen: tuple[PensioenSpec, ...] = ()
    woning: WoningSpec | None = None
    andere_woningen: tuple[WoningSpec, ...] = ()
    voertuigen: tuple[VoertuigSpec, ...] = ()
    huur_per_maand: Euro | None = None
    alimentatie: AlimentatieSpec | None = None

    @property
    def woningen(self) -> tuple[WoningSpec, ...]:
        """Every home on the person's name, the own one first."""
        return (*((self.woning,) if self.woning else ()), *self.andere_woningen)

    def adres_van(self, woning: WoningSpec) -> AdresSpec:
        """Where a home is."""
        return woning.adres or self.persoon.adres


def since(months: int | None, today: date) -> date | None:
    """The first of the month so many months before today."""
    return None if months is None else months_ago(today, months)
