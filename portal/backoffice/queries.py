"""Reads of the desk: the work queue, the list of dossiers, the jobs of one dossier."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, Count, DateField, Exists, F, OuterRef, Prefetch, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from portal import clock
from portal.assessments import waiting
from portal.disputes.models import Dispute
from portal.dossiers.models import Applicant, Dossier, DossierEvent, Leningdeel
from portal.dossiers.states import TERMINAL, State
from portal.evidence.models import Delivery, OcktoSession, Upload
from portal.evidence.session_states import ALARMING, Status
from portal.jobs.models import Job, JobState
from portal.notifications.models import Mail
from portal.offers.ageing_watch import BEFORE_THE_OFFER, WARNED
from portal.offers.models import Renteaanbod

QUEUE_LENGTH = 100
ALARM_SHOWN = timedelta(days=7)
UNKNOWN_SHOWN = timedelta(days=30)
JUDGED_IN = (State.COLLECTING, State.ASSESSING, State.IN_REVIEW)
"""States in which a document may still be judged."""


def with_columns(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Dossiers with what the lists show: `amount`, `deadline`, `to_judge` and the applicants."""
    running = Renteaanbod.objects.filter(dossier=OuterRef("pk"), replaced_at__isnull=True)
    collecting = running.annotate(until=Case(When(used_at__isnull=True, then=F("lapses_on")), default=F("complete_by")))
    parts = Leningdeel.objects.filter(wish__dossier=OuterRef("pk")).order_by().values("wish")
    ready = Upload.objects.filter(request__dossier=OuterRef("pk"), state=Upload.State.READY).order_by()
    return (
        rows.select_related("wish")
        .prefetch_related(Prefetch("applicants", Applicant.objects.select_related("user")))
        .annotate(
            amount=Subquery(parts.annotate(total=Sum("amount")).values("total")),
            deadline=Case(
                When(state=State.COLLECTING, then=Subquery(collecting.values("until")[:1])),
                When(state__in=(State.ASSESSING, State.IN_REVIEW), then=Subquery(running.values("complete_by")[:1])),
                When(state=State.APPROVED, then=Subquery(running.values("valid_until")[:1])),
                When(state=State.OFFERED, then=F("hypotheekaanbod__sign_by")),
                When(
                    state__in=(State.SIGNED, State.SEALED, State.MANDATED),
                    then=F("hypotheekaanbod__valid_until"),
                ),
                output_field=DateField(),
            ),
            to_judge=Coalesce(
                Subquery(ready.values("request__dossier").annotate(number=Count("pk")).values("number")), 0
            ),
        )
    )


def by_urgency(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The first deadline first, then the oldest."""
    return rows.order_by(F("deadline").asc(nulls_last=True), "state_since", "number")


def review_queue() -> QuerySet[Dossier]:
    """Dossiers that wait for a decision of the desk."""
    return by_urgency(with_columns(Dossier.objects.filter(state=State.IN_REVIEW)))


def early_documents() -> QuerySet[Dossier]:
    """Dossiers still collecting, with documents that somebody can judge already."""
    rows = Dossier.objects.filter(
        Q(pk__in=Upload.objects.filter(state=Upload.State.READY).values("request__dossier")),
        state=State.COLLECTING,
    )
    return by_urgency(with_columns(rows))


def ageing_dossiers() -> list[dict[str, Any]]:
    """What was warned of in dossiers that still wait for an offer, the first to end first."""
    rows = DossierEvent.objects.filter(name=WARNED, dossier__state__in=BEFORE_THE_OFFER).select_related("dossier")
    latest = {(row.dossier_id, row.detail["about"], row.detail["of"]): row for row in rows.order_by("id")}
    found = [
        {
            "dossier": row.dossier,
            "name": row.detail["name"],
            "until": date.fromisoformat(row.detail["until"]),
        }
        for row in latest.values()
    ]
    return sorted(found, key=lambda one: (one["until"], one["dossier"].number))[:QUEUE_LENGTH]


def late_dossiers() -> list[Dossier]:
    """Dossiers whose assessment takes longer than it should: their applicants read that somebody looks at it."""
    rows = Dossier.objects.filter(
        state__in=[state.value for state in waiting.MEASURED_IN], state_since__lt=clock.now() - settings.ASSESSMENT_MAX
    )
    return [one for one in rows.order_by("state_since")[:QUEUE_LENGTH] if waiting.is_late(one)]


def unknown_invitations() -> QuerySet[DossierEvent]:
    """Invitations of the last weeks to somebody who says not to know of the application, newest first."""
    rows = DossierEvent.objects.filter(
        name="invitation_declined", detail__unknown=True, at__gt=clock.now() - UNKNOWN_SHOWN
    )
    return rows.select_related("dossier").order_by("-id")


def state_counts() -> dict[str, int]:
    """How many dossiers stand in each state."""
    rows = Dossier.objects.order_by().values_list("state").annotate(number=Count("pk"))
    return dict(rows)


def parked_jobs() -> QuerySet[Job]:
    """Jobs that failed five times and wait for a person."""
    return Job.objects.filter(state=JobState.PARKED).order_by("created_at")


def brondata_alarms() -> QuerySet[OcktoSession]:
    """Sessions of the last week whose brondata were not what they should be: nobody sees those data, not here either.

    One that is followed by brondata of the same applicant that are right asks for nothing any more, unless it
    held somebody else's.
    """
    right = OcktoSession.objects.filter(
        applicant=OuterRef("applicant"), status=Status.READ, changed_at__gte=OuterRef("changed_at")
    )
    rows = OcktoSession.objects.filter(status__in=ALARMING, changed_at__gt=timezone.now() - ALARM_SHOWN)
    return (
        rows.exclude(Exists(right), status__in=(Status.UNREADABLE, Status.SPENT))
        .select_related("applicant__dossier")
        .order_by("-changed_at")
    )


def jobs_of(dossier: Dossier) -> list[Job]:
    """The jobs about one dossier, its applicants, their Ockto sessions and mails, and its documents; newest first."""
    people = list(dossier.applicants.all())
    about = {
        "dossier_id": [dossier.id],
        "applicant_id": [one.id for one in people],
        "upload_id": Upload.objects.filter(request__dossier=dossier).values_list("pk", flat=True),
        "session_id": OcktoSession.objects.filter(applicant__in=people).values_list("pk", flat=True),
        "delivery_id": Delivery.objects.filter(session__applicant__in=people).values_list("pk", flat=True),
        "mail_id": Mail.objects.filter(user__in=[one.user_id for one in people]).values_list("pk", flat=True),
    }
    wanted = Q(pk__in=[])
    for name, ids in about.items():
        wanted |= Q(**{f"payload__{name}__in": [str(pk) for pk in ids]})
    return list(Job.objects.filter(wanted).order_by("-created_at"))


def next_to_judge(dossier: Dossier) -> Upload | None:
    """The document that waits longest for a verdict."""
    ready = Upload.objects.filter(request__dossier=dossier, state=Upload.State.READY)
    return ready.order_by("uploaded_at", "id").first()


def disputes_to_decide() -> QuerySet[Dispute]:
    """Figures that somebody says are wrong, in dossiers where somebody can do something about it, oldest first."""
    running = [state.value for state in State if state not in TERMINAL]
    rows = Dispute.objects.filter(state=Dispute.State.OPEN, consent__ended_at__isnull=True)
    return rows.filter(applicant__dossier__state__in=running).select_related("applicant__dossier").order_by("opened_at")
