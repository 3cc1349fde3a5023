"""The onderpand: what the buyers told, and what a judged koopakte and taxatierapport say."""

from typing import Any

from portal.assessments.facts.evidence import JudgedDocument
from portal.assessments.facts.lening import energy_money
from portal.assessments.facts.shapes import Json, day, known, money, postcode
from portal.dossiers.models import Wish

VALUATION_ID = "v1"
VALUATION_KINDS = {"taxatierapport": "standaard", "taxatierapport-desktop": "desktop"}


def onderpand_facts(wish: Wish, *, valuation: Json | None, documents: list[JudgedDocument]) -> Json:
    """The home. What only a report can say is absent until a person read it there."""
    odd = set(wish.peculiarities or [])
    told = wish.peculiarities is not None
    return known(
        {
            "address": known(
                {
                    "street": wish.street,
                    "house_number": wish.house_number,
                    "addition": wish.addition,
                    "postcode": postcode(wish.postcode) if wish.postcode else None,
                    "city": wish.city,
                    "country": "NL",
                }
            ),
            "type": wish.home_type,
            "construction": "bestaande-bouw",
            "permanent_residence_intended": wish.self_occupied,
            "permanent_residence_permitted": _no(told, odd, "geen-permanente-bewoning"),
            "partly_let": _yes(told, odd, "verhuurd"),
            "agricultural_zoning": _yes(told, odd, "agrarisch"),
            "on_industrial_estate": _yes(told, odd, "industrieterrein"),
            "demolition_assessment": _yes(told, odd, "sloop"),
            "suited_for_double_occupancy": _yes(told, odd, "dubbele-bewoning"),
            "groninger_akte": _yes(told, odd, "groninger-akte"),
            "scheme": ("andere-regeling" if "regeling" in odd else "geen") if told else None,
            "energy_label": wish.energy_label,
            "works": _works(wish),
            "purchase": _purchase(wish, documents),
            "valuations": [valuation] if valuation else None,
            "erfpacht": {} if wish.leasehold else None,
        }
    )


def _works(wish: Wish) -> Json | None:
    """What the loan pays to save energy; no other works are asked for."""
    if not (cost := energy_money(wish)):
        return None
    return {"planned": True, "financed": True, "energy_saving_cost": money(cost), "kind": "energiebesparing"}


def valuation_of(documents: list[JudgedDocument], wish: Wish) -> Json | None:
    """The judged report; before there is one, the value as told, without a date or evidence."""
    for document in reversed(documents):
        kind = VALUATION_KINDS.get(document.type)
        if kind and document.approved and document.figures.get("market_value"):
            return _from_report(document, kind)
    if wish.market_value is None:
        return None
    return {"id": VALUATION_ID, "kind": "desktop", "market_value": money(wish.market_value)}


def _from_report(document: JudgedDocument, kind: str) -> Json:
    figures: dict[str, Any] = document.figures
    return known(
        {
            "id": VALUATION_ID,
            "kind": kind,
            "valued_on": figures.get("valued_on"),
            "report_on": document.facts.get("dated"),
            "market_value": figures.get("market_value"),
            "free_of_rent_and_use": figures.get("free_of_rent_and_use"),
            "structural_state": figures.get("structural_state"),
            "current_model": figures.get("current_model"),
            "nwwi_validated": figures.get("nwwi_validated"),
            "evidence": [document.id],
        }
    )


def _purchase(wish: Wish, documents: list[JudgedDocument]) -> Json:
    deed = next((one for one in reversed(documents) if one.type == "koopakte" and one.approved), None)
    figures = deed.figures if deed else {}
    price = money(wish.price) if wish.price is not None else None
    return known(
        {
            "price_kosten_koper": figures.get("price") or price,
            "movables": figures.get("movables", "0.00"),
            "agreement_signed_on": day(wish.agreement_signed_on),
            "signed_by_all": figures.get("signed_by_all"),
        }
    )


def _yes(told: bool, odd: set[str], word: str) -> bool | None:
    return word in odd if told else None


def _no(told: bool, odd: set[str], word: str) -> bool | None:
    return word not in odd if told else None
