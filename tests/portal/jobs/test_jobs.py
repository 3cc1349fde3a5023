"""Work that must not vanish: written with its reason, run by one at a time, found when lost."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from portal.jobs import registry, services, tasks
from portal.jobs.models import Job, JobState
from portal.jobs.registry import TryLater

pytestmark = pytest.mark.django_db


def fail_with(error):
    def fail():
        raise error

    return fail


def make_due(job, **changes):
    Job.objects.filter(pk=job.pk).update(not_before=timezone.now() - timedelta(seconds=1), **changes)


@pytest.mark.django_db(transaction=True)
def test_publishing_outside_a_transaction_is_refused(work):
    with pytest.raises(RuntimeError, match="outside a transaction"):
        services.publish("test", key="1", payload={})
    assert not Job.objects.exists()


def test_work_that_nobody_does_is_refused():
    with pytest.raises(KeyError), transaction.atomic():
        services.publish("koffie.zetten", key="1", payload={})


def test_a_job_vanishes_with_the_change_that_wanted_it(work):
    with transaction.atomic():
        services.publish("test", key="1", payload={})
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_the_same_key_twice_is_one_row_and_one_run(publish, work):
    first, second = publish(), publish()
    assert first.pk == second.pk
    assert services.run(first.pk)
    assert not services.run(second.pk)
    assert work.runs == [{"row_id": "1"}]


def test_a_done_job_is_not_published_again(publish, work):
    services.run(publish().pk)
    assert publish().state == JobState.DONE
    assert services.due() == []


@pytest.mark.django_db(transaction=True)
def test_the_same_key_from_eight_threads_is_one_row(publish, at_once):
    outcomes = at_once(publish, 8)
    assert {outcome.pk for outcome in outcomes} == {Job.objects.get().pk}


@pytest.mark.django_db(transaction=True)
def test_of_eight_workers_that_claim_one_job_one_runs_it(publish, work, at_once):
    job = publish()
    outcomes = at_once(lambda: services.run(job.pk), 8)
    assert sorted(outcomes) == [False] * 7 + [True]
    assert len(work.runs) == 1
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 1)


def test_a_job_that_waits_for_its_moment_is_not_run_before_it(publish, work):
    job = publish()
    Job.objects.update(not_before=timezone.now() + timedelta(seconds=10))
    assert not services.run(job.pk)
    assert services.due() == []
    make_due(job)
    assert services.due() == [job.pk]


def test_a_failure_waits_longer_each_time_and_keeps_its_reason(publish, work):
    job = publish()
    work.does = fail_with(ValueError("geen antwoord"))
    waits = []
    for _ in range(4):
        make_due(job)
        before = timezone.now()
        services.run(job.pk)
        job.refresh_from_db()
        assert job.state == JobState.WAITING
        waits.append(round((job.not_before - before).total_seconds()))
    assert waits == [5, 30, 120, 600]
    assert job.error == "ValueError: geen antwoord"


def test_five_failures_park_the_job_for_a_person(publish, work):
    job = publish()
    work.does = fail_with(ValueError("stuk"))
    for _ in range(settings.JOB_MAX_ATTEMPTS + 2):
        make_due(job)
        services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, len(work.runs)) == (JobState.PARKED, settings.JOB_MAX_ATTEMPTS)
    assert services.due() == []


def test_a_person_gives_a_parked_job_five_new_attempts(publish, work):
    job = publish()
    Job.objects.update(state=JobState.PARKED, attempts=5)
    services.retry(job)
    assert services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 1)


def test_a_done_job_cannot_be_retried(publish, work):
    job = publish()
    services.run(job.pk)
    services.retry(job)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def test_waiting_for_somebody_else_does_not_use_up_attempts(publish, work):
    job = publish()
    work.does = fail_with(TryLater("telefoon nog niet klaar", seconds=1, counts=False))
    for _ in range(20):
        make_due(job)
        services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.WAITING, 0)
    assert job.error == "telefoon nog niet klaar"


def test_try_later_says_when_and_counts_by_default(publish, work):
    job = publish()
    work.does = fail_with(TryLater("leverancier weg", seconds=42))
    before = timezone.now()
    services.run(job.pk)
    job.refresh_from_db()
    assert 41 < (job.not_before - before).total_seconds() < 45
    for _ in range(settings.JOB_MAX_ATTEMPTS):
        make_due(job)
        services.run(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.PARKED


def test_a_worker_that_lost_its_lease_writes_no_result(publish, work):
    job = publish()

    def successor_takes_over():
        Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
        work.does = lambda: None
        assert services.run(job.pk)

    work.does = successor_takes_over
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts, len(work.runs)) == (JobState.DONE, 2, 2)


def test_a_worker_that_lost_its_lease_and_failed_changes_nothing(publish, work):
    job = publish()
    successor = "11111111-2222-3333-4444-555555555555"

    def successor_is_at_work():
        Job.objects.filter(pk=job.pk).update(lease_token=successor, attempts=2)
        raise ValueError("te laat")

    work.does = successor_is_at_work
    services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, str(job.lease_token), job.attempts, job.error) == (JobState.RUNNING, successor, 2, "")


def test_a_running_job_is_left_alone_while_its_lease_holds(publish, work):
    job = publish()
    Job.objects.update(state=JobState.RUNNING, attempts=1, lease_until=timezone.now() + timedelta(seconds=5))
    assert services.due() == []
    assert not services.run(job.pk)


def test_the_sweeper_finds_jobs_whose_worker_died(publish, work):
    job = publish()
    Job.objects.update(state=JobState.RUNNING, attempts=1, lease_until=timezone.now() - timedelta(seconds=1))
    assert services.due() == [job.pk]
    assert services.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (JobState.DONE, 2)


def test_a_job_that_kills_every_worker_is_parked_too(publish, work):
    job = publish()
    for _ in range(settings.JOB_MAX_ATTEMPTS + 3):
        tasks.sweep()
        for job_id in services.due():
            work.does = fail_with(KeyboardInterrupt())  # as a kill: nothing after the handler runs
            with pytest.raises(KeyboardInterrupt):
                services.run(job_id)
        Job.objects.filter(state=JobState.RUNNING).update(lease_until=timezone.now() - timedelta(seconds=1))
    job.refresh_from_db()
    assert (job.state, len(work.runs)) == (JobState.PARKED, settings.JOB_MAX_ATTEMPTS)
    assert "worker" in job.error


def test_the_sweeper_hints_every_job_that_is_due(publish, work, monkeypatch):
    hinted = []
    monkeypatch.setattr(services, "wake", lambda job_id, **_: hinted.append(job_id))
    jobs = [publish(str(number)) for number in range(3)]
    tasks.sweep()
    assert sorted(hinted) == sorted(job.pk for job in jobs)


def test_a_hint_that_arrives_twice_runs_the_job_once(publish, work):
    job = publish()
    tasks.run_job(str(job.pk))
    tasks.run_job(str(job.pk))
    assert len(work.runs) == 1


def test_a_broker_that_is_away_does_not_break_the_change(publish, work, settings, monkeypatch):
    settings.JOBS_WAKE_WORKER = True
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda *args, **kwargs: fail_with(OperationalError("weg"))())
    job = publish()
    services.wake(job.pk)
    assert services.due() == [job.pk]


@pytest.mark.django_db(transaction=True)
def test_a_worker_is_hinted_after_the_commit_and_not_before(publish, work, settings, monkeypatch):
    settings.JOBS_WAKE_WORKER = True
    hinted = []
    monkeypatch.setattr(tasks.run_job, "apply_async", lambda args, **kwargs: hinted.append(args))
    with transaction.atomic():
        job = services.publish("test", key="1", payload={})
        assert hinted == []
    assert hinted == [(str(job.pk),)]


def test_an_error_longer_than_its_column_is_cut(publish, work):
    job = publish()
    work.does = fail_with(ValueError("x" * 2000))
    services.run(job.pk)
    job.refresh_from_db()
    assert len(job.error) == 500


def test_the_oldest_jobs_come_first_and_at_most_a_handful(publish, work):
    for number in range(5):
        job = publish(str(number))
        Job.objects.filter(pk=job.pk).update(not_before=timezone.now() - timedelta(minutes=number + 1))
    keys = [Job.objects.get(pk=job_id).key for job_id in services.due(limit=3)]
    assert keys == ["4", "3", "2"]


@pytest.mark.parametrize("kind", sorted(registry.HANDLERS))
def test_every_kind_of_work_has_somebody_who_does_it(kind):
    assert callable(import_string(registry.HANDLERS[kind]))
