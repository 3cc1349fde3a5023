"""UWV, Belastingdienst and MijnOverheid's registered income: what somebody earned."""

from datetime import datetime

from brondata.datasets import (
    Bankrekening,
    Belastingdienst,
    Dienstverband,
    EigenWoning,
    GeregistreerdInkomen,
    IbAangifte,
    Inkomstenregel,
    Lijfrente,
    Loonperiode,
    MijnGeregistreerdInkomen,
    OverigeWoning,
    Schuld,
    SoortArbeid,
    SoortInkomen,
    Source,
    UwvVerzekeringsbericht,
)
from brondata.ockto import result
from brondata.provider import UnreadableDelivery


def verzekeringsbericht(bericht: result.VerzekeringsberichtWire, at: datetime) -> UwvVerzekeringsbericht:
    """The UWV section; the figures are those of the day on the message."""
    return UwvVerzekeringsbericht(
        collected_at=at,
        source=Source.UWV,
        peildatum=bericht.datum,
        datum=bericht.datum,
        versie=bericht.versie,
        dienstverbanden=tuple(_dienstverband(contract) for contract in bericht.dienstverbanden),
    )


def _dienstverband(contract: result.DienstverbandWire) -> Dienstverband:
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


def belastingdienst(aangiften: tuple[result.AangifteWire, ...], at: datetime) -> Belastingdienst:
    """The section of the pre-filled returns."""
    return Belastingdienst(
        collected_at=at,
        source=Source.BELASTINGDIENST,
        aangiften=tuple(_aangifte(item) for item in sorted(aangiften, key=lambda item: item.jaar, reverse=True)),
    )


def _aangifte(item: result.AangifteWire) -> IbAangifte:
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
        inkomsten=tuple(
            Inkomstenregel(
                naam=regel.naam,
                soort=SoortArbeid[regel.soort],
                bedrag=regel.bedrag,
                ingehouden_loonheffing=regel.ingehouden_loonheffing,
            )
            for regel in item.inkomsten
        ),
        overige_woningen=tuple(
            OverigeWoning(wozobjectnummer=woning.wozobjectnummer, woz_waarde=woning.woz_waarde)
            for woning in item.overige_woningen
        ),
        lijfrenten=tuple(
            Lijfrente(aanbieder=polis.aanbieder, polisnummer=polis.polisnummer, betaalde_premie=polis.betaalde_premie)
            for polis in item.lijfrenten
        ),
        voorlopige_aanslag=item.voorlopige_aanslag,
    )


def _eigen_woning(woning: result.EigenWoningWire) -> EigenWoning:
    return EigenWoning(
        wozobjectnummer=woning.wozobjectnummer,
        woz_waarde=woning.woz_waarde,
        eigenwoningschuld=woning.eigenwoningschuld,
        betaalde_hypotheekrente=woning.betaalde_hypotheekrente,
    )


def geregistreerd_inkomen(
    inkomens: tuple[result.GeregistreerdInkomenWire, ...], at: datetime
) -> MijnGeregistreerdInkomen:
    """The MGI section."""
    return MijnGeregistreerdInkomen(
        collected_at=at,
        source=Source.MGI,
        inkomens=tuple(
            GeregistreerdInkomen(
                jaar=inkomen.jaar,
                soort=SoortInkomen[inkomen.soort],
                bedrag=inkomen.bedrag,
                vastgesteld_op=inkomen.vastgesteld_op,
                in_onderzoek=inkomen.in_onderzoek,
            )
            for inkomen in sorted(inkomens, key=lambda item: item.jaar, reverse=True)
        ),
    )
