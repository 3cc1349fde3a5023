"""UWV, Belastingdienst and the registered income: three registers that agree on what was earned."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from brondata.simulator.personas.spec import PersonaSpec
from brondata.simulator.registers.shared import Json, newest_tax_year
from brondata.simulator.wages import CENT, paid_in_year, wage_lines

VIA_YEARS = 3
ASSESSED_MONTH = 7


def uwv(persona: PersonaSpec, at: datetime) -> Json:
    """The verzekeringsbericht, newest period first as the site has it."""
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


def via(persona: PersonaSpec, at: datetime) -> list[Json]:
    """The pre-filled returns, newest first."""
    return [_aangifte(persona, newest_tax_year(at) - age, age, at.date()) for age in range(VIA_YEARS)]


def _aangifte(persona: PersonaSpec, year: int, age: int, today: date) -> Json:
    rows = _inkomsten(persona, year, age, today)
    home = persona.woning
    loan = home.hypotheek if home else None
    return {
        "jaar": year,
        "inkomsten": rows,
        "loonTegenwoordigeArbeid": _total(rows, "TEGENWOORDIG"),
        "loonVroegereArbeid": _total(rows, "VROEGER"),
        "ingehoudenLoonheffing": sum((_amount(row, "ingehoudenLoonheffing") for row in rows), Decimal("0.00")),
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
            "wozWaarde": home.woz_waarde - home.woz_groei * (today.year - year),
            "eigenwoningschuld": loan.restschuld if loan else None,
            "betaaldeHypotheekrente": loan.betaalde_rente if loan else None,
        }
        if home
        else None,
        "overigeWoningen": [
            {
                "wozobjectnummer": other.wozobjectnummer,
                "wozWaarde": other.woz_waarde - other.woz_groei * (today.year - year),
            }
            for other in persona.andere_woningen
        ],
    }


def _inkomsten(persona: PersonaSpec, year: int, age: int, today: date) -> list[Json]:
    """A row per payer that paid anything in the year."""
    paid = [
        (
            contract.werkgever,
            "VROEGER" if contract.vroegere_arbeid else "TEGENWOORDIG",
            paid_in_year((contract,), year, today),
        )
        for contract in persona.dienstverbanden
    ]
    paid += [(other.naam, other.soort, other.per_jaar) for other in persona.overig_loon if age < other.jaren]
    if persona.pensioeninkomen_per_jaar is not None:
        paid.append(("AOW en pensioen", "VROEGER", persona.pensioeninkomen_per_jaar))
    return [
        {"naam": naam, "soort": soort, "bedrag": bedrag, "ingehoudenLoonheffing": withheld(persona, bedrag)}
        for naam, soort, bedrag in paid
        if bedrag
    ]


def withheld(persona: PersonaSpec, wage: Decimal) -> Decimal:
    """The wage tax on an amount, in whole euros as the jaaropgave has it."""
    return (wage * persona.loonheffing_procent / 100).quantize(Decimal(1), ROUND_HALF_UP).quantize(CENT)


def _amount(row: Json, name: str) -> Decimal:
    amount = row[name]
    assert isinstance(amount, Decimal)
    return amount


def _total(rows: list[Json], soort: str) -> Decimal | None:
    """Nothing said is not nothing earned: without a row the return is silent."""
    amounts = [_amount(row, "bedrag") for row in rows if row["soort"] == soort]
    return sum(amounts, Decimal("0.00")) if amounts else None


def mgi(persona: PersonaSpec, at: datetime) -> list[Json]:
    """The registered incomes of the years that are assessed: wage and profit, less the mortgage interest."""
    return [_registered(persona, newest_tax_year(at) - age, age, at.date()) for age in range(VIA_YEARS)]


def _registered(persona: PersonaSpec, year: int, age: int, today: date) -> Json:
    wage = sum((_amount(row, "bedrag") for row in _inkomsten(persona, year, age, today)), Decimal(0))
    business = persona.onderneming
    profit = business.winst[age] if business and age < len(business.winst) else None
    loan = persona.woning.hypotheek if persona.woning else None
    returned = profit is not None or loan is not None
    income = wage + (profit or 0) - (loan.betaalde_rente if loan else 0)
    return {
        "jaar": year,
        "soort": "VERZAMELINKOMEN" if returned else "BELASTBAAR_LOON",
        "bedrag": income if returned or wage else None,
        "vastgesteldOp": date(year + 1, ASSESSED_MONTH, 1).isoformat()
        if date(year + 1, ASSESSED_MONTH, 1) <= today
        else None,
        "inOnderzoek": False,
    }
