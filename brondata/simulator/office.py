"""The simulator's own pages: the open invitations to hold in the hand, and the switches for bad days."""

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from pydantic import ValidationError
from werkzeug.wrappers import Response as AnyResponse

from brondata.simulator import personas
from brondata.simulator.faults import CallBack, Duplicate, Faults, Function, Malformed
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
    Malformed.EMPTY: "Helemaal leeg",
    Malformed.NOT_UTF8: "Bytes die geen tekst zijn",
    Malformed.SOURCE_TWICE: "Een bron staat er twee keer in",
    Malformed.NO_TIME_ZONE: "Een moment zonder tijdzone",
    Malformed.UNKNOWN_WORD: "Een woord dat het model niet kent",
}
DUPLICATE_TEXTS = {
    Duplicate.NO: "Nee, elke levering komt één keer",
    Duplicate.AGAIN: "Dezelfde levering nog eens, ook zonder bewaren",
    Duplicate.OTHER_SESSION: "De levering van een andere sessie",
}
CALLBACK_TEXTS = {
    CallBack.NO: "Elke melding komt aan",
    CallBack.NONE: "Er komt geen melding",
    CallBack.DUPLICATE: "Elke melding komt twee keer",
    CallBack.WRONG_SIGNATURE: "De handtekening klopt niet",
    CallBack.OLD: "De melding is van een uur geleden",
    CallBack.LATE: "De melding komt te laat",
}
FUNCTION_TEXTS = {
    Function.START: "Een uitnodiging maken (startSession)",
    Function.STATUS: "De stand opvragen (getStatus)",
    Function.RESULT: "Het resultaat ophalen (getResult)",
    Function.REVOKE: "Intrekken (revokeSession)",
    Function.APP: "De app op de telefoon",
    Function.ALL: "Alles, ook de app",
}
SWITCH_TEXTS = {
    "expired_invitations": ("Nieuwe uitnodigingen zijn al verlopen", "De code op het scherm werkt dan niet meer."),
    "second_fetch_refused": ("Een tweede keer ophalen wordt geweigerd", "Ook als iemand Ockto liet bewaren."),
    "wrong_person": ("De gegevens zijn van iemand anders", "De portal mag ze dan niet tonen."),
    "partial_result": ("Het resultaat is half", "De stand belooft alle bronnen; in het resultaat is de helft mislukt."),
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
    """The switches for everybody, or with ``?session=`` those of one session."""
    faults = Setup.current().store.faults(request.args.get("session", ""))
    return _faults_page(faults, saved="opgeslagen" in request.args)


@office.post("/faults")
def set_faults() -> AnyResponse:
    """Set all switches at once, as the form shows them."""
    store, form, session_id = Setup.current().store, request.form, request.args.get("session", "")
    back = url_for("office.faults_page", opgeslagen=1, session=session_id or None)
    if "reset" in form:
        store.set_faults(None, session_id)
        return redirect(back, 303)
    try:
        faults = Faults.model_validate(
            {
                **{name: form.getlist(name) for name in _LISTS},
                **{name: form[name] for name in _VALUES if form.get(name)},
                **{name: name in form for name in SWITCH_TEXTS},
            }
        )
    except ValidationError:
        response = _faults_page(store.faults(session_id), saved=False, wrong=True)
        response.status_code = 422
        return response
    store.set_faults(faults, session_id)
    return redirect(back, 303)


_LISTS = ("sources_down", "sources_missing", "unavailable", "cut")
_VALUES = ("slow_ms", "drip_ms", "callback_late_ms", "malformed_result", "duplicate_result", "callback")


def _faults_page(faults: Faults, *, saved: bool, wrong: bool = False) -> Response:
    store = Setup.current().store
    own = store.own_faults()
    return make_response(
        render_template(
            "faults.html",
            faults=faults,
            session_id=request.args.get("session", ""),
            sessions=[one for one in store.newest() if one.session_id not in own],
            own=own,
            labels=LABELS,
            functions=FUNCTION_TEXTS,
            malformed=MALFORMED_TEXTS,
            duplicate=DUPLICATE_TEXTS,
            callback=CALLBACK_TEXTS,
            switches=SWITCH_TEXTS,
            saved=saved,
            wrong=wrong,
        )
    )
