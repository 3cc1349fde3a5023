"""Kadaster, WOZ and RDW: what somebody has."""

from datetime import datetime

from brondata.datasets import (
    Eigendom,
    Gebruik,
    HypotheekInschrijving,
    KadasterEigendommen,
    RdwVoertuigen,
    Source,
    Voertuig,
    WozWaarde,
    WozWaarden,
)
from brondata.ockto import result
from brondata.ockto.sections.shared import adres


def eigendommen(eigendommen: tuple[result.EigendomWire, ...], at: datetime) -> KadasterEigendommen:
    """The Kadaster section."""
    return KadasterEigendommen(
        collected_at=at,
        source=Source.KADASTER,
        eigendommen=tuple(
            Eigendom(
                kadastrale_aanduiding=eigendom.kadastrale_aanduiding,
                identificatie=eigendom.identificatie,
                adres=adres(eigendom.adres),
                soort_recht=eigendom.soort_recht,
                aandeel=eigendom.aandeel,
                verkregen_op=eigendom.verkregen_op,
                koopsom=eigendom.koopsom,
                koopjaar=eigendom.koopjaar,
                koopsom_meer_objecten=eigendom.koopsom_meer_objecten,
                hypotheken=tuple(
                    HypotheekInschrijving(
                        hypotheekhouder=hypotheek.hypotheekhouder,
                        bedrag_zekerheidsstelling=hypotheek.bedrag_zekerheidsstelling,
                        ingeschreven_op=hypotheek.ingeschreven_op,
                        stukidentificaties=hypotheek.stuk_identificaties,
                    )
                    for hypotheek in eigendom.hypotheken
                ),
                beslag=eigendom.beslag,
                erfpachtcanon=eigendom.erfpachtcanon,
                in_onderzoek=eigendom.in_onderzoek,
            )
            for eigendom in eigendommen
        ),
    )


def woz(waarden: tuple[result.WozWire, ...], at: datetime) -> WozWaarden:
    """The WOZ section."""
    newest_first = sorted(waarden, key=lambda waarde: waarde.waardepeildatum, reverse=True)
    return WozWaarden(
        collected_at=at,
        source=Source.WOZ,
        waarden=tuple(
            WozWaarde(
                wozobjectnummer=waarde.wozobjectnummer,
                adres=adres(waarde.adres),
                waarde=waarde.waarde,
                waardepeildatum=waarde.waardepeildatum,
                bezwaar_of_beroep=waarde.indicatie_bezwaar_beroep,
            )
            for waarde in newest_first
        ),
    )


def voertuigen(voertuigen: tuple[result.VoertuigWire, ...], at: datetime) -> RdwVoertuigen:
    """The RDW section."""
    return RdwVoertuigen(
        collected_at=at,
        source=Source.RDW,
        voertuigen=tuple(
            Voertuig(
                kenteken=voertuig.kenteken,
                voertuigsoort=voertuig.voertuigsoort,
                merk=voertuig.merk,
                handelsbenaming=voertuig.handelsbenaming,
                eerste_toelating=voertuig.datum_eerste_toelating,
                tenaamgesteld_op=voertuig.datum_tenaamstelling,
                catalogusprijs=voertuig.catalogusprijs,
                gebruik=Gebruik[voertuig.gebruik],
                leasemaatschappij=voertuig.leasemaatschappij,
            )
            for voertuig in voertuigen
        ),
    )
