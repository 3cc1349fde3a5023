"""Real servers where they answer; with CI=true a silent one fails the run."""

import os
import subprocess
import sys

import kombu
import psycopg
import pytest
import redis

from tests import services
from tests.run import ROOT

NOWHERE = {"TEST_BROKER_URL": "amqp://guest:guest@127.0.0.1:1//"}


def pytest_run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    return subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, check=False)


def test_with_ci_a_server_that_does_not_answer_fails_the_run() -> None:
    done = pytest_run("tests/setup/test_services.py", CI="true", **NOWHERE)
    assert done.returncode == 1
    assert "CI=true and not answering:" in done.stdout + done.stderr
    assert "RabbitMQ" in done.stdout + done.stderr


def test_without_ci_its_tests_are_left_out_and_the_first_lines_say_so() -> None:
    done = pytest_run("tests/setup/test_services.py", "-k", "queue_of_its_own or names", CI="", **NOWHERE)
    assert done.returncode == 0
    assert "RabbitMQ not used: it does not answer" in done.stdout
    assert "1 passed" in done.stdout


def test_the_summary_names_every_server() -> None:
    for name in ("PostgreSQL", "RabbitMQ", "Redis"):
        assert services.summary().count(name) == 1
    assert services.summary().count("\n") == 0


def test_a_test_gets_an_empty_database_that_is_gone_afterwards(postgres: dict[str, str]) -> None:
    with services.new_database() as url:
        assert url != postgres["DATABASE_URL"]
        with psycopg.connect(url) as connection:
            connection.execute("CREATE TABLE seen (id int)")
        with psycopg.connect(postgres["DATABASE_URL"]) as other:
            assert other.execute("SELECT to_regclass('seen')").fetchone() == (None,)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url)


def test_a_test_gets_a_queue_of_its_own(rabbitmq: dict[str, str]) -> None:
    with kombu.Connection(rabbitmq["BROKER_URL"]) as connection:
        queue = connection.SimpleQueue(rabbitmq["QUEUE"])
        queue.put({"id": 1})
        assert queue.get(timeout=5).payload == {"id": 1}
        queue.close()


def test_a_test_gets_an_empty_redis_and_never_one_that_holds_data(redis_server: dict[str, str]) -> None:
    mine = redis.Redis.from_url(redis_server["CACHE_URL"])
    mine.set("kept", "1")
    with services.empty_redis() as second:
        assert second != redis_server["CACHE_URL"]
    assert mine.get("kept") == b"1"
