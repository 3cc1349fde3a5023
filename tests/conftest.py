"""What every test can use."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests import services

# How long an example takes says how busy the machine is, not whether the property holds.
settings.register_profile("portal", deadline=None)
settings.load_profile("portal")


def pytest_configure(config: pytest.Config) -> None:
    """With CI=true a server that does not answer is a failure, never a smaller run."""
    if os.environ.get("CI", "").lower() == "true" and services.missing():
        names = ", ".join(services.missing())
        pytest.exit(f"CI=true and not answering: {names}. Start it, or unset CI for a smaller run.", 1)


def pytest_report_header() -> str:
    """The line that says which servers this run uses."""
    return services.summary()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out, as deselected, the tests whose server does not answer on a developer's machine."""
    absent = {fixture for fixture, service in services.services().items() if service.version is None}
    left_out = [item for item in items if absent & set(getattr(item, "fixturenames", ()))]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def postgres() -> Iterator[dict[str, str]]:
    """Environment of a program that gets an empty PostgreSQL database of its own."""
    with services.new_database() as url:
        yield {"DATABASE_URL": url}


@pytest.fixture
def rabbitmq() -> Iterator[dict[str, str]]:
    """Environment of a program that uses RabbitMQ, with a queue of its own."""
    with services.new_queue() as queue:
        yield {"BROKER_URL": services.BROKER_URL, "QUEUE": queue}


@pytest.fixture
def redis_server() -> Iterator[dict[str, str]]:
    """Environment of a program that uses an empty Redis database as broker and as cache."""
    with services.empty_redis() as url:
        yield {"BROKER_URL": url, "CACHE_URL": url}
