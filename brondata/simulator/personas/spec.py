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
    """A birthday with the age that the persona keeps."""

    leeftijd: int
    maand: int = Field(ge=1, le=12)
    dag: int = Field(ge=1, le=28)

    def on(self, today: date) -> date:
        """The date of birth that gives this age today."""
        had_birthday = (self.maand, self.dag) <= (today.month, today.day)
        return date(today.year - self.leeftijd - (0 if had_birthday else 1), self.maand, self.dag)


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


class LoonSpec(Spec):
    """A wage per period that holds from ``vanaf`` periods ago; ``uren`` can change with it."""

    vanaf: int = Field(ge=1)
    uren: int
    sv_loon: Euro


class DienstverbandSpec(Spec):
    """A contract from ``vanaf`` of the first wage until ``tot`` periods ago (1 is the last complete one)."""

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


class BankrekeningSpec(Spec):
    """``saldo`` is on 1 January of the newest tax year; a year earlier it was ``groei`` less."""

    iban: str
    bank: str
    saldo: Euro | None
    groei: Euro = Decimal(0)
    gezamenlijk: bool = False


class SchuldSpec(Spec):
    omschrijving: str
    saldo: Euro


class StudieschuldSpec(Spec):
    regeling: str
    fase: str
    oorspronkelijke_schuld: Euro
    huidig_saldo: Euro
    rentepercentage: Decimal
    rente_geldig_jaren: int
    maandbedrag_na_draagkracht: Euro | None = None
    resterende_looptijd_maanden: int


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
    """An own home at the person's own address."""

    kadastrale_aanduiding: str
    wozobjectnummer: str
    woz_waarde: Euro
    aandeel: str = "1/1"
    hypotheek: HypotheekSpec | None = None


class PersonaSpec(Spec):
    """One person with everything the registers know."""

    sleutel: str
    volgorde: int
    samenvatting: str
    persoon: PersoonSpec
    dienstverbanden: tuple[DienstverbandSpec, ...] = ()
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


def since(months: int | None, today: date) -> date | None:
    """The first of the month so many months before today."""
    return None if months is None else months_ago(today, months)
