"""Any number of valid facts documents that differ: for the bench and for runs of many dossiers.

    python -m tests.underwriting.varied 100000 > facts.jsonl

The same seed gives the same documents, and document 7 is the same whether ten or a million are asked for.
"""

import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from tests.underwriting.builders import Json
from underwriting import jsonform
from underwriting.cases import base

HOUSEHOLDS = ("starter", "movers", "self-employed", "flexible", "near-pension", "payslip", "moving")
PHASES = ("aanvraag", "renteaanbod", "dossier", "hypotheekaanbod")
LABELS = ("A++++", "A", "B", "C", "E", "G")
RATES = ("3.150", "3.650", "3.950", "4.250", "4.750")
SHARES = tuple(Decimal(share) / 100 for share in (55, 80, 95, 100, 110, 140))
"""What an amount is multiplied by: some applications pass, some do not."""


def varied(count: int, *, seed: int = 1) -> Iterator[Json]:
    """`count` facts documents, each with an id of its own."""
    for number in range(count):
        yield _document(number, random.Random(f"{seed}/{number}"))


def lines(count: int, *, seed: int = 1) -> Iterator[bytes]:
    """The same as JSON Lines, each with its end."""
    for document in varied(count, seed=seed):
        yield jsonform.canonical(document) + b"\n"


def _document(number: int, dice: random.Random) -> Json:
    document = base(dice.choice(HOUSEHOLDS))
    document["application"]["id"] = f"a-{number + 1}"
    document["evaluation"]["phase"] = dice.choice(PHASES)
    document["onderpand"]["energy_label"] = dice.choice(LABELS)
    for applicant in document["applicants"]:
        born = date.fromisoformat(applicant["birth_date"]) + timedelta(days=dice.randrange(-2000, 2000))
        applicant["birth_date"] = born.isoformat()
        for income in applicant.get("incomes", ()):
            _scale(income, dice.choice(SHARES))
    for part in document["lening"]["leningdelen"]:
        part["amount"] = _times(part["amount"], dice.choice(SHARES))
        part["rate"] = dice.choice(RATES)
        part["term_months"] = dice.choice((240, 300, 360))
    if dice.random() < 0.1:
        document.pop("documents", None)
    if dice.random() < 0.1:
        document["applicants"][0].pop("registers", None)
    return document


def _scale(income: Json, share: Decimal) -> None:
    """Multiply every amount of an income, where it stands directly or one level down."""
    place: dict[str, Any]
    for place in (income, *(value for value in income.values() if isinstance(value, dict))):
        for name, value in place.items():
            if isinstance(value, str) and value.replace(".", "", 1).isdecimal() and value[-3:-2] == ".":
                place[name] = _times(value, share)


def _times(amount: str, share: Decimal) -> str:
    return f"{Decimal(amount) * share:.2f}"


if __name__ == "__main__":
    sys.stdout.buffer.writelines(lines(int(sys.argv[1]), seed=int(sys.argv[2]) if len(sys.argv) > 2 else 1))
