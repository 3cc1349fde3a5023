"""The words of the papers on the pages: ``{% load neo_journey %}``."""

from django import template

from portal.offers import wording

register = template.Library()
register.filter("aflosvorm", wording.aflosvorm)
