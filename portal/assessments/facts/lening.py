"""The loan that is asked for, the own contribution (derived, never typed) and the own funds shown."""

from decimal import Decimal

from portal.assessments.facts.evidence import JudgedDocument
from portal.assessments.facts.inputs import Person, Terms
from portal.assessments.facts.shapes import Json, money, rate
from portal.assessments.quote import rates_for
from portal.dossiers.models import Leningdeel, Wish
from underwriting.norms import Norms


def lening_facts(wish: Wish, *, norms: Norms, terms: Terms | None, persons: tuple[Person, ...]) -> Json:
    """The leningdelen with their rate: of the running renteaanbod, else of today's sheet."""
    parts = list(wish.leningdelen.all())
    total = sum((part.amount for part in parts), Decimal(0))
    rates = terms.rates if terms else rates_for(wish, norms=norms)
    price = wish.price or Decimal(0)
    energy = energy_money(wish)
    # What saves energy is paid from a bouwdepot (gids 6.4).
    depot = {"bouwdepot": {"amount": money(energy), "kind": "energiebesparing"}} if energy else {}
    return {
        "leningdelen": [_leningdeel(part, wish, rates[part.position]) for part in parts],
        "mortgage_rank": 1,
        "inschrijving_amount": money(total),
        "own_contribution": money(max(price + energy - total, Decimal(0))),
        **depot,
    }


def energy_money(wish: Wish) -> Decimal:
    """What is lent to save energy, euros (gids 2.5)."""
    parts = wish.leningdelen.all()
    return sum((part.amount for part in parts if part.purpose == Leningdeel.Purpose.ENERGIE), Decimal(0))


def own_funds_facts(persons: tuple[Person, ...], documents: list[JudgedDocument]) -> Json:
    """Savings in the latest VIA, and judged bank statements (gids 4.8)."""
    items: list[Json] = []
    counted: set[str] = set()
    for person in persons:
        belasting = person.bundle.belastingdienst if person.bundle else None
        latest = max(belasting.aangiften, key=lambda one: one.jaar, default=None) if belasting else None
        if latest is None:
            continue
        # A joint account stands in the VIA of both; it counts once.
        accounts = [one for one in latest.bankrekeningen if one.saldo_1_januari is not None and one.iban not in counted]
        counted |= {one.iban for one in accounts}
        saldo = sum((one.saldo_1_januari or Decimal(0) for one in accounts), Decimal(0))
        if saldo > 0:
            items.append(
                {
                    "id": f"{person.id}-via",
                    "kind": "spaargeld",
                    "amount": money(saldo),
                    "proof": "via",
                    "statement_on": f"{latest.jaar}-01-01",
                    "evidence": [f"b-{person.id}-belastingdienst"],
                }
            )
    for document in documents:
        if document.type == "bankafschrift" and document.approved and document.figures.get("amount"):
            items.append(
                {
                    "id": f"{document.id}-saldo",
                    "kind": "spaargeld",
                    "amount": document.figures["amount"],
                    "proof": "bankafschrift",
                    "statement_on": document.facts["dated"],
                    "evidence": [document.id],
                }
            )
    return {"items": items}


def _leningdeel(part: Leningdeel, wish: Wish, percent: Decimal) -> Json:
    # A first-time buyer's interest-only part gives no right to deduction (Wet IB 2001 art. 3.119a).
    deductible = part.aflosvorm != Leningdeel.Aflosvorm.AFLOSSINGSVRIJ
    return {
        "id": f"l{part.position}",
        "amount": money(part.amount),
        "aflosvorm": part.aflosvorm,
        "term_months": part.term_months,
        "rentevastperiode_years": part.rentevastperiode_years,
        "rate": rate(percent),
        "nhg": bool(wish.nhg),
        "box": 1 if deductible else 3,
        "interest_deductible": deductible,
        "purpose": part.purpose,
    }
