"""What the registers share."""

from datetime import datetime

Json = dict[str, object]

VIA_OPENS_IN_MONTH = 3


def newest_tax_year(at: datetime) -> int:
    """The pre-filled return of last year opens on 1 March."""
    return at.year - (1 if at.month >= VIA_OPENS_IN_MONTH else 2)
