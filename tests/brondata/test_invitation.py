"""An invitation through time, without a server."""

from datetime import datetime, timedelta

import pytest

from brondata.simulator.invitation import Invitation, NotPossible, SourceLine, Status
from tests.brondata.builders import NOW

STEP = timedelta(seconds=1)


def after(**amount: float) -> datetime:
    """A moment after the invitation was made."""
    return NOW + timedelta(**amount)


@pytest.fixture
def invitation() -> Invitation:
    """A fresh invitation for three sources."""
    return Invitation(
        session_id="s",
        token="t",
        consent_code="001",
        greeting="Sanne",
        link="http://ockto.test/app/t",
        created_at=NOW,
        expires_at=after(days=7),
        lines=[SourceLine(bron=bron) for bron in ("UWV", "DUO", "MIJNOVERHEID_BRP")],
    )


def opened(invitation: Invitation, *, down: set[str] | None = None) -> Invitation:
    """Opened, and logged in as Sanne."""
    invitation.open(NOW)
    invitation.choose("sanne", NOW, step=STEP, down=down or set())
    return invitation


def test_it_expires_when_nobody_opens_it(invitation: Invitation) -> None:
    assert invitation.status(after(days=7, seconds=-1)) is Status.CREATED
    assert invitation.status(after(days=7)) is Status.EXPIRED
    with pytest.raises(NotPossible, match="EXPIRED"):
        invitation.open(after(days=7))


def test_it_opens_once(invitation: Invitation) -> None:
    assert len(invitation.open(NOW)) >= 32
    with pytest.raises(NotPossible, match="ALREADY_USED"):
        invitation.open(NOW)


def test_sources_come_in_one_after_the_other(invitation: Invitation) -> None:
    opened(invitation)

    def seen(seconds: float) -> list[str]:
        return [line.status(after(seconds=seconds)) for line in invitation.lines]

    assert seen(0) == ["BEZIG", "WACHT", "WACHT"]
    assert seen(0.999) == ["BEZIG", "WACHT", "WACHT"]
    assert seen(1) == ["OPGEHAALD", "BEZIG", "WACHT"]
    assert seen(2) == ["OPGEHAALD", "OPGEHAALD", "BEZIG"]
    assert seen(3) == ["OPGEHAALD", "OPGEHAALD", "OPGEHAALD"]


def test_a_failed_source_can_be_asked_again(invitation: Invitation) -> None:
    opened(invitation, down={"DUO"})
    assert invitation.lines[1].status(after(seconds=3)) == "MISLUKT"
    invitation.retry("DUO", after(seconds=3), step=STEP, down=set())
    assert invitation.lines[1].status(after(seconds=3)) == "BEZIG"
    assert not invitation.collected(after(seconds=3))
    assert invitation.lines[1].status(after(seconds=4)) == "OPGEHAALD"


def test_a_source_that_works_is_not_asked_again(invitation: Invitation) -> None:
    opened(invitation)
    before = invitation.lines[0].ends
    invitation.retry("UWV", after(seconds=3), step=STEP, down={"UWV"})
    assert invitation.lines[0].ends == before


def test_nothing_is_sent_while_collecting(invitation: Invitation) -> None:
    opened(invitation)
    with pytest.raises(NotPossible, match="NOT_COLLECTED"):
        invitation.send(after(seconds=2), keep=False)
    invitation.send(after(seconds=3), keep=False)
    assert invitation.status(after(seconds=3)) is Status.SHARED


def test_an_app_that_is_not_used_closes_itself(invitation: Invitation) -> None:
    opened(invitation)
    assert invitation.status(after(minutes=15, seconds=-1)) is Status.COLLECTING
    late = after(minutes=15)
    assert invitation.status(late) is Status.CLOSED
    assert invitation.why(late) == "APP_GESLOTEN"
    with pytest.raises(NotPossible, match="WRONG_STEP"):
        invitation.send(late, keep=False)
    with pytest.raises(NotPossible, match="CLOSED"):
        invitation.may_fetch(late, once=False)


def test_what_is_sent_stays_sent_when_the_app_closes(invitation: Invitation) -> None:
    opened(invitation).send(after(seconds=3), keep=False)
    assert invitation.status(after(days=3)) is Status.SHARED


def test_stopping_ends_it(invitation: Invitation) -> None:
    opened(invitation).decline(after(seconds=1))
    assert invitation.status(after(days=30)) is Status.DECLINED
    with pytest.raises(NotPossible, match="ALREADY_USED"):
        invitation.decline(after(seconds=2))


def test_revoking_does_not_rewrite_how_it_ended(invitation: Invitation) -> None:
    opened(invitation).decline(after(seconds=1))
    invitation.revoke(after(seconds=2), "INGETROKKEN")
    assert invitation.status(after(seconds=2)) is Status.DECLINED


def test_moments_are_those_of_the_status(invitation: Invitation) -> None:
    assert invitation.moment(after(hours=1)) == NOW
    opened(invitation)
    invitation.send(after(seconds=9), keep=True)
    assert invitation.moment(after(days=1)) == after(seconds=9)
