"""What the phone page says about each source: its name, and what it gives in ordinary words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """The register, and what it is asked for."""

    name: str
    gives: str
    mark: str


LABELS: Mapping[str, Label] = {
    "MIJNOVERHEID_BRP": Label(name="MijnOverheid", gives="Je naam, adres en burgerlijke staat", mark="MO"),
    "MIJNOVERHEID_KADASTER": Label(name="Kadaster", gives="Of je een woning hebt", mark="KA"),
    "MIJNOVERHEID_WOZ": Label(name="WOZ-register", gives="De WOZ-waarde van je woning", mark="WO"),
    "UWV": Label(name="UWV", gives="Je werkgever, contract en loon", mark="UW"),
    "BELASTINGDIENST_VIA": Label(name="Belastingdienst", gives="Je inkomen, spaargeld en schulden", mark="BD"),
    "MIJNPENSIOENOVERZICHT": Label(name="Mijnpensioenoverzicht", gives="Je AOW en je pensioen", mark="MP"),
    "DUO": Label(name="DUO", gives="Je studieschuld, als je die hebt", mark="DU"),
    "MIJNOVERHEID_MGI": Label(name="Geregistreerd inkomen", gives="Je inkomen per jaar, als ondernemer", mark="GI"),
    "RDW": Label(name="RDW", gives="De auto's op je naam", mark="RD"),
    "PSD2": Label(name="Je bank", gives="Je rekeningen, met wat er in en uit gaat", mark="BA"),
    "IDIN": Label(name="iDIN", gives="Wie je bent, volgens je bank", mark="ID"),
}


GROUPS: Mapping[str, str] = {
    "LOONDIENST": "In loondienst",
    "ONDERNEMER": "Ondernemers",
    "GEZIN": "Gescheiden of verweduwd",
    "PENSIOEN": "Bijna of al met pensioen",
    "BIJZONDER": "Iets bijzonders",
}


def euro(amount: object) -> str:
    """An amount the Dutch way, in whole euros when there are no cents."""
    if not isinstance(amount, Decimal | int):
        return "Niet bekend"
    text = f"{amount:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
    return f"€ {text.removesuffix(',00')}"


def day(text: str | date) -> str:
    """A date as people read it: 14 mei 1997."""
    moment = date.fromisoformat(text) if isinstance(text, str) else text
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def incomplete_day(text: str) -> str:
    """A BRP date as people read it; zeros are what the register does not know."""
    year, month, of_month = (int(part) for part in text.split("-"))
    if not year:
        return "onbekend"
    if not month:
        return f"{year} (dag en maand onbekend)"
    if not of_month:
        return f"{_MONTHS[month - 1]} {year} (dag onbekend)"
    return day(text)


def clock_time(moment: datetime | None) -> str:
    """A time of day with seconds: 10.42.07."""
    return moment.strftime("%H.%M.%S") if moment else ""
