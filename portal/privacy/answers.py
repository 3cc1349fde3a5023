"""The answers of applicants in words, for the page that checks them, the download and the desk."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext

from portal.dossiers.choices import CHOICES
from portal.dossiers.models import Applicant, Wish
from portal.dossiers.parts import current
from portal.formats import dates, numbers
from portal.formats.countries import country_name
from portal.privacy.held import ANSWERS, TOLD, Column

COUNTRIES = ("nationality", "tax_country")
EMPTY = (None, "", [])

Rows = list[tuple[str, str]]


def answers(row: Model) -> Rows:
    """What stands in a row, each answer with its name in words; what is not answered is left out."""
    columns = [(str(one.words), _column(row, one)) for one in ANSWERS[row._meta.label] if _of(row, one) not in EMPTY]
    return [*columns, *(told_rows(row) if isinstance(row, Applicant | Wish) else ())]


def told_rows(row: Applicant | Wish) -> Rows:
    """The sealed answers that apply."""
    return list(_told(current(row)))


def answers_named(row: Applicant | Wish, names: Iterable[str]) -> Rows:
    """The answers with these names, in this order; what is not answered is left out."""
    columns = {one.name: one for one in ANSWERS[row._meta.label]}
    told = current(row)
    found: Rows = []
    for name in names:
        if name in columns and _of(row, columns[name]) not in (None, ""):
            found.append((str(columns[name].words), _column(row, columns[name])))
        elif name in told:
            found += _told({name: told[name]})
    return found


def in_words(value: Any) -> str:
    """A value as a reader reads it: yes or no, euros, days, lists."""
    if isinstance(value, bool):
        return gettext("Ja") if value else gettext("Nee")
    if isinstance(value, Decimal):
        return numbers.short_euro(value)
    if isinstance(value, datetime):
        return dates.date_and_time(value)
    if isinstance(value, date):
        return dates.long_date(value)
    if isinstance(value, list | tuple):
        return ", ".join(map(in_words, value)) or gettext("Geen")
    return str(value)


def _of(row: Model, column: Column) -> Any:
    return getattr(row, column.name)


def _column(row: Model, column: Column) -> str:
    display = getattr(row, f"get_{column.name}_display", None)
    if display:
        return str(display())
    value = _of(row, column)
    return numbers.postcode(value) if column.name == "postcode" else in_words(value)


def _told(told: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, words in TOLD.items():
        if name in told:
            yield str(words), _sealed(name, told[name])


def _sealed(name: str, value: Any) -> str:
    if name in COUNTRIES:
        return country_name(value)
    if choices := CHOICES.get(name):
        labels = {str(key): str(label) for key, label in choices.choices}
        return ", ".join(labels.get(one, one) for one in (value if isinstance(value, list) else [value]))
    if isinstance(value, str):
        return in_words(_typed(value))
    return in_words(value)


def _typed(value: str) -> Any:
    """A day or an amount again, from how JSON holds it."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        pass
    try:
        return Decimal(value)
    except InvalidOperation:
        return value
