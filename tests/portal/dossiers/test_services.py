"""What applicants do to their own dossier, and what they cannot do to it any more."""

import itertools
import re
from decimal import Decimal

import pytest
from django.db import transaction

from portal.dossiers import services
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.services import NotEditable, PartnerRefused
from portal.dossiers.states import GuardRefused, IllegalTransition, State
from portal.dossiers.transitions import StaleDossier, touch
from portal.evidence.reading import latest_bundle
from portal.identity.models import LoginLink, User
from portal.identity.services import create_staff, get_or_create_consumer
from portal.jobs.models import Job
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from tests.portal import applications
from tests.portal.conftest import AtOnce

pytestmark = pytest.mark.django_db
CLOSED = [state for state in State if state is not State.INTAKE]


@pytest.fixture
def robin(db: None) -> User:
    return get_or_create_consumer(email="robin@consument.example")


@pytest.fixture
def first(robin: User) -> Applicant:
    return services.start_dossier(user=robin)


@pytest.fixture
def dossier(first: Applicant) -> Dossier:
    return first.dossier


@pytest.fixture
def invite(dossier: Dossier, robin: User):
    def go(email: str = "sam@consument.example") -> Applicant:
        return services.invite_partner(dossier=dossier, by=robin, email=email)

    return go


def mails_to(email: str) -> list[str]:
    return [read_content(mail)["text"] for mail in Mail.objects.filter(user__email=email)]


# Numbers and answers


def test_the_number_of_a_dossier_says_its_year_and_nothing_of_the_next(robin: User) -> None:
    numbers = [services.start_dossier(user=robin).dossier.number for _ in range(40)]
    assert all(re.fullmatch(r"NEO-2026-[1-9]\d{5}", number) for number in numbers)
    assert len(set(numbers)) == 40
    drawn = [int(number[-6:]) for number in numbers]
    steps = [after - before for before, after in itertools.pairwise(drawn)]
    assert min(steps) < 0 < max(steps), "numbers that only go up can be guessed"
    assert len(set(steps)) > 30


