"""The mailbox in the browser, in Dutch, and as JSON for tests."""

import base64
import re
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask, Response, abort, jsonify, make_response, render_template, request, url_for
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as WerkzeugResponse

from portal.demo.mailbox.store import URL_IN_TEXT, Attachment, Mail, Store

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
PAGE_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; "
    "frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
# A mail is a stranger's page: no script, no form, nothing from outside. Its links open beside it.
MAIL_POLICY = (
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; "
    "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; frame-ancestors 'self'"
)


def create_app(store: Store) -> Flask:
    """The pages over `store`."""
    app = Flask(__name__)

    @app.after_request
    def _headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    @app.template_filter("moment")
    def _moment(mail: Mail) -> str:
        return mail.received.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M:%S")

    @app.template_filter("size")
    def _size(content: bytes) -> str:
        return f"{-(-len(content) // 1024)} kB"

    @app.template_filter("linked")
    def _linked(text: str) -> Markup:
        return linked(text)

    @app.get("/")
    def overview() -> str:
        to = request.args.get("to", "")
        return render_template("overview.html", mails=store.mails(to), to=to, newest=store.newest())

    @app.get("/mail/<mail_id>")
    def mail(mail_id: str) -> str:
        return render_template("mail.html", mail=_found(mail_id))

    @app.get("/mail/<mail_id>/html")
    def html(mail_id: str) -> Response:
        found = _found(mail_id)
        response = make_response(framed(found.html, found.inline))
        response.headers["Content-Security-Policy"] = MAIL_POLICY
        return response

    @app.get("/mail/<mail_id>/raw")
    def raw(mail_id: str) -> Response:
        return Response(_found(mail_id).raw, mimetype="text/plain")

    @app.get("/mail/<mail_id>/attachment/<int:number>")
    def attachment(mail_id: str, number: int) -> WerkzeugResponse:
        attachments = _found(mail_id).attachments
        if number >= len(attachments):
            abort(404)
        taken = attachments[number]
        response = Response(taken.content, mimetype=taken.content_type)
        response.headers.set("Content-Disposition", "attachment", filename=taken.name)
        return response

    @app.get("/api/messages")
    def messages() -> Response:
        return jsonify([as_json(mail) for mail in store.mails(request.args.get("to", ""))])

    @app.get("/api/newest")
    def newest() -> Response:
        return jsonify({"newest": store.newest()})

    @app.errorhandler(404)
    def _missing(_error: Exception) -> tuple[str, int]:
        return render_template("missing.html"), 404

    def _found(mail_id: str) -> Mail:
        found = store.get(mail_id)
        if found is None:
            abort(404)
        return found

    return app


def as_json(mail: Mail) -> dict[str, Any]:
    """One mail as `/api/messages` gives it; attachments carry the path to fetch them."""
    return {
        "id": mail.id,
        "received": mail.received.isoformat(),
        "from": mail.sender,
        "to": mail.recipients,
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "links": mail.links,
        "attachments": [
            {
                "name": attachment.name,
                "content_type": attachment.content_type,
                "size": len(attachment.content),
                "url": url_for("attachment", mail_id=mail.id, number=number),
            }
            for number, attachment in enumerate(mail.attachments)
        ],
    }


def linked(text: str) -> Markup:
    """`text` escaped, with its addresses as links."""
    parts: list[str] = []
    end = 0
    for match in URL_IN_TEXT.finditer(text):
        parts.append(str(escape(text[end : match.start()])))
        address = escape(match[0])
        parts.append(f'<a href="{address}" target="_blank" rel="noopener">{address}</a>')
        end = match.end()
    parts.append(str(escape(text[end:])))
    return Markup("".join(parts))  # noqa: S704 - every part is escaped above


def framed(html: str, inline: dict[str, Attachment]) -> str:
    """A mail's HTML for the sandboxed frame: pictures by cid inlined, links open in a new tab."""

    def data(match: re.Match[str]) -> str:
        part = inline.get(match[1])
        if part is None:
            return match[0]
        return f"data:{part.content_type};base64,{base64.b64encode(part.content).decode()}"

    shown = re.sub(r"cid:([^\"'\s)>]+)", data, html)
    base = '<base target="_blank">'
    with_base, count = re.subn(r"(<head[^>]*>)", rf"\1{base}", shown, count=1, flags=re.IGNORECASE)
    return with_base if count else base + shown
