"""Hours: does the applicant work as much as before, and how far older wage counts if not (rules 3.2, 5.2)."""

from decimal import Decimal

from underwriting.ibl.rounding import percent
from underwriting.ibl.series import ZERO, Employment
from underwriting.ibl.trail import Trail
from underwriting.norms.ibl import Ibl

_RECENT = 3


def part_time(job: Employment, norms: Ibl, trail: Trail, employer: str) -> Decimal:
    """The percentage by which older wage counts: under 93.7 percent of the usual hours, as many hours as now.

    Over the periods as stated on the message. Without usual hours to compare with, older wage does not count.
    """
    hours = [period.hours for period in job.stated]
    year = job.term.per_year
    usual = sum(hours[:year], ZERO) / year
    share = percent(sum(hours[:_RECENT], ZERO) / _RECENT / usual * 100) if usual > 0 else ZERO
    enough = share >= norms.pt_threshold_percent
    text = "Gemiddelde uren van periode 1 tot en met 3 ten opzichte van het laatste jaar: "
    text += f"{'minstens' if enough else 'minder dan'} {norms.pt_threshold_percent} procent."
    trail.add("Urenpercentage", "3.2", text, share, "procent", employer=employer, about=job.stated[:year])
    percentage = Decimal(100) if enough else _scaled(hours, year)
    text = "Ouder loon telt volledig."
    if not enough:
        text = "Laagste uren van periode 1 tot en met 3 ten opzichte van het gemiddelde van de periodes ervoor."
    trail.add("Parttimepercentage", "5.2", text, percentage, "procent", employer=employer)
    return percentage


def _scaled(hours: list[Decimal], year: int) -> Decimal:
    older = hours[_RECENT : _RECENT + year]
    mean = sum(older, ZERO) / len(older) if older else ZERO
    return percent(min(Decimal(100), max(min(hours[:_RECENT]), ZERO) / mean * 100)) if mean > 0 else ZERO
