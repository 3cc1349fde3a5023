"""The Mijnpensioenoverzicht export of a persona, in the published element names."""

from datetime import date, datetime

from brondata.simulator.personas.spec import PensioenSpec, PersonaSpec

# Gross per year with holiday pay: 12 x (1662.16 + 104.78) and 12 x (1139.39 + 74.85), the AOW of
# 1 July 2026 (SVB), rounded to euros as the overview does.
AOW_SINGLE = 21203
AOW_TOGETHER = 14571
AOW_YEARS_FOR_FULL = 50

Age = tuple[int, int]


def export(persona: PersonaSpec, *, born: date, made_at: datetime) -> dict[str, object]:
    """What the site would give for download at ``made_at``."""
    aow_age = (persona.aow_jaren, persona.aow_maanden)
    starts = sorted({aow_age, *((p.vanaf_jaren, p.vanaf_maanden) for p in persona.pensioenen)})
    blocks = [
        _block(persona, start, end, born=born, made_at=made_at)
        for start, end in zip(starts, [*starts[1:], None], strict=True)
    ]
    person = persona.persoon
    return {
        "Pensioenaanspraken": {
            "StatusCode": "000",
            "TijdstipAanmakenBericht": made_at.replace(tzinfo=None).isoformat(timespec="seconds"),
            "Naam": " ".join(filter(None, (person.voorletters, person.voorvoegsel, person.geslachtsnaam))),
            "Geboortedatum": born.isoformat(),
            "LevensSituatie": persona.leefsituatie,
            "Totalen": {"TeBereiken": sum(p.te_bereiken for p in persona.pensioenen) + _aow(persona)},
            "Details": {
                "OuderdomsPensioenDetails": {"OuderdomsPensioen": blocks},
                "PartnerPensioenDetails": {"PartnerPensioen": []},
                "WezenPensioenDetails": {"WezenPensioen": []},
            },
        }
    }


def _block(persona: PersonaSpec, start: Age, end: Age | None, *, born: date, made_at: datetime) -> dict[str, object]:
    block: dict[str, object] = {
        "Van": _age(start),
        "Tot": _age(end) if end else {"OuderdomsPensioenEvent": "Overlijden"},
        "Pensioen": [
            _policy(policy, made_at.date())
            for policy in persona.pensioenen
            if (policy.vanaf_jaren, policy.vanaf_maanden) <= start
        ],
    }
    if start >= (persona.aow_jaren, persona.aow_maanden):
        insured = min(AOW_YEARS_FOR_FULL, max(0, made_at.year - born.year - (persona.aow_jaren - AOW_YEARS_FOR_FULL)))
        block["AOW"] = {
            "AOWDetailsOpbouw": {
                "TeBereikenSamenwonend": AOW_TOGETHER,
                "TeBereikenAlleenstaand": AOW_SINGLE,
                "OpgebouwdSamenwonend": AOW_TOGETHER * insured // AOW_YEARS_FOR_FULL,
                "OpgebouwdAlleenstaand": AOW_SINGLE * insured // AOW_YEARS_FOR_FULL,
            }
        }
    return block


def _age(age: Age) -> dict[str, object]:
    return {"Leeftijd": {"Jaren": age[0], "Maanden": age[1]}}


def _aow(persona: PersonaSpec) -> int:
    return AOW_SINGLE if persona.leefsituatie == "Alleenstaand" else AOW_TOGETHER


def _policy(policy: PensioenSpec, today: date) -> dict[str, object]:
    return {
        "TeBereiken": policy.te_bereiken,
        "Opgebouwd": policy.opgebouwd,
        "PensioenUitvoerder": policy.uitvoerder,
        "HerkenningsNummer": policy.herkenningsnummer,
        "StandPer": date(today.year - 1, 12, 31).isoformat(),
    }
