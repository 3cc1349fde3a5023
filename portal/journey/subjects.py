"""Where a subject stands: its address, what was answered, and what comes after it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from portal.dossiers.models import Applicant, Wish
from portal.dossiers.parts import ADDRESS, Part, open_parts
from portal.privacy.answers import answers_named

RETURN = "terug"
RETURNS = {"versturen": "journey:submit", "over-jou": "journey:person", "woning": "journey:homes"}
"""Pages that a change may begin on, and ends on."""


def part_url(row: Applicant | Wish, part: Part) -> str:
    """The page of this subject."""
    if isinstance(row, Applicant):
        return reverse("journey:person_part", args=[part.slug])
    return reverse("journey:home_details") if part is ADDRESS else reverse("journey:home_part", args=[part.slug])


def returns_to(request: HttpRequest) -> str:
    """On which page the change began (a key of `RETURNS`), or empty."""
    asked = request.POST.get(RETURN) or request.GET.get(RETURN) or ""
    return asked if asked in RETURNS else ""


def onward(request: HttpRequest, row: Applicant | Wish) -> str:
    """Where a save leads: the next subject that is open, else back to where the change began, else home."""
    back = returns_to(request)
    if unanswered := open_parts(row):
        return part_url(row, unanswered[0]) + (f"?{RETURN}={back}" if back else "")
    return reverse(RETURNS.get(back, "journey:home"))


def overview(row: Applicant | Wish, parts: Iterable[Part], *, back: str = "") -> list[dict[str, Any]]:
    """Each subject with its answers in words and the page that changes them; `back` is a key of `RETURNS`."""
    back = back or ("over-jou" if isinstance(row, Applicant) else "woning")
    return [
        {
            "title": part.title,
            "rows": [{"key": key, "value": value} for key, value in answers_named(row, part.names)],
            "href": f"{part_url(row, part)}?{RETURN}={back}",
        }
        for part in parts
    ]
