"""One door to both registers, as the settings say where they are."""

from dataclasses import dataclass

from django.conf import settings

from portal import clock
from portal.homes import ep_online, pdok
from portal.homes.port import HomeAddress, HomesAway, Label


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """An address that somebody chose, with its label; `label_away` when EP-Online did not answer."""

    address: HomeAddress
    label: Label | None
    label_away: bool


def find_homes(*, postcode: str, house_number: int) -> list[HomeAddress]:
    """Every address with this postcode (four digits, two capitals) and number. Raises HomesAway."""
    return pdok.addresses(settings.PDOK_URL, postcode=postcode, house_number=house_number)


def label_of(address: HomeAddress) -> Home:
    """The address with its label; EP-Online being away takes nothing from the address."""
    try:
        found = ep_online.label(settings.EP_ONLINE_URL, settings.EP_ONLINE_KEY, address, today=clock.today())
    except HomesAway:
        return Home(address=address, label=None, label_away=True)
    return Home(address=address, label=found, label_away=False)
