"""The embedded broker: whole messages, and a worker's event loop that never takes more than it has room for."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from celery import Celery
from kombu import Connection, Queue
from kombu.asynchronous import Hub

from portal.jobs.embedded import Transport

QUEUE = Queue("werk", routing_key="werk")


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Connection]:
    """A connection to a folder of its own, that looks often."""
    folders = {name: str(tmp_path / name) for name in ("data_folder_in", "data_folder_out", "control_folder")}
    folders["data_folder_out"] = folders["data_folder_in"]
    for folder in folders.values():
        Path(folder).mkdir(exist_ok=True)
    with Connection("embedded://", transport_options=folders | {"polling_interval": 0.01}) as connection:
        yield connection


def send(broker: Connection, *texts: str) -> None:
    with broker.Producer() as producer:
        for text in texts:
            producer.publish(text, routing_key="werk", declare=[QUEUE], serializer="json")


def look_until(hub: Hub, done: Callable[[], bool]) -> None:
    """Let the worker's own kind of loop turn until it is done, and at most a few hundred times."""
    loop = hub.create_loop()
    for _ in range(500):
        next(loop)
        if done():
            return


def test_a_message_is_whole_or_not_there(broker: Connection, tmp_path: Path) -> None:
    send(broker, "een", "twee")
    names = sorted(path.name for path in (tmp_path / "data_folder_in").iterdir())
    assert [name.endswith(".werk.msg") for name in names] == [True, True]


def test_a_worker_gives_each_child_a_pipe_of_its_own() -> None:
    # Celery asks exactly this before it chooses between its two kinds of pool.
    assert Transport.implements.asynchronous
    assert Celery(broker="embedded://").connection_for_read().transport.implements.asynchronous


def test_the_event_loop_brings_what_waits_in_the_order_it_was_sent(broker: Connection) -> None:
    send(broker, "een", "twee", "drie")
    got: list[Any] = []
    with broker.Consumer(QUEUE, callbacks=[lambda body, message: (got.append(body), message.ack())]):
        hub = Hub()
        broker.transport.register_with_event_loop(broker.connection, hub)
        look_until(hub, lambda: len(got) == 3)
    assert got == ["een", "twee", "drie"]


def test_the_event_loop_takes_no_more_than_the_worker_has_room_for(broker: Connection, tmp_path: Path) -> None:
    send(broker, "een", "twee", "drie")
    got: list[Any] = []
    with broker.Consumer(QUEUE, callbacks=[lambda body, message: got.append((body, message))], prefetch_count=1):
        hub = Hub()
        broker.transport.register_with_event_loop(broker.connection, hub)
        look_until(hub, lambda: len(got) > 1)
        assert [body for body, _ in got] == ["een"]
        assert len([*(tmp_path / "data_folder_in").iterdir()]) == 2
        got[0][1].ack()
        look_until(hub, lambda: len(got) > 1)
    assert [body for body, _ in got] == ["een", "twee"]
