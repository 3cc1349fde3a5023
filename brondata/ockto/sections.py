"""Wire to datasets, one function per section of the result."""

from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from brondata.datasets import (
    Adres,
    Bankrekening,
    Belastingdienst,
    BrpDatum,
    BrpPersoon,
    BurgerlijkeStaat,
    Collection,
    CollectionStatus,
    Dienstverband,
    Eigendom,
    EigenWoning,
    HypotheekInschrijving,
    IbAangifte,
    KadasterEigendommen,
    Loonperiode,
    Method,
    Partner,
    Reisdocument,
    Schuld,
    Source,
    Studieschuld,
    Studieschulden,
    Terugbetaalfase,
    Terugbetaalregeling,
    UwvVerzekeringsbericht,
    WozWaarde,
    WozWaarden,
)
from brondata.ockto import wire
from brondata.ockto.vocabulary import SOURCES
from brondata.provider import UnreadableDelivery

E = TypeVar("E", bound=StrEnum)

_METHODS = {"API": Method.API, "BESTAND": Method.FILE, "SCRAPING": Method.SCRAPING}
_BURGERLIJKE_STAAT = {staat.name: staat for staat in BurgerlijkeStaat}
_FASEN = {fase.name: fase for fase in Terugbetaalfase}


def _word(words: dict[str, E], word: str, what: str) -> E:
    if word not in words:
        raise UnreadableDelivery(f"unknown {what}")
    return words[word]


def collection(line: wire.BronRegel) -> Collection:
    return Collection(
        source=SOURCES[line.bron],
        status=CollectionStatus.COLLECTED if line.status == "OPGEHAALD" else CollectionStatus.FAILED,
        at=line.opgehaald_op,
        method=_METHODS[line.methode] if line.methode else None,
        reason=line.reden,
    )


def persoon(persoon: wire.PersoonWire, at: datetime) -> BrpPersoon:
    return BrpPersoon(
        collected_at=at,
        source=Source.BRP,
        voornamen=persoon.voornamen,
        voorletters=persoon.voorletters,
        voorvoegsel=persoon.voorvoegsel,
        geslachtsnaam=persoon.geslachtsnaam,
        geboortedatum=_brp_datum(persoon.geboortedatum),
        geboorteplaats=persoon.geboorteplaats,
        geslacht=persoon.geslacht,
        nationaliteiten=persoon.nationaliteiten,
        verblijfstitel=persoon.verblijfstitel,
        burgerlijke_staat=_word(_BURGERLIJKE_STAAT, persoon.burgerlijke_staat, "burgerlijke staat"),
        adres=_adres(persoon.adres),
        reisdocument=_reisdocument(persoon.reisdocument) if persoon.reisdocument else None,
        partner=_partner(persoon.partner) if persoon.partner else None,
        in_onderzoek=persoon.in_onderzoek,
    )


def _reisdocument(document: wire.ReisdocumentWire) -> Reisdocument:
    return Reisdocument(soort=document.soort, nummer=document.nummer, geldig_tot=document.geldig_tot)


def _partner(partner: wire.PartnerWire) -> Partner:
    return Partner(
        voornamen=partner.voornamen,
        voorvoegsel=partner.voorvoegsel,
        geslachtsnaam=partner.geslachtsnaam,
        geboortedatum=_brp_datum(partner.geboortedatum) if partner.geboortedatum else None,
        sinds=partner.sinds,
    )


def _brp_datum(text: str) -> BrpDatum:
    """A BRP date, where 00 stands for an unknown month or day."""
    jaar, maand, dag = (int(part) for part in text.split("-"))
    try:
        date(jaar, maand or 1, dag or 1)
    except ValueError:
        raise UnreadableDelivery("a date of birth that does not exist") from None
    return BrpDatum(jaar=jaar, maand=maand or None, dag=(dag or None) if maand else None)


def _adres(adres: wire.AdresWire | None) -> Adres | None:
    if adres is None:
        return None
    return Adres(
        straat=adres.straat,
        huisnummer=adres.huisnummer,
        huisletter=adres.huisletter,
        toevoeging=adres.toevoeging,
        postcode=adres.postcode.replace(" ", ""),
        woonplaats=adres.woonplaats,
        sinds=adres.sinds,
    )


def verzekeringsbericht(bericht: wire.VerzekeringsberichtWire, at: datetime) -> UwvVerzekeringsbericht:
    return UwvVerzekeringsbericht(
        collected_at=at,
        source=Source.UWV,
        datum=bericht.datum,
        versie=bericht.versie,
        dienstverbanden=tuple(_dienstverband(contract) for contract in bericht.dienstverbanden),
    )


