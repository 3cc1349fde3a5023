"""The desk: a clerk who is in, and the addresses of its pages."""

import time

import pytest
from django.test import Client
from django.urls import reverse

from portal.backoffice.roles import make_roles
from portal.dossiers.models import Dossier
from portal.identity.models import User
from portal.identity.services import create_staff
from portal.identity.sessions import LINK_AT, TOTP_AT

PASSWORD = "een heel lang wachtwoord"


@pytest.fixture
def clerk(db: None) -> User:
    """A member of the acceptance desk."""
    make_roles()
    return create_staff(email="bo@neo.example", name="Bo de Wit", password=PASSWORD, groups=["Behandelaar"])


@pytest.fixture
def desk(client: Client, clerk: User) -> Client:
    """The clerk's browser, in by password and code."""
    return come_in(client, clerk)


def come_in(client: Client, user: User, *, code: bool = True) -> Client:
    """Give a browser the session of somebody; without `code` as far as the password goes."""
    client.force_login(user)
    session = client.session
    session[LINK_AT] = int(time.time())
    if code:
        session[TOTP_AT] = int(time.time())
    session.save()
    return client


def page_of(dossier: Dossier) -> str:
    """The address of a dossier's page."""
    return reverse("admin:dossiers_dossier_change", args=[dossier.pk])


def open_dossier(client: Client, dossier: Dossier, reason: str = "Aanvraag beoordelen") -> None:
    """Say why, so that the pages of a dossier open."""
    answer = client.post(reverse("admin:dossier_open", args=[dossier.pk]), {"reason": reason})
    assert answer.status_code == 302, answer.status_code
