"""The real servers that tests use when they answer: PostgreSQL, RabbitMQ and Redis.

Their addresses are those of Debian's packages on this machine; TEST_DATABASE_URL,
TEST_BROKER_URL and TEST_REDIS_URL name others. "Answers" means that we could log in.
"""

import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit, urlunsplit

import kombu
import psycopg
import redis
from psycopg import sql

DATABASE_URL = os.environ.get("TEST_DATABASE_URL", "postgres://postgres@127.0.0.1:5432/postgres")
BROKER_URL = os.environ.get("TEST_BROKER_URL", "amqp://guest:guest@127.0.0.1:5672//")
REDIS_URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
PATIENCE = 3  # seconds


@dataclass(frozen=True, slots=True)
class Service:
    """One server: its name, and its version or None when it does not answer."""

    name: str
    version: str | None


@lru_cache(maxsize=1)
def services() -> Mapping[str, Service]:
    """Every server by the name of the fixture that hands it to a test; asked once per process."""
    return {
        "postgres": Service("PostgreSQL", _postgres_version()),
        "rabbitmq": Service("RabbitMQ", _rabbitmq_version()),
        "redis_server": Service("Redis", _redis_version()),
    }


def missing() -> list[str]:
    """Names of the servers that do not answer."""
    return [service.name for service in services().values() if service.version is None]


def summary() -> str:
    """One line: which servers this run uses."""
    found = [f"{service.name} {service.version or 'not used: it does not answer'}" for service in services().values()]
    return "servers: " + ", ".join(found)


def _postgres_version() -> str | None:
    try:
        with psycopg.connect(DATABASE_URL, connect_timeout=PATIENCE) as connection:
            number = connection.info.server_version
    except psycopg.OperationalError:
        return None
    return f"{number // 10000}.{number % 10000}"


def _rabbitmq_version() -> str | None:
    connection = kombu.Connection(BROKER_URL, connect_timeout=PATIENCE)
    try:
        with connection:
            connection.connect()
            return str(connection.connection.server_properties["version"])
    except (OSError, *connection.connection_errors):
        return None


def _redis_version() -> str | None:
    try:
        with redis.Redis.from_url(REDIS_URL, socket_connect_timeout=PATIENCE) as client:
            return str(client.info("server")["redis_version"])
    except (redis.ConnectionError, redis.AuthenticationError, redis.TimeoutError):
        return None


@contextmanager
def new_database() -> Iterator[str]:
    """Address of an empty PostgreSQL database that is dropped afterwards."""
    name = f"neo_test_{secrets.token_hex(6)}"
    with psycopg.connect(DATABASE_URL, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield urlunsplit(urlsplit(DATABASE_URL)._replace(path=f"/{name}"))
        finally:
            drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(drop)


@contextmanager
def new_queue() -> Iterator[str]:
    """Name of a RabbitMQ queue that nobody else uses; deleted afterwards if a test declared it."""
    name = f"neo-test-{secrets.token_hex(6)}"
    try:
        yield name
    finally:
        with kombu.Connection(BROKER_URL, connect_timeout=PATIENCE) as connection:
            connection.channel().queue_delete(name)


@contextmanager
def empty_redis() -> Iterator[str]:
    """Address of a Redis database that was empty; emptied afterwards. Never one that holds data."""
    base = urlsplit(REDIS_URL)
    claim = f"neo-test-{secrets.token_hex(6)}"
    for number in range(15, 0, -1):
        address = urlunsplit(base._replace(path=f"/{number}"))
        client = redis.Redis.from_url(address)
        with client:
            # Two test processes may look at once: the claim decides who was first.
            if client.dbsize() > 0 or not client.set("neo-test-claim", claim, nx=True, ex=3600):
                continue
            try:
                yield address
            finally:
                client.flushdb()
            return
    raise RuntimeError("No empty Redis database among 1 to 15: the tests do not touch one that holds data.")
