"""The simulator as one web application: the acquirer's address, the bank's pages, the faults."""

from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.demo.idin import bank
from portal.demo.idin.acquirer import ISSUERS, Acquirer
from portal.demo.idin.clock import now
from portal.demo.idin.faults import Fault, Faults
from portal.demo.idin.keys import load_keys
from portal.demo.idin.transactions import Transaction, Transactions, page_token
from portal.mandates.idin.xmlsec import MAX_BYTES

MOST_TIMES = 1000


def create_app(*, keys: Path, state: Path, public_url: str) -> Flask:
    """The application. `public_url` is where a browser finds it, without a closing slash."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = MAX_BYTES
    transactions, faults = Transactions(state), Faults()
    app.extensions["transactions"], app.extensions["faults"] = transactions, faults

    def bank_page(transaction: Transaction) -> str:
        return f"{public_url}/bank/{page_token(transaction)}"

    acquirer = Acquirer(load_keys(keys), transactions, faults, bank_page)
    app.register_blueprint(bank.pages)

    @app.get("/")
    def home() -> str:
        return render_template("idin/home.html", issuers=ISSUERS)

    @app.post("/")
    def idx() -> Response:
        if faults.take(Fault.UNAVAILABLE):
            return Response("Service unavailable", status=503, content_type="text/plain")
        answer = acquirer.answer(request.get_data(), now=now())
        return Response(answer, content_type="text/xml; charset=utf-8")

    @app.get("/faults")
    def show_faults() -> Response | str:
        if request.accept_mimetypes.best == "application/json":
            return jsonify(faults.planned())
        return render_template("idin/faults.html", faults=list(Fault), planned=faults.planned())

    @app.post("/faults")
    def plan_fault() -> Response:
        sent = request.get_json() if request.is_json else request.form
        try:
            fault, times = Fault(sent.get("fault", "")), int(sent.get("times", 1))
        except ValueError:
            abort(400)
        if not 0 <= times <= MOST_TIMES:
            abort(400)
        faults.plan(fault, times)
        return _after_fault(faults)

    @app.post("/faults/clear")
    def clear_faults() -> Response:
        faults.clear()
        return _after_fault(faults)

    @app.errorhandler(404)
    def not_found(_error: Exception) -> tuple[str, int]:
        return render_template("idin/error.html"), 404

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _policy(transactions)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cache-Control"] = "no-store"
        return response

    return app


def _after_fault(faults: Faults) -> Response:
    if request.is_json:
        return jsonify(faults.planned())
    return redirect(url_for("show_faults"), code=303)


def _policy(transactions: Transactions) -> str:
    """Nothing but our own. A choice at the bank ends at the shop, which browsers count as a form's
    target too, so the shop of this very transaction is allowed there."""
    targets = ["'self'"]
    token = (request.view_args or {}).get("token", "")
    transaction = transactions.find_by_token(token)
    if transaction is not None:
        shop = urlsplit(transaction.return_url)
        targets.append(f"{shop.scheme}://{shop.netloc}")
    return (
        "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; "
        f"base-uri 'none'; form-action {' '.join(targets)}"
    )
