"""Which business date the demo stands on: today, or the last day for which there are norms."""

from datetime import date, timedelta

from underwriting.norms import NoNormsInForce, norms_on

LOOK_BACK = timedelta(days=3660)


def demo_day(real: date) -> str:
    """`PORTAL_TODAY` for a demo started on `real`: empty while the norms of that day exist.

    The product never uses last year's numbers; a demo that is started after its norms ended
    stands on the last day they covered, and every page says so.
    """
    day = real
    while real - day < LOOK_BACK:
        try:
            norms_on(day)
        except NoNormsInForce:
            day -= timedelta(days=1)
            continue
        return "" if day == real else day.isoformat()
    raise NoNormsInForce(real, "every section", "ended too long ago")
