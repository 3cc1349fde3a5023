"""DUO: student debts."""

from datetime import datetime

from brondata.datasets import Source, Studieschuld, Studieschulden, Terugbetaalfase, Terugbetaalregeling
from brondata.ockto import result
from brondata.ockto.sections.shared import word

_REGELINGEN = {regeling.value: regeling for regeling in Terugbetaalregeling}
_FASEN = {fase.name: fase for fase in Terugbetaalfase}


def studieschulden(schulden: tuple[result.StudieschuldWire, ...], at: datetime) -> Studieschulden:
    """The DUO section."""
    return Studieschulden(
        collected_at=at,
        source=Source.DUO,
        schulden=tuple(
            Studieschuld(
                regeling=word(_REGELINGEN, schuld.regeling, "terugbetaalregeling"),
                fase=word(_FASEN, schuld.fase, "terugbetaalfase"),
                oorspronkelijke_schuld=schuld.oorspronkelijke_schuld,
                hoofdsom_na_extra_aflossing=schuld.hoofdsom_na_extra_aflossing,
                huidig_saldo=schuld.huidig_saldo,
                rentepercentage=schuld.rentepercentage,
                rente_geldig_tot=schuld.rente_geldig_tot,
                wettelijk_maandbedrag=schuld.wettelijk_maandbedrag,
                maandbedrag_na_draagkracht=schuld.maandbedrag_na_draagkracht,
                draagkracht_geldig_tot=schuld.draagkracht_geldig_tot,
                resterende_looptijd_maanden=schuld.resterende_looptijd_maanden,
                aanvang_terugbetaling=schuld.aanvang_terugbetaling,
            )
            for schuld in schulden
        ),
    )
