"""The words that registers use themselves, for a reader of English; in Dutch they stand as the register has them."""

from django.utils.translation import gettext, gettext_noop

KNOWN = (
    # BRP, burgerlijke staat
    gettext_noop("ongehuwd"),
    gettext_noop("gehuwd"),
    gettext_noop("geregistreerd partnerschap"),
    gettext_noop("gescheiden"),
    gettext_noop("partnerschap beëindigd"),
    gettext_noop("verweduwd"),
    gettext_noop("achtergebleven partner"),
    gettext_noop("onbekend"),
    # UWV, contractvorm
    gettext_noop("publiekrechtelijke aanstelling voor onbepaalde tijd"),
    gettext_noop("publiekrechtelijke aanstelling voor bepaalde tijd"),
    gettext_noop("schriftelijke arbeidsovereenkomst voor onbepaalde tijd, geen oproepovereenkomst"),
    gettext_noop("schriftelijke arbeidsovereenkomst voor onbepaalde tijd, oproepovereenkomst"),
    gettext_noop("schriftelijke arbeidsovereenkomst voor bepaalde tijd, geen oproepovereenkomst"),
    gettext_noop("schriftelijke arbeidsovereenkomst voor bepaalde tijd, oproepovereenkomst"),
)


def in_words(value: str) -> str:
    """A register's own word, with a capital; one that we do not know stays as it is."""
    plain = value.replace("_", " ").replace("-", " ").replace("beeindigd", "beëindigd")
    return (gettext(plain) if plain in KNOWN else value).capitalize()
