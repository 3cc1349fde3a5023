"""Logging in portal by portal, as the app has it: DigiD with user name, password and SMS code; a bank by itself."""

import hmac

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from brondata.simulator import portals
from brondata.simulator.handset import bad_day, mine, not_possible, onward, page, place, sources_down
from brondata.simulator.invitation import Invitation, NotPossible
from brondata.simulator.portals import Portal, Way
from brondata.simulator.setup import Setup

login = Blueprint("login", __name__, url_prefix="/app")
login.before_request(bad_day)
login.register_error_handler(NotPossible, not_possible)

PASSWORD = "demo"
"""The DigiD password of every test person; the user name is the key of the persona."""


@login.get("/<token>/inloggen")
def portal(token: str) -> AnyResponse:
    """The next portal that wants a login."""
    return _portal(mine(token))


@login.post("/<token>/inloggen")
def give_password(token: str) -> AnyResponse:
    """User name and password; at a bank the login is the bank's own affair."""
    setup = Setup.current()
    with setup.changing(token=mine(token).token) as invitation:
        standing = _next(invitation)
        if standing is None or request.form.get("portaal") != standing.key:
            return onward(invitation)  # another tab, or a double click
        if standing.way is Way.BANK:
            down = sources_down(invitation)
            invitation.collect(standing.bronnen, setup.clock(), step=setup.step, down=down)
            return onward(invitation)
        wrong = not _right(invitation)
        if not wrong:
            invitation.password_given(standing.key, setup.clock(), remember="onthouden" in request.form)
    if wrong:
        response = _portal(invitation, wrong=True)
        response.status_code = 422 if response.status_code == 200 else response.status_code
        return response
    return onward(invitation)


@login.get("/<token>/sms")
def code(token: str) -> AnyResponse:
    """The SMS code; the message is shown on the page, as a phone does above the keyboard."""
    return _code(mine(token))


@login.post("/<token>/sms")
def give_code(token: str) -> AnyResponse:
    """The code as typed, or tapped in the message."""
    setup = Setup.current()
    with setup.changing(token=mine(token).token) as invitation:
        pending = invitation.login
        if pending is None:
            return onward(invitation)
        given = "".join(request.form.get("code", "").split())
        right = invitation.code_given(given, setup.clock())
        if right:
            bronnen = _named(pending.portal).bronnen
            invitation.collect(bronnen, setup.clock(), step=setup.step, down=sources_down(invitation))
    if right:
        return onward(invitation)
    response = _code(invitation, wrong=True) if invitation.login else _portal(invitation, locked=True)
    response.status_code = 422 if response.status_code == 200 else response.status_code
    return response


@login.post("/<token>/overslaan")
def skip(token: str) -> AnyResponse:
    """No login here. What this portal knows can be sent as a document."""
    setup = Setup.current()
    with setup.changing(token=mine(token).token) as invitation:
        standing = _next(invitation)
        if standing is not None and request.form.get("portaal") == standing.key:
            invitation.skip(standing.bronnen, setup.clock())
    return onward(invitation)


def _portal(invitation: Invitation, **flags: bool) -> AnyResponse:
    logins = portals.asked([line.bron for line in invitation.lines])
    standing = _next(invitation)
    return page(
        invitation,
        "login.portal",
        "login.html",
        portal=standing,
        number=logins.index(standing) + 1 if standing else 0,
        count=len(logins),
        password=PASSWORD,
        typed=request.form.get("gebruikersnaam", ""),
        **flags,
    )


def _code(invitation: Invitation, **flags: bool) -> AnyResponse:
    pending = invitation.login
    return page(invitation, "login.code", "sms.html", portal=_named(pending.portal) if pending else None, **flags)


def _next(invitation: Invitation) -> Portal | None:
    """The portal at hand; ``None`` when the invitation stands somewhere else."""
    if place(invitation, Setup.current().clock()) != "login.portal":
        return None
    return portals.portal_of(invitation.waiting()[0])


def _named(key: str) -> Portal:
    return next(portal for portal in portals.PORTALS if portal.key == key)


def _right(invitation: Invitation) -> bool:
    name, word = request.form.get("gebruikersnaam", ""), request.form.get("wachtwoord", "")
    same_name = hmac.compare_digest(name.strip().casefold().encode(), (invitation.persona or "").encode())
    return hmac.compare_digest(word.encode(), PASSWORD.encode()) and same_name
