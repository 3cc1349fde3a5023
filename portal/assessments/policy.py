"""Dated policy that pages ask about: is the door open, which choices are there, and the limits told beforehand."""

from datetime import date
from decimal import Decimal

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


def max_applicants(day: date) -> int:
    """How many people may ask for one loan together (gids 3.1)."""
    return norms_on(day).ch03.max_applicants


def min_joint_income(day: date) -> Decimal:
    """The least toetsinkomen of all applicants together, in euros a year (gids 4)."""
    return norms_on(day).ch04.min_joint_income


def energy_share(day: date) -> Decimal:
    """How much may be lent above the value for what saves energy, in percent of the value (gids 2.5)."""
    trhk = norms_on(day).trhk
    return trhk.ltv_percent_with_energy - trhk.ltv_percent
