"""What the annotations promise: a document comes back as it was, numbers in their notation, faults at their path."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.underwriting.varied import varied
from underwriting import annuity, jsonform, jsonread
from underwriting.facts import Facts
from underwriting.jsonform import Decimals, Id, Money, Percentage


def test_facts_are_written_as_they_were_read() -> None:
    for document in varied(70):
        assert Facts.from_json(document).to_json() == document


@pytest.mark.parametrize(
    ("notation", "value", "text"),
    [
        (Decimals(2, 2, 12), "1", "1.00"),
        (Decimals(2, 2, 12), "0.005", "0.01"),
        (Decimals(2, 2, 12, signed=True), "-0.005", "-0.01"),
        (Decimals(2, 2, 3), "-1", "0.00"),
        (Decimals(2, 2, 3), "1000", "999.99"),
        (Decimals(2, 2, 12), "1E+5", "100000.00"),
        (Decimals(3, 3, 2), "4.4265", "4.427"),
        (Decimals(1, 6, 4), "80", "80.0"),
        (Decimals(1, 6, 4), "80.50", "80.50"),
        (Decimals(1, 6, 4), "87.8048780487", "87.804878"),
        (Decimals(1, 6, 4), "1E+2", "100.0"),
    ],
)
def test_a_number_is_written_in_its_notation(notation: Decimals, value: str, text: str) -> None:
    assert notation.writer()(Decimal(value)) == text


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    id: Id
    share: Percentage | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    amount: Money
    parts: tuple[Part, ...] = ()
    rows: tuple[tuple[Money, ...], ...] = ()


def test_an_absent_field_is_left_out_and_an_empty_list_is_not() -> None:
    whole = Whole(amount=Decimal("1.5"), parts=(Part(id="p1"), Part(id="p2", share=Decimal(50))))
    written = {"amount": "1.50", "parts": [{"id": "p1"}, {"id": "p2", "share": "50.0"}], "rows": []}
    assert jsonform.write(whole) == written
    assert jsonread.read(Whole, written) == Whole(
        amount=Decimal("1.50"), parts=(Part(id="p1"), Part(id="p2", share=Decimal("50.0")))
    )


@pytest.mark.parametrize(
    ("document", "path"),
    [
        ([], ""),
        ({}, "amount"),
        ({"amount": 1}, "amount"),
        ({"amount": "1.00", "parts": {}}, "parts"),
        ({"amount": "1.00", "parts": [{"id": "p1"}, {"id": "P 2"}]}, "parts[1].id"),
        ({"amount": "1.00", "parts": [{"id": "p1", "a b": 1}]}, 'parts[0]["a b"]'),
        ({"amount": "1.00", "rows": [["1.00"], ["2.00", "x"]]}, "rows[1][1]"),
        ({"amount": "1.00", "rows": [["1.00", "1.00"]]}, "rows[0][1]"),
        ({"[x": 1}, '["[x"]'),
    ],
)
def test_a_fault_has_the_path_from_the_top_of_the_document(document: object, path: str) -> None:
    with pytest.raises(jsonread.FormError) as caught:
        jsonread.read(Whole, document)
    assert caught.value.path == path


@pytest.mark.parametrize("aflosvorm", ["annuitair", "lineair", "aflossingsvrij"])
def test_the_balance_after_some_months_is_that_of_the_schedule(aflosvorm: str) -> None:
    loan = (Decimal("123456.78"), Decimal("4.250"), 37)
    terms = list(annuity.schedule(aflosvorm, *loan))
    for term in terms[:-1]:
        assert annuity.balance_after(aflosvorm, *loan, paid=term.month) == term.balance
    assert annuity.balance_after(aflosvorm, *loan, paid=0) == loan[0]
    assert annuity.balance_after(aflosvorm, *loan, paid=37) == 0
