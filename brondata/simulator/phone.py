"""The phone page: it plays the Ockto app. A GET never uses up an invitation; mail scanners follow links."""

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from brondata.simulator import personas, portals, review
from brondata.simulator.handset import (
    COOKIE,
    bad_day,
    ending,
    is_mine,
    known,
    mine,
    not_possible,
    onward,
    page,
    place,
    render,
    sources_down,
)
from brondata.simulator.invitation import NotPossible, Status
from brondata.simulator.labels import GROUPS, LABELS
from brondata.simulator.setup import Setup

phone = Blueprint("phone", __name__, url_prefix="/app")
phone.before_request(bad_day)
phone.register_error_handler(NotPossible, not_possible)


@phone.get("/<token>")
def welcome(token: str) -> AnyResponse:
    """Who asks, and for what. The phone that opened the invitation goes on where it was."""
    invitation, now = known(token), Setup.current().clock()
    status = invitation.status(now)
    if status is Status.CREATED:
        logins = portals.asked([line.bron for line in invitation.lines])
        return render(invitation, "welcome.html", logins=logins)
    if is_mine(invitation) and place(invitation, now):
        return onward(invitation)
    raise NotPossible(ending(status))


@phone.post("/<token>/openen")
def open_invitation(token: str) -> AnyResponse:
    """Use the invitation: from now on only this phone goes on with it."""
    setup = Setup.current()
    with setup.changing(token=known(token).token) as invitation:
        if is_mine(invitation) and place(invitation, setup.clock()):
            return redirect(url_for("phone.welcome", token=token), 303)
        device = invitation.open(setup.clock())
    response = redirect(url_for("phone.who", token=token), 303)
    response.set_cookie(COOKIE, device, path=f"/app/{token}", httponly=True, samesite="Lax")
    return response


@phone.get("/<token>/wie")
def who(token: str) -> AnyResponse:
    """The one page that the real app does not have: whose phone it is."""
    return _who(token, missing=False)


@phone.post("/<token>/wie")
def choose(token: str) -> AnyResponse:
    """Be a test person, and log in portal by portal; or the short way, everywhere at once."""
    setup, key = Setup.current(), request.form.get("persona", "")
    known_people = personas.keys()
    if key not in known_people:
        response = _who(token, missing=True)
        response.status_code = 422 if response.status_code == 200 else response.status_code
        return response
    with setup.changing(token=mine(token).token) as invitation:
        if place(invitation, setup.clock()) == "phone.who":  # a double click is one choice
            if request.form.get("hoe") == "stap":
                invitation.be(key, setup.clock())
            else:
                invitation.choose(key, setup.clock(), step=setup.step, down=sources_down(invitation))
    return onward(invitation)


@phone.get("/<token>/ophalen")
def collecting(token: str) -> AnyResponse:
    """The sources, one after the other. The page asks again by itself, with or without JavaScript."""
    setup = Setup.current()
    with setup.changing(token=mine(token).token) as invitation:
        if invitation.status(setup.clock()) is Status.COLLECTING:
            invitation.seen_at = setup.clock()
    return page(invitation, "phone.collecting", "collecting.html")


@phone.post("/<token>/opnieuw")
def retry(token: str) -> AnyResponse:
    """Ask a source that failed once more; one that was skipped wants its login first."""
    setup = Setup.current()
    with setup.changing(token=mine(token).token) as invitation:
        bron = request.form.get("bron", "")
        invitation.retry(bron, setup.clock(), step=setup.step, down=sources_down(invitation))
    return onward(invitation)


@phone.get("/<token>/controleren")
def check(token: str) -> AnyResponse:
    """Everything that was collected, before it is sent."""
    return _check(token, missing=False)


@phone.post("/<token>/versturen")
def send(token: str) -> AnyResponse:
    """Share it, with a tick as consent; a second tick lets Ockto keep it for 90 days."""
    setup = Setup.current()
    if "toestemming" not in request.form and mine(token).status(setup.clock()) is Status.COLLECTING:
        response = _check(token, missing=True)
        response.status_code = 422 if response.status_code == 200 else response.status_code
        return response
    with setup.changing(token=mine(token).token) as invitation:
        if invitation.status(setup.clock()) is not Status.SHARED:  # a double click is sent once
            invitation.send(setup.clock(), keep="bewaren" in request.form)
    return redirect(url_for("phone.done", token=token), 303)


@phone.get("/<token>/klaar")
def done(token: str) -> AnyResponse:
    """Sent; with consent to keep, also who looked at it since, and the way to withdraw."""
    return page(mine(token), "phone.done", "done.html")


@phone.post("/<token>/afbreken")
def stop(token: str) -> AnyResponse:
    """Stop: nothing is shared and nothing is kept."""
    setup = Setup.current()
    with setup.changing(token=mine(token).token) as invitation:
        invitation.decline(setup.clock())
    return redirect(url_for("phone.stopped", token=token), 303)


@phone.post("/<token>/sluiten")
def close(token: str) -> AnyResponse:
    """Close the app, as one swipes it away: the session is over."""
    setup = Setup.current()
    with setup.changing(token=mine(token).token) as invitation:
        invitation.close(setup.clock())
    return redirect(url_for("phone.welcome", token=token), 303)


@phone.post("/<token>/intrekken")
def withdraw(token: str) -> AnyResponse:
    """Withdraw the consent to keep the data: Ockto deletes it, fetched or not."""
    setup = Setup.current()
    with setup.changing(token=mine(token).token) as invitation:
        invitation.revoke(setup.clock(), "TOESTEMMING_INGETROKKEN")
    return redirect(url_for("phone.withdrawn", token=token), 303)


@phone.get("/<token>/afgebroken")
def stopped(token: str) -> AnyResponse:
    """After stopping."""
    return _ended(token, Status.DECLINED, "stopped.html")


@phone.get("/<token>/ingetrokken")
def withdrawn(token: str) -> AnyResponse:
    """After withdrawing."""
    return _ended(token, Status.CLOSED, "withdrawn.html")


def _ended(token: str, wanted: Status, template: str) -> AnyResponse:
    invitation = mine(token)
    return render(invitation, template) if invitation.status(Setup.current().clock()) is wanted else onward(invitation)


def _who(token: str, *, missing: bool) -> AnyResponse:
    people = personas.people(Setup.current().clock().date())
    grouped = [(name, [one for one in people if one.group == group]) for group, name in GROUPS.items()]
    return page(mine(token), "phone.who", "who.html", groups=grouped, missing=missing)


def _check(token: str, *, missing: bool) -> AnyResponse:
    invitation, now = mine(token), Setup.current().clock()
    if place(invitation, now) != "phone.collecting" or not invitation.collected(now):
        return onward(invitation)
    collected = {line.bron: line.ends for line in invitation.lines if line.works and line.ends}
    groups = review.groups(personas.spec(invitation.persona), collected) if invitation.persona else []
    failed = [LABELS[line.bron].name for line in invitation.lines if line.status(now) == "MISLUKT"]
    return render(invitation, "review.html", groups=groups, failed=failed, missing=missing)
