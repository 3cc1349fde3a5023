"""The words of the papers on the pages: ``{% load neo_journey %}``."""

from django import template
from django.utils.translation import gettext

from portal.evidence.gate_texts import said_again
from portal.journey.quoted import quoted
from portal.offers import wording

register = template.Library()


@register.filter
def aflosvorm(value: str) -> str:
    """The repayment type in the reader's language; papers have `wording.aflosvorm`."""
    return gettext(wording.aflosvorm(value))


register.filter("citaat", quoted)
register.filter("opnieuw_gezegd", said_again)
