"""A document's JSON is the lead copy: it must survive the round trip and refuse what does not hold together."""

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from portal.offers.codec import DocumentError
from portal.offers.document_kinds import document_from_json
from portal.offers.documents import Document, RenteaanbodDocument
from tests.portal.offers import samples


@pytest.mark.parametrize("document", samples.ALL, ids=lambda document: document.kind)
def test_a_document_survives_json(document: Document) -> None:
    text = json.dumps(document.to_json())
    assert document_from_json(json.loads(text)) == document


def test_json_holds_no_float() -> None:
    def floats(value: object) -> list[float]:
        if isinstance(value, dict):
            return [found for item in value.values() for found in floats(item)]
        if isinstance(value, list):
            return [found for item in value for found in floats(item)]
        return [value] if isinstance(value, float) else []

    assert floats(samples.HYPOTHEEKAANBOD.to_json()) == []


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"kind": "iets-anders"}, "kind"),
        ({"reference": None}, "RenteaanbodDocument.reference"),
        ({"surprise": 1}, "document"),
        ({"issued_on": "23-11-2026"}, "issued_on"),
        ({"borrowers": "Maaike"}, "borrowers"),
        ({"specimen": 1}, "RenteaanbodDocument.specimen"),
    ],
)
def test_json_that_is_not_ours_is_refused_with_its_place(change: dict[str, object], path: str) -> None:
    data = {**samples.RENTEAANBOD.to_json(), **change}
    with pytest.raises(DocumentError, match=f"^{path}"):
        document_from_json(data)


def test_a_missing_field_is_named() -> None:
    data = samples.RENTEAANBOD.to_json()
    del data["jkp"]
    with pytest.raises(DocumentError, match="jkp"):
        RenteaanbodDocument.from_json({name: value for name, value in data.items() if name != "kind"})


@pytest.mark.parametrize(
    "amount",
    [Decimal("100"), Decimal("100.000"), Decimal("NaN"), 100.0, "100.00"],
    ids=["0", "3", "nan", "float", "text"],
)
def test_money_has_exactly_two_decimals(amount: object) -> None:
    with pytest.raises(DocumentError, match="marktwaarde"):
        replace(samples.ONDERPAND, marktwaarde=amount)


def test_a_moment_needs_its_offset_and_is_no_date() -> None:
    with pytest.raises(DocumentError, match="decided_at"):
        replace(samples.RECEIPT, decided_at=datetime(2026, 11, 23, 9, 0))  # noqa: DTZ001
    with pytest.raises(DocumentError, match="issued_on"):
        replace(samples.RENTEAANBOD, issued_on=samples.RECEIPT.decided_at)


def test_totals_must_be_the_sum_of_the_leningdelen() -> None:
    with pytest.raises(DocumentError, match="hoofdsom"):
        replace(samples.LENING, hoofdsom=samples.LENING.hoofdsom + 1)
    with pytest.raises(DocumentError, match="maandlast"):
        replace(samples.LENING, maandlast=samples.LENING.maandlast + Decimal("0.01"))


def test_a_schedule_must_add_up_to_the_cent() -> None:
    part = samples.LENING.leningdelen[0]
    wrong = replace(part.schedule[4], balance=part.schedule[4].balance + Decimal("0.01"))
    with pytest.raises(DocumentError, match="year 5"):
        replace(part, schedule=(*part.schedule[:4], wrong, *part.schedule[5:]))


@pytest.mark.parametrize("document", [samples.HYPOTHEEKAANBOD, samples.ESIS], ids=lambda document: document.kind)
def test_the_total_to_be_paid_is_the_schedule_and_the_counted_costs(document: Any) -> None:
    cheaper = replace(document.jkp, total_payable=document.jkp.total_payable - Decimal("0.01"))
    with pytest.raises(DocumentError, match="total_payable"):
        replace(document, jkp=cheaper)


def test_an_annuity_must_end_at_zero() -> None:
    part = samples.LENING.leningdelen[0]
    with pytest.raises(DocumentError, match="unpaid"):
        replace(part, schedule=part.schedule[:-1])


def test_the_joint_schedule_runs_as_long_as_the_longest_leningdeel() -> None:
    rows = samples.LENING.schedule
    assert len(rows) == 30
    assert sum(row.interest for row in rows) == samples.LENING.interest_total
    assert rows[-1].balance == Decimal("80000.00")


def test_a_binding_offer_leaves_the_bedenktijd_whole() -> None:
    deadlines = replace(samples.HYPOTHEEKAANBOD.deadlines, reflect_until=date(2026, 12, 31))
    with pytest.raises(DocumentError, match="14 days"):
        replace(samples.HYPOTHEEKAANBOD, deadlines=deadlines)


def test_deadlines_must_be_in_order() -> None:
    with pytest.raises(DocumentError, match="order"):
        replace(samples.HYPOTHEEKAANBOD.deadlines, sign_by=date(2026, 12, 31))


def test_nobody_signs_another_document_in_the_evidence() -> None:
    other = replace(samples.EVIDENCE[1], document_sha256="0" * 64)
    with pytest.raises(DocumentError, match="another document"):
        replace(samples.BEWIJS, signatures=(samples.EVIDENCE[0], other))


@pytest.mark.parametrize(
    "field", ["creditor_name", "creditor_identifier", "debtor_name", "debtor_iban", "signing_place"]
)
def test_a_mandate_lacks_no_mandatory_field(field: str) -> None:
    with pytest.raises(DocumentError, match=field):
        replace(samples.MANDATE, **{field: " "})


def test_a_mandate_reference_has_at_most_35_characters() -> None:
    assert replace(samples.MANDATE, mandate_reference="x" * 35)
    with pytest.raises(DocumentError, match="35"):
        replace(samples.MANDATE, mandate_reference="x" * 36)


def test_the_first_year_of_the_esis_adds_up_to_its_schedule() -> None:
    with pytest.raises(DocumentError, match="first_year"):
        replace(samples.ESIS, first_year=samples.ESIS.first_year[:11])
    first = samples.ESIS.first_year[0]
    wrong = replace(first, interest=first.interest + Decimal("0.01"))
    with pytest.raises(DocumentError, match="add up"):
        replace(samples.ESIS, first_year=(wrong, *samples.ESIS.first_year[1:]))
