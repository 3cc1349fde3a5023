"""The result document of a persona: the same names as ``brondata.ockto.wire``, written independently."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime

from brondata.simulator import mpo_export
from brondata.simulator.personas.spec import PersonaSpec
from brondata.simulator.registers import bank, debts, income, person
from brondata.simulator.registers import property as owned
from brondata.simulator.registers.shared import Json

VERSION = "v4_4"
STANDARD_BRONNEN = (
    "MIJNOVERHEID_BRP",
    "MIJNOVERHEID_KADASTER",
    "MIJNOVERHEID_WOZ",
    "UWV",
    "BELASTINGDIENST_VIA",
    "MIJNPENSIOENOVERZICHT",
    "DUO",
)
BRONNEN = (*STANDARD_BRONNEN, "MIJNOVERHEID_MGI", "RDW", "PSD2", "IDIN")
# Registers that speak of the day on which they are asked. The others have dates in their lines.
UP_TO_DATE = frozenset({"MIJNOVERHEID_BRP", "MIJNOVERHEID_KADASTER", "UWV", "DUO", "RDW", "PSD2", "IDIN"})


def document(
    persona: PersonaSpec,
    *,
    session_id: str,
    collected: Mapping[str, datetime | None],
    reasons: Mapping[str, str] | None = None,
) -> Json:
    """What is sent: one summary line per source, and a section for each that was collected.

    ``collected`` maps a source to the moment it was collected, or ``None`` when it failed; ``reasons``
    says why.
    """
    moments = [moment for moment in collected.values() if moment]
    body: Json = {"odmVersion": VERSION, "sessionId": session_id}
    body["bronnen"] = [
        {
            "bron": bron,
            "status": "OPGEHAALD",
            "opgehaaldOp": _text(moment),
            "methode": "API",
            "peildatum": moment.date().isoformat() if bron in UP_TO_DATE else None,
        }
        if moment
        else {
            "bron": bron,
            "status": "MISLUKT",
            "opgehaaldOp": _text(max(moments)),
            "reden": (reasons or {}).get(bron, "BRON_NIET_BEREIKBAAR"),
        }
        for bron, moment in collected.items()
    ]
    for bron, moment in collected.items():
        if moment:
            name, section = SECTIONS[bron]
            body[name] = section(persona, moment)
    return body


def dump(body: Json) -> bytes:
    """JSON bytes in which a ``Decimal`` is a number with all its digits: never through a float."""
    text = json.dumps(body, ensure_ascii=False, default=lambda value: f"\0{value}\0")
    return re.sub(r'"\\u0000(-?[0-9.]+)\\u0000"', r"\1", text).encode()


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


def _pensioen(persona: PersonaSpec, at: datetime) -> Json:
    return mpo_export.export(persona, born=persona.persoon.geboren.on(at.date()), made_at=at)


SECTIONS: Mapping[str, tuple[str, Callable[[PersonaSpec, datetime], object]]] = {
    "MIJNOVERHEID_BRP": ("persoon", person.brp),
    "MIJNOVERHEID_KADASTER": ("eigendommen", owned.kadaster),
    "MIJNOVERHEID_WOZ": ("wozWaarden", owned.woz),
    "UWV": ("verzekeringsbericht", income.uwv),
    "BELASTINGDIENST_VIA": ("belastingaangiften", income.via),
    "MIJNPENSIOENOVERZICHT": ("pensioen", _pensioen),
    "DUO": ("studieschulden", debts.duo),
    "MIJNOVERHEID_MGI": ("geregistreerdeInkomens", income.mgi),
    "RDW": ("voertuigen", owned.rdw),
    "PSD2": ("banktransacties", bank.bank),
    "IDIN": ("idin", person.idin),
}
