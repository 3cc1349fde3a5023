"""The Dutch words for the codes in a document, as template filters of the PDFs.

Codes stay codes in the JSON, so that another language is another table and nothing else.
"""

from collections.abc import Iterable
from typing import Protocol

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from portal.offers.lening import Aflosvorm, Leningdeel, Risicoklasse
from portal.offers.parts import Address, CancellationExemption, FreeRepaymentCase

register = template.Library()

AFLOSVORM: dict[Aflosvorm, str] = {
    "annuitair": "Annuïtair",
    "lineair": "Lineair",
    "aflossingsvrij": "Aflossingsvrij",
}
AFLOSVORM_EXPLAINED: dict[Aflosvorm, str] = {
    "annuitair": (
        "Je betaalt elke maand hetzelfde bedrag zolang de rente gelijk blijft. In het begin is dat vooral rente, "
        "later vooral aflossing. Aan het eind van de looptijd is dit deel helemaal afgelost."
    ),
    "lineair": (
        "Je lost elke maand hetzelfde bedrag af. De rente wordt elke maand lager, en je maandlast dus ook. "
        "Aan het eind van de looptijd is dit deel helemaal afgelost."
    ),
    "aflossingsvrij": (
        "Je betaalt elke maand alleen rente. Aan het eind van de looptijd moet je de hele hoofdsom "
        "van dit deel in één keer terugbetalen."
    ),
}
METHODS = {
    "api": "rechtstreekse koppeling",
    "file": "bestand van het register",
    "scraping": "uitgelezen van de site",
    "onbekend": "wijze niet opgegeven",
}
RISICOKLASSE: dict[Risicoklasse, str] = {
    "nhg": "NHG",
    "tot-60": "lening tot en met 60% van de marktwaarde",
    "60-70": "lening van 60 tot en met 70% van de marktwaarde",
    "70-80": "lening van 70 tot en met 80% van de marktwaarde",
    "80-90": "lening van 80 tot en met 90% van de marktwaarde",
    "90-100": "lening boven 90% van de marktwaarde",
}
CANCELLATION_EXEMPTION: dict[CancellationExemption, str] = {
    "ontbinding-door-verkoper": "De verkoper ontbindt het koopcontract.",
    "overlijden": "Jij of je medeaanvrager overlijdt.",
    "relatie-beeindigd": "Jullie gaan scheiden of beëindigen jullie samenlevingscontract.",
    "arbeidsongeschikt-of-werkloos": "Jij of je medeaanvrager wordt arbeidsongeschikt of werkloos.",
}
FREE_REPAYMENT_CASE: dict[FreeRepaymentCase, str] = {
    "verkoop-woning": "Je verkoopt de woning vrijwillig onderhands.",
    "einde-rentevastperiode": "Je lost af op de dag dat je rentevastperiode afloopt.",
    "overlijden": "Jij of je medeleningnemer overlijdt.",
    "onderpand-verloren": "De woning gaat verloren, bijvoorbeeld door brand.",
}


class _Named(Protocol):
    full_name: str


@register.filter
def aflosvorm(code: Aflosvorm) -> str:
    """`annuitair` as `Annuïtair`."""
    return AFLOSVORM[code]


@register.filter
def aflosvorm_uitleg(code: Aflosvorm) -> str:
    """What this aflosvorm means for who pays it."""
    return AFLOSVORM_EXPLAINED[code]


@register.filter
def aflosvormen(parts: Iterable[Leningdeel]) -> list[Aflosvorm]:
    """The aflosvormen that occur in these leningdelen, once each, in the order of AFLOSVORM."""
    used = {part.aflosvorm for part in parts}
    return [code for code in AFLOSVORM if code in used]


@register.filter
def risicoklasse(code: Risicoklasse) -> str:
    """`70-80` as a phrase."""
    return RISICOKLASSE[code]


@register.filter
def methode(code: str) -> str:
    """How data was taken from a register."""
    return METHODS[code]


@register.filter
def vrijstelling(code: CancellationExemption) -> str:
    """When cancelling costs nothing (gids 7.3)."""
    return CANCELLATION_EXEMPTION[code]


@register.filter
def vrij_aflossen(code: FreeRepaymentCase) -> str:
    """When repaying everything costs nothing (gids 2.12)."""
    return FREE_REPAYMENT_CASE[code]


@register.filter
def namen(people: Iterable[_Named]) -> str:
    """`A`, `A en B`, `A, B en C`."""
    names = [person.full_name for person in people]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} en {names[-1]}"


@register.filter
def adres(address: Address) -> SafeString:
    """`Dorpsstraat 4-A, 3821 BB Amersfoort`, of which each half stays on one line; the texts are escaped."""
    parts = [f"{address.street} {address.house_number}", f"{address.postcode} {address.city}", address.country]
    return format_html_join(", ", '<span class="nowrap">{}</span>', ((part,) for part in parts if part))


@register.filter
def vingerafdruk(sha256: str) -> str:
    """A hash as two lines of four groups, so that people can compare it."""
    groups = [sha256[start : start + 8] for start in range(0, len(sha256), 8)]
    return "\n".join((" ".join(groups[:4]), " ".join(groups[4:])))