def test_a_number_that_is_taken_is_drawn_again(robin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    draws = iter([7, 7, 8])
    monkeypatch.setattr("secrets.randbelow", lambda ceiling: next(draws))
    one, two = services.start_dossier(user=robin), services.start_dossier(user=robin)
    assert (one.dossier.number, two.dossier.number) == ("NEO-2026-100007", "NEO-2026-100008")


def test_answers_are_kept_with_a_note_that_names_the_fields_and_not_their_values(
    first: Applicant, dossier: Dossier, robin: User
) -> None:
    services.save_answers(instance=first, dossier=dossier, by=robin, answers={"surname": "Bakker", "phone": "06"})
    first.refresh_from_db()
    assert (first.surname, first.phone) == ("Bakker", "06")
    assert dossier.events.last().detail == {"fields": ["phone", "surname"]}


def test_an_answer_writes_only_its_own_fields(first: Applicant, dossier: Dossier, robin: User) -> None:
    elsewhere = Applicant.objects.get(pk=first.pk)
    services.save_answers(instance=first, dossier=dossier, by=robin, answers={"surname": "Bakker"})
    services.save_answers(instance=elsewhere, dossier=dossier, by=robin, answers={"phone": "06"})
    first.refresh_from_db()
    assert (first.surname, first.phone) == ("Bakker", "06")


@pytest.mark.parametrize("state", CLOSED)
def test_nothing_can_be_answered_outside_intake(first: Applicant, robin: User, state: State) -> None:
    dossier = applications.put(first.dossier, state)
    first.dossier = dossier
    with pytest.raises(NotEditable):
        services.save_answers(instance=first, dossier=dossier, by=robin, answers={"surname": "Bakker"})
    with pytest.raises(NotEditable):
        services.save_loan(dossier=dossier, by=robin, nhg=True, parts=[applications.leningdeel()])
    with pytest.raises(NotEditable):
        services.save_declared_income(applicant=first, income={"salary": "1.00"})
    with pytest.raises(NotEditable):
        services.confirm_figures(applicant=first)
    with pytest.raises(NotEditable):
        services.invite_partner(dossier=dossier, by=robin, email="sam@consument.example")
    with pytest.raises(NotEditable):
        services.remove_partner(dossier=dossier, by=robin)
    first.refresh_from_db()
    assert (first.surname, bytes(first.declared_income), first.figures_confirmed_at) == ("", b"", None)
    assert not dossier.wish.leningdelen.exists()
    assert dossier.applicants.count() == 1


def test_a_page_that_was_open_while_the_partner_submitted_cannot_answer_any_more(
    first: Applicant, dossier: Dossier, robin: User
) -> None:
    applications.put(dossier, State.SUBMITTED)
    assert dossier.state == State.INTAKE, "what the page still believes"
    with pytest.raises(NotEditable):
        services.save_answers(instance=first, dossier=dossier, by=robin, answers={"surname": "Bakker"})


def test_a_new_loan_takes_the_place_of_the_old_one(dossier: Dossier, robin: User) -> None:
    parts = [applications.leningdeel("100000.00"), applications.leningdeel("50000.00", aflosvorm="lineair")]
    services.save_loan(dossier=dossier, by=robin, nhg=False, parts=parts)
    services.save_loan(dossier=dossier, by=robin, nhg=True, parts=[applications.leningdeel("120000.00")])
    assert [part.amount for part in dossier.wish.leningdelen.all()] == [Decimal("120000.00")]
    assert Dossier.objects.get(pk=dossier.pk).wish.nhg is True


def test_typed_income_is_sealed_and_has_to_be_confirmed_again(first: Applicant) -> None:
    services.confirm_figures(applicant=first)
    services.save_declared_income(applicant=first, income={"salary": "41234.56"})
    stored = Applicant.objects.get(pk=first.pk)
    assert stored.figures_confirmed_at is None
    assert b"41234" not in bytes(stored.declared_income)
    assert services.declared_income(stored) == {"salary": "41234.56"}


def test_who_turns_out_to_be_somebody_else_loses_sight_of_the_brondata_and_must_confirm_again() -> None:
    one = applications.applicant("sanne")
    applications.give_brondata(one, "sanne")
    assert latest_bundle(one) is not None
    services.save_answers(instance=one, dossier=one.dossier, by=one.user, answers={"phone": "0687654321"})
    one.refresh_from_db()
    assert one.figures_confirmed_at is not None
    services.save_answers(instance=one, dossier=one.dossier, by=one.user, answers={"surname": "Bakker"})
    one.refresh_from_db()
    assert one.figures_confirmed_at is None
    assert latest_bundle(one) is None


# The partner


def test_a_partner_gets_a_place_and_an_invitation_that_names_who_asks(
    invite, first: Applicant, dossier: Dossier, robin: User
) -> None:
    services.save_answers(instance=first, dossier=dossier, by=robin, answers={"given_names": "Robin Jan"})
    partner = invite()
    assert (partner.position, partner.accepted_at) == (2, None)
    (text,) = mails_to("sam@consument.example")
    assert text.startswith("Dag,\n\nRobin vraagt een hypotheek aan")


def test_a_partner_joins_once(invite, dossier: Dossier) -> None:
    partner = invite()
    services.accept_invitation(applicant=partner)
    joined = partner.accepted_at
    services.accept_invitation(applicant=partner)
    assert joined is not None
    assert partner.accepted_at == joined
    assert dossier.events.filter(name="partner_joined").count() == 1


def test_nobody_is_their_own_partner(invite) -> None:
    with pytest.raises(PartnerRefused, match="eigen e-mailadres"):
        invite(" Robin@Consument.Example ")


def test_somebody_with_an_application_of_their_own_cannot_be_invited_into_another(invite, dossier: Dossier) -> None:
    services.start_dossier(user=get_or_create_consumer(email="sam@consument.example"))
    with pytest.raises(PartnerRefused, match="niet uitnodigen"):
        invite()
    assert dossier.applicants.count() == 1
    assert mails_to("sam@consument.example") == []


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.EXPIRED, State.DECLINED])
def test_an_application_that_came_to_nothing_is_no_reason_to_refuse(invite, state: State) -> None:
    old = services.start_dossier(user=get_or_create_consumer(email="sam@consument.example"))
    applications.put(old.dossier, state)
    assert invite().position == 2


