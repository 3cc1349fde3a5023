"""The pages, in Dutch: who is known, what each register holds, and which register is out of order."""

from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response, abort, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response as WerkzeugResponse

from portal.assessments.registers.port import DocumentKind, RegisterKind
from portal.demo.registers import api, faults, forms, homes
from portal.demo.registers.clock import Clock
from portal.demo.registers.store import Content, Entry, Store, new_id

POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
PERSON_FIELDS = (
    "initials",
    "given_names",
    "prefix",
    "surname",
    "birth_date",
    "document_kind",
    "document_number",
    "note",
)


def create_app(store: Store, *, clock: Clock, token: str, slow_seconds: float) -> Flask:
    """The registers over `store`: pages and protocol."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.register_blueprint(api.blueprint(store, clock=clock, token=token, slow_seconds=slow_seconds))
    app.register_blueprint(homes.blueprint(slow_seconds=slow_seconds))
    app.jinja_env.globals.update(
        kinds=list(RegisterKind), titles=forms.TITLES, fields=forms.FIELDS, shown=forms.shown,
        fault_labels=faults.LABELS, document_kinds=list(DocumentKind),
    )  # fmt: skip

    @app.before_request
    def _from_our_own_pages() -> None:
        origin = request.headers.get("Origin")
        if request.method == "POST" and origin and urlsplit(origin).netloc != request.host:
            abort(403)

    @app.after_request
    def _headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        # same-origin, not no-referrer: a browser then sends Origin as null with a form.
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.get("/")
    def overview() -> str:
        return render_template("overview.html", content=store.read(), typed={}, errors={})

    @app.post("/people")
    def add_person() -> WerkzeugResponse | tuple[str, int]:
        person_id = new_id()
        try:
            entry = _person(person_id, request.form)
        except forms.FormError as error:
            page = render_template("overview.html", content=store.read(), typed=request.form, errors=error.errors)
            return page, 422
        with store.change() as content:
            content.people.append(entry)
        return redirect(url_for("person", person_id=person_id), 303)

    @app.get("/people/<person_id>")
    def person(person_id: str) -> str:
        return _person_page(_found(store.read(), person_id))

    @app.post("/people/<person_id>")
    def change_person(person_id: str) -> WerkzeugResponse | tuple[str, int]:
        entry = _found(store.read(), person_id)
        try:
            # A persona's identity follows the Ockto simulator; here only its registers change.
            fresh = entry if entry.persona else _person(person_id, request.form)
        except forms.FormError as error:
            return _person_page(entry, form="person", typed=request.form, errors=error.errors), 422
        with store.change() as content:
            entry = _found(content, person_id)
            not_unique = [kind for kind in RegisterKind if kind.value in request.form.getlist("not_unique")]
            changed = fresh.model_copy(update={"details": entry.details, "not_unique": not_unique})
            content.people[content.people.index(entry)] = changed
        return redirect(url_for("person", person_id=person_id), 303)

    @app.post("/people/<person_id>/remove")
    def remove_person(person_id: str) -> WerkzeugResponse:
        with store.change() as content:
            content.people.remove(_found(content, person_id))
        return redirect(url_for("overview"), 303)

    @app.post("/people/<person_id>/<register>/<place>")
    def save_detail(person_id: str, register: str, place: str) -> WerkzeugResponse | tuple[str, int]:
        kind = _register(register)
        try:
            detail = forms.read(kind, request.form)
        except forms.FormError as error:
            entry = _found(store.read(), person_id)
            form = f"{kind}-{place}"
            return _person_page(entry, form=form, typed=request.form, errors=error.errors), 422
        with store.change() as content:
            details = _found(content, person_id).details.setdefault(kind, [])
            if place == "new":
                details.append(detail)
            else:
                details[_place(place, details)] = detail
        return redirect(url_for("person", person_id=person_id, _anchor=kind), 303)

    @app.post("/people/<person_id>/<register>/<place>/remove")
    def remove_detail(person_id: str, register: str, place: str) -> WerkzeugResponse:
        kind = _register(register)
        with store.change() as content:
            details = _found(content, person_id).details.get(kind, [])
            del details[_place(place, details)]
        return redirect(url_for("person", person_id=person_id, _anchor=kind), 303)

    @app.get("/faults")
    def show_faults() -> str:
        return render_template("faults.html", faults=store.read().faults)

    @app.post("/faults")
    def set_fault() -> WerkzeugResponse:
        kind = _register(request.form.get("register", ""))
        try:
            setting = _fault(request.form.get("fault", ""), request.form.get("times", ""))
        except ValueError:
            abort(400)
        with store.change() as content:
            content.faults.pop(kind, None)
            if setting:
                content.faults[kind] = setting
        return redirect(url_for("show_faults"), 303)

    @app.errorhandler(404)
    def _missing(_error: Exception) -> tuple[str, int]:
        return render_template("missing.html"), 404

    return app


def _found(content: Content, person_id: str) -> Entry:
    entry = content.person(person_id)
    if entry is None:
        abort(404)
    return entry


def _register(name: str) -> RegisterKind:
    if name not in [kind.value for kind in RegisterKind]:
        abort(404)
    return RegisterKind(name)


def _place(text: str, details: list[dict[str, Any]]) -> int:
    if not text.isdecimal() or int(text) >= len(details):
        abort(404)
    return int(text)


def _fault(name: str, times: str) -> faults.FaultSetting | None:
    if not name:
        return None
    return faults.FaultSetting(fault=faults.Fault(name), times=int(times) if times else None)


def _person(person_id: str, typed: Any) -> Entry:
    """The person as typed, without register content. Raises `FormError`."""
    values = {name: typed.get(name, "") for name in PERSON_FIELDS}
    try:
        return Entry.model_validate({"id": person_id} | values)
    except ValidationError as error:
        raise forms.FormError({str(item["loc"][0]): "Vul dit goed in." for item in error.errors()}) from error


def _person_page(entry: Entry, *, form: str = "", typed: Any = None, errors: dict[str, str] | None = None) -> str:
    """`form` names the form that failed, so that it shows again what was typed and what is wrong."""
    return render_template("person.html", entry=entry, failed=form, typed=typed or {}, errors=errors or {})
