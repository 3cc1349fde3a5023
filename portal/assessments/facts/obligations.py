"""Debts and duties: from DUO, BKR and what the applicants told."""

from decimal import Decimal

from brondata.datasets import Studieschuld, Terugbetaalfase
from portal.assessments.facts.inputs import Person
from portal.assessments.facts.shapes import Json, known, money, rate
from portal.assessments.registers.facts import to_obligations
from portal.assessments.registers.port import RegisterKind

PHASES = {
    Terugbetaalfase.AANLOOPFASE: "nog-niet-verschuldigd",
    Terugbetaalfase.AFLOSVRIJE_PERIODE: "aflosvrije-periode",
}


def obligations_of(persons: tuple[Person, ...]) -> list[Json]:
    """Every obligation of every applicant."""
    found: list[Json] = []
    for person in persons:
        found += _studieschulden(person)
        found += _told(person)
    bkr = {person.id: answer for person in persons for answer in person.registers if answer.kind is RegisterKind.BKR}
    return found + to_obligations(bkr)


def _studieschulden(person: Person) -> list[Json]:
    studie = person.bundle.studieschulden if person.bundle else None
    if studie is None:
        return _typed_study_debt(person)
    return [_studieschuld(person.id, number, schuld) for number, schuld in enumerate(studie.schulden, start=1)]


def _studieschuld(person_id: str, number: int, schuld: Studieschuld) -> Json:
    status = PHASES.get(schuld.fase)
    lowered, lower = schuld.maandbedrag_na_draagkracht, schuld.hoofdsom_na_extra_aflossing
    if status is None:
        status = "verlaagd-draagkracht" if lowered is not None else "regulier"
    due = lowered if lowered is not None else schuld.wettelijk_maandbedrag
    return known(
        {
            "id": f"{person_id}-duo{number}",
            "kind": "studielening",
            "applicant_ids": [person_id],
            "regime": schuld.regeling.value,
            "original_principal": money(schuld.oorspronkelijke_schuld),
            "principal_after_extra_repayment": money(lower) if lower is not None else None,
            "outstanding": money(schuld.huidig_saldo),
            "rate": rate(schuld.rentepercentage),
            "remaining_months": schuld.resterende_looptijd_maanden,
            "monthly_instalment": money(due) if due is not None else None,
            "instalment_status": status,
            "evidence": [f"b-{person_id}-duo"],
        }
    )


def _typed_study_debt(person: Person) -> list[Json]:
    typed = person.declared or {}
    if not typed or Decimal(typed.get("study_debt", "0")) == 0:
        return []
    return [
        {
            "id": f"{person.id}-duo1",
            "kind": "studielening",
            "applicant_ids": [person.id],
            "outstanding": typed["study_debt"],
            "monthly_instalment": typed["study_debt_monthly"],
            "instalment_status": "regulier",
        }
    ]


def _told(person: Person) -> list[Json]:
    row = person.applicant
    found: list[Json] = []
    if row.private_loan_outstanding:
        found.append(
            known(
                {
                    "id": f"{person.id}-onderhands",
                    "kind": "lening-derden",
                    "applicant_ids": [person.id],
                    "lender": person.told.get("private_loan_lender"),
                    "purpose": person.told.get("private_loan_purpose"),
                    "original_principal": person.told.get("private_loan_principal"),
                    "outstanding": money(row.private_loan_outstanding),
                    "actual_monthly": money(row.private_loan_monthly or Decimal(0)),
                }
            )
        )
    if row.alimony_monthly:
        found.append(
            {
                "id": f"{person.id}-alimentatie",
                "kind": "partneralimentatie",
                "applicant_ids": [person.id],
                "annual_amount": money(row.alimony_monthly * 12),
            }
        )
    return found