def test_a_member_of_staff_cannot_be_invited_and_the_answer_does_not_say_why(invite, dossier: Dossier) -> None:
    create_staff(email="bo@neo.example", name="Bo de Wit", password=applications.PASSWORD)
    services.start_dossier(user=get_or_create_consumer(email="sam@consument.example"))
    answers = set()
    for email in ("bo@neo.example", "sam@consument.example"):
        with pytest.raises(PartnerRefused) as refused:
            invite(email)
        answers.add(str(refused.value))
    assert len(answers) == 1
    assert dossier.applicants.count() == 1


def test_only_who_began_invites(invite, dossier: Dossier) -> None:
    sam = invite()
    services.accept_invitation(applicant=sam)
    with pytest.raises(PartnerRefused, match="wie de aanvraag begon"):
        services.invite_partner(dossier=dossier, by=sam.user, email="thomas@consument.example")
    assert dossier.applicants.get(position=2) == sam


def test_another_partner_takes_the_place_of_one_who_did_not_join(invite, dossier: Dossier) -> None:
    invite()
    invite("thomas@consument.example")
    assert [one.user.email for one in dossier.applicants.all()] == [
        "robin@consument.example",
        "thomas@consument.example",
    ]


def test_a_partner_who_joined_is_neither_replaced_nor_removed(invite, dossier: Dossier, robin: User) -> None:
    services.accept_invitation(applicant=invite())
    with pytest.raises(PartnerRefused, match="doet al mee"):
        invite("thomas@consument.example")
    with pytest.raises(PartnerRefused, match="doet al mee"):
        services.remove_partner(dossier=dossier, by=robin)
    assert dossier.applicants.get(position=2).user.email == "sam@consument.example"


def test_going_on_alone_frees_the_place_and_is_noted_only_when_somebody_had_it(
    invite, dossier: Dossier, robin: User
) -> None:
    services.remove_partner(dossier=dossier, by=robin)
    assert not dossier.events.filter(name="partner_removed").exists()
    invite()
    services.remove_partner(dossier=dossier, by=robin)
    assert dossier.applicants.count() == 1
    assert dossier.events.filter(name="partner_removed").count() == 1


def test_the_same_partner_again_is_one_place_and_only_the_newest_invitation_works(invite, dossier: Dossier) -> None:
    assert invite().pk == invite(" SAM@consument.example").pk
    links = LoginLink.objects.filter(user__email="sam@consument.example", purpose="invitation")
    assert links.count() == 2
    assert links.filter(replaced_at__isnull=True).count() == 1


def test_a_stranger_s_mailbox_cannot_be_filled_with_invitations(invite, dossier: Dossier) -> None:
    for number in range(5):
        invite(f"vreemde{number}@consument.example")
    with pytest.raises(PartnerRefused):
        invite("vreemde9@consument.example")
    assert mails_to("vreemde9@consument.example") == []
    assert dossier.applicants.get(position=2).user.email == "vreemde4@consument.example"


@pytest.mark.django_db(transaction=True)
def test_two_partners_invited_at_once_take_one_place(dossier: Dossier, robin: User, at_once: AtOnce) -> None:
    emails = ["sam@consument.example", "thomas@consument.example"]

    def go() -> Applicant:
        return services.invite_partner(dossier=Dossier.objects.get(pk=dossier.pk), by=robin, email=emails.pop())

    outcomes = at_once(go, 2)
    assert all(isinstance(one, Applicant) for one in outcomes), outcomes
    assert dossier.applicants.filter(position=2).count() == 1


