"""The four functions of the protocol over HTTP, and the switches for bad days. See README.md."""

import hmac
import secrets
import sqlite3
import time
from datetime import timedelta

from flask import Blueprint, Response, current_app, g, jsonify, request
from pydantic import AliasChoices, BaseModel, Field, ValidationError

from brondata.simulator import delivery, odm, personas
from brondata.simulator.faults import Duplicate, Faults
from brondata.simulator.invitation import SOURCE_DOWN, VALID_FOR, Invitation, NotPossible, SourceLine, Status
from brondata.simulator.line import over_a_bad_line
from brondata.simulator.setup import Setup

api = Blueprint("api", __name__)

_GONE = {"ALREADY_FETCHED", "CLOSED", "EXPIRED", "DECLINED"}


class StartOptions(BaseModel):
    """The published start options that matter here, and three of ours (``bronnen``, ``aanhef``, ``callbackUrl``)."""

    consent_code: str = Field(validation_alias="consentCode", pattern=r"^\d{3}$")
    odm_version: str = Field(default=odm.VERSION, validation_alias=AliasChoices("odmVersion"))
    bronnen: list[str] = Field(default=list(odm.BRONNEN), min_length=1)
    aanhef: str = Field(default="", max_length=60)
    callback_url: str = Field(default="", validation_alias="callbackUrl", pattern=r"^(https?://\S{1,500})?$")


class StartRequest(BaseModel):
    """Body of startSession."""

    session_id: str = Field(validation_alias="sessionId", min_length=1, max_length=100)
    options: StartOptions


@api.before_request
def bad_day_and_credentials() -> Response | None:
    """Slow and unavailable come before anything else, as they would in a network."""
    setup = Setup.current()
    if request.path.startswith("/v1/"):
        g.faults = faults = setup.store.faults(_asked_session())
        if faults.slow_ms:
            time.sleep(faults.slow_ms / 1000)
        if faults.down(request.path.removeprefix("/v1/")):
            return refusal(503, "UNAVAILABLE", "Tijdelijk niet beschikbaar")
        given = request.authorization
        known = (
            given is not None
            and given.type == "basic"
            and hmac.compare_digest(given.username or "", setup.username)
            and hmac.compare_digest(given.password or "", setup.password)
            and hmac.compare_digest(request.headers.get("X-Provider-Code", ""), setup.provider_code)
        )
        if not known:
            return refusal(401, "BAD_CREDENTIALS", "Gebruiker, wachtwoord of aanbiedercode klopt niet")
    return None


@api.after_request
def bad_line(response: Response) -> Response:
    """An answer that drips or breaks off."""
    faults: Faults | None = g.get("faults")
    if faults is None:
        return response
    cut, arrived = faults.cuts(request.path.removeprefix("/v1/")), g.pop("arrived", None)
    if not cut and not faults.drip_ms and arrived is None:
        return response
    return over_a_bad_line(response, pause=faults.drip_ms / 1000, cut=cut, arrived=arrived)


@api.post("/v1/startSession")
def start_session() -> Response:
    """Make an invitation, or give the same one back while nobody opened it."""
    setup, now = Setup.current(), Setup.current().clock()
    try:
        asked = StartRequest.model_validate(request.get_json(force=True, silent=True))
    except ValidationError as error:
        return refusal(400, "BAD_REQUEST", f"{error.error_count()} velden kloppen niet")
    if asked.options.odm_version != odm.VERSION or not set(asked.options.bronnen) <= set(odm.BRONNEN):
        return refusal(400, "BAD_REQUEST", "Onbekende odmVersion of bron")
    token = secrets.token_urlsafe(24)
    expired = setup.store.faults(asked.session_id).expired_invitations
    invitation = Invitation(
        session_id=asked.session_id,
        token=token,
        consent_code=asked.options.consent_code,
        callback_url=asked.options.callback_url,
        greeting=asked.options.aanhef,
        link=f"{setup.public_url or request.host_url.rstrip('/')}/app/{token}",
        created_at=now,
        expires_at=now + (timedelta(seconds=-1) if expired else VALID_FOR),
        lines=[SourceLine(bron=bron) for bron in odm.BRONNEN if bron in asked.options.bronnen],
    )
    try:
        setup.store.add(invitation)
    except sqlite3.IntegrityError:
        earlier = setup.store.find(session_id=asked.session_id)
        if earlier is None or not _same(earlier, invitation) or earlier.status(now) is not Status.CREATED:
            return refusal(409, "SESSION_EXISTS", "Deze sessie bestaat al")
        invitation = earlier
    return jsonify(
        sessionId=invitation.session_id,
        qrCode=invitation.link,
        link=invitation.link,
        geldigTot=invitation.expires_at.isoformat(timespec="seconds"),
    )


@api.get("/v1/getStatus")
def get_status() -> Response:
    """Where a session stands, with a line per source."""
    setup, now = Setup.current(), Setup.current().clock()
    invitation = setup.store.find(session_id=request.args.get("sessionId", ""))
    if invitation is None:
        return refusal(404, "UNKNOWN_SESSION", "Deze sessie is niet bekend")
    silent = setup.store.faults(invitation.session_id).silence
    return jsonify(
        sessionId=invitation.session_id,
        status=Status.CREATED if silent else invitation.status(now),
        moment=(invitation.created_at if silent else invitation.moment(now)).isoformat(timespec="milliseconds"),
        geldigTot=invitation.expires_at.isoformat(timespec="seconds"),
        reden=None if silent else invitation.why(now),
        bronnen=[
            {"bron": line.bron, "status": "WACHT"} if silent else _line(invitation, line) for line in invitation.lines
        ],
    )


