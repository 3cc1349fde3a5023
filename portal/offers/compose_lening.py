"""The loan on paper, put together from a decision, its facts and the dossier. Nothing is recalculated."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from portal.assessments import terms
from portal.assessments.quote import buying_costs
from portal.offers.documents import Instalment
from portal.offers.judged import Judged
from portal.offers.lening import Cost, Jkp, Lening, Leningdeel, ScheduleYear

CENT = Decimal("0.01")


def lening_of(judged: Judged) -> Lening:
    """The leningdelen of the facts with their schedules, and the risicoklasse of the decision."""
    parts = tuple(
        _leningdeel(number, part) for number, part in enumerate(judged.facts["lening"]["leningdelen"], start=1)
    )
    return Lening.of(
        parts,
        inschrijving=Decimal(judged.facts["lening"]["inschrijving_amount"]),
        nhg=judged.facts["application"]["nhg"],
        risicoklasse=judged.decision["figures"]["risicoklasse"],
    )


def _leningdeel(number: int, part: Mapping[str, Any]) -> Leningdeel:
    amount, rate = Decimal(part["amount"]), Decimal(part["rate"])
    months = part["term_months"]
    rows = terms.years(part["aflosvorm"], amount, rate, months)
    return Leningdeel(
        number=number,
        hoofdsom=amount,
        aflosvorm=part["aflosvorm"],
        looptijd_months=months,
        rentevastperiode_years=part["rentevastperiode_years"],
        rate=rate,
        maandlast=terms.first_month(part["aflosvorm"], amount, rate, months),
        nhg=part["nhg"],
        schedule=tuple(
            ScheduleYear(year=row.year, interest=row.interest, repayment=row.repayment, balance=row.balance)
            for row in rows
        ),
    )


def jkp_of(lening: Lening, costs: Sequence[Cost]) -> Jkp:
    """The JKP of the loan with the costs that count in it."""
    counted = sum((one.amount for one in costs if one.in_jkp and one.amount), Decimal(0))
    found = terms.jkp(
        [
            terms.PartTerms(
                aflosvorm=part.aflosvorm,
                amount=part.hoofdsom,
                rate=part.rate,
                months=part.looptijd_months,
                fixed_months=part.rentevastperiode_years * 12,
            )
            for part in lening.leningdelen
        ],
        costs=counted,
    )
    return Jkp(percent=found.percent, illustrative=found.illustrative, total_payable=found.total_payable)


def costs_of(judged: Judged) -> tuple[Cost, ...]:
    """The one-off costs, estimated where nobody knows them yet."""
    estimate = buying_costs(judged.dossier.wish)
    rows = [
        ("Borgtochtprovisie NHG", estimate.nhg_premium, ""),
        ("Taxatie", estimate.valuation, "schatting"),
        ("Notaris", estimate.notary, "schatting"),
    ]
    return tuple(
        Cost(label=label, amount=amount.quantize(CENT), in_jkp=True, note=note)
        for label, amount, note in rows
        if amount
    )


def first_year(lening: Lening) -> tuple[Instalment, ...]:
    """The first twelve instalments of all leningdelen together."""
    months = min(12, max(part.looptijd_months for part in lening.leningdelen))
    schedules = [
        terms.instalments(part.aflosvorm, part.hoofdsom, part.rate, part.looptijd_months) for part in lening.leningdelen
    ]
    rows = []
    balance = lening.hoofdsom
    for index in range(months):
        due = [plan[index] for plan in schedules if index < len(plan)]
        repaid = sum((one.repayment for one in due), Decimal("0.00"))
        balance -= repaid
        interest = sum((one.interest for one in due), Decimal("0.00"))
        rows.append(Instalment(number=index + 1, interest=interest, repayment=repaid, balance=balance))
    return tuple(rows)