def _dienstverband(contract: wire.DienstverbandWire) -> Dienstverband:
    perioden = sorted(contract.perioden, key=lambda periode: (periode.van, periode.tot_en_met))
    if any(periode.van > periode.tot_en_met for periode in perioden):
        raise UnreadableDelivery("a wage period that ends before it begins")
    return Dienstverband(
        werkgever=contract.werkgever,
        loonheffingennummer=contract.loonheffingennummer,
        contractvorm=contract.contractvorm or None,
        verzekerde_wetten=contract.verzekerde_wetten,
        perioden=tuple(
            Loonperiode(
                van=periode.van,
                tot=periode.tot_en_met,
                uren=periode.uren,
                sv_loon=periode.sv_loon,
                waarde_privegebruik_auto=periode.waarde_privegebruik_auto,
                eigen_bijdrage_auto=periode.eigen_bijdrage_auto,
            )
            for periode in perioden
        ),
    )


def belastingdienst(aangiften: tuple[wire.AangifteWire, ...], at: datetime) -> Belastingdienst:
    return Belastingdienst(
        collected_at=at,
        source=Source.BELASTINGDIENST,
        aangiften=tuple(_aangifte(item) for item in sorted(aangiften, key=lambda item: item.jaar, reverse=True)),
    )


def _aangifte(item: wire.AangifteWire) -> IbAangifte:
    return IbAangifte(
        jaar=item.jaar,
        loon_tegenwoordige_arbeid=item.loon_tegenwoordige_arbeid,
        loon_vroegere_arbeid=item.loon_vroegere_arbeid,
        ingehouden_loonheffing=item.ingehouden_loonheffing,
        bankrekeningen=tuple(
            Bankrekening(iban=r.iban, bank=r.bank, saldo_1_januari=r.saldo1_januari, gezamenlijk=r.gezamenlijk)
            for r in item.bankrekeningen
        ),
        schulden=tuple(Schuld(omschrijving=s.omschrijving, saldo_1_januari=s.saldo1_januari) for s in item.schulden),
        eigen_woning=_eigen_woning(item.eigen_woning) if item.eigen_woning else None,
    )


def _eigen_woning(woning: wire.EigenWoningWire) -> EigenWoning:
    return EigenWoning(
        wozobjectnummer=woning.wozobjectnummer,
        woz_waarde=woning.woz_waarde,
        eigenwoningschuld=woning.eigenwoningschuld,
        betaalde_hypotheekrente=woning.betaalde_hypotheekrente,
    )


def studieschulden(schulden: tuple[wire.StudieschuldWire, ...], at: datetime) -> Studieschulden:
    regelingen = {regeling.value: regeling for regeling in Terugbetaalregeling}
    return Studieschulden(
        collected_at=at,
        source=Source.DUO,
        schulden=tuple(
            Studieschuld(
                regeling=_word(regelingen, schuld.regeling, "terugbetaalregeling"),
                fase=_word(_FASEN, schuld.fase, "terugbetaalfase"),
                oorspronkelijke_schuld=schuld.oorspronkelijke_schuld,
                huidig_saldo=schuld.huidig_saldo,
                rentepercentage=schuld.rentepercentage,
                rente_geldig_tot=schuld.rente_geldig_tot,
                wettelijk_maandbedrag=schuld.wettelijk_maandbedrag,
                maandbedrag_na_draagkracht=schuld.maandbedrag_na_draagkracht,
                resterende_looptijd_maanden=schuld.resterende_looptijd_maanden,
            )
            for schuld in schulden
        ),
    )


def eigendommen(eigendommen: tuple[wire.EigendomWire, ...], at: datetime) -> KadasterEigendommen:
    return KadasterEigendommen(
        collected_at=at,
        source=Source.KADASTER,
        eigendommen=tuple(
            Eigendom(
                kadastrale_aanduiding=eigendom.kadastrale_aanduiding,
                adres=_adres(eigendom.adres),
                soort_recht=eigendom.soort_recht,
                aandeel=eigendom.aandeel,
                hypotheken=tuple(
                    HypotheekInschrijving(
                        hypotheekhouder=hypotheek.hypotheekhouder,
                        bedrag_zekerheidsstelling=hypotheek.bedrag_zekerheidsstelling,
                        ingeschreven_op=hypotheek.ingeschreven_op,
                    )
                    for hypotheek in eigendom.hypotheken
                ),
                beslag=eigendom.beslag,
                erfpachtcanon=eigendom.erfpachtcanon,
            )
            for eigendom in eigendommen
        ),
    )


def woz(waarden: tuple[wire.WozWire, ...], at: datetime) -> WozWaarden:
    newest_first = sorted(waarden, key=lambda waarde: waarde.waardepeildatum, reverse=True)
    return WozWaarden(
        collected_at=at,
        source=Source.WOZ,
        waarden=tuple(
            WozWaarde(
                wozobjectnummer=waarde.wozobjectnummer,
                adres=_adres(waarde.adres),
                waarde=waarde.waarde,
                waardepeildatum=waarde.waardepeildatum,
            )
            for waarde in newest_first
        ),
    )
