"""Messages: once, sealed, never the other's; who decided does not answer the request for a person."""

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from portal import clock
from portal.correspondence import services
from portal.correspondence.models import HumanLook, Message
from portal.correspondence.services import AlreadyAnswered, AlreadyAsked, Line, SamePerson
from portal.dossiers.models import AppendOnlyError, Applicant, Dossier, DossierEvent
from portal.dossiers.states import Event, State
from portal.identity.errors import TooMany
from portal.identity.models import User
from portal.notifications.mails import MailName
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from portal.vault.services import shred_key
from tests.portal import applications

pytestmark = pytest.mark.django_db
SECRET = "Mijn salaris staat er niet goed bij"


@pytest.fixture
def people(db: None) -> tuple[Applicant, Applicant]:
    dossier = applications.couple()
    return dossier.applicants.get(position=1), dossier.applicants.get(position=2)


def write(applicant: Applicant, text: str = SECRET, *, shared: bool = False, once: uuid.UUID | None = None) -> Message:
    return services.write(applicant=applicant, text=text, shared=shared, once=once or uuid.uuid4())


def reply(dossier: Dossier, by: User, to: Applicant | None, text: str = "Dank je") -> Message:
    return services.reply(dossier=dossier, by=by, text=text, to=to, once=uuid.uuid4())


def ask(applicant: Applicant, **changes: Any) -> HumanLook:
    given = {"subject": "besluit", "text": "Kijk eens", "answer_by": date(2026, 12, 1), "once": uuid.uuid4()}
    return services.ask_human(applicant=applicant, **(given | changes))


def texts(lines: list[Line]) -> list[str]:
    return [one.text for one in lines]


def test_a_message_is_read_by_its_writer_and_the_desk_and_not_by_the_partner(people: Any) -> None:
    me, partner = people
    write(me)
    assert texts(services.read_by(me)) == [SECRET]
    assert services.read_by(partner) == []
    assert services.unread(partner) == 0
    assert texts(services.thread(me.dossier)) == [SECRET]


def test_a_shared_message_is_read_by_both_and_news_to_the_other_alone(people: Any) -> None:
    me, partner = people
    write(me, shared=True)
    assert texts(services.read_by(partner)) == [SECRET]
    assert (services.unread(me), services.unread(partner)) == (0, 1)


def test_the_desk_writes_to_one_or_to_both_and_only_they_get_a_mail(people: Any) -> None:
    me, partner = people
    by = applications.clerk()
    reply(me.dossier, by, me, "alleen jij")
    assert texts(services.read_by(partner)) == []
    assert set(Mail.objects.filter(template=MailName.MESSAGE).values_list("user", flat=True)) == {me.user_id}
    reply(me.dossier, by, None, "jullie allebei")
    assert texts(services.read_by(partner)) == ["jullie allebei"]
    assert Mail.objects.filter(template=MailName.MESSAGE, user=partner.user).count() == 1


def test_the_mail_does_not_say_what_the_message_says(people: Any) -> None:
    me, _ = people
    reply(me.dossier, applications.clerk(), me, SECRET)
    content = read_content(Mail.objects.get(template=MailName.MESSAGE))
    assert SECRET not in content["text"] + content["html"]


def test_the_words_are_not_in_the_database_and_go_with_the_key_of_the_writer(people: Any) -> None:
    me, _ = people
    row = write(me)
    assert SECRET.encode() not in bytes(Message.objects.get(pk=row.pk).body)
    shred_key(me.user.key)
    assert services.thread(Dossier.objects.get(pk=me.dossier_id)) == []


def test_the_same_form_twice_is_one_message(people: Any) -> None:
    me, partner = people
    once = uuid.uuid4()
    assert write(me, once=once).pk == write(me, once=once).pk
    assert Message.objects.count() == 1
    assert write(partner, "met de naam van een ander formulier", once=once).author == partner.user
    assert Message.objects.count() == 2


def test_a_message_is_never_changed_or_deleted(people: Any) -> None:
    row = write(people[0])
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()


def test_so_many_messages_in_an_hour(people: Any) -> None:
    for _ in range(services.PER_PERSON.allowed):
        write(people[0])
    with pytest.raises(TooMany):
        write(people[0])


