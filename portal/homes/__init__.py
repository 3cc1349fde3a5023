"""What public registers know of a home: its address (BAG, through PDOK) and its energy label (EP-Online)."""

from portal.homes.lookup import Home, find_homes, label_of
from portal.homes.port import HomeAddress, HomesAway, Label

__all__ = ["Home", "HomeAddress", "HomesAway", "Label", "find_homes", "label_of"]
