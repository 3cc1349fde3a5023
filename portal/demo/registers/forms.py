"""The fields a person fills in per register, and the way between Dutch text and the wire form."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from portal.assessments.registers.port import DETAIL_OF, RegisterKind
from portal.demo.registers.store import wire_form

TITLES = {
    RegisterKind.BKR: "BKR (kredieten)",
    RegisterKind.SFH: "SFH (fraude)",
    RegisterKind.VIS: "VIS (identiteitsbewijs)",
    RegisterKind.PEP: "PEP (publieke functie)",
    RegisterKind.SANCTIONS: "Sanctielijsten",
    RegisterKind.INSOLVENCY: "Insolventieregister",
    RegisterKind.KADASTER: "Kadaster",
}
CREDIT_TYPES = {
    "AK": "AK - aflopend krediet",
    "RK": "RK - doorlopend krediet",
    "RO": "RO - overige obligo's",
    "ZK": "ZK - zakelijk krediet",
    "ZO": "ZO - zakelijk, overig",
    "OA": "OA - private lease",
    "HY": "HY - hypotheek eigen woning",
    "HO": "HO - hypotheek ander pand",
    "RH": "RH - restschuld hypotheek",
    "RN": "RN - restschuld met NHG",
    "SH": "SH - schuldhulpverlening",
    "SK": "SK - saneringskrediet",
}


class FormError(Exception):
    """What is wrong, per field name; Dutch. The empty name is the form as a whole."""

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__(str(errors))
        self.errors = errors


def _iso_date(text: str) -> str:
    """A date as the register writes it, from 31-12-2026 or 2026-12-31. ValueError otherwise."""
    if match := re.fullmatch(r"(\d{1,2})-(\d{1,2})-(\d{4})", text.strip()):
        day, month, year = map(int, match.groups())
        return date(year, month, day).isoformat()
    return date.fromisoformat(text.strip()).isoformat()


def _dutch_date(value: str) -> str:
    return date.fromisoformat(value).strftime("%d-%m-%Y")


def _money(text: str) -> str:
    """Euros from 9.000,50 or 9000 or 9000.50, with a point for the wire."""
    bare = text.replace("€", "").replace(" ", "").strip()
    if "," in bare or re.fullmatch(r"\d{1,3}(\.\d{3})+", bare):
        bare = bare.replace(".", "").replace(",", ".")
    return bare


def _dutch_money(value: str) -> str:
    return value.replace(".", ",")


def _lines(text: str) -> list[str]:
    return [line.strip() for line in re.split(r"[\r\n]+", text) if line.strip()]


def _codes(text: str) -> list[dict[str, str]]:
    codes = []
    for line in _lines(text):
        code, _, on = line.partition(" ")
        codes.append({"code": code.upper()} | ({"on": _iso_date(on)} if on.strip() else {}))
    return codes


def _show_codes(codes: list[dict[str, str]]) -> str:
    return "\n".join(f"{code['code']} {_dutch_date(code['on'])}" if "on" in code else code["code"] for code in codes)


def _inschrijvingen(text: str) -> list[dict[str, str]]:
    found = []
    for line in _lines(text):
        kind, amount, creditor, on = ([part.strip() for part in line.split(";")] + [""] * 3)[:4]
        values = {"kind": kind, "amount": _money(amount), "creditor": creditor, "registered_on": on and _iso_date(on)}
        found.append({name: value for name, value in values.items() if value})
    return found


def _show_inschrijvingen(entries: list[dict[str, str]]) -> str:
    return "\n".join(
        "; ".join(
            (
                entry["kind"],
                _dutch_money(entry.get("amount", "")),
                entry.get("creditor", ""),
                _dutch_date(entry["registered_on"]) if "registered_on" in entry else "",
            )
        )
        for entry in entries
    )


def _as_typed(text: str) -> str:
    return text.strip()


@dataclass(frozen=True)
class Field:
    """One input. `read` turns text into the wire's value, `show` the other way."""

    name: str
    label: str
    type: str = "text"
    """text, date, textarea or select."""
    options: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    hint: str = ""
    read: Callable[[str], Any] = _as_typed
    show: Callable[[Any], str] = str


