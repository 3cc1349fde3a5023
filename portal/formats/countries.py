"""Countries by their ISO 3166-1 alpha-2 code, named in the language of the reader (CLDR, by Babel)."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language

NOT_COUNTRIES = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"}
"""Territories of CLDR without a code of ISO 3166-1, and regions."""


def country_choices() -> list[tuple[str, str]]:
    """Every country but the Netherlands as (code, name), by name, in the language that is active."""
    return _choices(get_language() or "nl")


def country_name(code: str) -> str:
    """The name of a country; a code that is none stays what it is."""
    return dict(country_choices()).get(code, code)


@cache
def _choices(language: str) -> list[tuple[str, str]]:
    names = Locale.parse(language.partition("-")[0]).territories
    found = [(code, str(name)) for code, name in names.items() if len(code) == 2 and code.isalpha()]
    return sorted((one for one in found if one[0] not in {*NOT_COUNTRIES, "NL"}), key=lambda one: one[1].casefold())
