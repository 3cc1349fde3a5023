"""What the pages say about each register: what it gives, what for, and what helps when it does not. Pure.

The words follow Neo's page and Ockto's questions and answers; what it is used for follows the guide (8.1).
"""

from collections.abc import Mapping
from dataclasses import dataclass

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
        gives="je naam, geboortedatum, adres, burgerlijke staat en identiteitsbewijs",
        uses="zo weten we dat de gegevens van jou zijn",
        log_in=MIJNOVERHEID,
    ),
    "mijnoverheid-kadaster": SourceWords(
        gives="de woningen op jouw naam",
        uses="zo zien we of je al een woning of een hypotheek hebt",
        log_in=MIJNOVERHEID,
    ),
    "mijnoverheid-woz": SourceWords(
        gives="de WOZ-waarde van een woning op jouw naam",
        uses="zo weten we wat die woning ongeveer waard is",
        log_in=MIJNOVERHEID,
    ),
    "mijnoverheid-mgi": SourceWords(
        gives="je geregistreerde inkomen",
        uses="zo zien we je inkomen als je voor jezelf werkt",
        log_in=MIJNOVERHEID,
    ),
    "mijnuwv": SourceWords(
        gives="je werkgevers, je contract en je loon van de laatste jaren",
        uses="zo berekenen we je toetsinkomen",
        log_in="UWV",
    ),
    "belastingdienst": SourceWords(
        gives="je vooraf ingevulde aangiften: inkomen, spaargeld en schulden",
        uses="zo zien we je eigen geld en je schulden",
        log_in="Belastingdienst",
    ),
    "mijnpensioenoverzicht": SourceWords(
        gives="het pensioen en de AOW die je later krijgt",
        uses="zo zien we of je de lening ook na je pensioen kunt betalen",
        log_in="Mijnpensioenoverzicht",
    ),
    "duo": SourceWords(
        gives="je studieschuld en wat je per maand aflost",
        uses="een studieschuld staat niet bij BKR en telt wel mee",
        log_in="DUO",
    ),
    "rdw": SourceWords(gives="de voertuigen op jouw naam", uses="zo zien we of er een lease bij hoort", log_in="RDW"),
    "psd2-bank": SourceWords(
        gives="je banktransacties, in soorten verdeeld", uses="zo zien we je vaste lasten", log_in="je bank"
    ),
    "idin": SourceWords(
        gives="je naam en geboortedatum bij je bank",
        uses="zo zien we dat jij het bent",
        log_in="je bank",
    ),
}
# Ockto's codes for what went wrong at a register, in the reader's words.
REASONS: Mapping[str, str] = {
    "BRON_NIET_BEREIKBAAR": "De organisatie was niet bereikbaar. Dat ligt niet aan jou.",
}
OTHER_REASON = "Het ophalen lukte niet. Er is niets verloren gegaan."


def name_of(source: Source) -> str:
    """The organisation: UWV, and not «UWV: werk en loon»."""
    return source.label.split(":")[0]


def reason_in_words(code: str) -> str:
    """Why a register gave nothing."""
    return REASONS.get(code, OTHER_REASON)
