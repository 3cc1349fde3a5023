"""What the pages say about each register: what it gives, what for, and what helps when it does not. Pure.

The words follow Neo's page and Ockto's questions and answers; what it is used for follows the guide (8.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from brondata.datasets import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceWords:
    """`gives` and `uses` are parts of a sentence; `log_in` is the site where one logs in with DigiD."""

    gives: str
    uses: str
    log_in: str


MIJNOVERHEID = "MijnOverheid"
WORDS: Mapping[str, SourceWords] = {
    "mijnoverheid-brp": SourceWords(
        gives=gettext_lazy("je naam, geboortedatum, adres, burgerlijke staat en identiteitsbewijs"),
        uses=gettext_lazy("zo weten we dat de gegevens van jou zijn"),
        log_in=MIJNOVERHEID,
    ),
    "mijnoverheid-kadaster": SourceWords(
        gives=gettext_lazy("de woningen op jouw naam"),
        uses=gettext_lazy("zo zien we of je al een woning of een hypotheek hebt"),
        log_in=MIJNOVERHEID,
    ),
    "mijnoverheid-woz": SourceWords(
        gives=gettext_lazy("de WOZ-waarde van een woning op jouw naam"),
        uses=gettext_lazy("zo weten we wat die woning ongeveer waard is"),
        log_in=MIJNOVERHEID,
    ),
    "mijnoverheid-mgi": SourceWords(
        gives=gettext_lazy("je geregistreerde inkomen"),
        uses=gettext_lazy("zo zien we je inkomen als je voor jezelf werkt"),
        log_in=MIJNOVERHEID,
    ),
    "mijnuwv": SourceWords(
        gives=gettext_lazy("je werkgevers, je contract en je loon van de laatste jaren"),
        uses=gettext_lazy("zo berekenen we je toetsinkomen"),
        log_in="UWV",
    ),
    "belastingdienst": SourceWords(
        gives=gettext_lazy("je vooraf ingevulde aangiften: inkomen, spaargeld en schulden"),
        uses=gettext_lazy("zo zien we je eigen geld en je schulden"),
        log_in=gettext_lazy("Belastingdienst"),
    ),
    "mijnpensioenoverzicht": SourceWords(
        gives=gettext_lazy("het pensioen en de AOW die je later krijgt"),
        uses=gettext_lazy("zo zien we of je de lening ook na je pensioen kunt betalen"),
        log_in=gettext_lazy("Mijnpensioenoverzicht"),
    ),
    "duo": SourceWords(
        gives=gettext_lazy("je studieschuld en wat je per maand aflost"),
        uses=gettext_lazy("een studieschuld staat niet bij BKR en telt wel mee"),
        log_in="DUO",
    ),
    "rdw": SourceWords(
        gives=gettext_lazy("de voertuigen op jouw naam"),
        uses=gettext_lazy("zo zien we of er een lease bij hoort"),
        log_in="RDW",
    ),
    "psd2-bank": SourceWords(
        gives=gettext_lazy("je banktransacties, in soorten verdeeld"),
        uses=gettext_lazy("zo zien we je vaste lasten"),
        log_in=gettext_lazy("je bank"),
    ),
    "idin": SourceWords(
        gives=gettext_lazy("je naam en geboortedatum bij je bank"),
        uses=gettext_lazy("zo zien we dat jij het bent"),
        log_in=gettext_lazy("je bank"),
    ),
}
# Ockto's codes for what went wrong at a register, in the reader's words.
REASONS: Mapping[str, str] = {
    "BRON_NIET_BEREIKBAAR": gettext_lazy("De organisatie was niet bereikbaar. Dat ligt niet aan jou."),
}
OTHER_REASON = gettext_lazy("Het ophalen lukte niet. Er is niets verloren gegaan.")


def name_of(source: Source) -> str:
    """The organisation: UWV, and not «UWV: werk en loon»."""
    return source.label.split(":")[0]


def reason_in_words(code: str) -> str:
    """Why a register gave nothing."""
    return REASONS.get(code, OTHER_REASON)
