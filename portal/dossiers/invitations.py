"""Who was invited and does not answer hears it twice more, with a fresh link; then it is up to who invited them."""

from django.db import transaction
from django.utils.timezone import localtime

from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.identity.services import send_login_link
from portal.notifications.mails import MailName
from portal.notifications.services import was_queued

REMIND_AFTER = (3, 7)
"""Days after the invitation."""


def remind_invited() -> int:
    """Remind everybody whose answer is due today, one transaction each; how many mails were written."""
    waiting = Applicant.objects.filter(position=2, accepted_at__isnull=True, dossier__state=State.INTAKE)
    return sum(
        _remind(one) for one in waiting.select_related("dossier", "user").order_by("pk").iterator(chunk_size=200)
    )


def _remind(one: Applicant) -> bool:
    invited = one.dossier.events.filter(name="partner_invited").last()
    if invited is None:
        return False
    day = localtime(invited.at).date()
    due = [days for days in REMIND_AFTER if (clock.today() - day).days >= days]
    once = f"invited:{invited.pk}:{due[-1]}" if due else ""
    if not once or was_queued(user=one.user, template=MailName.PARTNER_INVITATION, once=once):
        return False
    first = one.dossier.applicants.get(position=1)
    context = {"again": True} | ({"inviter": first.first_name} if first.first_name else {})
    with transaction.atomic():
        send_login_link(user=one.user, purpose="invitation", next_path="/aanvraag/meedoen/", context=context, once=once)
    return True
