"""The bank: what the other registers say, seen from the account. Three whole months and the days since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal

from brondata.simulator.calendar import months_ago
from brondata.simulator.personas.spec import PersonaSpec
from brondata.simulator.registers.debts import due
from brondata.simulator.registers.shared import Json
from brondata.simulator.wages import CENT, wage_lines

MONTHS = 3
CONSENT_DAYS = 180
PAYDAY, FOUR_WEEKS_LATER = 24, 4
HEALTH, ENERGY = Decimal("158.50"), Decimal("142.00")
TAX_IBAN = "NL86TEST0000000301"
DUO_IBAN = "NL59TEST0000000302"


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking:
    """One booking on the first account; ``amount`` is below zero for money that goes out."""

    day: date
    amount: Decimal
    other: str
    category: str
    text: str
    iban: str | None = None


def bank(persona: PersonaSpec, at: datetime) -> Json:
    """Every account with its balance, and the bookings of the first one."""
    today = at.date()
    first = months_ago(today, MONTHS)
    bookings = sorted((one for one in _bookings(persona, today) if first <= one.day <= today), key=lambda one: one.day)
    return {
        "dateFrom": first.isoformat(),
        "dateTo": today.isoformat(),
        "validUntil": (today + timedelta(days=CONSENT_DAYS)).isoformat(),
        "accounts": [
            {
                "iban": account.iban,
                "currency": "EUR",
                "ownerName": _owner(persona),
                "product": account.bank,
                "cashAccountType": "CACC" if place == 0 else "SVGS",
                "joint": account.gezamenlijk,
                "balances": [
                    {
                        "balanceType": "closingBooked",
                        "balanceAmount": _amount(_balance(account.saldo, account.groei, today)),
                        "referenceDate": today.isoformat(),
                    }
                ]
                if account.saldo is not None
                else [],
                "transactions": {
                    "booked": [_wire(one, place) for place, one in enumerate(bookings)] if place == 0 else []
                },
            }
            for place, account in enumerate(persona.bankrekeningen)
        ],
    }


def _owner(persona: PersonaSpec) -> str:
    person = persona.persoon
    return " ".join(filter(None, (person.voorletters, person.voorvoegsel, person.geslachtsnaam)))


def _balance(saldo: Decimal, groei: Decimal, today: date) -> Decimal:
    """Since 1 January of last year it grew as it did in the year before."""
    months = today.month - 1 + 12
    return (saldo + groei * months / 12).quantize(CENT, ROUND_HALF_UP)


def _bookings(persona: PersonaSpec, today: date) -> Iterator[Booking]:
    yield from _wages(persona, today)
    for ago in range(MONTHS + 1):
        yield from _monthly(persona, months_ago(today, ago))


def _wages(persona: PersonaSpec, today: date) -> Iterator[Booking]:
    for contract in persona.dienstverbanden:
        monthly = contract.tijdvak == "maand"
        for line in wage_lines(contract, today):
            net = _net(persona, line.sv_loon - (contract.waarde_privegebruik_auto or 0))
            day = line.tot.replace(day=PAYDAY) if monthly else line.tot + timedelta(days=FOUR_WEEKS_LATER)
            kind = "BENEFITS" if contract.vroegere_arbeid else "SALARY"
            text = "UITKERING" if contract.vroegere_arbeid else "SALARIS"
            yield Booking(day=day, amount=net, other=contract.werkgever, category=kind, text=f"{text} {line.tot:%m-%Y}")


def _monthly(persona: PersonaSpec, month: date) -> Iterator[Booking]:
    def on(day: int, amount: Decimal, other: str, category: str, text: str, iban: str | None = None) -> Booking:
        return Booking(day=month.replace(day=day), amount=amount, other=other, category=category, text=text, iban=iban)

    for other in persona.overig_loon:
        kind = "SALARY" if other.soort == "TEGENWOORDIG" else "BENEFITS"
        yield on(23, _net(persona, other.per_jaar / 12), other.naam, kind, f"{other.naam.upper()} {month:%m-%Y}")
    if persona.pensioeninkomen_per_jaar:
        yield on(
            23, _net(persona, persona.pensioeninkomen_per_jaar / 12), "SVB en pensioenfonds", "PENSION", "PENSIOEN"
        )
    if persona.onderneming:
        profit = (persona.onderneming.winst[0] / 12).quantize(CENT, ROUND_HALF_UP)
        yield on(15, profit, persona.onderneming.naam, "BUSINESS_INCOME", "PRIVEOPNAME")
    if persona.huur_per_maand:
        yield on(1, -persona.huur_per_maand, "Voorbeeld Woningcorporatie", "RENT", f"HUUR {month:%m-%Y}")
    for home in persona.woningen:
        if home.hypotheek:
            interest = (home.hypotheek.betaalde_rente / 12).quantize(CENT, ROUND_HALF_UP)
            yield on(1, -interest, home.hypotheek.hypotheekhouder, "MORTGAGE", "HYPOTHEEKRENTE")
    for debt in persona.schulden:
        if debt.maandlast:
            yield on(2, -debt.maandlast, debt.omschrijving, "LOAN", "AFLOSSING EN RENTE")
    for loan in persona.studieschulden:
        amount = due(loan)
        if amount:
            yield on(
                3, -amount, "DUO", "STUDENT_LOAN", f"STUDIESCHULD BSN {persona.persoon.burgerservicenummer}", DUO_IBAN
            )
    for car in persona.voertuigen:
        if car.maandlast:
            yield on(4, -car.maandlast, car.leasemaatschappij or "Voorbeeld Lease", "LEASE", f"LEASE {car.kenteken}")
    if persona.alimentatie:
        paid = persona.alimentatie
        amount = paid.maandbedrag if paid.richting == "ontvangt" else -paid.maandbedrag
        yield on(5, amount, paid.wederpartij, "ALIMONY", "PARTNERALIMENTATIE", paid.tegenrekening)
    yield on(6, -HEALTH, "Voorbeeld Zorgverzekeraar", "INSURANCE", "PREMIE ZORGVERZEKERING")
    yield on(7, -ENERGY, "Voorbeeld Energie", "ENERGY", f"TERMIJN {month:%m-%Y}")
    # The Belastingdienst really writes the BSN in its descriptions.
    text = f"VOORLOPIGE TERUGGAAF {persona.persoon.burgerservicenummer} {month.year}"
    yield on(15, Decimal("41.00"), "Belastingdienst", "TAX", text, TAX_IBAN)


def _net(persona: PersonaSpec, gross: Decimal) -> Decimal:
    return (gross * (100 - persona.loonheffing_procent) / 100).quantize(CENT, ROUND_HALF_UP)


def _amount(amount: Decimal) -> Json:
    return {"currency": "EUR", "amount": f"{amount:.2f}"}


def _wire(one: Booking, place: int) -> Json:
    side = "debtor" if one.amount >= 0 else "creditor"
    return {
        "transactionId": f"{one.day:%Y%m%d}-{place:04d}",
        "bookingDate": one.day.isoformat(),
        "valueDate": one.day.isoformat(),
        "transactionAmount": _amount(one.amount),
        f"{side}Name": one.other,
        f"{side}Account": {"iban": one.iban} if one.iban else None,
        "remittanceInformationUnstructured": one.text,
        "category": one.category,
    }
