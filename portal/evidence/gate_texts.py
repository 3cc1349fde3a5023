"""What the gate says: per refusal what is wrong and what to do, and the remarks.

What was said is kept with the file, in Dutch; `said_again` says it in the language that is read now.
"""

import re
from functools import cache

from django.utils.translation import gettext, gettext_lazy

from portal.formats.language import in_dutch

REFUSALS = {
    "empty": gettext_lazy("Dit bestand is leeg. Kies het bestand opnieuw, of maak een nieuwe foto."),
    "too-large": gettext_lazy("Dit bestand is groter dan {max_megabytes} MB. Maak het kleiner of splits het in delen."),
    "unknown-type": gettext_lazy("We kennen dit soort bestand niet. Stuur een PDF of een foto (JPG, PNG of HEIC)."),
    "office-document": gettext_lazy("Dit is een Word- of Excel-bestand. Bewaar het als PDF en stuur de PDF."),
    "archive": gettext_lazy("Dit is een ingepakt bestand (zip). Pak het uit en stuur de documenten los."),
    "web-page": gettext_lazy(
        "Dit is een webpagina. Open de pagina, kies Afdrukken en dan Bewaar als PDF. Stuur die PDF."
    ),
    "other-picture": gettext_lazy("Dit soort plaatje kunnen we niet lezen. Stuur een foto als JPG of PNG, of een PDF."),
    "two-files-in-one": (
        gettext_lazy(
            "In dit bestand zit nog een ander bestand verstopt. Open je document, kies Afdrukken en dan "
            "Bewaar als PDF. Stuur die PDF."
        )
    ),
    "password": (
        gettext_lazy(
            "Dit bestand is beveiligd met een wachtwoord. Haal het wachtwoord eraf, "
            "of maak een foto van elke bladzijde."
        )
    ),
    "corrupt": gettext_lazy(
        "Dit bestand is beschadigd. We kunnen het niet openen. Download het opnieuw of maak een foto."
    ),
    "incomplete": (
        gettext_lazy(
            "Dit bestand is niet helemaal aangekomen: het laatste deel mist. Download het opnieuw en stuur het weer."
        )
    ),
    "no-pages": gettext_lazy("In dit bestand zitten geen bladzijden. Kies een ander bestand."),
    "too-many-pages": gettext_lazy(
        "Dit bestand heeft meer dan {max_pages} bladzijden. Stuur alleen het document dat we vragen."
    ),
    "too-many-pixels": (
        gettext_lazy(
            "Deze foto of scan is te groot: meer dan {max_megapixels} miljoen beeldpunten. Maak een foto met "
            "een lagere kwaliteit."
        )
    ),
    "too-small": gettext_lazy(
        "Deze foto is te klein om te lezen. Maak een nieuwe foto van het hele document, van dichtbij."
    ),
    "too-heavy": (
        gettext_lazy(
            "Dit bestand is te zwaar om te openen. Open je document, kies Afdrukken en dan "
            "Bewaar als PDF. Stuur die PDF."
        )
    ),
    "form-without-pages": (
        gettext_lazy(
            "Dit formulier kan alleen Adobe Reader openen. Open het daar, kies Afdrukken en dan Bewaar als PDF. "
            "Stuur die PDF."
        )
    ),
    "export-not-read": (
        gettext_lazy(
            "We kunnen dit bestand van Mijnpensioenoverzicht niet lezen. Download het opnieuw en verander er "
            "niets aan, "
            "of download het overzicht als PDF. Stuur dat bestand."
        )
    ),
    "malware-test": gettext_lazy(
        "Dit bestand lijkt een virus te bevatten. We openen het niet. Stuur een ander bestand."
    ),
    "not-checkable": (
        gettext_lazy(
            "We kunnen dit bestand niet veilig openen. Maak een foto van elke bladzijde, of bewaar het opnieuw als PDF."
        )
    ),
}
"""Per code. The placeholders are the limits in force."""

REMARKS = {
    "active-content": gettext_lazy("Er zaten programma's of bijlagen in dit bestand. Die hebben we weggelaten."),
    "digital-signature": gettext_lazy(
        "Dit bestand is digitaal ondertekend. We bewaren ook het origineel met de handtekening."
    ),
    "repaired": gettext_lazy("Dit bestand was een beetje beschadigd. Kijk of alle bladzijden goed te lezen zijn."),
    "bsn": (
        gettext_lazy(
            "We zien op bladzijde {pages} een nummer dat op je burgerservicenummer (BSN) lijkt. We mogen je BSN nu "
            "nog niet hebben. Stuur een kopie waarop je het zwart maakt."
        )
    ),
    "no-text": gettext_lazy(
        "Wij kunnen de tekst in dit bestand niet lezen. Kijk zelf of je BSN goed zwart is gemaakt."
    ),
}


def said_again(text: str) -> str:
    """A sentence of ours that was kept in Dutch, in the reader's language; any other text stays as it is."""
    for sentence, pattern in _sentences():
        if found := pattern.fullmatch(text):
            return gettext(sentence).format(**found.groupdict())
    return text


@cache
def _sentences() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each sentence with what it looks like once its numbers are filled in."""
    with in_dutch():
        sentences = [str(one) for one in (*REFUSALS.values(), *REMARKS.values())]
    parts = [re.split(r"\{(\w+)\}", one) for one in sentences]
    looks = [
        "".join(f"(?P<{piece}>.+)" if at % 2 else re.escape(piece) for at, piece in enumerate(pieces))
        for pieces in parts
    ]
    return tuple((sentence, re.compile(look)) for sentence, look in zip(sentences, looks, strict=True))
