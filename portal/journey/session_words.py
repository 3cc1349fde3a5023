"""What the Ockto page says when a session ended: what happened, that nothing is lost, and the next step. Pure.

One entry per end of `portal.evidence`; no text says anything about whose data it were.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext_lazy

CODE, PERSON, SOURCE = "code", "person", "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """A box on the page.

    `next` is the one step that helps most: a new code, checking one's own name, or what to do about one
    register. `outage` says whether trouble at a register may be behind it.
    """

    kind: str
    title: str
    text: str
    next: str = CODE
    outage: bool = False


FAILED = End(
    kind="danger",
    title=gettext_lazy("Het ophalen is mislukt"),
    text=gettext_lazy("Er is niets verloren gegaan. Maak een nieuwe code, of stuur zelf documenten."),
    outage=True,
)
ENDS: Mapping[str, End] = {
    "expired": End(
        kind="warning",
        title=gettext_lazy("Deze code is verlopen"),
        text=gettext_lazy("Er is niets verloren gegaan. Maak een nieuwe code."),
    ),
    "declined": End(
        kind="info",
        title=gettext_lazy("Je hebt in de app gekozen om niets te versturen"),
        text=gettext_lazy("Dat mag. Maak een nieuwe code als je het toch wilt, of kies een andere manier."),
    ),
    "closed": End(
        kind="warning",
        title=gettext_lazy("De app is gesloten voordat alles klaar was"),
        text=gettext_lazy(
            "Er is niets verloren gegaan en niets bewaard. Maak een nieuwe code en begin opnieuw in de app."
        ),
        outage=True,
    ),
    "timed_out": End(
        kind="warning",
        title=gettext_lazy("We hoorden niets meer van de app"),
        text=gettext_lazy(
            "Er is niets verloren gegaan en niets bewaard. Maak een nieuwe code en houd de app open tot je hebt "
            "verstuurd."
        ),
        outage=True,
    ),
    "spent": End(
        kind="danger",
        title=gettext_lazy("Je gegevens zijn onderweg verloren gegaan"),
        text=gettext_lazy(
            "Ockto geeft gegevens één keer, en ze zijn niet heel bij ons aangekomen. Dit ligt niet aan jou. Maak een "
            "nieuwe code, of stuur zelf documenten."
        ),
    ),
    "late": End(
        kind="info",
        title=gettext_lazy("Deze gegevens kwamen te laat"),
        text=gettext_lazy(
            "Je aanvraag was toen al verstuurd. We hebben ze niet gebruikt en vernietigen ze binnen een dag."
        ),
    ),
    "duplicate": End(
        kind="danger",
        title=gettext_lazy("Ockto stuurde gegevens van een andere sessie"),
        text=gettext_lazy(
            "We hebben ze niet bekeken en vernietigen ze binnen een dag. Dit ligt niet aan jou. Maak een nieuwe code, "
            "of stuur zelf documenten."
        ),
    ),
    "mismatch": End(
        kind="danger",
        title=gettext_lazy("We konden deze gegevens niet gebruiken"),
        text=gettext_lazy(
            "De gegevens passen niet bij de naam en geboortedatum die je invulde. Niemand heeft ze gezien en we "
            "vernietigen ze binnen een dag. Controleer ‘Over jou’ en log in Ockto in met je eigen DigiD."
        ),
        next=PERSON,
    ),
    "unreadable": End(
        kind="danger",
        title=gettext_lazy("We konden de gegevens niet lezen"),
        text=gettext_lazy(
            "Dit ligt niet aan jou. We bewaren ze afgeschermd en zoeken uit wat er mis is. Je hoeft niet te wachten: "
            "maak een nieuwe code, of stuur zelf documenten."
        ),
    ),
    "failed": FAILED,
    "replaced": End(
        kind="info",
        title=gettext_lazy("Deze code is vervangen"),
        text=gettext_lazy("Je maakte een nieuwere code. Gebruik die, of maak er weer een."),
    ),
}
# Without the BRP nobody can tell whose data it are; that is no reproach to who shared them.
WITHOUT_BRP = replace(
    ENDS["mismatch"],
    kind="warning",
    title=gettext_lazy("MijnOverheid gaf je persoonsgegevens niet"),
    text=gettext_lazy(
        "Daarom konden we niet zien of de gegevens van jou zijn. We gebruiken ze niet en vernietigen ze. Dit ligt niet "
        "aan jou. Meestal is zo'n storing binnen een paar uur voorbij."
    ),
    next=SOURCE,
    outage=True,
)


def end_of(status: str, *, brp_failed: bool = False) -> End:
    """The box for an ended session; `brp_failed` when the register that says who somebody is gave nothing."""
    if status == "mismatch" and brp_failed:
        return WITHOUT_BRP
    return ENDS.get(status, FAILED)
