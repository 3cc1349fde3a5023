"""The consents of one person, as that person reads them."""

from typing import Any

from django.utils.translation import gettext

from brondata.datasets import Source
from brondata.provider import SourceStatus
from portal.dossiers.models import Applicant
from portal.dossiers.states import State
from portal.evidence.consent_texts import consent_text
from portal.evidence.models import Consent
from portal.offers.consent import SIGNED

SUPPLIER = "Ockto"


def consent_rows(applicant: Applicant) -> list[dict[str, Any]]:
    """One row per delivery, newest first."""
    signed = State(applicant.dossier.state) in SIGNED
    rows = applicant.consents.select_related("session__delivery").order_by("-given_at")
    return [_row(one, signed=signed) for one in rows]


def _row(consent: Consent, *, signed: bool) -> dict[str, Any]:
    lines = [line for line in consent.session.sources if line["status"] == SourceStatus.COLLECTED.value]
    text = consent_text(consent.text_version)
    return {
        "given_at": consent.given_at,
        "supplier": SUPPLIER,
        "sources": [Source(line["source"]).label for line in lines],
        "read": hasattr(consent.session.delivery, "brondata"),
        "keep_until": consent.keep_until,
        "for_loan": signed and consent.ended_at is None,
        "raw_dropped_at": consent.raw_dropped_at,
        "ended_at": consent.ended_at,
        "status": _status(consent, signed=signed),
        "text": tuple(map(gettext, text.lines)),
        "version": text.version,
    }


def _status(consent: Consent, *, signed: bool) -> dict[str, str]:
    if consent.end == Consent.End.WITHDRAWN:
        return {"kind": "done", "text": gettext("Ingetrokken")}
    if consent.end == Consent.End.TIME:
        return {"kind": "done", "text": gettext("Verlopen")}
    if consent.end == Consent.End.UNUSED:
        return {"kind": "done", "text": gettext("Niet gebruikt")}
    return {"kind": "waiting", "text": gettext("Bewaard voor je hypotheek") if signed else gettext("In gebruik")}
