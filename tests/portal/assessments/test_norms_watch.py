"""Sixty days before norms end the policy desk hears of it, once per section and end date."""

import logging
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail

from portal.assessments import norms_watch, tasks
from portal.jobs import services
from portal.jobs.models import Job, JobState
from underwriting.norms import Ending, section_names

LAST = date(2026, 12, 31)
pytestmark = pytest.mark.django_db


def days_before(settings: Any, days: int) -> None:
    settings.PORTAL_TODAY = (LAST - timedelta(days=days)).isoformat()


def warnings() -> list[Job]:
    return list(Job.objects.filter(kind="norms.warn").order_by("key"))


@pytest.mark.parametrize(("days", "warned"), [(61, False), (60, True), (59, True), (0, True), (-1, True)])
def test_the_desk_is_warned_from_sixty_days_before_the_end(settings: Any, days: int, warned: bool) -> None:
    days_before(settings, days)
    norms_watch.watch_norms()
    assert bool(warnings()) is warned


def test_the_number_of_days_is_a_setting(settings: Any) -> None:
    settings.NORMS_WARNING_DAYS = 10
    days_before(settings, 11)
    norms_watch.watch_norms()
    assert warnings() == []
    days_before(settings, 10)
    norms_watch.watch_norms()
    assert len(warnings()) == 1


def test_one_end_date_is_one_mail_about_all_its_sections_however_often_beat_comes(settings: Any) -> None:
    days_before(settings, 60)
    for _ in range(3):
        tasks.watch_norms()
    days_before(settings, 3)
    tasks.watch_norms()
    (job,) = warnings()
    assert job.payload["ends_on"] == "2026-12-31"
    assert sorted(job.payload["sections"].split()) == sorted(section_names())
    assert services.run(job.id)
    (message,) = mail.outbox
    assert message.to == [settings.POLICY_DESK_EMAIL]
    assert message.subject == "Normen lopen af op 31 december 2026"
    assert "- AFM-toetsrente (afm)" in message.body
    assert "Tijdelijke regeling hypothecair krediet (trhk)" in message.body
    assert not services.run(job.id)
    assert len(mail.outbox) == 1


def test_a_section_that_gets_another_end_is_warned_of_again_and_the_others_are_not(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    days_before(settings, 30)
    ends = {"afm": LAST, "trhk": LAST}
    monkeypatch.setattr(norms_watch, "endings", lambda: tuple(Ending(name, day) for name, day in ends.items()))
    norms_watch.watch_norms()
    ends |= {"afm": date(2027, 3, 31), "nhg": LAST}
    norms_watch.watch_norms()
    assert [(job.payload["ends_on"], job.payload["sections"]) for job in warnings()] == [
        ("2026-12-31", "afm trhk"),
        ("2026-12-31", "nhg"),
    ]
    settings.PORTAL_TODAY = "2027-02-01"
    norms_watch.watch_norms()
    assert [job.payload["sections"] for job in warnings()] == ["afm trhk", "nhg", "afm"]


def test_the_warning_is_logged(settings: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="portal.assessments.norms_watch"):
        norms_watch.warn_of_end("2026-12-31", "afm trhk")
    assert "norms end on 2026-12-31: afm trhk" in caplog.text


def test_a_mail_server_that_is_away_uses_no_attempt(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    days_before(settings, 60)
    norms_watch.watch_norms()
    (job,) = warnings()
    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", _refuse)
    services.run(job.id)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)


def _refuse(*_: object) -> int:
    raise ConnectionRefusedError


def test_every_section_has_a_name_the_desk_knows() -> None:
    assert set(norms_watch.WORDS) == set(section_names())
