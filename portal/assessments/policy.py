"""Dated policy that pages ask about: is the door open, and which choices are there."""

from datetime import date

from portal.assessments.models import AcceptanceSwitch
from underwriting.norms import norms_on


def accepts_new_customers(day: date) -> bool:
    """Whether somebody without a Neo Hypotheek may apply on `day` (G0-01).

    The guide says no until further notice; a dated switch of the lender overrules it.
    """
    switch = AcceptanceSwitch.objects.filter(valid_from__lte=day).last()
    return switch.accepts_new_customers if switch else norms_on(day).acceptance.accepts_new_customers


def rentevastperioden(day: date) -> tuple[int, ...]:
    """The fixed-rate periods on offer, in years (gids 1)."""
    return norms_on(day).ch02.rentevastperioden
