"""The phone page: it plays the Ockto app. A GET never uses up an invitation; mail scanners follow links."""

import hmac
from datetime import datetime

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from brondata.simulator import personas, review
from brondata.simulator.faults import Function
from brondata.simulator.invitation import Invitation, NotPossible, Status
from brondata.simulator.labels import LABELS
from brondata.simulator.setup import Setup

phone = Blueprint("phone", __name__, url_prefix="/app")

COOKIE = "ockto_toestel"
PAGES = {Status.OPENED: "phone.who", Status.COLLECTING: "phone.collecting", Status.SHARED: "phone.done"}


@phone.before_request
def bad_day() -> Response | None:
    """The app itself can be down too."""
    store = Setup.current().store
    invitation = store.find(token=str((request.view_args or {}).get("token", "")))
    if store.faults(invitation.session_id if invitation else "").down(Function.APP):
        return make_response(render_template("ended.html", why="UNAVAILABLE"), 503)
    return None


@phone.errorhandler(NotPossible)
def not_possible(no: NotPossible) -> tuple[str, int]:
    """A clear page for a step that does not fit, such as a second opening."""
    return render_template("ended.html", why=no.code), 410


@phone.get("/<token>")
def welcome(token: str) -> AnyResponse:
    """Who asks, and for what. The phone that opened the invitation goes on where it was."""
    invitation, now = _known(token), Setup.current().clock()
    status = invitation.status(now)
    if status is Status.CREATED:
        return make_response(render_template("welcome.html", invitation=invitation, labels=LABELS))
    if _is_mine(invitation) and status in PAGES:
        return redirect(url_for(PAGES[status], token=token), 303)
    raise NotPossible(_ending(status))


@phone.post("/<token>/openen")
def open_invitation(token: str) -> AnyResponse:
    """Use the invitation: from now on only this phone goes on with it."""
    setup = Setup.current()
    with setup.changing(token=_known(token).token) as invitation:
        if _is_mine(invitation) and invitation.status(setup.clock()) in PAGES:
            return redirect(url_for("phone.welcome", token=token), 303)
        device = invitation.open(setup.clock())
    response = redirect(url_for("phone.who", token=token), 303)
    response.set_cookie(COOKIE, device, path=f"/app/{token}", httponly=True, samesite="Lax")
    return response


@phone.get("/<token>/wie")
def who(token: str) -> AnyResponse:
    """Where the real app asks for DigiD: here one chooses a test person."""
    return _page(token, Status.OPENED, "who.html", people=personas.people(Setup.current().clock().date()))


@phone.post("/<token>/wie")
def choose(token: str) -> AnyResponse:
    """Log in as a test person and start collecting."""
    setup, key = Setup.current(), request.form.get("persona", "")
    known = personas.keys()
    if key not in known:
        people = personas.people(setup.clock().date())
        response = _page(token, Status.OPENED, "who.html", people=people, missing=True)
        response.status_code = 422 if response.status_code == 200 else response.status_code
        return response
    down = set(setup.store.faults(_known(token).session_id).sources_down)
    with setup.changing(token=_mine(token).token) as invitation:
        if invitation.status(setup.clock()) is Status.OPENED:  # a double click is one choice
            invitation.choose(key, setup.clock(), step=setup.step, down=down)
    return redirect(url_for("phone.collecting", token=token), 303)


@phone.get("/<token>/ophalen")
def collecting(token: str) -> AnyResponse:
    """The sources, one after the other. The page asks again by itself, with or without JavaScript."""
    setup = Setup.current()
    with setup.changing(token=_mine(token).token) as invitation:
        if invitation.status(setup.clock()) is Status.COLLECTING:
            invitation.seen_at = setup.clock()
    return _page(token, Status.COLLECTING, "collecting.html")


@phone.post("/<token>/opnieuw")
def retry(token: str) -> AnyResponse:
    """Ask a source that failed once more."""
    setup = Setup.current()
    down = set(setup.store.faults(_known(token).session_id).sources_down)
    with setup.changing(token=_mine(token).token) as invitation:
        invitation.retry(request.form.get("bron", ""), setup.clock(), step=setup.step, down=down)
    return redirect(url_for("phone.collecting", token=token), 303)


