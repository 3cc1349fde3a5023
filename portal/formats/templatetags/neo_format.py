"""Template filters for Dutch amounts, rates, dates and terms: ``{% load neo_format %}``."""

from datetime import date

from django import template

from portal.formats import dates, lists, numbers

register = template.Library()

register.filter("euro", numbers.euro)
register.filter("bedrag", numbers.short_euro)
register.filter("percent", numbers.percent)
register.filter("getal", numbers.number)
register.filter("bestandsgrootte", numbers.file_size)
register.filter("iban", numbers.iban)
register.filter("postcode", numbers.postcode)
register.filter("datum", dates.long_date)
register.filter("datum_kort", dates.short_date)
register.filter("weekdag", dates.weekday_date)
register.filter("tijd", dates.clock_time)
register.filter("datum_tijd", dates.date_and_time)
register.filter("maanden", dates.term)
register.filter("duur", dates.span)


@register.filter
def euro0(amount: numbers.Number | None) -> str:
    """Return an amount in whole euros, ``€ 1.235``."""
    return numbers.euro(amount, 0)


@register.filter
def dagen_over(until: dates.Moment, today: date) -> str:
    """Say how far a deadline is: ``{{ offer.valid_until|dagen_over:today }}``."""
    return dates.days_left(until, today)


@register.filter
def iso(day: dates.Moment) -> str:
    """Return the machine's date for ``<time datetime="…">``."""
    return dates.amsterdam_day(day).isoformat()


register.filter("opsomming", lists.listed)
