"""What the loan of the page costs and how far it fits: the engine's costs for a wish. Never stored."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, gettext_lazy

from portal import clock
from portal.assessments.income import toetsinkomen_of
from portal.assessments.outlook import Year, carried_by, what_fits, years_of
from portal.dossiers import models as row_models
from portal.dossiers.models import Applicant, Wish
from portal.dossiers.parts import current
from portal.evidence.reading import latest_bundle
from portal.formats.numbers import euro, number, percent
from underwriting import costs
from underwriting.facts.lening import Leningdeel
from underwriting.norms import Norms, norms_on

ENERGY = row_models.Leningdeel.Purpose.ENERGIE
CLASS_NAMES = {
    "nhg": "NHG",
    "tot-60": gettext_lazy("tot en met 60 % van de waarde"),
    "60-70": gettext_lazy("60 tot 70 % van de waarde"),
    "70-80": gettext_lazy("70 tot 80 % van de waarde"),
    "80-90": gettext_lazy("80 tot 90 % van de waarde"),
    "90-100": gettext_lazy("90 tot 100 % van de waarde"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CostRow:
    """One cost of buying, euros; `code` is its figure in `why`."""

    code: str
    label: str
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PartRow:
    """The first payment of one leningdeel: rate in percent a year, the rest euros."""

    number: int
    rate: Decimal
    gross_monthly: Decimal
    interest: Decimal
    repayment: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Guarantee:
    """The same loan with and without NHG: gross euros in the first month, and the premium that is paid once."""

    monthly_with: Decimal
    monthly_without: Decimal
    premium: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What the page shows beside the form."""

    gross_monthly: Decimal
    net_monthly: Decimal | None
    note: str
    facts: tuple[dict[str, str], ...]
    parts: tuple[PartRow, ...]
    warnings: tuple[str, ...]
    helps: tuple[str, ...]
    costs: tuple[CostRow, ...]
    price: Decimal
    energy: Decimal
    amount: Decimal
    own_money: Decimal
    guarantee: Guarantee | None
    years: tuple[Year, ...]

    @property
    def figures(self) -> tuple[str, ...]:
        """What is shown, by its name in `why`."""
        net = ("net",) if self.net_monthly is not None else ()
        guarantee = ("guarantee",) if self.guarantee else ()
        return ("monthly", *net, "loan", "class", "rate", "own_money", *(row.code for row in self.costs), *guarantee)


def wish_of(wish: Wish, *, nhg: bool, parts: Sequence[Mapping[str, Any]]) -> costs.Wish:
    """The engine's wish for a dossier's wish and these leningdelen."""
    people = wish.dossier.applicants.all()
    born = tuple(one.birth_date for one in people if one.birth_date)
    return costs.Wish(
        value=wish.market_value or Decimal(0),
        price=wish.price or Decimal(0),
        leningdelen=tuple(
            Leningdeel(
                id=f"l{number}",
                amount=part["amount"],
                aflosvorm=part["aflosvorm"],
                term_months=part["term_months"],
                rentevastperiode_years=part["rentevastperiode_years"],
                purpose=part["purpose"],
            )
            for number, part in enumerate(parts, start=1)
        ),
        nhg=nhg,
        energy_measures=sum((part["amount"] for part in parts if part["purpose"] == ENERGY), Decimal(0)),
        energy_label=None if wish.energy_label in ("", "onbekend") else wish.energy_label,  # type: ignore[arg-type]
        passes_on=wish.transfer_on or clock.today(),
        buyers_born_on=born,
        starters_exemption_used=bool(wish.owns_home),
        new_build=bool(current(wish).get("new_build")),
    )


def saved_parts(wish: Wish) -> list[dict[str, Any]]:
    """The leningdelen as they were kept."""
    names = ("purpose", "amount", "aflosvorm", "term_months", "rentevastperiode_years")
    return [{name: getattr(part, name) for name in names} for part in wish.leningdelen.all()]


def rates_for(wish: Wish, *, norms: Norms) -> dict[int, Decimal]:
    """Percent a year per position of the saved leningdelen, by today's sheet and risicoklasse (gids 2.9).

    Raises:
        underwriting.costs.WishError: no value, no leningdeel, or a period that is not on the sheet.
    """
    parts = saved_parts(wish)
    found = costs.costs_of(wish_of(wish, nhg=bool(wish.nhg), parts=parts), norms)
    return {number: part.rate for number, part in enumerate(found.leningdelen, start=1)}


