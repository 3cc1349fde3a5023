"""Reminders: a week, three days and a day before, to who still has something to do, and to nobody twice."""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import State
from portal.evidence.models import DocumentRequest
from portal.formats.language import Language
from portal.identity.models import User
from portal.notifications.mails import MailName
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from portal.offers.models import Hypotheekaanbod, Renteaanbod, Signature
from portal.offers.queries import current_renteaanbod
from portal.offers.reminders import remind, step
from tests.portal import applications

pytestmark = pytest.mark.django_db
LAST = date(2026, 12, 14)


@pytest.mark.parametrize(
    ("left", "expected"),
    [(8, None), (7, 7), (6, 7), (4, 7), (3, 3), (2, 3), (1, 1), (0, 1), (-1, None)],
)
def test_the_nearest_reminder_that_was_reached_is_due(left: int, expected: int | None) -> None:
    assert step(LAST, LAST - timedelta(days=left)) == expected


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch) -> list[date]:
    """The portal's day, which the test moves."""
    at = [clock.today()]
    monkeypatch.setattr(clock, "today", lambda: at[0])
    return at


@pytest.fixture
def offered(db: None) -> Dossier:
    """A couple whose binding offer waits for two signatures."""
    dossier = applications.couple()
    applications.with_hypotheekaanbod(dossier)
    return applications.put(dossier, State.OFFERED)


@pytest.fixture
def collecting(db: None) -> Dossier:
    """Somebody who may choose whether to go on with the renteaanbod."""
    dossier = applications.single()
    applications.with_hypotheekaanbod(dossier)
    return applications.put(dossier, State.COLLECTING)


def reminded() -> list[str]:
    rows = Mail.objects.filter(template=MailName.DEADLINE_REMINDER).order_by("created_at", "pk")
    return [row.user.email for row in rows.select_related("user")]


def test_who_has_not_signed_hears_it_once_per_step(offered: Dossier, today: list[date]) -> None:
    until = Hypotheekaanbod.objects.get().sign_by
    people = sorted(User.objects.filter(applicants__dossier=offered).values_list("email", flat=True))
    for left, mails in [(8, 0), (7, 2), (7, 2), (6, 2), (3, 4), (1, 6), (0, 6), (-1, 6)]:
        today[0] = until - timedelta(days=left)
        remind()
        assert len(reminded()) == mails, left
    assert sorted(set(reminded())) == people


def test_who_has_signed_hears_nothing_more(offered: Dossier, today: list[date]) -> None:
    one = offered.applicants.order_by("position").first()
    assert one is not None
    offer = Hypotheekaanbod.objects.get()
    Signature.objects.create(
        aanbod=offer,
        applicant=one,
        document_sha256=offer.document_sha256,
        statement="gelezen en akkoord",
        signed_at=clock.now(),
    )
    today[0] = Hypotheekaanbod.objects.get().sign_by - timedelta(days=3)
    remind()
    assert one.user.email not in reminded()
    assert len(reminded()) == 1


def test_after_days_without_beat_it_is_said_once(offered: Dossier, today: list[date]) -> None:
    today[0] = Hypotheekaanbod.objects.get().sign_by - timedelta(days=2)
    assert remind() == 2
    assert remind() == 0


def test_first_the_choice_then_the_documents_then_nothing(collecting: Dossier, today: list[date]) -> None:
    row = current_renteaanbod(collecting)
    assert row is not None
    Renteaanbod.objects.update(used_at=None)
    today[0] = row.lapses_on - timedelta(days=1)
    assert remind() == 1
    Renteaanbod.objects.update(used_at=clock.now())
    assert remind() == 0  # the date of the choice no longer counts
    today[0] = row.complete_by - timedelta(days=7)
    assert remind() == 1
    applications.put(collecting, State.IN_REVIEW)
    today[0] = row.complete_by - timedelta(days=1)
    assert remind() == 0


def test_a_document_of_one_is_asked_of_that_one(today: list[date]) -> None:
    dossier = applications.couple()
    applications.with_hypotheekaanbod(dossier)
    applications.put(dossier, State.COLLECTING)
    Renteaanbod.objects.update(used_at=clock.now())
    one = dossier.applicants.get(position=2)
    DocumentRequest.objects.all().delete()
    request = applications.asked(dossier)
    DocumentRequest.objects.filter(pk=request.pk).update(applicant=one)
    row = current_renteaanbod(dossier)
    assert row is not None
    today[0] = row.complete_by - timedelta(days=7)
    remind()
    assert reminded() == [one.user.email]


def test_the_reminder_says_what_and_until_when_in_the_readers_language(offered: Dossier, today: list[date]) -> None:
    first, second = offered.applicants.order_by("position")
    User.objects.filter(pk=second.user_id).update(language=Language.ENGLISH)
    until = Hypotheekaanbod.objects.get().sign_by
    today[0] = until - timedelta(days=7)
    remind()

    def words(one: Applicant) -> str:
        mail = Mail.objects.get(user=one.user, template=MailName.DEADLINE_REMINDER)
        return f"{mail.subject} {read_content(mail)['text']}"

    assert "je hypotheekaanbod ondertekenen kan tot en met" in words(first)
    assert "signing your mortgage offer is possible until" in words(second)
    assert f"{until.day} {until:%B} {until.year}" in words(second)


def test_a_second_round_on_the_same_day_tells_nobody_again(offered: Dossier, today: list[date]) -> None:
    today[0] = Hypotheekaanbod.objects.get().sign_by - timedelta(days=3)
    remind()
    remind()
    assert len(reminded()) == len(set(reminded())) == 2
