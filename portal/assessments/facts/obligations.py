"""Debts and duties: from DUO, BKR and what the applicants told; other homes from the Kadaster."""

from decimal import Decimal

from brondata.datasets import Adres, Eigendom, Studieschuld, Terugbetaalfase
from portal.assessments.facts.inputs import Person
from portal.assessments.facts.shapes import Json, known, money, rate
from portal.assessments.registers.facts import to_obligations
from portal.assessments.registers.port import RegisterKind
from portal.dossiers.models import Wish

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


def other_properties_of(persons: tuple[Person, ...], wish: Wish) -> list[Json]:
    """Homes in the Kadaster or told about. Who owns one is moving: a person asks what is still unknown.

    What two people own together stands in the Kadaster of both and is one home. Where one of the owners lives is the
    present home; when nobody lives in any of them, every home may be.
    """
    owners: dict[str, list[str]] = {}
    lived_in: set[str] = set()
    for person in persons:
        for eigendom in _owned_by(person):
            owners.setdefault(eigendom.kadastrale_aanduiding, []).append(person.id)
            if _lives_there(person, eigendom):
                lived_in.add(eigendom.kadastrale_aanduiding)
    if not owners and wish.owns_home:
        return [{"id": "w1", "role": "huidige-woning", "owner_ids": [person.id for person in persons]}]
    return [
        {
            "id": f"w{number}",
            "role": "huidige-woning" if not lived_in or home in lived_in else "andere-woning",
            "owner_ids": sorted(set(ids)),
        }
        for number, (home, ids) in enumerate(owners.items(), start=1)
    ]


def _owned_by(person: Person) -> tuple[Eigendom, ...]:
    kadaster = person.bundle.eigendommen if person.bundle else None
    return kadaster.eigendommen if kadaster else ()


def _lives_there(person: Person, eigendom: Eigendom) -> bool:
    registered = person.bundle.persoon if person.bundle else None
    home, there = registered.adres if registered else None, eigendom.adres
    if home is None or there is None:
        return False
    return _door(home) == _door(there)


def _door(address: Adres) -> tuple[str, int, str, str]:
    """What tells one front door from another."""
    letter, addition = (address.huisletter or "").upper(), (address.toevoeging or "").upper()
    return address.postcode.replace(" ", "").upper(), address.huisnummer, letter, addition


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
            {
                "id": f"{person.id}-onderhands",
                "kind": "lening-derden",
                "applicant_ids": [person.id],
                "lender": "overig",
                "purpose": "anders",
                "original_principal": money(row.private_loan_outstanding),
                "outstanding": money(row.private_loan_outstanding),
                "actual_monthly": money(row.private_loan_monthly or Decimal(0)),
            }
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
