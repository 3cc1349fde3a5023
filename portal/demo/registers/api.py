"""The protocol, server side: `POST /v1/checks/{register}`."""

import hmac
import json
import re
import time
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import BadRequest

from portal.assessments.registers.port import Outcome, RegisterKind
from portal.demo.registers.clock import Clock
from portal.demo.registers.faults import Fault
from portal.demo.registers.store import Content, Entry, Store

NAME_FIELDS = {"initials", "given_names", "prefix", "surname", "birth_date"}
ADDRESS_FIELDS = {"postcode", "house_number"}
SUBJECT_FIELDS = dict.fromkeys(RegisterKind, NAME_FIELDS) | {
    RegisterKind.BKR: NAME_FIELDS | ADDRESS_FIELDS,
    RegisterKind.INSOLVENCY: NAME_FIELDS | ADDRESS_FIELDS,
    RegisterKind.VIS: {"kind", "number", "country"},
}
KEY = re.compile(r"[A-Za-z0-9._:-]{1,128}")
RETRY_AFTER = {"Retry-After": "5"}

Subject = dict[str, Any]


class Problem(Exception):
    """The question gets this status instead of an answer."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


def blueprint(store: Store, *, clock: Clock, token: str, slow_seconds: float) -> Blueprint:
    """The protocol over `store`. Clients must send `token`."""
    api = Blueprint("api", __name__)

    @api.post("/v1/checks/<register>")
    def check(register: str) -> Response:
        try:
            _authorise(token)
            kind = _kind(register)
            key, subject = _key(), _subject(kind)
            return _json(_answered(kind, key, subject))
        except Problem as problem:
            headers = RETRY_AFTER if problem.status == 503 else {}
            body = json.dumps({"code": problem.code, "message": problem.message})
            return Response(body, problem.status, headers, mimetype="application/json")

    def _answered(kind: RegisterKind, key: str, subject: Subject) -> str:
        with store.change() as content:
            fault = content.take_fault(kind)
        if fault is Fault.UNAVAILABLE:
            raise Problem(503, "unavailable", "this register does not answer now")
        if fault is Fault.SLOW:
            time.sleep(slow_seconds)
        question = json.dumps([kind, subject], sort_keys=True)
        with store.change() as content:
            earlier = content.answered.get(key)
            if earlier and earlier[0] != question:
                raise Problem(409, "key-conflict", "this key was used for another question")
            body = earlier[1] if earlier else _look(content, kind, key, subject, clock)
            content.answered[key] = (question, body)
        return _spoiled(body, fault)

    return api


def _authorise(token: str) -> None:
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        raise Problem(401, "unauthorised", "the token is missing or wrong")


def _kind(register: str) -> RegisterKind:
    try:
        return RegisterKind(register)
    except ValueError:
        raise Problem(404, "no-such-register", "there is no such register") from None


def _key() -> str:
    key = request.headers.get("Idempotency-Key", "")
    if not KEY.fullmatch(key):
        raise Problem(400, "key-needed", "an Idempotency-Key is needed")
    return key


def _subject(kind: RegisterKind) -> Subject:
    try:
        body = request.get_json()
    except BadRequest:
        raise Problem(400, "not-json", "the question is not JSON") from None
    subject = body.get("subject") if isinstance(body, dict) else None
    if not isinstance(subject, dict) or set(subject) != SUBJECT_FIELDS[kind]:
        raise Problem(400, "wrong-fields", f"{kind} wants: {', '.join(sorted(SUBJECT_FIELDS[kind]))}")
    return subject


def _look(content: Content, kind: RegisterKind, key: str, subject: Subject, clock: Clock) -> str:
    found = [entry for entry in content.people if _MATCH.get(kind, _same_person)(entry, subject)]
    details = [detail for entry in found for detail in entry.held_by(kind)]
    outcome = Outcome.HIT if details else Outcome.CLEAR
    if any(kind in entry.not_unique for entry in found):
        outcome, details = Outcome.NOT_UNIQUE, []
    now = clock.now()
    answer = {
        "question": key,
        "register": kind.value,
        "answered_at": now.isoformat(timespec="seconds"),
        "register_version": f"{now.date().isoformat()}",
        "subject": subject,
        "outcome": outcome.value,
        "details": details,
    }
    return json.dumps(answer, ensure_ascii=False)


def _same_person(entry: Entry, subject: Subject) -> bool:
    """Surname and birth date, and the first initial when the question has one."""
    initial = str(subject["initials"])[:1].casefold()
    return (
        entry.surname.casefold() == str(subject["surname"]).casefold()
        and entry.birth_date.isoformat() == subject["birth_date"]
        and initial in ("", entry.initials[:1].casefold())
    )


def _same_document(entry: Entry, subject: Subject) -> bool:
    return bool(entry.document_number) and entry.document_number == subject["number"]


_MATCH: dict[RegisterKind, Callable[[Entry, Subject], bool]] = {RegisterKind.VIS: _same_document}


def _spoiled(body: str, fault: Fault | None) -> str:
    """The answer as a faulty register sends it; the kept answer stays whole."""
    if fault is Fault.MALFORMED:
        return body[: len(body) // 2]
    if fault is Fault.WRONG_PERSON:
        answer = json.loads(body)
        subject = answer["subject"]
        if "birth_date" in subject:
            year, rest = int(subject["birth_date"][:4]), subject["birth_date"][4:]
            subject["birth_date"] = f"{year - 1}{rest}"
        else:
            subject["number"] = subject["number"][::-1] + "9"
        return json.dumps(answer, ensure_ascii=False)
    return body


def _json(body: str) -> Response:
    return Response(body, mimetype="application/json")
