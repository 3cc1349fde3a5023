"""The onderpand: what the buyers told, and what a judged koopakte and taxatierapport say."""

from typing import Any

from portal.assessments.facts.evidence import JudgedDocument
from portal.assessments.facts.lening import energy_money
from portal.assessments.facts.shapes import Json, day, known, money, postcode
from portal.dossiers.models import Wish

VALUATION_ID = "v1"
VALUATION_KINDS = {"taxatierapport": "standaard", "taxatierapport-desktop": "desktop"}


def onderpand_facts(wish: Wish, told: Json, *, valuation: Json | None, documents: list[JudgedDocument]) -> Json:
    """The home. What only a report can say is absent until a person read it there."""
    odd = set(wish.peculiarities or [])
    asked = wish.peculiarities is not None
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
            "construction": _construction(told),
            "permanent_residence_intended": wish.self_occupied,
            "permanent_residence_permitted": _no(asked, odd, "geen-permanente-bewoning"),
            "partly_let": _yes(asked, odd, "verhuurd"),
            "agricultural_zoning": _yes(asked, odd, "agrarisch"),
            "on_industrial_estate": _yes(asked, odd, "industrieterrein"),
            "demolition_assessment": _yes(asked, odd, "sloop"),
            "suited_for_double_occupancy": _yes(asked, odd, "dubbele-bewoning"),
            "groninger_akte": _yes(asked, odd, "groninger-akte"),
            "scheme": ("andere-regeling" if "regeling" in odd else "geen") if asked else None,
            "energy_label": wish.energy_label,
            "works": _works(wish),
            "purchase": _purchase(wish, told, documents),
            "valuations": [valuation] if valuation else None,
            "erfpacht": _lease(told) if wish.leasehold else None,
            "vve": _association(wish, told),
            "nieuwbouw": _new_build(told),
            "stichtingskosten": _building_costs(wish, told),
        }
    )


def _construction(told: Json) -> str | None:
    """Built or to be built; nobody asked yet says nothing."""
    new = told.get("new_build")
    return None if new is None else "nieuwbouw" if new else "bestaande-bouw"


def _lease(told: Json) -> Json:
    """The ground lease as told; whether it meets the guidelines a person reads in the deed (gids 6.7)."""
    bought_off = told.get("lease_bought_off")
    return known(
        {
            "perpetual": told.get("lease_perpetual"),
            "ends_on": told.get("lease_ends_on"),
            "erfpachtcanon_annual": told.get("lease_annual"),
            "bought_off": bought_off,
            "termination_known_or_expected": told.get("lease_ending"),
        }
    )


def _association(wish: Wish, told: Json) -> Json | None:
    """The owners' association as told; the state of the building stands in the report (gids 6.9)."""
    if wish.home_type != Wish.HomeType.APPARTEMENT:
        return None
    return known(
        {
            "split_into_apartment_rights": True,
            "status": told.get("vve_status"),
            "kvk_registered": told.get("vve_registered"),
            "new_split_or_new_build": told.get("new_build"),
            "mjop": told.get("vve_plan"),
        }
    )


def _new_build(told: Json) -> Json | None:
    if not told.get("new_build"):
        return None
    return known(
        {
            "kind": told.get("build_kind"),
            "waarborgcertificaat": told.get("build_certificate"),
            "fixed_contractor": told.get("build_contractor"),
            "completion_on": told.get("build_completion_on"),
        }
    )


def _building_costs(wish: Wish, told: Json) -> Json | None:
    """A new home is worth what it costs to build (gids 6.2)."""
    if not told.get("new_build") or wish.price is None:
        return None
    return {"koop_aanneemsom": money(wish.price)}


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


def _purchase(wish: Wish, told: Json, documents: list[JudgedDocument]) -> Json:
    deed = next((one for one in reversed(documents) if one.type == "koopakte" and one.approved), None)
    figures = deed.figures if deed else {}
    price = money(wish.price) if wish.price is not None else None
    return known(
        {
            # A new home is sold with its costs included (vrij op naam).
            "price_vrij_op_naam" if told.get("new_build") else "price_kosten_koper": figures.get("price") or price,
            "movables": figures.get("movables", "0.00"),
            "agreement_signed_on": day(wish.agreement_signed_on),
            "signed_by_all": figures.get("signed_by_all"),
        }
    )


def _yes(asked: bool, odd: set[str], word: str) -> bool | None:
    return word in odd if asked else None


def _no(asked: bool, odd: set[str], word: str) -> bool | None:
    return word not in odd if asked else None
