"""From application to offer: what follows from a decision, and what a person may do with it.

Jobs and clerks come in here; every step is one transition of the dossier. The machine never
declines: a rejected application goes to a person, and so does one that a register is unclear about.
"""

from typing import Any

from django.db import transaction
from django.utils import timezone

from portal import clock
from portal.assessments.facts.inputs import Terms
from portal.assessments.models import Assessment
from portal.assessments.registers.services import unclear_registers
from portal.assessments.services import REJECTED, assess, decision_of
from portal.disputes.services import open_disputes
from portal.dossiers.models import Applicant, Dossier, DossierEvent
from portal.dossiers.states import Context, Event, State
from portal.dossiers.transitions import advance, touch
from portal.evidence.services import open_requests, sync_requests
from portal.evidence.uploads import unjudged
from portal.identity.models import User
from portal.identity.services import send_login_link
from portal.jobs.services import publish
from portal.notifications.mails import MailName
from portal.offers.models import Renteaanbod
from portal.offers.queries import current_renteaanbod, open_changes, rates_of


def assess_dossier(dossier_id: str, phase: str) -> None:
    """Job: decide, and move the dossier on. Does nothing when the dossier is past this phase."""
    dossier = Dossier.objects.select_related("key", "wish").get(pk=dossier_id)
    state = State(dossier.state)
    if phase == "renteaanbod" and state is State.SUBMITTED:
        _for_renteaanbod(dossier)
    elif phase == "dossier" and state is State.ASSESSING:
        _for_dossier(dossier)
    elif phase == "dossier" and state is State.IN_REVIEW:
        assess(dossier=dossier, phase=phase, terms=running_terms(dossier))


def approve(*, dossier: Dossier, by: User, motivation: str) -> None:
    """A person confirms: the test is repeated for the binding offer (gids 2.6), then it is made.

    Raises:
        GuardRefused: the rules, the documents or the date do not allow it; the text says why.
        StaleDossier, IllegalTransition: the dossier moved on.
    """
    row = assess(dossier=dossier, phase="hypotheekaanbod", terms=running_terms(dossier), complete=True)
    with transaction.atomic():
        touch(dossier)
        context = Context(
            actor_is_staff=by.is_staff,
            outcome=row.outcome,
            decision_is_current=True,
            motivation=motivation,
            unjudged_uploads=unjudged(dossier),
            open_disputes=open_disputes(dossier).count(),
            open_changes=open_changes(dossier),
            renteaanbod_valid=is_valid(current_renteaanbod(dossier)),
        )
        advance(
            dossier,
            Event.APPROVE,
            actor=by,
            context=context,
            jobs=(("hypotheekaanbod.issue", str(row.id), _ids(dossier, row)),),
            detail={"motivation": motivation, "assessment": str(row.id)},
        )


def decline(*, dossier: Dossier, by: User, motivation: str) -> None:
    """A person declines; the applicants are told by mail to read it in the portal."""
    with transaction.atomic():
        touch(dossier)
        context = Context(actor_is_staff=by.is_staff, motivation=motivation)
        happened = advance(dossier, Event.DECLINE, actor=by, context=context, detail={"motivation": motivation})
        tell(dossier, MailName.DECLINED, once=str(happened.id))


def return_to_applicants(*, dossier: Dossier, by: User, motivation: str) -> None:
    """A person sends an application back to be changed; its renteaanbod was about what it was.

    The applicants read `motivation` on their page; no mail carries it.
    """
    with transaction.atomic():
        touch(dossier)
        context = Context(actor_is_staff=by.is_staff, motivation=motivation)
        happened = advance(
            dossier,
            Event.RETURN_TO_APPLICANT,
            actor=by,
            context=context,
            detail={"motivation": motivation},
        )
        Renteaanbod.objects.filter(dossier=dossier, replaced_at__isnull=True).update(replaced_at=clock.now())
        tell(dossier, MailName.RETURNED, once=str(happened.id))


def ask_more(*, dossier: Dossier, by: User) -> None:
    """Back to collecting, for the documents that the clerk asked or refused."""
    with transaction.atomic():
        touch(dossier)
        context = Context(open_requests=open_requests(dossier).count())
        happened = advance(dossier, Event.ASK_MORE, actor=by, context=context)
        _tell_documents(dossier, happened)


def reassess(*, dossier: Dossier) -> None:
    """After a judgement: have the engine look again, in a job."""
    with transaction.atomic():
        touch(dossier)
        payload = {"dossier_id": str(dossier.id), "phase": "dossier"}
        publish("assess", key=f"{dossier.id}:dossier:{dossier.version}", payload=payload)


def running_terms(dossier: Dossier) -> Terms | None:
    """What the running renteaanbod fixes for later tests: its days and its rates (gids 7.2)."""
    row = current_renteaanbod(dossier)
    if row is None:
        return None
    used_on = timezone.localtime(row.used_at).date() if row.used_at else None
    return Terms(issued_on=row.issued_on, used_on=used_on, rates=rates_of(row))


def is_valid(row: Renteaanbod | None) -> bool:
    """Whether a hypotheekaanbod may still be made on it today."""
    return row is not None and row.used_at is not None and clock.today() <= row.valid_until


def tell(dossier: Dossier, mail: str, *, once: str, **context: Any) -> None:
    """Mail every applicant who takes part, with a fresh link to go on.

    Args:
        once: names the occasion; a job that runs twice tells nobody twice.
    """
    for one in dossier.applicants.filter(accepted_at__isnull=False).select_related("user__key"):
        tell_one(one, mail, once=once, **context)


def tell_one(applicant: Applicant, mail: str, *, once: str, **context: Any) -> None:
    """Mail one applicant by name, with a fresh link to go on; `once` as in `tell`."""
    send_login_link(
        user=applicant.user,
        purpose="resume",
        next_path="/aanvraag/",
        mail=mail,
        context={"first_name": applicant.first_name, **context},
        once=once,
    )


def _for_renteaanbod(dossier: Dossier) -> None:
    row = assess(dossier=dossier, phase="renteaanbod", terms=None)
    with transaction.atomic():
        touch(dossier)
        if row.outcome == REJECTED or unclear_registers(dossier):
            advance(dossier, Event.REFER_APPLICATION, actor=None, context=Context())
        else:
            publish("renteaanbod.issue", key=str(row.id), payload=_ids(dossier, row))


def _for_dossier(dossier: Dossier) -> None:
    row = assess(dossier=dossier, phase="dossier", terms=running_terms(dossier))
    with transaction.atomic():
        still_open = sync_requests(dossier=dossier, required=decision_of(row)["required_documents"])
        if still_open:
            happened = advance(dossier, Event.FIND_GAPS, actor=None, context=Context(open_requests=still_open))
            _tell_documents(dossier, happened)
        else:
            advance(dossier, Event.ASSESS, actor=None, context=Context())


def _tell_documents(dossier: Dossier, happened: DossierEvent) -> None:
    tell(dossier, MailName.DOCUMENTS_ASKED, once=str(happened.id))


def _ids(dossier: Dossier, row: Assessment) -> dict[str, str]:
    return {"dossier_id": str(dossier.id), "assessment_id": str(row.id)}
