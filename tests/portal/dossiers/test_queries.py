"""Which dossier somebody is in, and what still misses before it can be sent."""

import pytest

from portal.dossiers import services
from portal.dossiers.queries import applicant_of, missing_answers
from portal.dossiers.states import State
from portal.identity.services import get_or_create_consumer
from tests.portal import applications

pytestmark = pytest.mark.django_db


def test_who_has_no_dossier_is_in_none() -> None:
    assert applicant_of(get_or_create_consumer(email="robin@consument.example")) is None


def test_a_running_dossier_goes_before_a_newer_one_that_ended() -> None:
    robin = get_or_create_consumer(email="robin@consument.example")
    running = services.start_dossier(user=robin)
    ended = services.start_dossier(user=robin)
    applications.put(ended.dossier, State.WITHDRAWN)
    assert applicant_of(robin) == running


def test_when_all_ended_the_last_one_is_shown() -> None:
    robin = get_or_create_consumer(email="robin@consument.example")
    for _ in range(2):
        last = services.start_dossier(user=robin)
        applications.put(last.dossier, State.EXPIRED)
    assert applicant_of(robin) == last


def test_a_complete_application_misses_nothing() -> None:
    assert missing_answers(applications.couple()) == []


def test_together_without_a_partner_asks_for_the_partner() -> None:
    dossier = applications.single(together=True, relation="gehuwd")
    assert missing_answers(dossier) == ["uitnodiging van je partner"]


def test_a_loan_without_leningdelen_is_no_loan() -> None:
    dossier = applications.single()
    dossier.wish.leningdelen.all().delete()
    assert missing_answers(dossier) == ["de lening"]
