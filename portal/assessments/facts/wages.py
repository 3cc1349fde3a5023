"""Wages: by UWV's message, else as they were typed (gids 4.1)."""

from datetime import date
from decimal import Decimal

from brondata.datasets import Source, UwvVerzekeringsbericht
from portal.assessments.facts.inputs import Person
from portal.assessments.facts.shapes import Json, day, known, money
from portal.assessments.income import ibl_of
from portal.dossiers.choices import IncomeKind
from underwriting.norms import norms_on


def wages_of(person: Person, today: date) -> list[Json]:
    """The wages of an applicant."""
    message = person.bundle.verzekeringsbericht if person.bundle else None
    if message is not None and message.dienstverbanden:
        return [_from_uwv(person, message, today)]
    kinds = person.told.get("income_kinds")
    if kinds is not None and IncomeKind.WAGE not in kinds:
        return []  # typed before they said that there is no job
    if person.declared and "salary" in person.declared:  # it may hold only what another register did not give
        return [_declared(person)]
    return []


def _from_uwv(person: Person, message: UwvVerzekeringsbericht, today: date) -> Json:
    row = person.applicant
    latest = max(message.dienstverbanden, key=lambda one: one.perioden[-1].tot if one.perioden else date.min)
    result = ibl_of(message, today=today)
    history = min((one.perioden[0].van for one in message.dienstverbanden if one.perioden), default=None)
    return known(
        {
            "id": f"{person.id}-i1",
            "kind": "loondienst",
            "employer": latest.werkgever,
            "contract": _contract_kind(latest.contractvorm, today),
            "starts_on": day(latest.perioden[0].van if latest.perioden else history),
            "intends_termination": row.job_ending,
            "paid_by_bank": row.wage_by_bank,
            "loonbeslag": row.wage_garnished,
            "looncessie": row.wage_ceded,
            "method": "ibl",
            "ibl": known(
                {
                    "toetsinkomen": money(result.toetsinkomen),
                    "contract_kind": result.contract_kind,
                    "calculation_rules_version": result.version,
                    "uwv_message_on": message.datum.isoformat(),
                    "steps": result.steps,
                }
            )
            if result.toetsinkomen is not None
            else None,
            "ibl_refusal": result.refusal,
            "evidence": [person.sources.proof[Source.UWV]],
        }
    )


def _contract_kind(contract_form: str | None, today: date) -> str | None:
    """The kind of contract by its form on the message; a form that is not on the list tells nothing."""
    form = norms_on(today).ibl.contract_forms.find(contract_form)
    if form is None:
        return None
    fixed, on_call = form
    if on_call:
        return "oproep"
    return "bepaalde-tijd-zonder-intentieverklaring" if fixed == "no" else "onbepaalde-tijd"


def _declared(person: Person) -> Json:
    """What was typed; without evidence until documents prove it (gids 8, route 2)."""
    row, typed = person.applicant, person.declared or {}
    salary, holiday = Decimal(typed["salary"]), Decimal(typed["holiday_pay"])
    components = [("bruto-jaarsalaris", salary), ("vakantietoeslag", holiday)]
    return known(
        {
            "id": f"{person.id}-i1",
            "kind": "loondienst",
            "employer": typed["employer"],
            "contract": typed["contract"],
            "starts_on": typed["starts_on"],
            "intends_termination": row.job_ending,
            "paid_by_bank": row.wage_by_bank,
            "loonbeslag": row.wage_garnished,
            "looncessie": row.wage_ceded,
            "hours_per_week": f"{Decimal(typed['hours_per_week']):.1f}",
            "method": "salarisstrook-werkgeversverklaring",
            "current_annual_income": money(salary + holiday),
            "components": [
                {"kind": kind, "annual_amount": money(amount), "fixed": True} for kind, amount in components if amount
            ],
        }
    )
