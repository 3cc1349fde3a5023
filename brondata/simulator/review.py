"""What the app shows before anything is sent: the collected data per source, in a few lines each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from brondata.simulator.labels import LABELS, day, euro, incomplete_day
from brondata.simulator.odm import SECTIONS
from brondata.simulator.personas.spec import PersonaSpec
from brondata.simulator.registers import bank, income, person
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
    who = persona.persoon
    home = who.adres
    born = who.geboren.brp(at.date())
    rows = [
        ("Naam", " ".join(filter(None, (who.voornamen, who.voorvoegsel, who.geslachtsnaam)))),
        ("Geboren", f"{incomplete_day(born)} in {who.geboorteplaats}"),
        ("Burgerlijke staat", who.burgerlijke_staat.replace("_", " ").capitalize()),
        ("Adres", f"{home.straat} {home.huisnummer}, {home.postcode[:4]} {home.postcode[4:]} {home.woonplaats}"),
    ]
    ended = {"S": "gescheiden", "O": "overleden"}
    rows += [
        ("Eerdere partner", f"{ex.voornamen} ({ended.get(ex.reden or '', 'beëindigd')})") for ex in who.ex_partners
    ]
    return rows + [("In onderzoek bij de gemeente", one.groep.lower()) for one in who.onderzoeken]


def _kadaster(persona: PersonaSpec, at: datetime) -> Rows:
    if not persona.woningen:
        return [("Woningen", "Geen woning op je naam")]
    rows: Rows = []
    for home in persona.woningen:
        where = persona.adres_van(home)
        rows.append(("Woning", f"{where.straat} {where.huisnummer}"))
        if home.hypotheek:
            rows.append(("Hypotheek bij", home.hypotheek.hypotheekhouder))
    return rows


def _woz(persona: PersonaSpec, at: datetime) -> Rows:
    if not persona.woningen:
        return [("WOZ-waarde", "Geen woning op je naam")]
    return [(f"WOZ-waarde {persona.adres_van(home).straat}", euro(home.woz_waarde)) for home in persona.woningen]


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


def _mgi(persona: PersonaSpec, at: datetime) -> Rows:
    return [(f"Inkomen in {row['jaar']}", euro(row["bedrag"])) for row in income.mgi(persona, at)]


def _rdw(persona: PersonaSpec, at: datetime) -> Rows:
    if not persona.voertuigen:
        return [("Voertuigen", "Geen voertuig op je naam")]
    uses = {"EIGENDOM": "eigendom", "PRIVATE_LEASE": "private lease", "ZAKELIJKE_LEASE": "auto van de zaak"}
    return [(car.kenteken, f"{car.merk} {car.handelsbenaming}, {uses[car.gebruik]}") for car in persona.voertuigen]


def _bank(persona: PersonaSpec, at: datetime) -> Rows:
    section = bank.bank(persona, at)
    accounts = section["accounts"]
    assert isinstance(accounts, list)
    rows = [("Periode", f"{day(str(section['dateFrom']))} tot en met {day(str(section['dateTo']))}")]
    for account in accounts:
        lines = len(account["transactions"]["booked"])
        rows.append((f"Rekening {account['iban'][-4:]}", f"{lines} transacties" if lines else "Alleen het saldo"))
    return rows


def _idin(persona: PersonaSpec, at: datetime) -> Rows:
    attributes = person.idin(persona, at)
    names = ("initials", "legallastnameprefix", "legallastname")
    return [
        ("Naam", " ".join(str(attributes[name]) for name in names if attributes[name])),
        ("Bank", str(attributes["issuer"])),
    ]


_ROWS: Mapping[str, Callable[[PersonaSpec, datetime], Rows]] = {
    "MIJNOVERHEID_BRP": _brp,
    "MIJNOVERHEID_KADASTER": _kadaster,
    "MIJNOVERHEID_WOZ": _woz,
    "UWV": _uwv,
    "BELASTINGDIENST_VIA": _via,
    "MIJNPENSIOENOVERZICHT": _mpo,
    "DUO": _duo,
    "MIJNOVERHEID_MGI": _mgi,
    "RDW": _rdw,
    "PSD2": _bank,
    "IDIN": _idin,
}
