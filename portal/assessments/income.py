"""Toetsinkomen from the UWV message by the IBL: the register's message into the engine's sum (gids 4.1.1)."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from brondata.datasets import Dienstverband, UwvVerzekeringsbericht
from portal import clock
from portal.assessments.facts.shapes import Json, known
from underwriting.ibl import Contract, IblOutcome, Verzekeringsbericht, WageItem, determine
from underwriting.ibl.report import step_json
from underwriting.norms import ibl_on

LONGEST_TEXT, LONGEST_NAME = 400, 200
"""Characters of a step that the facts keep (underwriting.facts.incomes.IblStep)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IblIncome:
    """What the IBL found: euros per year, by which calculations (A to D), under which rules, in which steps.

    Without a toetsinkomen `refusal` says why: code, paragraph and words.
    """

    toetsinkomen: Decimal | None
    contract_kind: str
    version: str
    steps: list[Json]
    refusal: str


def ibl_of(message: UwvVerzekeringsbericht, *, today: date) -> IblIncome:
    """The toetsinkomen by the rules in force on `today`, or why the IBL does not apply to this message."""
    outcome = determine(_message(message), ibl_on(today), on=today)
    return IblIncome(
        toetsinkomen=outcome.toetsinkomen,
        contract_kind="+".join(one.kind for one in outcome.calculations),
        version=outcome.version,
        steps=_steps(outcome),
        refusal="; ".join(f"{one.code.value} ({one.section}): {one.text}" for one in outcome.refusals)[:LONGEST_TEXT],
    )


def toetsinkomen_of(message: UwvVerzekeringsbericht) -> Decimal | None:
    """Only the amount, for a page; None when the IBL does not apply."""
    return ibl_of(message, today=clock.today()).toetsinkomen


def _steps(outcome: IblOutcome) -> list[Json]:
    """The steps as the facts keep them; what was read where the sources differ is told in a step of its own."""
    steps = [step_json(step) for step in outcome.steps]
    readings = [{"name": "Lezing", "section": "bronnen", "text": text} for text in outcome.readings]
    warnings = [{"name": "Let op", "section": "3.2.3, 3.9", "text": text} for text in outcome.warnings]
    return [_kept(step) for step in (*steps, *readings, *warnings)]


def _kept(step: Json) -> Json:
    employer = step.get("employer")
    return known(
        {
            **{key: step.get(key) for key in ("name", "section", "value", "unit", "was")},
            "text": step["text"][:LONGEST_TEXT],
            "employer": employer[:LONGEST_NAME] if employer else None,
            "from_on": step.get("from"),
            "to_on": step.get("to"),
        }
    )


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
