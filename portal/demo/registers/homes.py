"""The Locatieserver of PDOK and EP-Online, as far as the portal asks them; homes are invented.

`POST /homes/faults` with JSON `{"pdok": "down"}` or `{"ep-online": "broken"}` makes the next answers misbehave until
it is posted again without: down, slow, broken (half the JSON), odd (other types), empty,
neighbours (labels of every addition at the number).
"""

import json
import re
import time
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request

HOMES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("homes.json").read_text("utf-8"))
KEY = "demo"


def blueprint(*, slow_seconds: float) -> Blueprint:
    """Both services and their switch."""
    homes = Blueprint("homes", __name__)
    faults: dict[str, str] = {}

    def answer(service: str, body: Any, status: int = 200) -> Response:
        text = json.dumps(body)
        match faults.get(service):
            case "down":
                return Response("out of order", 503)
            case "slow":
                time.sleep(slow_seconds)
            case "broken":
                text = text[: len(text) // 2]
            case "odd":
                text = json.dumps({"response": {"docs": [{"huisnummer": "zeventien"}]}, "0": 1})
            case "empty":
                text = json.dumps({"response": {"numFound": 0, "docs": []}} if service == "pdok" else [])
        return Response(text, status, mimetype="application/json")

    @homes.post("/homes/faults")
    def set_faults() -> Response:
        faults.clear()
        faults.update(request.get_json())
        return Response("", 204)

    @homes.get("/locatieserver/search/v3_1/free")
    def free() -> Response:
        asked = re.fullmatch(r"postcode:(\w{6}) and huisnummer:(\d+)", request.args.get("q", ""))
        if asked is None or request.args.get("fq") != "type:adres":
            return Response("bad query", 400)
        found = [one for one in HOMES if (one["postcode"], one["number"]) == (asked[1].upper(), int(asked[2]))]
        docs = [_doc(one) for one in found]
        return answer("pdok", {"response": {"numFound": len(docs), "start": 0, "docs": docs}})

    @homes.get("/ep-online/api/v5/PandEnergielabel/Adres")
    def label() -> Response:
        if request.headers.get("Authorization") != KEY:
            return Response("", 401)
        asked = request.args
        if faults.get("ep-online") == "neighbours":
            there = (asked["postcode"], asked["huisnummer"])
            found = [one for one in HOMES if (one["postcode"], str(one["number"])) == there and one["label"]]
            return answer("ep-online", [_label(one) for one in found])
        found = [
            one
            for one in HOMES
            if (one["postcode"], str(one["number"]), one["letter"], one["suffix"])
            == (
                asked["postcode"],
                asked["huisnummer"],
                asked.get("huisletter", ""),
                asked.get("huisnummertoevoeging", ""),
            )
            and one["label"]
        ]
        return answer("ep-online", [_label(one) for one in found], 200 if found else 404)

    return homes


def _doc(one: dict[str, Any]) -> dict[str, Any]:
    doc = {
        "id": f"adr-{_number(one)}",
        "nummeraanduiding_id": f"0307200{_number(one):09d}",
        "adresseerbaarobject_id": f"0307010{_number(one):09d}",
        "straatnaam": one["street"],
        "huisnummer": one["number"],
        "postcode": one["postcode"],
        "woonplaatsnaam": one["city"],
    }
    doc |= {"huisletter": one["letter"]} if one["letter"] else {}
    return doc | ({"huisnummertoevoeging": one["suffix"]} if one["suffix"] else {})


def _label(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "Registratiedatum": f"{one['registered']}T00:00:00",
        "Geldig_tot": f"{one['until']}T00:00:00",
        "Status": "Bestaand",
        "Gebouwklasse": "Woningbouw",
        "Bouwjaar": one["year"],
        "Postcode": one["postcode"],
        "Huisnummer": one["number"],
        "Huisletter": one["letter"] or None,
        "Huisnummertoevoeging": one["suffix"] or None,
        "BAGVerblijfsobjectID": f"0307010{_number(one):09d}",
        "Energieklasse": one["label"],
    }


def _number(one: dict[str, Any]) -> int:
    return HOMES.index(one) + 1
