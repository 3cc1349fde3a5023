"""The starter with another income, and what it came to."""

from decimal import Decimal

from tests.underwriting.builders import Json, changed, decided, starter

INCOMES = "applicants[0].incomes"
SALARY = {"kind": "bruto-jaarsalaris", "annual_amount": "50000.00"}
HOLIDAY = {"kind": "vakantietoeslag", "annual_amount": "4000.00"}
PAPERS = [
    {"id": "d-strook", "type": "salarisstrook", "applicant_id": "p1", "dated": "2026-02-20", "review": "goedgekeurd"},
    {
        "id": "d-wgv",
        "type": "werkgeversverklaring",
        "applicant_id": "p1",
        "dated": "2026-02-20",
        "review": "goedgekeurd",
    },
]


def wage(**facts: object) -> Json:
    """A permanent job of 40 hours, by payslip and employer's statement, that meets every condition."""
    stated = {
        "id": "i1",
        "kind": "loondienst",
        "contract": "onbepaalde-tijd",
        "starts_on": "2021-04-01",
        "proeftijd_ends_on": "2021-05-31",
        "intends_termination": False,
        "hours_per_week": "40.0",
        "paid_by_bank": True,
        "loonbeslag": False,
        "looncessie": False,
        "method": "salarisstrook-werkgeversverklaring",
        "components": [SALARY, HOLIDAY],
    }
    return {key: value for key, value in {**stated, **facts}.items() if value is not None}


def earning(*incomes: Json) -> Json:
    """The starter with these incomes and the papers of a wage."""
    document = changed(starter(), INCOMES, list(incomes))
    return changed(document, "documents", [*document["documents"], *PAPERS])


def on_payslip(*components: Json, **facts: object) -> Json:
    """The starter on a salary of 54,000 with these components besides."""
    return earning(wage(components=[SALARY, HOLIDAY, *components], **facts))


def joint(document: Json) -> Decimal | None:
    """The joint toetsinkomen."""
    figure = decided(document).figures.toetsinkomen
    assert figure is not None
    return figure.joint


def counted(document: Json, income_id: str = "i1") -> tuple[str, str]:
    """What one income counts for, and by which method."""
    figure = decided(document).figures.toetsinkomen
    assert figure is not None
    found = {part.income_id: part for applicant in figure.applicants for part in applicant.components}
    return f"{found[income_id].counted:.2f}", found[income_id].method
