"""Where a figure on a page comes from, and which rule it follows: the words beside «Waar komen deze bedragen vandaan?».

Figures about a person have their register beside them (journey.figures) and rules their article (explain); this is
for what a page works out: payments, costs, dates.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy

from portal.formats.dates import term
from portal.formats.numbers import percent, short_euro
from underwriting.norms import Norms, norms_on

RENTEAANBOD = ("first_month", "mortgage", "jkp", "nhg", "rate", "lapses_on", "complete_by", "valid_until")
HYPOTHEEKAANBOD = ("first_month", "mortgage", "jkp", "total", "sign_by", "pass_by", "lowest_rate", "fee")
"""The figures of the pages of an offer; those of the composer follow its quote (`Quote.figures`)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """One figure as the page calls it, how it is made, the rule, and since when the numbers behind it hold."""

    label: str
    text: str
    rule: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    label: str
    text: str
    """May name the numbers of `_numbers`."""
    rule: str = ""
    section: str = ""
    """The section of the norms that the figure leans on."""


FIRST_MONTH = gettext_lazy("Rente en aflossing van alle leningdelen samen in de eerste maand.")
BY_CLASS = gettext_lazy("Uit ons renteblad: het hangt af van NHG, de risicoklasse en hoelang de rente vaststaat.")
PREMIUM = gettext_lazy("%(nhg_premium)s van de lening. Je betaalt dit één keer aan NHG.")
TYPED = gettext_lazy("Alle leningdelen samen, zoals je ze zelf invulde.")
SOURCES: dict[str, _Source] = {
    "monthly": _Source(label=gettext_lazy("Je maandbedrag"), text=FIRST_MONTH, rule="gids 2.8", section="rates"),
    "first_month": _Source(
        label=gettext_lazy("Bruto in de eerste maand"), text=FIRST_MONTH, rule="gids 2.8", section="rates"
    ),
    "net": _Source(
        label=gettext_lazy("Netto per maand, ongeveer"),
        text=gettext_lazy(
            "Het maandbedrag min wat je van de belasting terugkrijgt. Een schatting met je inkomen uit het register."
        ),
        rule="Wet IB 2001, afdeling 3.6",
        section="fiscal",
    ),
    "loan": _Source(label=gettext_lazy("Totale lening"), text=TYPED, rule="gids 2.1"),
    "mortgage": _Source(label=gettext_lazy("Hypotheek"), text=TYPED, rule="gids 2.1"),
    "class": _Source(
        label=gettext_lazy("Risicoklasse"),
        text=gettext_lazy("De lening gedeeld door de waarde van de woning. Met NHG is er één klasse."),
        rule="gids 2.9",
        section="ch02",
    ),
    "rate": _Source(label=gettext_lazy("Rente"), text=BY_CLASS, rule="gids 2.9", section="rates"),
    "own_money": _Source(
        label=gettext_lazy("Zelf te betalen, ongeveer"),
        text=gettext_lazy("De koopsom en alle kosten samen, min de lening."),
        rule="gids 4.8",
    ),
    "transfer_tax": _Source(
        label=gettext_lazy("Overdrachtsbelasting"),
        text=gettext_lazy(
            "%(transfer_tax)s van de koopsom. Koop je je eerste woning en ben je nog geen %(starter_age)s, dan betaal "
            "je niets tot een koopsom van %(starter_price)s. Bij nieuwbouw betaal je geen overdrachtsbelasting."
        ),
        rule="WBR art. 14 en 15",
        section="fiscal",
    ),
    "notary": _Source(
        label=gettext_lazy("Notaris"),
        text=gettext_lazy("Een schatting voor de akte van levering en de hypotheekakte. Je kiest zelf een notaris."),
        section="costs",
    ),
    "valuation": _Source(
        label=gettext_lazy("Taxatie"),
        text=gettext_lazy("Een schatting. Je kiest zelf een taxateur."),
        rule="gids 6.2",
        section="costs",
    ),
    "nhg_premium": _Source(
        label=gettext_lazy("Borgtochtprovisie NHG"),
        text=PREMIUM,
        rule="gids 2.3, NHG",
        section="nhg",
    ),
    "guarantee": _Source(
        label=gettext_lazy("Borgtochtprovisie, één keer"),
        text=PREMIUM,
        rule="gids 2.3, NHG",
        section="nhg",
    ),
    "nhg": _Source(
        label=gettext_lazy("NHG"),
        text=gettext_lazy("Dit koos je zelf. Het kan tot een bepaalde prijs van de woning."),
        rule="gids 2.3, NHG",
        section="nhg",
    ),
    "jkp": _Source(
        label=gettext_lazy("Jaarlijks kostenpercentage (JKP)"),
        text=gettext_lazy("De rente en alle kosten van de lening samen, als percentage per jaar."),
        rule="2014/17/EU art. 17",
        section="jkp",
    ),
    "total": _Source(
        label=gettext_lazy("Totaal te betalen"),
        text=gettext_lazy("De lening, alle rente en alle kosten tot het einde, als de rente blijft zoals nu."),
        rule="2014/17/EU art. 17",
        section="jkp",
    ),
    "lapses_on": _Source(
        label=gettext_lazy("Kies of je verdergaat"),
        text=gettext_lazy("%(unused_days)s dagen na het rente-aanbod."),
        rule="gids 7.2",
        section="ch07",
    ),
    "complete_by": _Source(
        label=gettext_lazy("Documenten compleet en beoordeeld"),
        text=gettext_lazy(
            "%(documents_months)s en %(documents_days)s dagen na het rente-aanbod, zodat er bedenktijd overblijft."
        ),
        rule="gids 7.2",
        section="ch07",
    ),
    "valid_until": _Source(
        label=gettext_lazy("Rente geldig tot en met"),
        text=gettext_lazy("%(renteaanbod_months)s na het rente-aanbod."),
        rule="gids 7.2",
        section="ch07",
    ),
    "sign_by": _Source(
        label=gettext_lazy("Teken uiterlijk"),
        text=gettext_lazy("Binnen de geldigheid van je rente-aanbod, en nooit korter dan je bedenktijd."),
        rule="gids 7.2",
        section="ch07",
    ),
    "pass_by": _Source(
        label=gettext_lazy("Naar de notaris uiterlijk"),
        text=gettext_lazy("Het hypotheekaanbod geldt tot %(hypotheekaanbod_months)s na het rente-aanbod."),
        rule="gids 7.2",
        section="ch07",
    ),
    "lowest_rate": _Source(
        label=gettext_lazy("De laagste rente"),
        text=gettext_lazy("De rente van je aanbod, of die van de dag bij de notaris als die lager is."),
        rule="gids 7.4",
        section="ch07",
    ),
    "fee": _Source(
        label=gettext_lazy("Annuleren na tekenen"),
        text=gettext_lazy("Een vast bedrag, met uitzonderingen die in je aanbod staan."),
        rule="gids 7.3",
        section="ch07",
    ),
}


def whys(keys: Iterable[str], day: date) -> list[Why]:
    """The explanation of each figure by the norms of `day`.

    Raises:
        KeyError: a figure that is not explained.
    """
    norms = norms_on(day)
    numbers = _numbers(norms)
    return [
        Why(
            label=one.label,
            text=str(one.text) % numbers,
            rule=one.rule,
            since=getattr(norms, one.section).valid_from if one.section else None,
        )
        for one in (SOURCES[key] for key in keys)
    ]


def _numbers(norms: Norms) -> dict[str, str]:
    """The numbers that the words name, as they hold that day and as a reader reads them."""
    offers, fiscal = norms.ch07, norms.fiscal
    return {
        "transfer_tax": percent(fiscal.transfer_tax_percent, 0),
        "starter_age": str(fiscal.starter_age_below),
        "starter_price": short_euro(fiscal.starter_exemption_up_to),
        "nhg_premium": percent(norms.nhg.borgtochtprovisie_percent, 1),
        "unused_days": str(offers.unused_days),
        "documents_months": term(offers.documents_months),
        "documents_days": str(offers.documents_days),
        "renteaanbod_months": term(offers.renteaanbod_months),
        "hypotheekaanbod_months": term(offers.hypotheekaanbod_months),
    }
