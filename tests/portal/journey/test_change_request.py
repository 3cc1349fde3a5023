"""A change that somebody asks for: the other borrower agrees first, the desk settles it, nothing changes by itself."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from portal.backoffice.roles import make_roles
from portal.correspondence.services import read_by
from portal.dossiers.models import Applicant, Dossier, Leningdeel
from portal.dossiers.states import Context, Event, GuardRefused, State, next_state
from portal.identity.models import User
from portal.identity.services import create_staff
from portal.notifications.mails import MailName
from portal.notifications.models import Mail
from portal.offers import change_requests
from portal.offers.models import ChangeRequest, Renteaanbod
from portal.offers.queries import open_changes
from tests.portal import applications
from tests.portal.backoffice.conftest import PASSWORD, come_in, open_dossier
from tests.portal.journey.answers import assert_refused, loan, part
from tests.portal.journey.conftest import Enter
from tests.portal.journey.markup import words_of

pytestmark = pytest.mark.django_db
CHANGE, ASKED, BACK, HOME = (
    reverse(f"journey:{name}") for name in ("change", "change_request", "take_back_change", "home")
)
LINEAR = loan(part(aflosvorm="lineair"))


@pytest.fixture
def row() -> Renteaanbod:
    """The running renteaanbod of a couple."""
    return applications.with_renteaanbod(applications.couple())


@pytest.fixture
def people(row: Renteaanbod) -> tuple[Applicant, Applicant]:
    first, second = row.dossier.applicants.order_by("position")
    return first, second


def asked_by(client: Client) -> ChangeRequest:
    assert client.post(CHANGE, {**LINEAR, "ask": "1"})["Location"] == ASKED
    return ChangeRequest.objects.get(closed_at__isnull=True)


def test_asking_changes_nothing_and_the_other_hears_that_there_is_something_to_read(
    people: tuple[Applicant, Applicant], enter: Enter
) -> None:
    first, second = people
    before = list(Leningdeel.objects.order_by("pk").values())
    change = asked_by(enter(first))
    assert list(Leningdeel.objects.order_by("pk").values()) == before
    assert (change.effect, change.agreed_at) == ("stays", None)
    assert b"lineair" not in bytes(change.wanted)
    (mail,) = Mail.objects.filter(template=MailName.PARTNER_WANTS_CHANGE)
    assert mail.user == second.user
    assert "We wachten op je partner" in words_of(enter(first).get(ASKED))
    assert ASKED in enter(second).get(HOME).content.decode()
    assert not change_requests.for_the_desk()


def test_only_looking_asks_nothing(enter: Enter) -> None:
    client = enter(applications.with_renteaanbod(applications.single()).dossier.applicants.get())
    client.post(CHANGE, LINEAR)
    client.post(CHANGE, {**loan(part()), "ask": "1"})  # nothing is different
    assert not ChangeRequest.objects.exists()


def test_after_the_akkoord_of_the_other_the_desk_has_it(people: tuple[Applicant, Applicant], enter: Enter) -> None:
    first, second = people
    change = asked_by(enter(first))
    page = enter(second).get(ASKED)
    assert "De aflosvorm" in words_of(page)
    assert "Het rente-aanbod blijft" in words_of(page)
    assert enter(second).post(ASKED, {"agree": "ja"})["Location"] == HOME
    assert list(change_requests.for_the_desk()) == [change]


def test_without_akkoord_all_stays_and_another_change_can_be_asked(
    people: tuple[Applicant, Applicant], enter: Enter
) -> None:
    first, second = people
    change = asked_by(enter(first))
    enter(second).post(ASKED, {"agree": "nee"})
    change.refresh_from_db()
    assert change.outcome == ChangeRequest.Outcome.NOT_AGREED
    assert asked_by(enter(second)).asked_by == second


def test_nobody_agrees_to_their_own_change(people: tuple[Applicant, Applicant], enter: Enter) -> None:
    first, _ = people
    change = asked_by(enter(first))
    enter(first).post(ASKED, {"agree": "ja"})
    change.refresh_from_db()
    assert change.agreed_at is None
    with pytest.raises(change_requests.NotOpen):
        change_requests.agree(row=change, by=first)


def test_somebody_of_another_dossier_agrees_to_nothing(people: tuple[Applicant, Applicant], enter: Enter) -> None:
    change = asked_by(enter(people[0]))
    stranger = applications.with_renteaanbod(applications.single()).dossier.applicants.get()
    for act in (change_requests.agree, change_requests.disagree, change_requests.take_back):
        with pytest.raises(change_requests.NotOpen):
            act(row=change, by=stranger)


def test_no_answer_is_asked_for_at_the_field(people: tuple[Applicant, Applicant], enter: Enter) -> None:
    asked_by(enter(people[0]))
    assert_refused(enter(people[1]).post(ASKED, {}), "agree", "Kies ja of nee.")


def test_who_asked_takes_it_back_once(people: tuple[Applicant, Applicant], enter: Enter) -> None:
    first, second = people
    change = asked_by(enter(first))
    enter(second).post(BACK)
    change.refresh_from_db()
    assert change.closed_at is None
    for _ in range(2):
        assert enter(first).post(BACK)["Location"] == HOME
    change.refresh_from_db()
    assert change.outcome == ChangeRequest.Outcome.TAKEN_BACK


def test_one_change_at_a_time(people: tuple[Applicant, Applicant], enter: Enter) -> None:
    asked_by(enter(people[0]))
    assert enter(people[1]).post(CHANGE, {**LINEAR, "ask": "1"})["Location"] == ASKED
    assert ChangeRequest.objects.count() == 1


def test_alone_it_goes_straight_to_the_desk(enter: Enter) -> None:
    row = applications.with_renteaanbod(applications.single())
    change = asked_by(enter(row.dossier.applicants.get()))
    assert list(change_requests.for_the_desk()) == [change]
    assert open_changes(row.dossier) == 1


def test_a_new_renteaanbod_ends_what_was_asked_of_the_old_one(
    row: Renteaanbod, people: tuple[Applicant, Applicant], enter: Enter
) -> None:
    change = asked_by(enter(people[0]))
    Renteaanbod.objects.filter(pk=row.pk).update(replaced_at=change.asked_at)
    assert change_requests.open_change(row.dossier) is None
    assert open_changes(row.dossier) == 0
    assert enter(people[1]).get(ASKED)["Location"] == HOME


def test_the_desk_settles_it_and_everybody_reads_why(
    row: Renteaanbod, people: tuple[Applicant, Applicant], enter: Enter, client: Client
) -> None:
    change = asked_by(enter(people[0]))
    make_roles()
    clerk = create_staff(email="bo@neo.example", name="Bo de Wit", password=PASSWORD, groups=["Behandelaar"])
    desk = come_in(client, clerk)
    page = reverse("admin:change_request", args=[change.pk])
    assert page not in desk.get(reverse("admin:index")).content.decode(), "nobody agreed yet"
    enter(people[1]).post(ASKED, {"agree": "ja"})
    assert page in desk.get(reverse("admin:index")).content.decode()
    open_dossier(desk, row.dossier)
    words = " ".join(desk.get(page).content.decode().split())
    assert "aflosvorm" in words
    assert "Het rente-aanbod blijft (gids 7.5)." in words
    form = {"granted": "ja", "text": "We passen het aan.", "once": str(uuid.uuid4())}
    assert desk.post(page, {**form, "text": ""}).status_code == 422
    assert desk.post(page, form).status_code == 302
    assert desk.post(page, form).status_code == 409
    change.refresh_from_db()
    assert (change.outcome, change.closed_by) == (ChangeRequest.Outcome.GRANTED, clerk)
    for one in people:
        assert [line.text for line in read_by(one)] == ["We passen het aan."]
    assert page not in desk.get(reverse("admin:index")).content.decode()


def test_while_a_change_is_open_the_desk_approves_nothing() -> None:
    ready = {"actor_is_staff": True, "outcome": "approved", "decision_is_current": True, "renteaanbod_valid": True}
    assert next_state(State.IN_REVIEW, Event.APPROVE, Context(**ready)) is State.APPROVED
    with pytest.raises(GuardRefused, match="wijziging"):
        next_state(State.IN_REVIEW, Event.APPROVE, Context(**ready, open_changes=1))


def test_only_staff_settles(people: tuple[Applicant, Applicant], enter: Enter) -> None:
    change = asked_by(enter(people[0]))
    user: User = people[0].user
    with pytest.raises(PermissionError):
        change_requests.settle(row=change, by=user, granted=True, text="Ja", once=uuid.uuid4())


def test_once_the_offer_is_made_nothing_is_asked(enter: Enter) -> None:
    row = applications.with_hypotheekaanbod(applications.single())
    assert Dossier.objects.get(pk=row.dossier_id).state == State.OFFERED
    assert enter(row.dossier.applicants.get()).post(CHANGE, {**LINEAR, "ask": "1"})["Location"] == HOME
    assert not ChangeRequest.objects.exists()