def quote_for(applicant: Applicant, *, nhg: bool, parts: Sequence[Mapping[str, Any]]) -> Quote | None:
    """The quote for these leningdelen, or None when there is nothing to work out yet."""
    row = applicant.dossier.wish
    norms = norms_on(clock.today())
    try:
        wish = wish_of(row, nhg=nhg, parts=parts)
        found = costs.costs_of(wish, norms)
    except costs.WishError:
        return None
    income = _known_income(applicant)
    net = costs.net_monthly(wish, found, income, norms) if income else None
    carried = None
    if income and wish.amount > costs.maximum_on_income(wish, income, norms, single=not row.together):
        carried = carried_by(wish, income, norms, single=not row.together)
    facts = [
        {"label": gettext("Totale lening"), "value": euro(wish.amount, 0)},
        {"label": gettext("Risicoklasse"), "value": CLASS_NAMES[found.risicoklasse]},
        {"label": gettext("Rente"), "value": ", ".join(percent(part.rate) for part in found.leningdelen)},
        {"label": gettext("Zelf te betalen, ongeveer"), "value": euro(found.own_money, 0)},
    ]
    if net is not None:
        facts.insert(0, {"label": gettext("Netto per maand, ongeveer"), "value": euro(net, 0)})
    return Quote(
        gross_monthly=found.gross_monthly,
        net_monthly=net,
        note=gettext("Met de rente van vandaag. Je leent %(ltv)s%% van de waarde.") % {"ltv": number(found.ltv, 1)},
        facts=tuple(facts),
        parts=tuple(
            PartRow(
                number=number,
                rate=part.rate,
                gross_monthly=part.gross_monthly,
                interest=part.interest,
                repayment=part.repayment,
            )
            for number, part in enumerate(found.leningdelen, start=1)
        ),
        warnings=tuple(_warnings(wish, found, carried, norms, together=bool(row.together))),
        helps=what_fits(wish, found, income, norms, single=not row.together),
        costs=_rows(found.buying),
        price=wish.price,
        energy=wish.energy_measures,
        amount=wish.amount,
        own_money=found.own_money,
        guarantee=_guarantee(wish, found, norms),
        years=years_of(costs.priced(wish, norms)),
    )


def _guarantee(wish: costs.Wish, found: costs.Costs, norms: Norms) -> Guarantee | None:
    """Both ways beside each other; None where NHG can't be had for this home or this loan (NHG B1)."""
    with_nhg = replace(wish, nhg=True)
    if max(wish.price, wish.amount) > norms.nhg.cost_limit:
        return None
    try:
        one, other = costs.costs_of(with_nhg, norms), costs.costs_of(replace(wish, nhg=False), norms)
    except costs.WishError:
        return None
    return Guarantee(
        monthly_with=one.gross_monthly, monthly_without=other.gross_monthly, premium=one.buying.nhg_premium
    )


def _known_income(applicant: Applicant) -> Decimal | None:
    """The joint toetsinkomen as far as brondata is in; None while somebody's is not."""
    total = Decimal(0)
    for one in applicant.dossier.applicants.select_related("user__key"):
        bundle = latest_bundle(one)
        message = bundle.verzekeringsbericht if bundle else None
        income = toetsinkomen_of(message) if message else None
        if income is None:
            return None
        total += income
    return total


def _rows(buying: costs.BuyingCosts) -> tuple[CostRow, ...]:
    rows = (
        CostRow(code="transfer_tax", label=gettext("Overdrachtsbelasting"), amount=buying.transfer_tax),
        CostRow(code="notary", label=gettext("Notaris"), amount=buying.notary),
        CostRow(code="valuation", label=gettext("Taxatie"), amount=buying.valuation),
        CostRow(code="nhg_premium", label=gettext("Borgtochtprovisie NHG"), amount=buying.nhg_premium),
    )
    return tuple(row for row in rows if row.amount or row is rows[0])


def _warnings(
    wish: costs.Wish, found: costs.Costs, carried: Decimal | None, norms: Norms, *, together: bool
) -> list[str]:
    warnings = []
    if wish.amount < norms.ch02.min_first_mortgage:
        warnings.append(
            gettext("Een eerste hypotheek is minimaal %(min_first_mortgage)s.")
            % {"min_first_mortgage": euro(norms.ch02.min_first_mortgage, 0)}
        )
    if wish.amount > found.maximum_on_value:
        warnings.append(
            gettext("Voor deze woning lenen we ten hoogste %(maximum_on_value)s.")
            % {"maximum_on_value": euro(found.maximum_on_value, 0)}
        )
    if carried is not None:
        text = (
            gettext("Met jullie inkomen kunnen jullie nu ongeveer %(amount)s lenen.")
            if together
            else gettext("Met je inkomen kun je nu ongeveer %(amount)s lenen.")
        )
        warnings.append(text % {"amount": euro(carried, 0)})
    free = sum((p.amount for p in wish.leningdelen if p.aflosvorm == "aflossingsvrij"), Decimal(0))
    limit = wish.value * norms.ch02.aflossingsvrij_max_percent / 100
    if free > limit:
        warnings.append(gettext("Je mag ten hoogste %(limit)s aflossingsvrij lenen.") % {"limit": euro(limit, 0)})
    return warnings