@api.get("/v1/getResult")
def get_result() -> Response:
    """The shared data. Without consent to keep it, it is given once; what broke off was not given."""
    setup, now = Setup.current(), Setup.current().clock()
    session_id = request.args.get("sessionId", "")
    faults: Faults = g.faults
    unsure = bool(faults.cuts("getResult") or faults.drip_ms or faults.slow_ms)
    try:
        with setup.changing(session_id=session_id) as invitation:
            invitation.may_fetch(
                now, once=faults.second_fetch_refused, again=faults.duplicate_result is Duplicate.AGAIN
            )
            if not unsure:
                invitation.fetched(now)
    except KeyError:
        return refusal(404, "UNKNOWN_SESSION", "Deze sessie is niet bekend")
    except NotPossible as no:
        return refusal(410 if no.code in _GONE else 409, no.code, "Er is geen resultaat")
    if unsure:
        g.arrived = lambda: _fetched(setup, session_id)
    other = setup.store.earlier(session_id) if faults.duplicate_result is Duplicate.OTHER_SESSION else None
    if faults.duplicate_result is Duplicate.OTHER_SESSION and other is None:
        other = invitation.model_copy(update={"session_id": "session-of-somebody-else"})
    content, version = delivery.result(other or invitation, faults)
    return current_app.response_class(
        content, mimetype="application/json", headers={"X-ODM-Version": version, "Cache-Control": "no-store"}
    )


def _fetched(setup: Setup, session_id: str) -> None:
    with setup.changing(session_id=session_id) as invitation:
        invitation.fetched(setup.clock())


@api.post("/v1/revokeSession")
def revoke_session() -> Response:
    """End a session and forget what was collected."""
    setup, now = Setup.current(), Setup.current().clock()
    body = request.get_json(force=True, silent=True)
    session_id = body.get("sessionId") if isinstance(body, dict) else None
    try:
        with setup.changing(session_id=session_id if isinstance(session_id, str) else "") as invitation:
            invitation.revoke(now, "INGETROKKEN_DOOR_AANVRAGER")
    except KeyError:
        return refusal(404, "UNKNOWN_SESSION", "Deze sessie is niet bekend")
    return jsonify(sessionId=invitation.session_id, status=invitation.status(now))


@api.route("/api/faults", methods=["GET", "PUT", "DELETE"])
def faults_api() -> Response:
    """Read, set (PUT replaces all) or take away the switches; with ``?session=`` those of one session."""
    store, session_id = Setup.current().store, request.args.get("session", "")
    if request.method == "DELETE":
        store.set_faults(None, session_id)
    elif request.method == "PUT":
        try:
            faults = Faults.model_validate(request.get_json(force=True, silent=True))
        except ValidationError as error:
            return refusal(400, "BAD_REQUEST", "; ".join(problem["msg"] for problem in error.errors()))
        store.set_faults(faults, session_id)
        if session_id and faults.expired_invitations:
            _expire(session_id)
    return jsonify(store.faults(session_id).model_dump(mode="json"))


def _expire(session_id: str) -> None:
    """An invitation that lies there is too old from now on."""
    setup = Setup.current()
    now = setup.clock()
    try:
        with setup.changing(session_id=session_id) as invitation:
            if invitation.status(now) is Status.CREATED:
                invitation.expires_at = now
    except KeyError:
        return  # it will be when it is made


@api.get("/api/personas")
def personas_api() -> Response:
    """The personas with the name and date of birth that an applicant types."""
    today = Setup.current().clock().date()
    return jsonify(
        [
            {
                "key": person.key,
                "summary": person.summary,
                "first_names": person.first_names,
                "initials": person.initials,
                "prefix": person.prefix,
                "surname": person.surname,
                "birth_date": person.birth_date.isoformat(),
                "address": {
                    "street": person.street,
                    "house_number": person.house_number,
                    "postcode": person.postcode,
                    "city": person.city,
                },
            }
            for person in personas.people(today)
        ]
    )


def refusal(status: int, code: str, message: str) -> Response:
    """A refusal in the shape of the protocol."""
    response = jsonify(code=code, melding=message)
    response.status_code = status
    return response


def _asked_session() -> str:
    """The session that a call is about, as far as it says so."""
    if request.method == "GET":
        return request.args.get("sessionId", "")
    body = request.get_json(force=True, silent=True)
    session_id = body.get("sessionId") if isinstance(body, dict) else None
    return session_id if isinstance(session_id, str) else ""


def _same(one: Invitation, other: Invitation) -> bool:
    return one.consent_code == other.consent_code and [x.bron for x in one.lines] == [x.bron for x in other.lines]


def _line(invitation: Invitation, line: SourceLine) -> dict[str, str | None]:
    now = Setup.current().clock()
    status = line.status(now)
    moment = {"BEZIG": line.begins, "OPGEHAALD": line.ends, "MISLUKT": line.ends}.get(status)
    return {
        "bron": line.bron,
        "status": status,
        "moment": moment.isoformat(timespec="milliseconds") if moment else None,
        "reden": (line.reason or SOURCE_DOWN) if status == "MISLUKT" else None,
    }
