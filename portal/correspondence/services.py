"""Messages: written, answered and read. A message of one applicant is never shown to the other.

What goes by mail is only that there is a message; what it says is read after logging in.
"""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from portal import clock
from portal.correspondence.models import HumanLook, LastRead, Message
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import Event
from portal.dossiers.transitions import note
from portal.identity.limits import Limit, spend
from portal.identity.models import User
from portal.identity.services import send_login_link
from portal.notifications.mails import MailName
from portal.vault import services as vault

PLACE = "correspondence.Message.body"
WHERE = "/aanvraag/berichten/"
"""Where the link of the mail leads."""
PER_PERSON = Limit("messages", 20, timedelta(hours=1))
DECISIONS = (Event.DECLINE, Event.APPROVE, Event.ASK_MORE, Event.RETURN_TO_APPLICANT)
"""What a member of staff decides about an application."""


class AlreadyAsked(Exception):
    """There is a request for a person already that nobody answered yet."""


class AlreadyAnswered(Exception):
    """Somebody was first."""


class SamePerson(Exception):
    """Who took the decision may not answer the request to look at it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A message as somebody reads it; `of` is the applicant whose alone it is, None when everybody reads it."""

    id: uuid.UUID
    text: str
    at: datetime
    author: User
    by_desk: bool
    of: Applicant | None
    unread: bool = False


def write(*, applicant: Applicant, text: str, shared: bool, once: uuid.UUID) -> Message:
    """An applicant writes to the desk; `shared` lets the other applicant read it too.

    Raises:
        TooMany, LimitsAway: too many messages in an hour.
    """
    spend(PER_PERSON, str(applicant.user_id))
    with transaction.atomic():
        return _keep(applicant.dossier, None if shared else applicant, applicant.user, text, once)


def reply(*, dossier: Dossier, by: User, text: str, to: Applicant | None, once: uuid.UUID) -> Message:
    """The desk writes to one applicant, or to everybody in the dossier; they get a mail that there is a message."""
    with transaction.atomic():
        message = _keep(dossier, to, by, text, once)
        _tell(message)
    return message


def ask_human(*, applicant: Applicant, subject: str, text: str, answer_by: date, once: uuid.UUID) -> HumanLook:
    """Ask that a person looks. Who decided last about this dossier is kept with it, and can't be who answers.

    Raises:
        AlreadyAsked: one is open.
        TooMany, LimitsAway: too many messages in an hour.
    """
    spend(PER_PERSON, str(applicant.user_id))
    decided = applicant.dossier.events.filter(name__in=DECISIONS, actor__is_staff=True).select_related("actor").last()
    try:
        with transaction.atomic():
            question = _keep(applicant.dossier, applicant, applicant.user, text, once)
            found, created = HumanLook.objects.get_or_create(
                question=question,
                defaults={
                    "applicant": applicant,
                    "subject": subject,
                    "asked_at": question.sent_at,
                    "answer_by": answer_by,
                    "decided_by": decided.actor if decided else None,
                },
            )
            if created:
                note(applicant.dossier, "human_asked", actor=applicant.user, detail={"subject": subject})
    except IntegrityError as error:
        raise AlreadyAsked(str(applicant.pk)) from error
    return found


def answer_human(*, look: HumanLook, by: User, text: str, once: uuid.UUID) -> None:
    """A member of staff answers, in the applicant's own messages.

    Raises:
        PermissionError: only staff answers.
        SamePerson: they decided about this application, before it was asked or after.
        AlreadyAnswered: somebody was first.
    """
    if not by.is_staff:
        raise PermissionError("a request for a person is answered by staff")
    if has_decided(look, by):
        raise SamePerson(str(look.pk))
    dossier = look.applicant.dossier
    with transaction.atomic():
        open_one = HumanLook.objects.select_for_update().filter(pk=look.pk, answered_at__isnull=True).first()
        if open_one is None:
            raise AlreadyAnswered(str(look.pk))
        message = _keep(dossier, look.applicant, by, text, once)
        open_one.answer, open_one.answered_by, open_one.answered_at = message, by, message.sent_at
        open_one.save(update_fields=["answer", "answered_by", "answered_at"])
        note(dossier, "human_answered", actor=by)
        _tell(message)


