"""The result document of a persona: the same names as ``brondata.ockto.wire``, written independently."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from brondata.simulator import mpo_export
from brondata.simulator.calendar import months_ago
from brondata.simulator.personas.spec import AdresSpec, PersonaSpec, StudieschuldSpec
from brondata.simulator.wages import CENT, paid_in_year, wage_lines

VERSION = "v4_3"
BRONNEN = (
    "MIJNOVERHEID_BRP",
    "MIJNOVERHEID_KADASTER",
    "MIJNOVERHEID_WOZ",
    "UWV",
    "BELASTINGDIENST_VIA",
    "MIJNPENSIOENOVERZICHT",
    "DUO",
)
VIA_OPENS_IN_MONTH = 3
VIA_YEARS = 2

Json = dict[str, object]


def document(persona: PersonaSpec, *, session_id: str, collected: Mapping[str, datetime | None]) -> Json:
    """What is sent: one summary line per source, and a section for each that was collected.

    ``collected`` maps a source to the moment it was collected, or ``None`` with a later entry in
    ``reasons`` when it failed.
    """
    moments = [moment for moment in collected.values() if moment]
    body: Json = {"odmVersion": VERSION, "sessionId": session_id}
    body["bronnen"] = [
        {"bron": bron, "status": "OPGEHAALD", "opgehaaldOp": _text(moment), "methode": "API"}
        if moment
        else {"bron": bron, "status": "MISLUKT", "opgehaaldOp": _text(max(moments)), "reden": "BRON_NIET_BEREIKBAAR"}
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


def _adres(adres: AdresSpec, today: date) -> Json:
    return {
        "straat": adres.straat,
        "huisnummer": adres.huisnummer,
        "huisletter": adres.huisletter,
        "postcode": adres.postcode,
        "woonplaats": adres.woonplaats,
        "sinds": months_ago(today, adres.sinds_maanden).isoformat() if adres.sinds_maanden is not None else None,
    }


def _persoon(persona: PersonaSpec, at: datetime) -> Json:
    person, today = persona.persoon, at.date()
    return {
        "burgerservicenummer": person.burgerservicenummer,
        "voornamen": person.voornamen,
        "voorletters": person.voorletters,
        "voorvoegsel": person.voorvoegsel,
        "geslachtsnaam": person.geslachtsnaam,
        "geboortedatum": person.geboren.on(today).isoformat(),
        "geboorteplaats": person.geboorteplaats,
        "geslacht": person.geslacht,
        "nationaliteiten": list(person.nationaliteiten),
        "burgerlijkeStaat": person.burgerlijke_staat,
        "adres": _adres(person.adres, today),
        "reisdocument": {
            "soort": person.reisdocument.soort,
            "nummer": person.reisdocument.nummer,
            "geldigTot": months_ago(today, -person.reisdocument.geldig_maanden).isoformat(),
        },
    }


def _verzekeringsbericht(persona: PersonaSpec, at: datetime) -> Json:
    today = at.date()
    return {
        "datum": today.isoformat(),
        "versie": "VZB-006",
        "dienstverbanden": [
            {
                "werkgever": contract.werkgever,
                "loonheffingennummer": contract.loonheffingennummer,
                "contractvorm": contract.contractvorm,
                "verzekerdeWetten": list(contract.verzekerde_wetten),
                "perioden": [
                    {
                        "van": line.van.isoformat(),
                        "totEnMet": line.tot.isoformat(),
                        "uren": line.uren,
                        "svLoon": line.sv_loon,
                        "waardePrivegebruikAuto": contract.waarde_privegebruik_auto,
                        "eigenBijdrageAuto": contract.eigen_bijdrage_auto,
                    }
                    for line in reversed(wage_lines(contract, today))
                ],
            }
            for contract in persona.dienstverbanden
        ],
    }


def _aangiften(persona: PersonaSpec, at: datetime) -> list[Json]:
    """The pre-filled return of last year opens on 1 March."""
    newest = at.year - (1 if at.month >= VIA_OPENS_IN_MONTH else 2)
    return [_aangifte(persona, newest - age, age, at.date()) for age in range(VIA_YEARS)]


def _aangifte(persona: PersonaSpec, year: int, age: int, today: date) -> Json:
    work = paid_in_year(persona.dienstverbanden, year, today) if persona.dienstverbanden else None
    pension = persona.pensioeninkomen_per_jaar
    taxed = (work or Decimal(0)) + (pension or Decimal(0))
    home = persona.woning
    loan = home.hypotheek if home else None
    return {
        "jaar": year,
        "loonTegenwoordigeArbeid": work,
        "loonVroegereArbeid": pension,
        "ingehoudenLoonheffing": (taxed * persona.loonheffing_procent / 100).quantize(Decimal(1)).quantize(CENT),
        "bankrekeningen": [
            {
                "iban": account.iban,
                "bank": account.bank,
                "saldo1Januari": account.saldo - account.groei * age if account.saldo is not None else None,
                "gezamenlijk": account.gezamenlijk,
            }
            for account in persona.bankrekeningen
        ],
        "schulden": [{"omschrijving": debt.omschrijving, "saldo1Januari": debt.saldo} for debt in persona.schulden],
        "eigenWoning": {
            "wozobjectnummer": home.wozobjectnummer,
            "wozWaarde": home.woz_waarde,
            "eigenwoningschuld": loan.restschuld if loan else None,
            "betaaldeHypotheekrente": loan.betaalde_rente if loan else None,
        }
        if home
        else None,
    }


def _pensioen(persona: PersonaSpec, at: datetime) -> Json:
    return mpo_export.export(persona, born=persona.persoon.geboren.on(at.date()), made_at=at)


def _studieschulden(persona: PersonaSpec, at: datetime) -> list[Json]:
    return [
        {
            "regeling": loan.regeling,
            "fase": loan.fase,
            "oorspronkelijkeSchuld": loan.oorspronkelijke_schuld,
            "huidigSaldo": loan.huidig_saldo,
            "rentepercentage": loan.rentepercentage,
            "renteGeldigTot": date(at.year + loan.rente_geldig_jaren, 12, 31).isoformat(),
            "wettelijkMaandbedrag": _term_amount(loan) if loan.fase == "AFLOSFASE" else None,
            "maandbedragNaDraagkracht": loan.maandbedrag_na_draagkracht,
            "resterendeLooptijdMaanden": loan.resterende_looptijd_maanden,
        }
        for loan in persona.studieschulden
    ]


def _term_amount(loan: StudieschuldSpec) -> Decimal:
    """The statutory monthly amount: the annuity over what is left."""
    rate = loan.rentepercentage / 1200
    factor = rate / (1 - (1 + rate) ** -loan.resterende_looptijd_maanden)
    return (loan.huidig_saldo * factor).quantize(CENT, ROUND_HALF_UP)


def _eigendommen(persona: PersonaSpec, at: datetime) -> list[Json]:
    home, today = persona.woning, at.date()
    if home is None:
        return []
    return [
        {
            "kadastraleAanduiding": home.kadastrale_aanduiding,
            "adres": _adres(persona.persoon.adres, today),
            "soortRecht": "Eigendom (recht van)",
            "aandeel": home.aandeel,
            "hypotheken": [
                {
                    "hypotheekhouder": home.hypotheek.hypotheekhouder,
                    "bedragZekerheidsstelling": home.hypotheek.bedrag,
                    "ingeschrevenOp": months_ago(today, home.hypotheek.maanden_geleden).isoformat(),
                }
            ]
            if home.hypotheek
            else [],
        }
    ]


def _woz(persona: PersonaSpec, at: datetime) -> list[Json]:
    home = persona.woning
    if home is None:
        return []
    return [
        {
            "wozobjectnummer": home.wozobjectnummer,
            "adres": _adres(persona.persoon.adres, at.date()),
            "waarde": home.woz_waarde,
            "waardepeildatum": date(at.year - 1, 1, 1).isoformat(),
        }
    ]


SECTIONS: Mapping[str, tuple[str, Callable[[PersonaSpec, datetime], object]]] = {
    "MIJNOVERHEID_BRP": ("persoon", _persoon),
    "MIJNOVERHEID_KADASTER": ("eigendommen", _eigendommen),
    "MIJNOVERHEID_WOZ": ("wozWaarden", _woz),
    "UWV": ("verzekeringsbericht", _verzekeringsbericht),
    "BELASTINGDIENST_VIA": ("belastingaangiften", _aangiften),
    "MIJNPENSIOENOVERZICHT": ("pensioen", _pensioen),
    "DUO": ("studieschulden", _studieschulden),
}
