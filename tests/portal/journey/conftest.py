"""Applicants with a browser that is in by link and code, and the outside parties played by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from brondata.datasets import Source
from brondata.provider import BrondataError, Session
from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.services import start_dossier
from portal.dossiers.states import State
from portal.evidence import providers
from portal.evidence.models import OcktoSession
from portal.identity.models import User
from portal.identity.services import enrol_totp, get_or_create_consumer
from portal.identity.sessions import LINK_AT, TOTP_AT
from portal.mandates.idin.port import (
    IdentificationResult,
    IdentificationUnavailable,
    Issuer,
    Started,
)
from portal.mandates.services import identification
from tests.portal import applications
from tests.portal.journey.markup import check_page
from tests.portal.journey.world import World, choose_account, identified

Enter = Callable[..., Client]
Code = Callable[[], str]
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class CheckedClient(Client):
    """A browser that holds every page it gets to the promises all pages make (`markup.check_page`)."""

    def request(self, **request: Any) -> Any:
        response = super().request(**request)
        check_page(response)
        return response


@pytest.fixture
def code() -> Code:
    """What the code app of every applicant shows now."""
    return lambda: pyotp.TOTP(SECRET).at(timezone.now())


@pytest.fixture
def enter(db: None) -> Enter:
    """A browser of somebody who came in by link and, unless told otherwise, by code."""

    def go(who: Applicant | User, *, step_up: bool = True) -> Client:
        user = who.user if isinstance(who, Applicant) else who
        if not hasattr(user, "totp"):
            enrol_totp(user=user, secret=SECRET)
        client = CheckedClient()
        client.force_login(user)
        session = client.session
        now = int(timezone.now().timestamp())
        session[LINK_AT] = now
        if step_up:
            session[TOTP_AT] = now
        session.save()
        return client

    return go


@pytest.fixture
def visitor(db: None) -> Client:
    """A browser of somebody we do not know."""
    return CheckedClient()


@pytest.fixture
def robin(db: None) -> Applicant:
    """Somebody who just began."""
    return start_dossier(user=get_or_create_consumer(email="robin@voorbeeld.nl"))


@pytest.fixture
def newcomer(db: None) -> User:
    """Somebody who made a log-in and did nothing else; the lender takes new customers."""
    applications.open_the_door()
    return get_or_create_consumer(email="nieuw@voorbeeld.nl")


class Ockto:
    """The supplier as far as an invitation goes; `down` makes it fail."""

    def __init__(self) -> None:
        self.down: BrondataError | None = None
        self.started: list[str] = []
        self.asked: list[tuple[Source, ...]] = []
        self.revoked: list[str] = []
        self.expires_at: datetime = clock.now() + timedelta(minutes=30)

    def start(self, *, reference: str, sources: tuple[Source, ...], **_: Any) -> Session:
        """Invite, or be away."""
        self.asked.append(sources)
        if self.down:
            raise self.down
        self.started.append(reference)
        link = f"https://ockto.test/app/{reference}"
        return Session(session_id=reference, link=link, qr_payload=link, expires_at=self.expires_at)

    def revoke(self, session_id: str) -> None:
        """Forget an older invitation."""
        self.revoked.append(session_id)


@pytest.fixture
def supplier(monkeypatch: pytest.MonkeyPatch) -> Ockto:
    """The Ockto that the portal talks to in this test."""
    played = Ockto()
    monkeypatch.setattr(providers, "brondata_provider", lambda: played)
    return played


class Idin:
    """The scheme as far as the pages see it; `result` is what the bank says in the end."""

    def __init__(self) -> None:
        self.down = False
        self.codes: dict[str, str] = {}
        self.asked: list[str] = []
        self.result: Callable[[str], IdentificationResult] | None = None

    def issuers(self) -> list[Issuer]:
        """One bank."""
        self._reach()
        return [Issuer(id="NEOBNL2A", name="Bank van Neo", country="Nederland")]

    def start(self, *, issuer_id: str, entrance_code: str, return_url: str, language: str = "nl") -> Started:
        """Begin at the bank."""
        self._reach()
        transaction = f"{len(self.codes) + 1:016d}"
        self.codes[transaction] = entrance_code
        return Started(transaction_id=transaction, redirect_url=f"https://bank.test/{transaction}")

    def status(self, transaction_id: str, *, entrance_code: str) -> IdentificationResult:
        """How it ended."""
        self._reach()
        self.asked.append(transaction_id)
        assert self.result is not None
        return self.result(transaction_id)

    def _reach(self) -> None:
        if self.down:
            raise IdentificationUnavailable("away")


@pytest.fixture
def idin(monkeypatch: pytest.MonkeyPatch) -> Idin:
    """The iDIN that the portal talks to in this test."""
    played = Idin()
    monkeypatch.setattr(identification, "identification_provider", lambda: played)
    return played


@pytest.fixture
def world(enter: Enter, idin: Any) -> World:
    """Sanne, with papers, documents, an Ockto session and an identification."""
    dossier = applications.single()
    applications.with_hypotheekaanbod(dossier)
    applicant = dossier.applicants.get()
    # read sessions lead on to the figures; the page itself shows an invitation
    OcktoSession.objects.filter(applicant=applicant).update(status=OcktoSession.Status.REPLACED)
    applications.invited(applicant)
    request = applications.asked(dossier)
    upload = applications.sent(request)
    choose_account(applicant)
    identified(applicant)
    args = {
        "test_question": [1],
        "person_part": ["lasten"],
        "home_part": ["prijs"],
        "document": [request.id],
        "source": ["mijnuwv"],
        "view_file": [upload.id],
        "remove_upload": [upload.id],
        "download": ["hypotheekaanbod"],
    }
    return World(dossier, applicant, enter(applicant), args)


@pytest.fixture
def sanne(idin: Idin) -> Applicant:
    """Sanne, whose signed offer is sealed; notary and account are chosen."""
    dossier = applications.single()
    applications.with_hypotheekaanbod(dossier)
    choose_account(dossier.applicants.get())
    return applications.put(dossier, State.SEALED).applicants.get()
