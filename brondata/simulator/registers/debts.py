"""DUO."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from brondata.simulator.calendar import months_ago
from brondata.simulator.personas.spec import PersonaSpec, StudieschuldSpec
from brondata.simulator.registers.shared import Json
from brondata.simulator.wages import CENT


def duo(persona: PersonaSpec, at: datetime) -> list[Json]:
    """The student debts."""
    return [
        {
            "regeling": loan.regeling,
            "fase": loan.fase,
            "oorspronkelijkeSchuld": loan.oorspronkelijke_schuld,
            "hoofdsomNaExtraAflossing": loan.hoofdsom_na_extra_aflossing,
            "huidigSaldo": loan.huidig_saldo,
            "rentepercentage": loan.rentepercentage,
            "renteGeldigTot": date(at.year + loan.rente_geldig_jaren, 12, 31).isoformat(),
            "wettelijkMaandbedrag": term_amount(loan) if loan.fase == "AFLOSFASE" else None,
            "maandbedragNaDraagkracht": loan.maandbedrag_na_draagkracht,
            "draagkrachtGeldigTot": date(at.year, 12, 31).isoformat() if loan.maandbedrag_na_draagkracht else None,
            "resterendeLooptijdMaanden": loan.resterende_looptijd_maanden,
            "aanvangTerugbetaling": months_ago(at.date(), loan.aanvang_maanden).isoformat()
            if loan.aanvang_maanden is not None
            else None,
        }
        for loan in persona.studieschulden
    ]


def term_amount(loan: StudieschuldSpec) -> Decimal:
    """The statutory monthly amount: the annuity over what is left."""
    rate = loan.rentepercentage / 1200
    factor = rate / (1 - (1 + rate) ** -loan.resterende_looptijd_maanden)
    return (loan.huidig_saldo * factor).quantize(CENT, ROUND_HALF_UP)


def due(loan: StudieschuldSpec) -> Decimal | None:
    """What is really paid each month; ``None`` while nothing has to be paid."""
    if loan.fase != "AFLOSFASE":
        return None
    return loan.maandbedrag_na_draagkracht or term_amount(loan)
