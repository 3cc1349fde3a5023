"""Data that grows too old: said in time, once, to who it is about and to the desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.utils import timezone

from portal import clock
from portal.assessments.ageing import age_limits
from portal.assessments.services import facts_of
from portal.backoffice.queries import ageing_dossiers
from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.notifications.models import Mail
from portal.offers.ageing_watch import WARNED, watch_ageing
from tests.portal import applications

pytestmark = pytest.mark.django_db
LEFT = 31
"""Days from today to 24 December 2026, three months after the collection."""


@pytest.fixture
def days_later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Let days pass, or turn them back; the time on the wall stays, also when summer time begins or ends."""
    today, wall = clock.today(), timezone.localtime(clock.now()).replace(tzinfo=None)

    def go(days: int) -> None:
        moment = timezone.make_aware(wall + timedelta(days=days))
        monkeypatch.setattr(clock, "today", lambda: today + timedelta(days=days))
        monkeypatch.setattr(clock, "now", lambda: moment)

    return go


@pytest.fixture
def dossier(db: None, days_later: Callable[[int], None]) -> Dossier:
    """A couple that collects documents; their data was collected sixty days ago."""
    days_later(-60)
    found = applications.couple()
    days_later(0)
    applications.assessed(found)
    return applications.put(found, State.COLLECTING)


def last_days(dossier: Dossier) -> set[int]:
    """How many days from today each term ends."""
    row = dossier.assessments.get()
    return {(one.usable_until - clock.today()).days for one in age_limits(facts_of(row))}


def test_nobody_is_warned_too_early(dossier: Dossier, days_later: Callable[[int], None], settings) -> None:
    assert last_days(dossier) == {LEFT}
    days_later(LEFT - settings.BRONDATA_WARNING_DAYS - 1)
    assert watch_ageing() == 0


def test_each_person_hears_of_their_own_data_once(
    dossier: Dossier, days_later: Callable[[int], None], settings
) -> None:
    days_later(LEFT - settings.BRONDATA_WARNING_DAYS)
    # UWV, Belastingdienst and Mijnpensioenoverzicht of two people.
    assert watch_ageing() == 6
    mails = Mail.objects.filter(template="data_ageing")
    assert (
        sorted(mails.values_list("user__email", flat=True))
        == ["robin@consument.example"] * 3 + ["sam@consument.example"] * 3
    )
    assert dossier.events.filter(name=WARNED).count() == 6
    assert watch_ageing() == 0, "the next hour says nothing new"
    days_later(LEFT + 1)
    assert watch_ageing() == 0


def test_the_desk_sees_it_in_its_queue(dossier: Dossier, days_later: Callable[[int], None]) -> None:
    days_later(LEFT - 2)
    watch_ageing()
    assert {(one["dossier"].number, one["name"]) for one in ageing_dossiers()} == {
        (dossier.number, "UWV: werk en loon"),
        (dossier.number, "Belastingdienst: aangifte"),
        (dossier.number, "Mijnpensioenoverzicht"),
    }
    applications.put(dossier, State.OFFERED)
    assert ageing_dossiers() == []


@pytest.mark.parametrize("state", [State.INTAKE, State.OFFERED, State.SIGNED, State.DECLINED])
def test_who_needs_no_offer_any_more_is_left_alone(
    dossier: Dossier, days_later: Callable[[int], None], state: State
) -> None:
    applications.put(dossier, state)
    days_later(LEFT - 2)
    assert watch_ageing() == 0


def test_what_is_too_old_already_is_for_the_desk_only(dossier: Dossier, days_later: Callable[[int], None]) -> None:
    days_later(LEFT + 1)
    assert watch_ageing() == 6
    assert not Mail.objects.filter(template="data_ageing").exists()
    assert len(ageing_dossiers()) == 6
