"""The loan on paper, put together from a decision and its facts. Nothing is recalculated: everything is quoted."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_noop

from portal.assessments.terms import bouwdepot_months, payments_of
from portal.offers.documents import Instalment
from portal.offers.judged import Judged
from portal.offers.lening import Bouwdepot, Cost, Jkp, Lening, Leningdeel, ScheduleYear

COSTS = {
    "borgtochtprovisie": gettext_noop("Borgtochtprovisie NHG"),
    "taxatie": gettext_noop("Taxatie"),
    "advies": gettext_noop("Advies"),
    "overig": gettext_noop("Overige kosten"),
    "notaris": gettext_noop("Notaris, hypotheekakte"),
}


def payments(judged: Judged) -> Mapping[str, Any]:
    """Schedules, costs and JKP as decided (docs/contract.md)."""
    return payments_of(judged.decision, judged.facts)


def lening_of(judged: Judged) -> Lening:
    """The leningdelen with their schedules, and the risicoklasse of the decision."""
    asked = {part["id"]: part for part in judged.facts["lening"]["leningdelen"]}
    parts = tuple(
        _leningdeel(number, paid, asked[paid["leningdeel_id"]])
        for number, paid in enumerate(payments(judged)["leningdelen"], start=1)
    )
    return Lening.of(
        parts,
        inschrijving=Decimal(judged.facts["lening"]["inschrijving_amount"]),
        nhg=judged.facts["application"]["nhg"],
        risicoklasse=judged.decision["figures"]["risicoklasse"],
        bouwdepot=_bouwdepot(judged),
    )


def _bouwdepot(judged: Judged) -> Bouwdepot | None:
    """What is kept back for works, and what the unused part of it earns (gids 1, 6.4)."""
    found = judged.decision["figures"].get("bouwdepot") or {}
    if "amount" not in found or "interest_rate" not in found:
        return None
    return Bouwdepot(
        amount=Decimal(found["amount"]),
        months=bouwdepot_months(date.fromisoformat(judged.decision["as_of"])),
        compensation_rate=Decimal(found["interest_rate"]).quantize(Decimal("0.001")),
    )


def _leningdeel(number: int, paid: Mapping[str, Any], asked: Mapping[str, Any]) -> Leningdeel:
    return Leningdeel(
        number=number,
        hoofdsom=Decimal(paid["amount"]),
        aflosvorm=paid["aflosvorm"],
        looptijd_months=paid["term_months"],
        rentevastperiode_years=asked["rentevastperiode_years"],
        rate=Decimal(paid["rate"]),
        maandlast=Decimal(paid["gross_monthly_first"]),
        nhg=asked["nhg"],
        schedule=tuple(
            ScheduleYear(
                year=row["year"],
                interest=Decimal(row["interest"]),
                repayment=Decimal(row["repayment"]),
                balance=Decimal(row["balance"]),
            )
            for row in paid["years"]
        ),
    )


def jkp_of(judged: Judged) -> Jkp:
    """The JKP, the illustrative one with what it assumes, and everything to be paid."""
    quoted = payments(judged)
    jkp = quoted["jkp"]
    return Jkp(
        percent=Decimal(jkp["percent"]),
        illustrative=Decimal(jkp["illustrative"]) if "illustrative" in jkp else None,
        total_payable=Decimal(quoted["total_payable"]),
        illustration=jkp.get("illustration"),
        highest_rate=Decimal(jkp["highest_rate"]) if "highest_rate" in jkp else None,
    )


def costs_of(judged: Judged) -> tuple[Cost, ...]:
    """The one-off costs, estimated where nobody knows them yet."""
    return tuple(
        Cost(
            label=COSTS[cost["kind"]],
            amount=Decimal(cost["amount"]),
            in_jkp=cost["in_jkp"],
            note="schatting" if cost["estimated"] else "",
        )
        for cost in payments(judged)["costs"]
    )


def first_year(judged: Judged) -> tuple[Instalment, ...]:
    """The first twelve instalments of all leningdelen together."""
    return tuple(
        Instalment(
            number=row["month"],
            interest=Decimal(row["interest"]),
            repayment=Decimal(row["repayment"]),
            balance=Decimal(row["balance"]),
        )
        for row in payments(judged)["first_year"]
    )
