"""An invitation: made, mailed, replaced; one open one per applicant, whatever happens."""

import pytest
from django.db import IntegrityError, transaction

from brondata.datasets import STANDARD_SOURCES
from brondata.provider import ProviderRefused, ProviderUnavailable
from portal.dossiers.models import Applicant
from portal.evidence import ockto
from portal.evidence.models import OcktoSession
from portal.jobs.models import Job
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from tests.portal import applications
from tests.portal.conftest import AtOnce
from tests.portal.evidence.conftest import FakeProvider

pytestmark = pytest.mark.django_db
Status = OcktoSession.Status


def test_an_invitation_is_a_session_with_a_sealed_link_and_a_job_that_follows_it(
    provider: FakeProvider, sanne: Applicant
) -> None:
    session = ockto.invite(applicant=sanne)
    assert (session.status, session.session_id in provider.statuses) == (Status.INVITED, True)
    assert b"ockto.test" not in bytes(session.link)
    assert ockto.link_of(session) == f"https://ockto.test/app/{session.session_id}"
    assert provider.hints == ["Sanne"]
    assert provider.asked == [STANDARD_SOURCES]
    assert Job.objects.get(kind="ockto.poll").payload == {"session_id": str(session.pk)}


@pytest.mark.parametrize("error", [ProviderUnavailable("time-out"), ProviderRefused("BAD_REQUEST")])
def test_an_invitation_that_cannot_be_made_leaves_nothing_behind(
    provider: FakeProvider, sanne: Applicant, error: Exception
) -> None:
    provider.broken["start"] = error
    with pytest.raises(type(error)):
        ockto.invite(applicant=sanne)
    assert not OcktoSession.objects.exists()
    assert not Job.objects.filter(kind="ockto.poll").exists()


def test_a_new_invitation_replaces_the_old_one_which_is_revoked(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    newer = ockto.invite(applicant=sanne)
    session.refresh_from_db()
    assert session.status == Status.REPLACED
    assert provider.revoked == [session.session_id]
    assert ockto.current_session(sanne) == newer


def test_a_supplier_that_cannot_revoke_does_not_stop_a_new_invitation(
    provider: FakeProvider, session: OcktoSession, sanne: Applicant
) -> None:
    provider.broken["revoke"] = ProviderUnavailable("away")
    assert ockto.invite(applicant=sanne).status == Status.INVITED


def test_an_applicant_has_one_open_session_whatever_happens(session: OcktoSession, sanne: Applicant) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        applications.invited(sanne)


@pytest.mark.django_db(transaction=True)
def test_two_invitations_at_once_leave_one_open(provider: FakeProvider, sanne: Applicant, at_once: AtOnce) -> None:
    outcomes = at_once(lambda: ockto.invite(applicant=Applicant.objects.get(pk=sanne.pk)), 2)
    assert all(isinstance(one, OcktoSession) for one in outcomes), outcomes
    assert OcktoSession.objects.filter(status=Status.INVITED).count() == 1
    assert len(provider.revoked) == 1


def test_the_same_invitation_goes_by_mail(session: OcktoSession, sanne: Applicant) -> None:
    ockto.mail_link(session=session)
    text = read_content(Mail.objects.get(template="ockto_link"))["text"]
    assert ockto.link_of(session) in text
    assert text.startswith("Dag Sanne,")
