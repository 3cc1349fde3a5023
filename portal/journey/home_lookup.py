"""«Zoek adres»: what the registers know of the home, brought into the form by a press of a button and never by itself.

What was found travels along in the form, signed, so that a save knows which answers are the registers' own.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django import forms
from django.core import signing
from django.http import HttpRequest, QueryDict
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.nl import postcode as nl_postcode

from portal import clock
from portal.dossiers.models import Wish
from portal.homes import Home, HomeAddress, HomesAway, find_homes, label_of
from portal.identity.errors import LimitsAway, TooMany
from portal.identity.limits import Limit, spend

SEARCH, CHOOSE, TAKE_LABEL, FOUND = "zoek", "kies", "neemlabel", "gevonden"
SALT = "portal.journey.home_lookup"
DAY_SECONDS = 24 * 60 * 60
PER_PERSON = Limit("home-lookup", 60, timedelta(hours=1))
ADDRESS = ("street", "city", "postcode", "house_number", "addition")


@dataclass
class Lookup:
    """What the page shows of it: addresses to choose from, the one that was taken, or why there is none."""

    addresses: list[HomeAddress] = field(default_factory=list)
    taken: Home | None = None
    problem: str = ""
    """`postcode`, `none`, `away` or `often`."""
    signed: str = ""
    label_chosen: bool = False
    """Whether the person chose another label than the register's, and keeps it until they say otherwise."""


def wants(request: HttpRequest) -> bool:
    """Whether one of the buttons of the search was pressed."""
    return request.method == "POST" and any(name in request.POST for name in (SEARCH, CHOOSE, TAKE_LABEL))


def look_up(request: Any, form: forms.ModelForm) -> Lookup:
    """Ask the registers about the postcode and number that were typed, and fill the form in where a choice was made.

    `form` is not bound and shows what was typed. One address that fits what was typed is taken at once as long as
    street and town are empty; else the person chooses. A label that was chosen stays until `TAKE_LABEL` is pressed,
    and that button leaves the address as it was typed.
    """
    data = request.POST
    asked = _asked(data)
    if asked is None:
        return Lookup(problem="postcode")
    try:
        spend(PER_PERSON, str(request.user.pk))
        found = find_homes(postcode=asked[0], house_number=asked[1])
    except (TooMany, LimitsAway):
        return Lookup(problem="often")
    except HomesAway:
        return Lookup(problem="away")
    chosen = _chosen(data, found)
    if chosen is None:
        return Lookup(addresses=found, problem="" if found else "none")
    home = label_of(chosen)
    if TAKE_LABEL not in data:
        form.initial |= {name: getattr(chosen, name) for name in ADDRESS}
    own = data.get("energy_label", "")
    keeps_own = bool(home.label and own and own != home.label.name and TAKE_LABEL not in data)
    if home.label and not keeps_own:
        form.initial["energy_label"] = home.label.name
    return Lookup(taken=home, label_chosen=keeps_own, signed=signing.dumps(_remembered(home), salt=SALT, compress=True))


def sources_for(request: HttpRequest, answers: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """What to keep with the answers: what was found for this address, as long as it is still this address."""
    try:
        found = signing.loads(request.POST.get(FOUND, ""), salt=SALT, max_age=DAY_SECONDS)
    except signing.BadSignature:
        found = before
    return found if found and is_of(found, answers) else {}


def is_of(sources: dict[str, Any], answers: dict[str, Any]) -> bool:
    """Whether what was found is about this address."""
    address = sources.get("address", {})
    return all(str(address.get(name, "")).casefold() == str(answers.get(name) or "").casefold() for name in ADDRESS)


def differing_label(wish: Wish) -> str:
    """The label in the register, when somebody answered another one; else empty."""
    registered = str(wish.home_sources.get("label", {}).get("name", ""))
    return registered if registered and registered != wish.energy_label else ""


def _asked(data: QueryDict) -> tuple[str, int] | None:
    try:
        return nl_postcode.validate(data.get("postcode", "")).replace(" ", ""), int(data.get("house_number", ""))
    except (StdnumError, ValueError):
        return None


def _chosen(data: QueryDict, found: list[HomeAddress]) -> HomeAddress | None:
    pressed = data.get(CHOOSE) or data.get(TAKE_LABEL)
    if pressed:
        return next((one for one in found if one.id == pressed), None)
    typed = data.get("addition", "").strip().casefold()
    fits = [one for one in found if one.addition.casefold() == typed] if typed else found
    untouched = not data.get("street", "").strip() and not data.get("city", "").strip()
    return fits[0] if len(fits) == 1 and untouched else None


def _remembered(home: Home) -> dict[str, Any]:
    address = {name: getattr(home.address, name) for name in ADDRESS}
    kept: dict[str, Any] = {
        "at": clock.now().isoformat(timespec="seconds"),
        "address": {**address, "bag": home.address.id, "home": home.address.home_id},
    }
    if home.label:
        kept["label"] = {
            "name": home.label.name,
            "registered_on": home.label.registered_on.isoformat(),
            "valid_until": home.label.valid_until.isoformat() if home.label.valid_until else "",
        }
    return kept
