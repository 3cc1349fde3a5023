"""The simulator as one WSGI app: the same object serves a browser and, in process, the tests."""

from datetime import timedelta
from pathlib import Path

from flask import Flask, Response, render_template

from brondata.simulator.api import api
from brondata.simulator.clock import Clock, clock_from_environment
from brondata.simulator.labels import clock_time, day, euro
from brondata.simulator.login import login
from brondata.simulator.office import office
from brondata.simulator.phone import phone
from brondata.simulator.setup import Setup
from brondata.simulator.store import Store

SECONDS_PER_SOURCE = 0.6
# The credentials of the demo; a simulator has nothing to protect.
USERNAME, PASSWORD, PROVIDER_CODE = "neo", "demo", "NEO"
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def create_app(
    state: Path,
    *,
    clock: Clock | None = None,
    username: str = USERNAME,
    password: str = PASSWORD,
    provider_code: str = PROVIDER_CODE,
    seconds_per_source: float = SECONDS_PER_SOURCE,
    public_url: str | None = None,
    callback_url: str = "",
    callback_secret: str = "",
) -> Flask:
    """A simulator that keeps its sessions in the folder ``state``.

    ``public_url`` is the address that links carry; without it the address of the request is used.
    ``callback_url`` and ``callback_secret`` are for notices of a changed status (README, Notices).
    """
    app = Flask(__name__)
    Setup(
        store=Store(state),
        clock=clock or clock_from_environment(),
        username=username,
        password=password,
        provider_code=provider_code,
        seconds_per_source=seconds_per_source,
        public_url=public_url.rstrip("/") if public_url else None,
        callback_url=callback_url,
        callback_secret=callback_secret,
    ).install(app.extensions)
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = timedelta(minutes=5)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.jinja_env.filters.update(time=clock_time, day=day, euro=euro)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for blueprint in (api, phone, login, office):
        app.register_blueprint(blueprint)
    app.register_error_handler(404, _not_found)
    app.after_request(_headers)
    return app


def _not_found(_error: Exception) -> tuple[str, int]:
    return render_template("ended.html", why="UNKNOWN"), 404


def _headers(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
