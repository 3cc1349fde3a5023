"""Looks at brondata are told to whom it is about: after the first, once a day, all of a day in one mail."""

from datetime import UTC, datetime, timedelta

import pytest

from portal import clock
from portal.dossiers.access import DOSSIER_LOOK, record_look
from portal.dossiers.models import Applicant, Dossier
from portal.evidence.models import Consent
from portal.evidence.reads import tell_reads
from portal.identity.models import User
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from portal.offers.consent import withdraw_consent
from tests.portal import applications

pytestmark = pytest.mark.django_db


class Days:
    """Moves the portal's clock."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch
        self.start = clock.today()

    def go(self, day: int, hour: int = 12) -> None:
        date = self.start + timedelta(days=day)
        moment = datetime(date.year, date.month, date.day, hour, tzinfo=UTC)
        self.monkeypatch.setattr(clock, "now", lambda: moment)
        self.monkeypatch.setattr(clock, "today", lambda: date)


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch) -> Days:
    return Days(monkeypatch)


@pytest.fixture
def dossier(db: None) -> Dossier:
    return applications.single()


@pytest.fixture
def bo(db: None) -> User:
    return applications.clerk()


def look(dossier: Dossier, by: User, what: str = DOSSIER_LOOK, reason: str = "Controle achteraf") -> None:
    record_look(dossier=dossier, actor=by, what=what, reason=reason)


def mails() -> list[str]:
    return [read_content(one)["text"] for one in Mail.objects.filter(template="data_read").order_by("created_at")]


def test_the_first_look_is_what_the_data_was_shared_for(dossier: Dossier, bo: User, days: Days) -> None:
    days.go(1)
    look(dossier, bo)
    days.go(2)
    assert (tell_reads(), mails()) == (0, [])


def test_the_looks_of_a_day_come_the_day_after_in_one_mail(dossier: Dossier, bo: User, days: Days) -> None:
    days.go(1)
    look(dossier, bo)
    for hour in (9, 15):
        days.go(2, hour)
        look(dossier, bo)
        assert tell_reads() == 0, "the day is not over"
    days.go(3)
    assert [tell_reads(), tell_reads()] == [1, 0]
    (text,) = mails()
    assert text.count("controle achteraf") == 2


def test_a_round_that_was_missed_is_told_with_the_next(dossier: Dossier, bo: User, days: Days) -> None:
    for day in (1, 2, 3):
        days.go(day)
        look(dossier, bo)
    days.go(6)
    assert tell_reads() == 1
    assert mails()[0].count("controle achteraf") == 2
    look(dossier, bo)
    days.go(7)
    assert tell_reads() == 1
    assert mails()[1].count("controle achteraf") == 1


def test_words_of_a_clerk_do_not_leave_the_house(dossier: Dossier, bo: User, days: Days) -> None:
    days.go(1)
    look(dossier, bo)
    look(dossier, bo, reason="vermoeden van fraude")
    days.go(2)
    tell_reads()
    assert "fraude" not in mails()[0]
    assert "andere reden" in mails()[0]


def test_a_look_at_a_document_is_no_look_at_brondata(dossier: Dossier, bo: User, days: Days) -> None:
    days.go(1)
    look(dossier, bo)
    look(dossier, bo, what="document: Koopakte (1)")
    days.go(2)
    assert tell_reads() == 0


def test_each_of_a_couple_who_shared_is_told(bo: User, days: Days) -> None:
    couple = applications.couple()
    days.go(1)
    look(couple, bo)
    look(couple, bo)
    days.go(2)
    assert tell_reads() == 2
    assert Mail.objects.filter(template="data_read").values("user").distinct().count() == 2


def test_who_took_consent_back_has_nothing_left_to_look_at(dossier: Dossier, bo: User, days: Days) -> None:
    days.go(1)
    look(dossier, bo)
    look(dossier, bo)
    one = Applicant.objects.select_related("dossier", "user__key").get(dossier=dossier)
    withdraw_consent(applicant=one, by=one.user)
    days.go(2)
    assert tell_reads() == 0
    assert Consent.objects.get(applicant=one).told_until == 0