def test_read_until_now_and_what_comes_later_is_new(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    me, _ = people
    by, now = applications.clerk(), clock.now()
    reply(me.dossier, by, me)
    services.mark_read(me)
    assert services.unread(me) == 0
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=1))
    reply(me.dossier, by, me, "nog iets")
    assert services.unread(me) == 1
    assert [one.text for one in services.read_by(me) if one.unread] == ["nog iets"]


def waiting() -> list[str]:
    return [one.author.email for one in services.unanswered()]


def test_the_desk_has_what_it_did_not_answer(people: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    me, partner = people
    by, now = applications.clerk(), clock.now()

    def later(minutes: int) -> None:
        monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=minutes))

    write(me)
    later(1)
    write(partner)
    assert waiting() == [me.user.email, partner.user.email]
    later(2)
    reply(me.dossier, by, me)
    assert waiting() == [partner.user.email]
    later(3)
    reply(me.dossier, by, None)
    assert waiting() == []
    later(4)
    write(me, shared=True)
    assert waiting() == [me.user.email]
    later(5)
    reply(me.dossier, by, partner)
    assert waiting() == [me.user.email]
    later(6)
    reply(me.dossier, by, None)
    assert waiting() == []


def test_who_decided_can_not_answer_the_request_and_another_can(people: Any) -> None:
    me, _ = people
    decider, other = applications.clerk("Bo de Wit"), applications.clerk("Kim Vos")
    DossierEvent.objects.create(
        dossier=me.dossier,
        name=Event.DECLINE.value,
        to_state=State.DECLINED.value,
        actor=decider,
        at=clock.now(),
    )
    look = ask(me)
    assert look.decided_by == decider
    with pytest.raises(SamePerson):
        services.answer_human(look=look, by=decider, text="Nee", once=uuid.uuid4())
    with pytest.raises(IntegrityError), transaction.atomic():
        HumanLook.objects.filter(pk=look.pk).update(
            answered_by=decider, answered_at=clock.now(), answer=Message.objects.get()
        )
    services.answer_human(look=look, by=other, text="We keken opnieuw", once=uuid.uuid4())
    look.refresh_from_db()
    assert (look.answered_by, services.open_look(me)) == (other, None)
    assert texts(services.read_by(me)) == ["Kijk eens", "We keken opnieuw"]
    with pytest.raises(AlreadyAnswered):
        services.answer_human(look=look, by=other, text="Nog eens", once=uuid.uuid4())


@pytest.mark.parametrize("after", [False, True], ids=["before it was asked", "after it was asked"])
def test_whoever_decided_at_any_moment_can_not_answer(people: Any, after: bool) -> None:
    me, _ = people
    first, last = applications.clerk("Bo de Wit"), applications.clerk("Kim Vos")

    def decide(by: User, event: Event) -> None:
        DossierEvent.objects.create(dossier=me.dossier, name=event.value, actor=by, at=clock.now())

    if not after:
        decide(first, Event.DECLINE)
        decide(last, Event.RETURN_TO_APPLICANT)
    look = ask(me)
    if after:
        decide(first, Event.DECLINE)
    with pytest.raises(SamePerson):
        services.answer_human(look=look, by=first, text="Nee", once=uuid.uuid4())
    assert services.open_look(me) == look


def test_only_staff_answers(people: Any) -> None:
    me, partner = people
    look = ask(me)
    with pytest.raises(PermissionError):
        services.answer_human(look=look, by=partner.user, text="Ik weet het wel", once=uuid.uuid4())


def test_what_the_machine_did_may_be_answered_by_anybody_of_the_desk(people: Any) -> None:
    look = ask(people[0])
    assert look.decided_by is None
    services.answer_human(look=look, by=applications.clerk(), text="Zo zit het", once=uuid.uuid4())
    assert HumanLook.objects.get().answered_at


def test_one_open_request_each_and_a_second_leaves_nothing_behind(people: Any) -> None:
    me, partner = people
    ask(me)
    with pytest.raises(AlreadyAsked):
        ask(me)
    assert Message.objects.count() == 1
    ask(partner)
    assert [one.applicant_id for one in services.open_looks()] == [me.pk, partner.pk]


def test_a_request_for_a_person_is_read_by_nobody_else_and_waits_in_its_own_queue(people: Any) -> None:
    me, partner = people
    ask(me)
    assert services.read_by(partner) == []
    assert waiting() == []