def _date(name: str, label: str, *, required: bool = False) -> Field:
    return Field(name, label, "date", required=required, read=_iso_date)


def _euros(name: str, label: str) -> Field:
    return Field(name, label, hint="In euro's.", read=_money, show=_dutch_money)


FIELDS: dict[RegisterKind, tuple[Field, ...]] = {
    RegisterKind.BKR: (
        Field("reference", "Kenmerk", required=True),
        Field("credit_type", "Soort krediet", "select", CREDIT_TYPES, required=True),
        _euros("amount", "Bedrag of limiet"),
        _euros("monthly_burden", "Last per maand"),
        _date("started_on", "Begonnen op"),
        _date("expected_end_on", "Loopt tot"),
        _date("fully_repaid_on", "Helemaal afgelost op"),
        Field(
            "codes",
            "Codes",
            "textarea",
            hint="Op elke regel een code en een datum: A 05-02-2026",
            read=_codes,
            show=_show_codes,
        ),
    ),
    RegisterKind.SFH: (
        Field("institution", "Wie heeft dit gemeld", required=True),
        _date("registered_on", "Gemeld op", required=True),
    ),
    RegisterKind.VIS: (
        Field(
            "reason",
            "Gemeld als",
            "select",
            {"lost": "vermist", "stolen": "gestolen", "invalid": "ongeldig"},
            required=True,
        ),
        _date("reported_on", "Gemeld op"),
    ),
    RegisterKind.PEP: (
        Field("name", "Naam in het register", required=True),
        Field("function", "Functie", required=True),
        Field("country", "Land", required=True, hint="Twee hoofdletters: NL"),
        _date("until", "Functie gestopt op"),
    ),
    RegisterKind.SANCTIONS: (
        Field("name", "Naam op de lijst", required=True),
        Field("list", "Lijst", "select", {"EU": "Europese lijst", "NL": "Nederlandse lijst"}, required=True),
        Field("reference", "Kenmerk", required=True),
        Field("programme", "Programma", required=True),
    ),
    RegisterKind.INSOLVENCY: (
        Field("reference", "Publicatiekenmerk", required=True),
        Field(
            "kind",
            "Soort",
            "select",
            {"faillissement": "faillissement", "surseance": "surseance van betaling", "wsnp": "schuldsanering (WSNP)"},
            required=True,
        ),
        _date("started_on", "Begonnen op", required=True),
        _date("ended_on", "Gestopt op"),
    ),
    RegisterKind.KADASTER: (
        Field("designation", "Kadastrale aanduiding", required=True),
        Field("address", "Adres", required=True),
        Field("share", "Aandeel", hint="Bijvoorbeeld 1/2. Leeg is het hele huis."),
        Field(
            "inschrijvingen",
            "Inschrijvingen",
            "textarea",
            hint="Op elke regel: soort; bedrag; schuldeiser; datum. Soort is hypotheek, beslag of overig.",
            read=_inschrijvingen,
            show=_show_inschrijvingen,
        ),
    ),
}


def shown(kind: RegisterKind, detail: Mapping[str, Any]) -> dict[str, str]:
    """One entry as the form's texts."""
    return {f.name: f.show(detail[f.name]) if f.name in detail else "" for f in FIELDS[kind]}


def read(kind: RegisterKind, typed: Mapping[str, str]) -> dict[str, Any]:
    """What was typed as an entry in wire form. Raises `FormError`."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for item in FIELDS[kind]:
        text = typed.get(item.name, "")
        if not text.strip():
            if item.required:
                errors[item.name] = "Vul dit in."
            continue
        try:
            values[item.name] = item.read(text)
        except ValueError:
            errors[item.name] = "Dit is geen datum. Schrijf een datum zo: 31-12-2026."
    if errors:
        raise FormError(errors)
    try:
        return wire_form(DETAIL_OF[kind].model_validate(values))
    except ValidationError as error:
        wrong = {str(item["loc"][0]) if item["loc"] else "" for item in error.errors()}
        raise FormError(dict.fromkeys(wrong, "Dit klopt niet. Kijk het na.")) from error
