"""On every broker: what a person asked for arrives, also when the worker was gone."""

import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from portal.demo.ports import Ports
from portal.demo.stack import Stack

ELSEWHERE = ("ockto", "idin", "registers")


@pytest.fixture
def embedded() -> dict[str, str]:
    """The demo as it is: SQLite and a queue in a folder."""
    return {}


@pytest.fixture
def on_rabbitmq(postgres: dict[str, str], rabbitmq: dict[str, str]) -> dict[str, str]:
    """PostgreSQL and RabbitMQ."""
    return postgres | rabbitmq


@pytest.fixture
def on_redis(postgres: dict[str, str], redis_server: dict[str, str]) -> dict[str, str]:
    """PostgreSQL, and Redis as broker and as cache."""
    return postgres | redis_server


def start_stack(folder: Path, environment: dict[str, str]) -> Stack:
    """A demo without the outside world, its own queue, and no settings of the test run."""
    return Stack(ports=Ports.free(), folder=folder, environment=environment, without=ELSEWHERE)


def ask_for_a_link(stack: Stack, email: str) -> None:
    """What a person does on the first page: give an address, and be told to look in the mailbox."""
    with httpx.Client(base_url=stack.ports.url("portal"), follow_redirects=True, timeout=20) as browser:
        assert browser.get("toegang/begin/").status_code == 200
        form = {"email": email, "csrfmiddlewaretoken": browser.cookies["csrftoken"]}
        answered = browser.post("toegang/begin/", data=form)
        assert answered.status_code == 200
        assert answered.url.path == "/toegang/mail/"


def mails(stack: Stack, to: str) -> int:
    """How many mails came in for an address."""
    return len(httpx.get(stack.ports.url("mailbox", "/api/messages"), params={"to": to}).json())


def within(seconds: float, true: Callable[[], bool]) -> bool:
    """Whether `true()` becomes true in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True


@pytest.mark.parametrize("servers", ["embedded", "on_rabbitmq", "on_redis"])
def test_a_mail_arrives_once_also_when_the_worker_or_the_whole_queue_was_gone(
    servers: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    environment: dict[str, str] = request.getfixturevalue(servers)
    with start_stack(tmp_path, environment) as stack:
        ask_for_a_link(stack, "een@voorbeeld.example")
        assert within(60, lambda: mails(stack, "een@voorbeeld.example") == 1)

        # Nobody works: the page still answers, nothing arrives yet, and nothing is lost.
        stack.processes.stop("worker")
        ask_for_a_link(stack, "twee@voorbeeld.example")
        time.sleep(1)
        assert mails(stack, "twee@voorbeeld.example") == 0
        stack.processes.start("worker")
        assert within(60, lambda: mails(stack, "twee@voorbeeld.example") == 1)

        # Killed, as by a power cut; the supervisor starts it again.
        stack.processes.kill("worker")
        ask_for_a_link(stack, "drie@voorbeeld.example")

        def arrived() -> bool:
            stack.processes.revive()
            return mails(stack, "drie@voorbeeld.example") == 1

        assert within(60, arrived)

        # The sweeper sends hints twice rather than never; a person gets one mail all the same.
        time.sleep(6)
        for name in ("een", "twee", "drie"):
            assert mails(stack, f"{name}@voorbeeld.example") == 1
