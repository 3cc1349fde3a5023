"""Messages of the UWV as JSON, from the short notation of the case tables."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from underwriting.ibl import IblOutcome, determine
from underwriting.ibl.document import read_document
from underwriting.norms import ibl_on
from underwriting.periods import add_months

Json = dict[str, Any]

FORMS = {
    "vast": "schriftelijke arbeidsovereenkomst voor onbepaalde tijd, geen oproepovereenkomst",
    "VAST": "Schriftelijke  Arbeidsovereenkomst voor onbepaalde tijd, GEEN oproepovereenkomst ",
    "bepaald": "schriftelijke arbeidsovereenkomst voor bepaalde tijd, geen oproepovereenkomst",
    "mondeling": "niet schriftelijke arbeidsovereenkomst voor onbepaalde tijd, geen oproepovereenkomst",
    "oproep-onbepaald": "schriftelijke arbeidsovereenkomst voor onbepaalde tijd, oproepovereenkomst",
    "oproep-bepaald": "niet schriftelijke arbeidsovereenkomst voor bepaalde tijd, oproepovereenkomst",
    "ambtenaar": "publiekrechtelijke aanstelling voor onbepaalde tijd",
    "ambtenaar-bepaald": "publiekrechtelijke aanstelling voor bepaalde tijd",
}
FOUR_WEEKS = sorted(ibl_on(date(2026, 11, 15)).period_map.months, reverse=True)
LAST_FOUR_WEEKS = date(2026, 11, 1)


def message(
    *contracts: Mapping[str, str],
    statement_date: str = "2026-11-15",
    payment_term: str = "monthly",
    pension: str = "0.00",
    as_of: str | None = None,
) -> Json:
    """The document that `manage.py ibl` reads."""
    document: Json = {
        "statement_date": statement_date,
        "payment_term": payment_term,
        "pension_contribution_per_period": pension,
        "contracts": [contract(number, payment_term, **one) for number, one in enumerate(contracts)],
    }
    return document if as_of is None else {**document, "as_of": as_of}


def contract(
    index: int,
    payment_term: str,
    *,
    form: str = "vast",
    wage: str = "36x3000",
    hours: str | None = None,
    car: str | None = None,
    own: str | None = None,
    last: str = "2026-10",
    employer: str | None = None,
    number: str | None = None,
    term: str | None = None,
) -> Json:
    """One contract; see README.md of `data/ibl_cases`."""
    wages = runs(wage)
    dates = periods(len(wages), term or payment_term, last)
    columns = [runs(run or f"{len(wages)}x{absent}") for run, absent in ((hours, "160"), (car, "0"), (own, "0"))]
    made: Json = {
        "employer": employer or f"Werkgever {index + 1}",
        "loonheffingennummer": number or f"10000000{index + 1}L01",
        "periods": [
            {
                "from": start.isoformat(),
                "to": end.isoformat(),
                "hours": worked,
                "sv_loon": euros(amount),
                "private_use_car": euros(private),
                "own_contribution_car": euros(paid),
            }
            for (start, end), amount, worked, private, paid in zip(dates, wages, *columns, strict=True)
        ],
    }
    if form:
        made["contract_form"] = FORMS.get(form, form)
    if term:
        made["payment_term"] = term
    return made


def periods(count: int, payment_term: str, last: str) -> list[tuple[date, date]]:
    """So many periods, newest first."""
    if payment_term == "four_weekly":
        return [period for period in FOUR_WEEKS if period[1] <= LAST_FOUR_WEEKS][:count]
    starts = [add_months(date.fromisoformat(f"{last}-01"), -ago) for ago in range(count)]
    return [(start, start.replace(day=monthrange(start.year, start.month)[1])) for start in starts]


def runs(text: str) -> list[str]:
    """`2x10 1x5` is 10, 10, 5."""
    parts = [run.split("x", 1) for run in text.split()]
    return [value for count, value in parts for _ in range(int(count))]


def euros(text: str) -> str:
    return text if "." in text else f"{text}.00"


def determined(document: Json) -> IblOutcome:
    """The outcome of a document."""
    read = read_document(document)
    return determine(read.message, ibl_on(read.as_of), on=read.as_of)
