"""The dates in one's own agenda: the last day itself, the same event when it moves, and nothing about anybody."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import icalendar
import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation

from portal.dossiers.states import State
from portal.journey.calendar_file import calendar_of
from tests.portal import applications
from tests.portal.journey.conftest import Enter
from tests.portal.journey.world import World

DOSSIER = UUID("3389ed70-4b7c-46c3-b5fc-51a305f3149b")
STAMP = datetime(2026, 11, 23, 9, tzinfo=UTC)


def events(content: bytes) -> list[icalendar.Event]:
    return list(icalendar.Calendar.from_ical(content).walk("VEVENT"))


def one(day: date, *, version: int = 1) -> icalendar.Event:
    dates = [{"key": "complete", "label": "Documenten compleet", "date": day}]
    (event,) = events(calendar_of(DOSSIER, dates, version=version, stamp=STAMP))
    return event


# A month's end, a leap day, and the nights on which the clock moves: a day is a day.
@pytest.mark.parametrize(
    "day", [date(2027, 1, 31), date(2028, 2, 29), date(2026, 3, 29), date(2026, 10, 25), date(2026, 12, 31)]
)
def test_it_is_the_whole_last_day(day: date) -> None:
    event = one(day)
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (day, day + timedelta(days=1))


def test_it_warns_a_week_and_a_day_before() -> None:
    assert [alarm.decoded("trigger").days for alarm in one(date(2027, 1, 7)).walk("VALARM")] == [-7, -1]


def test_a_date_that_moves_is_the_same_event_and_the_later_file_wins() -> None:
    before, after = one(date(2027, 1, 7), version=3), one(date(2027, 1, 14), version=5)
    assert before["uid"] == after["uid"]
    assert after.decoded("sequence") > before.decoded("sequence")
    other = calendar_of(DOSSIER, [{"key": "deed", "label": "x", "date": date(2027, 1, 7)}], version=3, stamp=STAMP)
    assert events(other)[0]["uid"] != before["uid"]


def test_it_speaks_the_language_of_its_reader() -> None:
    assert "Ga naar je aanvraag" in str(one(date(2027, 1, 7))["description"])
    with translation.override("en"):
        assert "Go to your application" in str(one(date(2027, 1, 7))["description"])


@pytest.mark.django_db
def test_the_file_holds_the_dates_of_the_page_and_nothing_about_the_person(world: World) -> None:
    world.put(State.COLLECTING)
    response = world.client.get(reverse("journey:calendar"))
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    found = events(response.content)
    home = world.client.get(reverse("journey:home"))
    assert [event.decoded("dtstart") for event in found] == [row["date"] for row in home.context["dates"]]
    text = response.content.decode()
    for private in ("Sanne", "Vermeer", "Amersfoort", "€", world.dossier.number):
        assert private not in text


@pytest.mark.django_db
def test_the_home_page_links_to_it_when_there_are_dates(world: World, enter: Enter) -> None:
    link = reverse("journey:calendar")
    world.put(State.COLLECTING)
    assert link in world.client.get(reverse("journey:home")).content.decode()
    world.put(State.INTAKE)
    assert link not in world.client.get(reverse("journey:home")).content.decode()


@pytest.mark.django_db
def test_of_a_couple_each_gets_the_same_dates(enter: Enter) -> None:
    with time_machine.travel(STAMP, tick=False):
        dossier = applications.couple()
        applications.with_hypotheekaanbod(dossier)
        applications.put(dossier, State.OFFERED)
        clients: list[Client] = [enter(applicant) for applicant in dossier.applicants.all()]
        files = [client.get(reverse("journey:calendar")).content for client in clients]
    assert files[0] == files[1]
    assert len(events(files[0])) == 2
