"""Who was invited and does not answer is reminded twice, and then no more."""

from datetime import date, timedelta

import pytest

from portal import clock
from portal.dossiers.invitations import remind_invited
from portal.dossiers.models import Applicant
from portal.dossiers.services import accept_invitation, invite_partner, remove_partner
from portal.dossiers.states import State
from portal.identity.models import LoginLink
from portal.notifications.mails import MailName
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from tests.portal import applications

pytestmark = pytest.mark.django_db
INVITED = "sam@consument.example"


@pytest.fixture
def partner(db: None) -> Applicant:
    first = applications.applicant("robin")
    return invite_partner(dossier=first.dossier, by=first.user, email=INVITED)


@pytest.fixture
def days(monkeypatch: pytest.MonkeyPatch):
    """Move the portal's day to so many days after the invitation."""
    start = clock.today()

    def go(number: int) -> date:
        monkeypatch.setattr(clock, "today", lambda: start + timedelta(days=number))
        return start + timedelta(days=number)

    return go


def mails() -> int:
    return Mail.objects.filter(template=MailName.PARTNER_INVITATION).count()


def test_after_three_and_seven_days_and_never_again(partner: Applicant, days) -> None:
    sent = []
    for day in (0, 2, 3, 3, 4, 6, 7, 8, 13, 30):
        days(day)
        remind_invited()
        sent.append(mails())
    assert sent == [1, 1, 2, 2, 2, 2, 3, 3, 3, 3]


def test_the_reminder_says_that_it_is_one_and_its_link_is_the_one_that_works(partner: Applicant, days) -> None:
    days(3)
    assert remind_invited() == 1
    newest = Mail.objects.filter(template=MailName.PARTNER_INVITATION).order_by("created_at").last()
    assert newest is not None
    assert newest.subject.startswith("Herinnering:")
    assert "hoorden nog niets" in read_content(newest)["text"]
    links = LoginLink.objects.filter(user=partner.user)
    assert links.filter(replaced_at__isnull=True).count() == 1


@pytest.mark.parametrize("how", ["joined", "removed", "sent"])
def test_who_answered_or_is_asked_no_more_hears_nothing(partner: Applicant, days, how: str) -> None:
    if how == "joined":
        accept_invitation(applicant=partner)
    elif how == "removed":
        remove_partner(dossier=partner.dossier, by=partner.dossier.applicants.get(position=1).user)
    else:
        applications.put(partner.dossier, State.WITHDRAWN)
    days(3)
    assert remind_invited() == 0