@phone.get("/<token>/controleren")
def check(token: str) -> AnyResponse:
    """Everything that was collected, before it is sent."""
    return _check(token, missing=False)


@phone.post("/<token>/versturen")
def send(token: str) -> AnyResponse:
    """Share it, with a tick as consent; a second tick lets Ockto keep it for 90 days."""
    setup = Setup.current()
    if "toestemming" not in request.form and _mine(token).status(setup.clock()) is Status.COLLECTING:
        response = _check(token, missing=True)
        response.status_code = 422
        return response
    with setup.changing(token=_mine(token).token) as invitation:
        if invitation.status(setup.clock()) is not Status.SHARED:  # a double click is sent once
            invitation.send(setup.clock(), keep="bewaren" in request.form)
    return redirect(url_for("phone.done", token=token), 303)


@phone.get("/<token>/klaar")
def done(token: str) -> AnyResponse:
    """Sent."""
    return _page(token, Status.SHARED, "done.html")


@phone.post("/<token>/afbreken")
def stop(token: str) -> AnyResponse:
    """Stop: nothing is shared and nothing is kept."""
    setup = Setup.current()
    with setup.changing(token=_mine(token).token) as invitation:
        invitation.decline(setup.clock())
    return redirect(url_for("phone.stopped", token=token), 303)


@phone.post("/<token>/intrekken")
def withdraw(token: str) -> AnyResponse:
    """Withdraw the consent to keep the data: Ockto deletes it, fetched or not."""
    setup = Setup.current()
    with setup.changing(token=_mine(token).token) as invitation:
        invitation.revoke(setup.clock(), "TOESTEMMING_INGETROKKEN")
    return redirect(url_for("phone.withdrawn", token=token), 303)


@phone.get("/<token>/afgebroken")
def stopped(token: str) -> AnyResponse:
    """After stopping."""
    return _page(token, Status.DECLINED, "stopped.html")


@phone.get("/<token>/ingetrokken")
def withdrawn(token: str) -> AnyResponse:
    """After withdrawing."""
    return _page(token, Status.CLOSED, "withdrawn.html")


def _check(token: str, *, missing: bool) -> AnyResponse:
    invitation, now = _mine(token), Setup.current().clock()
    if invitation.status(now) is Status.COLLECTING and not invitation.collected(now):
        return redirect(url_for("phone.collecting", token=token), 303)
    collected = {line.bron: line.ends for line in invitation.lines if line.works and line.ends}
    groups = review.groups(personas.spec(invitation.persona), collected) if invitation.persona else []
    failed = [LABELS[line.bron].name for line in invitation.lines if line.status(now) == "MISLUKT"]
    return _page(token, Status.COLLECTING, "review.html", groups=groups, failed=failed, missing=missing)


def _page(token: str, wanted: Status, template: str, **context: object) -> AnyResponse:
    """The page when the invitation stands there; otherwise the page where it does stand."""
    invitation, now = _mine(token), Setup.current().clock()
    status = invitation.status(now)
    if status is not wanted:
        if status in PAGES:
            return redirect(url_for(PAGES[status], token=token), 303)
        raise NotPossible(_ending(status))
    return make_response(
        render_template(
            template, invitation=invitation, lines=_lines(invitation, now), labels=LABELS, now=now, **context
        )
    )


def _lines(invitation: Invitation, now: datetime) -> list[dict[str, object]]:
    return [
        {"bron": line.bron, "label": LABELS[line.bron], "status": line.status(now), "ends": line.ends}
        for line in invitation.lines
    ]


def _known(token: str) -> Invitation:
    return Setup.current().store.find(token=token) or abort(404)


def _mine(token: str) -> Invitation:
    invitation = _known(token)
    if not _is_mine(invitation):
        raise NotPossible("NOT_OPENED" if invitation.device is None else "ALREADY_USED")
    return invitation


def _is_mine(invitation: Invitation) -> bool:
    return invitation.device is not None and hmac.compare_digest(
        request.cookies.get(COOKIE, "").encode(), invitation.device.encode()
    )


def _ending(status: Status) -> str:
    return status.value if status in (Status.EXPIRED, Status.CLOSED) else "ALREADY_USED"
