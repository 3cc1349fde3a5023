"""Words quoted from a paper, which is Dutch, for a reader of English.

A paper is kept as it was made and is never translated. A page that quotes a line of it may say that line in English, as
long as the line is one of ours: a sentence of the catalogues, an amount, a date, somebody's toetsinkomen.
"""

import re
from datetime import date
from decimal import Decimal

from babel import Locale
from django.utils.translation import gettext

from portal.formats import dates, numbers
from portal.formats.language import Language, active

INCOME = "Toetsinkomen "
AMOUNT = re.compile(r"€\s(-|\u2212)?([\d.]+)(?:,(\d\d))?")
DAY = re.compile(r"(\d{1,2})\s([a-z]+)\s(\d{4})")
MONTHS = {name: number for number, name in Locale.parse("nl").months["format"]["wide"].items()}


def quoted(text: str) -> str:
    """The line in the language that is read now; what is not ours stays as it is."""
    if active() is Language.DUTCH or not text:
        return text
    if text.startswith(INCOME):
        return gettext("Toetsinkomen %(name)s") % {"name": text.removeprefix(INCOME)}
    return DAY.sub(_day, AMOUNT.sub(_amount, gettext(text)))


def _amount(found: re.Match[str]) -> str:
    minus, whole, cents = found.groups()
    value = Decimal(f"{'-' if minus else ''}{whole.replace('.', '')}.{cents or '00'}")
    return numbers.euro(value, 2 if cents else 0)


def _day(found: re.Match[str]) -> str:
    month = MONTHS.get(found[2])
    return dates.long_date(date(int(found[3]), month, int(found[1]))) if month else found[0]
