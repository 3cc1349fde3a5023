"""People at the door, and the tools to come in."""

from collections.abc import Callable
from typing import Any

import pyotp
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.identity import services
from portal.identity.models import User
from portal.jobs import services as jobs
from portal.notifications.models import Mail
from portal.notifications.services import read_content

PASSWORD = "een heel lang wachtwoord"


@pytest.fixture
def local_counters(settings: Any) -> None:
    """Counters that follow a moved clock; Redis keeps the real time whatever the test says."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture
def secret() -> str:
    """The secret in the person's code app."""
    return pyotp.random_base32()


@pytest.fixture
def code(secret: str) -> Callable[[], str]:
    """What the app shows now."""
    return lambda: pyotp.TOTP(secret).at(timezone.now())


@pytest.fixture
def robin(db: None) -> User:
    """A consumer without a code app."""
    return services.get_or_create_consumer(email="robin@voorbeeld.nl")


@pytest.fixture
def sam(db: None, secret: str) -> User:
    """A consumer with a code app."""
    user = services.get_or_create_consumer(email="sam@voorbeeld.nl")
    services.enrol_totp(user=user, secret=secret)
    return user


@pytest.fixture
def clerk(db: None, secret: str) -> User:
    """A member of staff with a code app."""
    user = services.create_staff(email="bo@neo.example", name="Bo de Wit", password=PASSWORD)
    services.enrol_totp(user=user, secret=secret)
    return user


@pytest.fixture
def run_jobs(db: None) -> Callable[[], None]:
    """Do what a worker would do, until nothing waits."""

    def run() -> None:
        while ids := jobs.due():
            for job_id in ids:
                jobs.run(job_id)

    return run


@pytest.fixture
def link_path() -> Callable[[User], str]:
    """The path of the link in the newest mail to somebody."""

    def path(user: User) -> str:
        text = read_content(Mail.objects.filter(user=user).latest("created_at"))["text"]
        return reverse("identity:link", args=["TOKEN"]).replace(
            "TOKEN", text.partition("/toegang/link/")[2].split("/")[0]
        )

    return path


@pytest.fixture
def press(link_path: Callable[[User], str]) -> Callable[[Client, User], HttpResponse]:
    """Open the newest link of somebody and press its button."""

    def go(client: Client, user: User) -> HttpResponse:
        token = link_path(user).rstrip("/").rpartition("/")[2]
        return client.post(reverse("identity:link_open"), {"token": token})

    return go


@pytest.fixture
def enter(press: Callable[[Client, User], HttpResponse]) -> Callable[[Client, User], None]:
    """Come in by a link, as far as the link goes."""

    def go(client: Client, user: User) -> None:
        services.send_login_link(user=user, purpose="resume")
        assert press(client, user).status_code == 302

    return go


@pytest.fixture
def step_up(enter: Callable[[Client, User], None], code: Callable[[], str]) -> Callable[[Client, User], None]:
    """Come in by a link and a code."""

    def go(client: Client, user: User) -> None:
        enter(client, user)
        assert client.post(reverse("identity:code"), {"code": code()}).status_code == 302

    return go
