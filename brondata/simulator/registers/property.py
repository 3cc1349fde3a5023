"""Kadaster, WOZ and RDW."""

from datetime import date, datetime

from brondata.simulator.calendar import months_ago
from brondata.simulator.personas.spec import PersonaSpec, WoningSpec
from brondata.simulator.registers.person import adres
from brondata.simulator.registers.shared import Json

WOZ_YEARS = 5


def kadaster(persona: PersonaSpec, at: datetime) -> list[Json]:
    """A right per home."""
    return [_right(persona, home, at.date()) for home in persona.woningen]


def _right(persona: PersonaSpec, home: WoningSpec, today: date) -> Json:
    loan, bought = home.hypotheek, home.gekocht_maanden
    return {
        "kadastraleAanduiding": home.kadastrale_aanduiding,
        "identificatie": f"{home.wozobjectnummer}70000",
        "adres": adres(persona.adres_van(home), today),
        "soortRecht": "Eigendom (recht van)",
        "aandeel": home.aandeel,
        "verkregenOp": months_ago(today, bought).isoformat() if bought is not None else None,
        "koopsom": home.koopsom,
        "koopjaar": months_ago(today, bought).year if bought is not None else None,
        "koopsomMeerObjecten": False if home.koopsom is not None else None,
        "hypotheken": [
            {
                "hypotheekhouder": loan.hypotheekhouder,
                "bedragZekerheidsstelling": loan.bedrag,
                "ingeschrevenOp": months_ago(today, loan.maanden_geleden).isoformat(),
                "stukIdentificaties": [
                    f"{months_ago(today, loan.maanden_geleden):%Y%m%d}000{home.wozobjectnummer[-3:]}"
                ],
            }
        ]
        if loan
        else [],
        "beslag": False,
        "inOnderzoek": False,
    }


def woz(persona: PersonaSpec, at: datetime) -> list[Json]:
    """The values of five years per home. That of year Y counts for the tax of Y + 1 (Wet WOZ art. 18)."""
    return [
        {
            "wozobjectnummer": home.wozobjectnummer,
            "adres": adres(persona.adres_van(home), at.date()),
            "waarde": home.woz_waarde - home.woz_groei * age,
            "waardepeildatum": date(at.year - 1 - age, 1, 1).isoformat(),
            "indicatieBezwaarBeroep": False,
        }
        for age in range(WOZ_YEARS)
        for home in persona.woningen
    ]


def rdw(persona: PersonaSpec, at: datetime) -> list[Json]:
    """The vehicles that the person answers for."""
    today = at.date()
    return [
        {
            "kenteken": car.kenteken,
            "voertuigsoort": car.voertuigsoort,
            "merk": car.merk,
            "handelsbenaming": car.handelsbenaming,
            "datumEersteToelating": months_ago(today, car.toegelaten_maanden).isoformat(),
            "datumTenaamstelling": months_ago(today, car.op_naam_maanden).isoformat(),
            "catalogusprijs": car.catalogusprijs,
            "gebruik": car.gebruik,
            "leasemaatschappij": car.leasemaatschappij,
        }
        for car in persona.voertuigen
    ]
