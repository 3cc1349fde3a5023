"""Warn in time that data grows too old for an offer (NHG A6.11): the applicants by mail, the desk in its queue."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction

from portal import clock
from portal.assessments.ageing import AgeLimit, age_limits
from portal.assessments.facts import assemble_facts
from portal.assessments.services import facts_of
from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.dossiers.transitions import note, touch
from portal.evidence.services import facts_id
from portal.notifications.mails import MailName
from portal.offers import process

BEFORE_THE_OFFER = (State.COLLECTING, State.ASSESSING, State.IN_REVIEW, State.APPROVED)
WARNED = "data_ageing"
"""The event that a warning leaves; its detail names what, whose and until when."""


def watch_ageing() -> int:
    """Warn once per thing and last day, in every dossier on the way to an offer; how many warnings there were."""
    rows = Dossier.objects.filter(state__in=BEFORE_THE_OFFER).select_related("key", "wish")
    return sum(_warn(dossier, limit) for dossier in rows for limit in _near(dossier))


def _near(dossier: Dossier) -> list[AgeLimit]:
    """What ends within the days of the setting. What the last decision knew is looked at first: it costs little."""
    last = dossier.assessments.select_related("dossier__key").order_by("-decided_at").first()
    if last is None or not any(map(_is_near, age_limits(facts_of(last)))):
        return []
    # Something may have been collected anew since.
    return [one for one in age_limits(assemble_facts(dossier, phase="dossier")) if _is_near(one)]


def _is_near(limit: AgeLimit) -> bool:
    return limit.usable_until - clock.today() <= timedelta(days=settings.BRONDATA_WARNING_DAYS)


def _warn(dossier: Dossier, limit: AgeLimit) -> bool:
    occasion = {"about": limit.about, "of": limit.applicant_id, "until": limit.usable_until.isoformat()}
    with transaction.atomic():
        touch(dossier)
        if dossier.state not in BEFORE_THE_OFFER:
            return False
        told = dossier.events.filter(name=WARNED, **{f"detail__{name}": value for name, value in occasion.items()})
        if told.exists():
            return False
        happened = note(dossier, WARNED, actor=None, detail={**occasion, "name": limit.name})
        if limit.usable_until >= clock.today():
            _tell(dossier, limit, once=str(happened.id))
    return True


def _tell(dossier: Dossier, limit: AgeLimit, *, once: str) -> None:
    words = {"what": limit.name, "until": limit.usable_until}
    people = dossier.applicants.filter(accepted_at__isnull=False).select_related("user__key")
    for one in people:
        if limit.applicant_id in ("", facts_id(one)):
            process.tell_one(one, MailName.DATA_AGEING, once=once, **words)