def has_decided(look: HumanLook, by: User) -> bool:
    """Whether this member of staff took a decision about the application that somebody asks to look at."""
    decisions = look.applicant.dossier.events.filter(name__in=DECISIONS, actor=by)
    return look.decided_by_id == by.pk or decisions.exists()


def read_by(applicant: Applicant) -> list[Line]:
    """What this applicant may read, oldest first; `unread` until they say they read it."""
    since = _last_read(applicant)
    rows = _visible(applicant).select_related("author", "applicant__user__key", "dossier__key")
    return [_line(one, unread=_is_news(one, applicant, since)) for one in rows if vault.can_open(_key(one))]


def unread(applicant: Applicant) -> int:
    """How many messages of others came since they last said they read them."""
    rows = _visible(applicant).exclude(author=applicant.user_id)
    since = _last_read(applicant)
    return rows.filter(sent_at__gt=since).count() if since else rows.count()


def mark_read(applicant: Applicant) -> None:
    """Everything that is there now was read."""
    LastRead.objects.update_or_create(applicant=applicant, defaults={"at": clock.now()})


def open_look(applicant: Applicant) -> HumanLook | None:
    """The request for a person that nobody answered yet."""
    return applicant.human_looks.filter(answered_at__isnull=True).first()


def thread(dossier: Dossier) -> list[Line]:
    """Every message of a dossier, for the desk, oldest first; one whose key is gone is left out."""
    rows = dossier.messages.select_related("author", "applicant__user__key", "dossier__key")
    return [_line(one) for one in rows if vault.can_open(_key(one))]


def unanswered() -> QuerySet[Message]:
    """The messages of applicants after which the desk did not write to them, oldest first.

    A request for a person has a queue of its own.
    """
    later = Message.objects.filter(dossier=OuterRef("dossier"), by_desk=True, sent_at__gt=OuterRef("sent_at"))
    to_them = later.filter(Q(applicant__isnull=True) | Q(applicant__user=OuterRef("author")))
    rows = Message.objects.filter(~Exists(to_them), by_desk=False, asks_for_look__isnull=True)
    return rows.select_related("dossier", "author").order_by("sent_at")


def open_looks() -> QuerySet[HumanLook]:
    """Requests for a person that wait, the first term first."""
    rows = HumanLook.objects.filter(answered_at__isnull=True)
    return rows.select_related("applicant__dossier", "applicant__user", "decided_by").order_by("answer_by", "asked_at")


def _keep(dossier: Dossier, of: Applicant | None, author: User, text: str, once: uuid.UUID) -> Message:
    """Write a message down; the same form sent twice, also at one moment, is one message."""
    row = Message(dossier=dossier, applicant=of, author=author, by_desk=author.is_staff, sent_at=clock.now(), once=once)
    row.body = vault.seal(_key(row), place=PLACE, row=row.id, value=text.strip().encode())
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        earlier = Message.objects.filter(once=once, author=author, dossier=dossier).first()
        # The name of somebody else's form is no reason to lose what this person wrote.
        return earlier or _keep(dossier, of, author, text, uuid.uuid4())
    return row


def _tell(message: Message) -> None:
    people = message.dossier.applicants.filter(accepted_at__isnull=False).select_related("user__key")
    for one in people:
        if message.applicant_id in (None, one.pk):
            send_login_link(
                user=one.user,
                purpose="resume",
                next_path=WHERE,
                mail=MailName.MESSAGE,
                context={"first_name": one.first_name},
                once=str(message.pk),
            )


def _visible(applicant: Applicant) -> QuerySet[Message]:
    rows = Message.objects.filter(dossier=applicant.dossier_id)
    return rows.filter(Q(applicant=applicant) | Q(applicant__isnull=True))


def _last_read(applicant: Applicant) -> datetime | None:
    return LastRead.objects.filter(applicant=applicant).values_list("at", flat=True).first()


def _is_news(row: Message, applicant: Applicant, since: datetime | None) -> bool:
    return row.author_id != applicant.user_id and (since is None or row.sent_at > since)


def _key(row: Message) -> vault.DataKey:
    return row.applicant.user.key if row.applicant else row.dossier.key


def _line(row: Message, *, unread: bool = False) -> Line:
    return Line(
        id=row.id,
        text=vault.unseal(_key(row), place=PLACE, row=row.id, sealed=row.body).decode(),
        at=row.sent_at,
        author=row.author,
        by_desk=row.by_desk,
        of=row.applicant,
        unread=unread,
    )
