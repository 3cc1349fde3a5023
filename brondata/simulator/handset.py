"""What the phone's pages share: whose invitation it is, where it stands, and a page of it."""

import hmac
from datetime import datetime

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from brondata.simulator import portals
from brondata.simulator.faults import Function
from brondata.simulator.invitation import SKIPPED, Invitation, NotPossible, Status
from brondata.simulator.labels import LABELS
from brondata.simulator.setup import Setup

COOKIE = "ockto_toestel"
UNDER_WAY = (Status.OPENED, Status.COLLECTING)


def bad_day() -> Response | None:
    """The app itself can be down too."""
    store = Setup.current().store
    invitation = store.find(token=str((request.view_args or {}).get("token", "")))
    if store.faults(invitation.session_id if invitation else "").down(Function.APP):
        return make_response(render_template("ended.html", why="UNAVAILABLE"), 503)
    return None


def not_possible(no: NotPossible) -> tuple[str, int]:
    """A clear page for a step that does not fit, such as a second opening."""
    return render_template("ended.html", why=no.code), 410


def place(invitation: Invitation, now: datetime) -> str | None:
    """The page where an invitation stands; ``None`` when it has ended without data, or was never opened."""
    status = invitation.status(now)
    if status is Status.SHARED:
        return "phone.done"
    if status not in UNDER_WAY:
        return None
    if invitation.persona is None:
        return "phone.who"
    if invitation.login is not None:
        return "login.code"
    return "login.portal" if invitation.waiting() else "phone.collecting"


def page(invitation: Invitation, endpoint: str, template: str, **context: object) -> AnyResponse:
    """The page, when the invitation stands there; otherwise the page where it does stand."""
    now = Setup.current().clock()
    standing = place(invitation, now)
    if standing != endpoint:
        return onward(invitation)
    return render(invitation, template, **context)


def onward(invitation: Invitation) -> AnyResponse:
    """To where the invitation stands. Raises ``NotPossible`` when it has ended."""
    now = Setup.current().clock()
    standing = place(invitation, now)
    if standing is None:
        raise NotPossible(ending(invitation.status(now)))
    return redirect(url_for(standing, token=invitation.token), 303)


def render(invitation: Invitation, template: str, **context: object) -> AnyResponse:
    """A page of this invitation."""
    now = Setup.current().clock()
    return make_response(
        render_template(
            template, invitation=invitation, lines=lines(invitation, now), labels=LABELS, now=now, **context
        )
    )


def lines(invitation: Invitation, now: datetime) -> list[dict[str, object]]:
    """A line per source as the phone shows it."""
    return [
        {
            "bron": line.bron,
            "label": LABELS[line.bron],
            "status": line.status(now),
            "ends": line.ends,
            "skipped": line.reason == SKIPPED,
            "portal": portals.portal_of(line.bron).name,
        }
        for line in invitation.lines
    ]


def known(token: str) -> Invitation:
    """The invitation of a link, or 404."""
    return Setup.current().store.find(token=token) or abort(404)


def mine(token: str) -> Invitation:
    """The invitation, when this phone opened it. Raises ``NotPossible``."""
    invitation = known(token)
    if not is_mine(invitation):
        raise NotPossible("NOT_OPENED" if invitation.device is None else "ALREADY_USED")
    return invitation


def is_mine(invitation: Invitation) -> bool:
    """True when this is the phone that opened it."""
    return invitation.device is not None and hmac.compare_digest(
        request.cookies.get(COOKIE, "").encode(), invitation.device.encode()
    )


def ending(status: Status) -> str:
    """Which words tell that it ended."""
    return status.value if status in (Status.EXPIRED, Status.CLOSED) else "ALREADY_USED"


def sources_down(invitation: Invitation) -> set[str]:
    """The sources that fail now, for this session."""
    return set(Setup.current().store.faults(invitation.session_id).sources_down)
