"""Toetsinkomen from the UWV message by the IBL: the register's message into the engine's sum (gids 4.1.1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brondata.datasets import Dienstverband, UwvVerzekeringsbericht
from portal import clock
from underwriting.ibl import Contract, Verzekeringsbericht, WageItem, determine
from underwriting.norms import norms_on


@dataclass(frozen=True, slots=True, kw_only=True)
class IblIncome:
    """What the IBL found: euros per year, by which calculations (A to D), under which rules."""

    toetsinkomen: Decimal
    contract_kind: str
    version: str


def ibl_of(message: UwvVerzekeringsbericht, *, today: date) -> IblIncome | None:
    """The toetsinkomen by the rules in force on `today`; None when the IBL does not apply to this message."""
    outcome = determine(_message(message), norms_on(today))
    if outcome.toetsinkomen is None:
        return None
    kinds = "+".join(one.kind for one in outcome.calculations)
    return IblIncome(toetsinkomen=outcome.toetsinkomen, contract_kind=kinds, version=outcome.version)


def toetsinkomen_of(message: UwvVerzekeringsbericht) -> Decimal | None:
    """Only the amount, for a page; None when the IBL does not apply."""
    found = ibl_of(message, today=clock.today())
    return found.toetsinkomen if found else None


def _message(message: UwvVerzekeringsbericht) -> Verzekeringsbericht:
    return Verzekeringsbericht(
        dated_on=message.datum,
        contracts=tuple(_contract(one) for one in message.dienstverbanden if one.perioden),
    )


def _contract(job: Dienstverband) -> Contract:
    return Contract(
        employer=job.werkgever,
        loonheffingennummer=job.loonheffingennummer,
        contract_form=job.contractvorm,
        items=tuple(
            WageItem(
                starts_on=period.van,
                ends_on=period.tot,
                hours=Decimal(period.uren),
                sv_loon=period.sv_loon,
                private_use=period.waarde_privegebruik_auto or Decimal(0),
                own_contribution=period.eigen_bijdrage_auto or Decimal(0),
            )
            for period in job.perioden
        ),
    )
