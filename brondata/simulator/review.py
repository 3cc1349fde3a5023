"""What the app shows before anything is sent: the collected data per source, in a few lines each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from brondata.simulator.labels import LABELS, day, euro
from brondata.simulator.odm import SECTIONS
from brondata.simulator.personas.spec import PersonaSpec
from brondata.simulator.wages import wage_lines

Rows = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One source with its lines."""

    name: str
    moment: datetime
    rows: Rows


def groups(persona: PersonaSpec, collected: Mapping[str, datetime]) -> list[Group]:
    """The groups of the sources that were collected, in the order of the journey."""
    return [
        Group(name=LABELS[bron].name, moment=moment, rows=_ROWS[bron](persona, moment))
        for bron, moment in collected.items()
    ]


def _brp(persona: PersonaSpec, at: datetime) -> Rows:
    person = persona.persoon
    home = person.adres
    return [
        ("Naam", " ".join(filter(None, (person.voornamen, person.voorvoegsel, person.geslachtsnaam)))),
        ("Geboren", f"{day(person.geboren.on(at.date()))} in {person.geboorteplaats}"),
        ("Burgerlijke staat", person.burgerlijke_staat.replace("_", " ").capitalize()),
        ("Adres", f"{home.straat} {home.huisnummer}, {home.postcode[:4]} {home.postcode[4:]} {home.woonplaats}"),
    ]


def _kadaster(persona: PersonaSpec, at: datetime) -> Rows:
    home = persona.woning
    if home is None:
        return [("Woningen", "Geen woning op je naam")]
    rows = [("Woning", f"{persona.persoon.adres.straat} {persona.persoon.adres.huisnummer}")]
    if home.hypotheek:
        rows.append(("Hypotheek bij", home.hypotheek.hypotheekhouder))
    return rows


def _woz(persona: PersonaSpec, at: datetime) -> Rows:
    return [("WOZ-waarde", euro(persona.woning.woz_waarde) if persona.woning else "Geen woning op je naam")]


def _uwv(persona: PersonaSpec, at: datetime) -> Rows:
    if not persona.dienstverbanden:
        return [("Werk", "Geen werk in loondienst")]
    rows: Rows = []
    for contract in persona.dienstverbanden:
        lines = wage_lines(contract, at.date())
        rows.append((contract.werkgever, f"{len(lines)} periodes, laatste loon {euro(lines[-1].sv_loon)}"))
        rows.append(("Contract", (contract.contractvorm or "Niet bekend").capitalize()))
    return rows


def _via(persona: PersonaSpec, at: datetime) -> Rows:
    _, build = SECTIONS["BELASTINGDIENST_VIA"]
    returns = build(persona, at)
    assert isinstance(returns, list)
    newest = returns[0]
    savings = [account.saldo for account in persona.bankrekeningen if account.saldo is not None]
    wage = newest["loonTegenwoordigeArbeid"] or newest["loonVroegereArbeid"]
    rows = [
        (f"Inkomen in {newest['jaar']}", euro(wage)),
        (f"Op je rekeningen op 1 januari {newest['jaar']}", euro(sum(savings)) if savings else "Niet bekend"),
    ]
    return rows + [(debt.omschrijving, euro(debt.saldo)) for debt in persona.schulden]


def _mpo(persona: PersonaSpec, at: datetime) -> Rows:
    months = f" en {persona.aow_maanden} maanden" if persona.aow_maanden else ""
    rows = [("AOW vanaf", f"{persona.aow_jaren} jaar{months}")]
    return rows + [(p.uitvoerder, f"{euro(p.te_bereiken)} per jaar") for p in persona.pensioenen]


def _duo(persona: PersonaSpec, at: datetime) -> Rows:
    if not persona.studieschulden:
        return [("Studieschuld", "Geen")]
    return [
        row
        for loan in persona.studieschulden
        for row in (
            ("Geleend", f"{euro(loan.oorspronkelijke_schuld)} ({loan.regeling})"),
            ("Nu nog", euro(loan.huidig_saldo)),
        )
    ]


_ROWS: Mapping[str, Callable[[PersonaSpec, datetime], Rows]] = {
    "MIJNOVERHEID_BRP": _brp,
    "MIJNOVERHEID_KADASTER": _kadaster,
    "MIJNOVERHEID_WOZ": _woz,
    "UWV": _uwv,
    "BELASTINGDIENST_VIA": _via,
    "MIJNPENSIOENOVERZICHT": _mpo,
    "DUO": _duo,
}
