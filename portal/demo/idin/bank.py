"""The bank's pages: log in as someone, see what will be shared, agree or not.

Works without JavaScript. Every page can be reloaded; a transaction that has ended says so.
"""

import re
from datetime import date
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.demo.idin.acquirer import ISSUERS
from portal.demo.idin.clock import now
from portal.demo.idin.faults import Fault, Faults
from portal.demo.idin.people import people
from portal.demo.idin.transactions import Person, Transaction, Transactions, page_token

pages = Blueprint("bank", __name__)

DEMO_ADDRESS = {
    "street": "Voorbeeldstraat",
    "house_number": "12",
    "postal_code": "3811AB",
    "city": "Amersfoort",
}
OTHER = "anders"
CHOICES = {"akkoord": "Success", "annuleren": "Cancelled", "verlopen": "Expired"}


def transactions() -> Transactions:
    """The server's transactions."""
    found = current_app.extensions["transactions"]
    assert isinstance(found, Transactions)
    return found


def faults() -> Faults:
    """The server's planned faults."""
    found = current_app.extensions["faults"]
    assert isinstance(found, Faults)
    return found


@pages.get("/bank/<token>")
def login(token: str) -> str | tuple[str, int]:
    """Who are you? A choice of test persons, or a name and a birth date of your own."""
    transaction = _transaction(token)
    if transaction.status_at(now()) != "Open":
        return _ended(transaction)
    return _login_page(transaction, {}, {})


@pages.post("/bank/<token>")
def log_in(token: str) -> str | Response | tuple[str, int]:
    """Remember the person and go on to the consent page."""
    transaction = _transaction(token)
    if transaction.status_at(now()) != "Open":
        return _ended(transaction)
    chosen = request.form.get("persoon", "")
    known = people()
    if chosen == OTHER:
        person, errors = read_person(request.form)
    else:
        person = known.get(chosen)
        errors = {} if person else {"persoon": "Kies wie je bent."}
    if person is None:
        return _login_page(transaction, dict(request.form), errors), 422
    transactions().choose(transaction, person)
    return redirect(url_for("bank.consent", token=token), code=303)


@pages.get("/bank/<token>/gegevens")
def consent(token: str) -> str | Response | tuple[str, int]:
    """What will be shared with whom; agree, cancel, or let it expire."""
    transaction = _transaction(token)
    if transaction.status_at(now()) != "Open":
        return _ended(transaction)
    if transaction.person is None:
        return redirect(url_for("bank.login", token=token), code=303)
    return render_template("idin/consent.html", person=transaction.person, born=written_date, **_context(transaction))


@pages.post("/bank/<token>/keuze")
def decide(token: str) -> Response | tuple[str, int]:
    """End the transaction as chosen and send the person back to the shop. A second click changes
    nothing: it goes back with the same outcome."""
    transaction = _transaction(token)
    status = CHOICES.get(request.form.get("keuze", ""))
    if status is None or (status == "Success" and transaction.person is None):
        abort(400)
    if transaction.status_at(now()) == "Open":
        if faults().take(Fault.CANCELLED):
            status = "Cancelled"
        elif faults().take(Fault.FAILURE):
            status = "Failure"
        transactions().finish(transaction, status)
    return redirect(return_address(transaction), code=303)


def return_address(transaction: Transaction) -> str:
    """Where the person goes back to: the shop's address with the transaction and entrance code."""
    glue = "&" if urlsplit(transaction.return_url).query else "?"
    answer = urlencode({"trxid": transaction.id, "ec": transaction.entrance_code})
    return f"{transaction.return_url}{glue}{answer}"


def read_person(form: dict[str, str]) -> tuple[Person | None, dict[str, str]]:
    """The person typed into the form, or what is wrong with it per field (Dutch)."""
    typed = {name: form.get(name, "").strip()[:200] for name in ("voorletters", "achternaam")}
    errors = {name: "Vul dit in." for name, value in typed.items() if not value}
    born = _read_date(form.get("geboortedatum", "").strip())
    if born is None:
        errors["geboortedatum"] = "Vul een datum in, bijvoorbeeld 17-04-1991."
    if errors or born is None:
        return None, errors
    return Person(
        initials=typed["voorletters"],
        legal_last_name=typed["achternaam"],
        legal_last_name_prefix=form.get("tussenvoegsel", "").strip()[:20],
        partner_last_name=form.get("achternaam_partner", "").strip()[:200],
        date_of_birth=born.strftime("%Y%m%d"),
        **DEMO_ADDRESS,
    ), {}


def _read_date(typed: str) -> date | None:
    """17-04-1991, 17/4/1991 or 1991-04-17."""
    parts = re.split(r"[-/. ]", typed)
    if len(parts) == len(("day", "month", "year")) and len(parts[-1]) == len("1991"):
        parts.reverse()
    try:
        year, month, day = map(int, parts)
        return date(year, month, day)
    except ValueError:
        return None


def written_date(sent: str) -> str:
    """YYYYMMDD as a Dutch reader writes it: 17-04-1991."""
    return f"{sent[6:8]}-{sent[4:6]}-{sent[:4]}"


def _transaction(token: str) -> Transaction:
    found = transactions().find_by_token(token)
    if found is None:
        abort(404)
    return found


def _login_page(transaction: Transaction, typed: dict[str, str], errors: dict[str, str]) -> str:
    return render_template(
        "idin/login.html",
        people=people(),
        other=OTHER,
        typed=typed,
        errors=errors,
        born=written_date,
        **_context(transaction),
    )


def _ended(transaction: Transaction) -> tuple[str, int]:
    page = render_template(
        "idin/ended.html",
        status=transaction.status_at(now()),
        back=return_address(transaction),
        **_context(transaction),
    )
    return page, 410


def _context(transaction: Transaction) -> dict[str, str]:
    return {
        "bank": ISSUERS[transaction.issuer_id],
        "skin": transaction.issuer_id[:4].lower(),
        "shop": "Neo Hypotheken",
        "token": page_token(transaction),
    }
