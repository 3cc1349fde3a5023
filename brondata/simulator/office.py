"""The simulator's own pages: the open invitations to hold in the hand, and the switches for bad days."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response as AnyResponse

from brondata.simulator import personas
from brondata.simulator.faults import Faults, Function, Malformed
from brondata.simulator.invitation import Status
from brondata.simulator.labels import LABELS
from brondata.simulator.setup import Setup

office = Blueprint("office", __name__)

MALFORMED_TEXTS = {
    Malformed.NO: "Nee, het antwoord klopt",
    Malformed.NOT_JSON: "Een webpagina in plaats van JSON",
    Malformed.TRUNCATED: "Halverwege afgebroken",
    Malformed.WRONG_SHAPE: "JSON met een verkeerde vorm",
    Malformed.CONTRADICTION: "De samenvatting belooft gegevens die ontbreken",
    Malformed.OTHER_VERSION: "Een onbekende versie van het model",
}
FUNCTION_TEXTS = {
    Function.START: "Een uitnodiging maken (startSession)",
    Function.STATUS: "De stand opvragen (getStatus)",
    Function.RESULT: "Het resultaat ophalen (getResult)",
    Function.REVOKE: "Intrekken (revokeSession)",
    Function.APP: "De app op de telefoon",
}
SWITCH_TEXTS = {
    "expired_invitations": ("Nieuwe uitnodigingen zijn al verlopen", "De code op het scherm werkt dan niet meer."),
    "second_fetch_refused": ("Een tweede keer ophalen wordt geweigerd", "Ook als iemand Ockto liet bewaren."),
    "wrong_person": ("De gegevens zijn van iemand anders", "De portal mag ze dan niet tonen."),
    "silence": ("Stilte", "De stand blijft op ‘uitgenodigd’ staan, wat er in de app ook gebeurt."),
}


@office.get("/")
def start() -> str:
    """The open invitations, newest first, and the test persons."""
    setup, now = Setup.current(), Setup.current().clock()
    invitations = [(invitation, invitation.status(now)) for invitation in setup.store.newest()]
    return render_template(
        "start.html",
        open=[invitation for invitation, status in invitations if status is Status.CREATED],
        others=[(invitation, status) for invitation, status in invitations if status is not Status.CREATED],
        people=personas.people(now.date()),
        faults=setup.store.faults(),
        today=now.date(),
    )


@office.get("/faults")
def faults_page() -> Response:
    """The switches."""
    return _faults_page(Setup.current().store.faults(), saved="opgeslagen" in request.args)


@office.post("/faults")
def set_faults() -> AnyResponse:
    """Set all switches at once, as the form shows them."""
    store, form = Setup.current().store, request.form
    if "reset" in form:
        store.set_faults(Faults())
        return redirect(url_for("office.faults_page", opgeslagen=1), 303)
    try:
        faults = Faults.model_validate(
            {
                "sources_down": form.getlist("sources_down"),
                "unavailable": form.getlist("unavailable"),
                "slow_ms": form.get("slow_ms") or 0,
                "malformed_result": form.get("malformed_result", ""),
                **{name: name in form for name in SWITCH_TEXTS},
            }
        )
    except ValidationError:
        response = _faults_page(store.faults(), saved=False, wrong=True)
        response.status_code = 422
        return response
    store.set_faults(faults)
    return redirect(url_for("office.faults_page", opgeslagen=1), 303)


def _faults_page(faults: Faults, *, saved: bool, wrong: bool = False) -> Response:
    return make_response(
        render_template(
            "faults.html",
            faults=faults,
            labels=LABELS,
            functions=FUNCTION_TEXTS,
            malformed=MALFORMED_TEXTS,
            switches=SWITCH_TEXTS,
            saved=saved,
            wrong=wrong,
        )
    )
