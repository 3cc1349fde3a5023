"""The end of consent to brondata, and what follows: nothing readable is left, and the dossier goes by documents.

Possible until a binding offer was made on it. Then the contract needs what it rests on (AVG art. 6 lid 1 b and art. 17
lid 3), and with NHG the file must hold it as long as the loan runs (NHG A6.1, A6.2). A consent that runs out is ended
here too; of a loan that was signed only the delivered bytes go (`consents.drop_raw`).
"""

from collections.abc import Iterable

from django.db import transaction

from portal import clock
from portal.assessments.services import remove_unreadable
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import TRANSITIONS, Context, Event, State
from portal.dossiers.transitions import advance, note, touch
from portal.evidence.consents import close_sessions, drop_raw, end_consent, standing_consents
from portal.evidence.models import Consent
from portal.identity.models import User
from portal.notifications.mails import MailName
from portal.offers import process
from portal.offers.models import Hypotheekaanbod, Renteaanbod

SIGNED = (State.SIGNED, State.SEALED, State.MANDATED, State.COMPLETED)
"""The loan was agreed: its file stays."""
ENDED_EVENT = "brondata_ended"


class UsedForOffer(Exception):
    """A binding offer rests on this brondata: consent can't be withdrawn any more."""


def is_used(dossier: Dossier) -> bool:
    """Whether a binding offer was made in a dossier."""
    return Hypotheekaanbod.objects.filter(dossier=dossier).exists()


def withdraw_consent(*, applicant: Applicant, by: User) -> bool:
    """Somebody takes back their consent; False when there was none (any more). Their sessions end as well.

    Raises:
        UsedForOffer: a binding offer was made on it.
        PermissionError: it is somebody else's consent.
    """
    if applicant.user_id != by.pk:
        raise PermissionError("consent is withdrawn by who gave it")
    with transaction.atomic():
        touch(applicant.dossier)
        if is_used(applicant.dossier):
            raise UsedForOffer(applicant.dossier.number)
        close_sessions(applicant, by=by)
        ended = _end(standing_consents(applicant), Consent.End.WITHDRAWN, by)
    return bool(ended)


def end_by_time(consent: Consent) -> None:
    """The agreed days are over: everything goes, unless a contract holds it (see above)."""
    applicant = consent.applicant
    with transaction.atomic():
        touch(applicant.dossier)
        state = State(applicant.dossier.state)
        if state in SIGNED:
            drop_raw(consent)
        elif state is not State.OFFERED:
            _end([consent], Consent.End.TIME, None)


def _end(consents: Iterable[Consent], end: Consent.End, by: User | None) -> list[Consent]:
    """End these consents of one applicant; the dossier goes on without what was read under them."""
    ended = [one for one in consents if end_consent(one, end=end, by=by)]
    if any(hasattr(one.session.delivery, "brondata") for one in ended):
        _go_on_without(ended[0].applicant, end, by)
    return ended


def _go_on_without(applicant: Applicant, end: Consent.End, by: User | None) -> None:
    """Forget what rested on it, go back to where income is told, and tell everybody who takes part."""
    dossier = applicant.dossier
    gone = remove_unreadable(dossier)
    Renteaanbod.objects.filter(assessment__in=gone, replaced_at__isnull=True).update(replaced_at=clock.now())
    rows = Applicant.objects.filter(pk=applicant.pk)
    rows.update(figures_confirmed_at=None)
    if end is Consent.End.WITHDRAWN:
        rows.update(route=Applicant.Route.DOCUMENTS)
    happened = note(dossier, ENDED_EVENT, actor=by, detail={"position": applicant.position, "end": end.value})
    state = State(dossier.state)
    running = state is State.INTAKE or (state, Event.LOSE_BRONDATA) in TRANSITIONS
    if (state, Event.LOSE_BRONDATA) in TRANSITIONS:
        advance(dossier, Event.LOSE_BRONDATA, actor=by, context=Context(), detail={"position": applicant.position})
    mail = MailName.CONSENT_WITHDRAWN if end is Consent.End.WITHDRAWN else MailName.BRONDATA_EXPIRED
    process.tell_one(applicant, mail, once=str(happened.pk), running=running)
    for other in dossier.applicants.filter(accepted_at__isnull=False).exclude(pk=applicant.pk):
        if running and state is not State.INTAKE:
            process.tell_one(
                other, MailName.PARTNER_BRONDATA_ENDED, once=str(happened.pk), partner=applicant.first_name
            )