# Submitting


def test_an_application_without_answers_is_not_sent_and_says_what_misses(dossier: Dossier, robin: User) -> None:
    with pytest.raises(GuardRefused) as refused:
        services.submit(dossier=dossier, by=robin)
    for part in ("alleen of samen", "kennistoets", "gegevens", "controle van de cijfers", "de woning", "de lening"):
        assert part in str(refused.value)
    assert Dossier.objects.get(pk=dossier.pk).state == State.INTAKE
    assert not Job.objects.filter(kind="registers.check").exists()


def test_a_complete_application_is_sent_with_a_check_of_everybody() -> None:
    dossier = applications.couple()
    people = list(dossier.applicants.all())
    services.submit(dossier=dossier, by=people[1].user)
    stored = Dossier.objects.get(pk=dossier.pk)
    assert (stored.state, str(stored.submitted_on)) == (State.SUBMITTED, "2026-11-23")
    asked = {job.payload["applicant_id"] for job in Job.objects.filter(kind="registers.check")}
    assert asked == {str(one.pk) for one in people}


def test_an_application_is_sent_once() -> None:
    dossier = applications.single()
    again = Dossier.objects.get(pk=dossier.pk)
    by = dossier.applicants.get().user
    services.submit(dossier=dossier, by=by)
    with pytest.raises((IllegalTransition, StaleDossier)):
        services.submit(dossier=again, by=by)
    assert Job.objects.filter(kind="registers.check").count() == 1


def test_a_partner_who_did_not_join_holds_the_application_back() -> None:
    dossier = applications.single()
    first = dossier.applicants.get()
    services.invite_partner(dossier=dossier, by=first.user, email="sam@consument.example")
    with pytest.raises(GuardRefused, match="partner doet nog niet mee"):
        services.submit(dossier=dossier, by=first.user)


@pytest.mark.django_db(transaction=True)
def test_of_two_partners_who_send_at_once_one_sends(at_once: AtOnce) -> None:
    dossier = applications.couple()
    users = [one.user for one in dossier.applicants.all()]

    def send() -> str:
        services.submit(dossier=Dossier.objects.get(pk=dossier.pk), by=users.pop())
        return "sent"

    outcomes = at_once(send, 2)
    assert outcomes.count("sent") == 1, outcomes
    assert dossier.events.filter(name="submit").count() == 1
    assert Job.objects.filter(kind="registers.check").count() == 2


# The account and the notary


def test_the_account_is_sealed_and_belongs_to_who_gave_it(dossier: Dossier, robin: User) -> None:
    services.choose_notary_and_account(
        dossier=dossier,
        by=robin,
        notary_name="De Groot",
        notary_email="groot@notaris.example",
        iban="NL91ABNA0417164300",
    )
    stored = applications.fresh(dossier)
    assert b"NL91" not in bytes(stored.wish.collection_account)
    assert services.collection_account(stored) == {"iban": "NL91ABNA0417164300", "holder": 1}
    assert (stored.wish.notary_name, stored.wish.notary_email) == ("De Groot", "groot@notaris.example")


# Stopping


def test_who_stops_is_out_and_cannot_stop_again(dossier: Dossier, robin: User) -> None:
    services.withdraw(dossier=dossier, by=robin)
    assert Dossier.objects.get(pk=dossier.pk).state == State.WITHDRAWN
    with pytest.raises(IllegalTransition):
        services.withdraw(dossier=dossier, by=robin)


def test_stopping_on_an_old_page_asks_to_look_again(dossier: Dossier, robin: User) -> None:
    with transaction.atomic():
        touch(Dossier.objects.get(pk=dossier.pk))
    with pytest.raises(StaleDossier):
        services.withdraw(dossier=dossier, by=robin)
