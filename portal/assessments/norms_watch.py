"""Warn before norms end: a day without norms is an error, and no application can be decided on it."""

import logging
from datetime import date
from itertools import groupby

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from portal import clock
from portal.formats.dates import long_date
from portal.formats.numbers import NBSP
from portal.jobs.models import Job
from portal.jobs.services import publish
from portal.notifications.services import hand_over, message_id
from underwriting.norms import Ending, endings

log = logging.getLogger(__name__)

WORDS = {
    "acceptance": "nieuwe klanten",
    "afm": "AFM-toetsrente",
    "aow": "AOW-leeftijd en AOW-bedragen",
    "bkr": "BKR-codes",
    "calendar": "feestdagen",
    "ch02": "gids hoofdstuk 1 en 2: de hypotheek",
    "ch03": "gids hoofdstuk 3: de klant",
    "ch04": "gids hoofdstuk 4: inkomen",
    "ch05": "gids hoofdstuk 5: verplichtingen",
    "ch06": "gids hoofdstuk 6: onderpand",
    "ch07": "gids hoofdstuk 7: termijnen en kosten",
    "ch08": "gids hoofdstuk 8: documenten",
    "ch09": "gids hoofdstuk 9: fraude",
    "ch10": "gids hoofdstuk 10: bestaande hypotheek",
    "costs": "kosten van notaris en taxateur",
    "duo": "rente van DUO",
    "fiscal": "belastingtarieven",
    "ibl": "rekenregels IBL",
    "jkp": "jaarlijks kostenpercentage",
    "nhg": "NHG-grenzen en borgtochtprovisie",
    "rates": "rentesheet",
    "trhk": "Tijdelijke regeling hypothecair krediet",
}
"""What each section of the norms is called at the desk."""


def ending_soon(today: date) -> list[Ending]:
    """The sections that end within the days of the setting, or have ended; the first to end first."""
    near = [ending for ending in endings() if (ending.ends_on - today).days <= settings.NORMS_WARNING_DAYS]
    return sorted(near, key=lambda ending: (ending.ends_on, ending.section))


def words(section: str) -> str:
    """The Dutch name of a section."""
    return WORDS.get(section, section)


def watch_norms() -> None:
    """Ask for one warning per end date about the sections nobody was warned of for that date yet."""
    with transaction.atomic():
        for ends_on, group in groupby(ending_soon(clock.today()), key=lambda ending: ending.ends_on):
            told = _told(ends_on)
            new = [ending.section for ending in group if ending.section not in told]
            if new:
                publish(
                    "norms.warn",
                    key=f"{ends_on.isoformat()}:{new[0]}",
                    payload={"ends_on": ends_on.isoformat(), "sections": " ".join(new)},
                )


def warn_of_end(ends_on: str, sections: str) -> None:
    """Job `norms.warn`: log the end and mail the policy desk. After a crash it carries the same Message-ID.

    Raises:
        TryLater: the mail server is away.
    """
    log.warning("norms end on %s: %s", ends_on, sections)
    last = long_date(date.fromisoformat(ends_on)).replace(NBSP, " ")
    names = "\n".join(f"- {words(section)} ({section})" for section in sections.split())
    message = EmailMessage(
        subject=f"Normen lopen af op {last}",
        body=(
            f"Na {last} zijn er geen normen meer voor:\n\n{names}\n\n"
            "Zonder nieuwe normen kan het portaal vanaf de dag erna geen aanvraag toetsen. Zet de nieuwe normen in "
            f"underwriting/norms/data, in een map met de eerste dag als naam, voordat {last} voorbij is.\n"
        ),
        to=[settings.POLICY_DESK_EMAIL],
        headers={
            "Message-ID": message_id(f"norms-{ends_on}-{sections.split()[0]}"),
            "Auto-Submitted": "auto-generated",
        },
    )
    hand_over(message)


def _told(ends_on: date) -> set[str]:
    """The sections of earlier warnings about this end date."""
    earlier = Job.objects.filter(kind="norms.warn", payload__ends_on=ends_on.isoformat())
    return {section for job in earlier for section in job.payload["sections"].split()}
