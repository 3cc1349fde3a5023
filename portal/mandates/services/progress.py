"""From a sealed offer to the notary: the dossier moves on when all is there, whichever came last."""

from portal.dossiers.models import Dossier
from portal.dossiers.states import Context, Event, State
from portal.dossiers.transitions import advance
from portal.mandates.queries import mandate_of, waiting_for


def move_on(dossier: Dossier) -> None:
    """Advance when everybody is identified and the mandate is there; call it after `touch`."""
    dossier.refresh_from_db(fields=["state", "version"])
    if dossier.state != State.SEALED:
        return
    if waiting_for(dossier) or mandate_of(dossier) is None:
        return
    advance(
        dossier,
        Event.MANDATE,
        actor=None,
        context=Context(all_identified=True, mandate_signed=True),
        jobs=(("notary.instruct", str(dossier.id), {"dossier_id": str(dossier.id)}),),
    )
