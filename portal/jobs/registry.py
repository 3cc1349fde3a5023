"""Which function does which kind of work: the only place that knows both.

Dotted paths, so that a service can publish work of a higher app without importing it.
tests/architecture/test_jobs.py checks that every path exists.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.module_loading import import_string

HANDLERS: Mapping[str, str] = {
    "link.answer": "portal.identity.services.answer_link_request",
    "mail.send": "portal.notifications.services.send_mail",
    "ockto.poll": "portal.evidence.polling.poll_session",
    "ockto.read": "portal.evidence.reading.read_delivery",
    "ockto.shred": "portal.evidence.quarantine.shred_delivery",
    "ockto.alarm": "portal.evidence.quarantine.send_alarm",
    "source.watch": "portal.evidence.sources.follow_watch",
    "ockto.revoke": "portal.evidence.consents.revoke_session",
    "upload.check": "portal.evidence.uploads.check_upload",
    "upload.read": "portal.evidence.filed.read_upload",
    "registers.check": "portal.assessments.registers.services.check_applicant",
    "norms.warn": "portal.assessments.norms_watch.warn_of_end",
    "batch.decide": "portal.assessments.batches.services.decide_chunk",
    "assess": "portal.offers.process.assess_dossier",
    "renteaanbod.issue": "portal.offers.services.issue_renteaanbod",
    "hypotheekaanbod.issue": "portal.offers.services.issue_hypotheekaanbod",
    "hypotheekaanbod.seal": "portal.offers.services.seal_hypotheekaanbod",
    "privacy.export": "portal.privacy.services.make_download",
    "privacy.receipt": "portal.privacy.erasing.send_receipt",
    "notary.instruct": "portal.mandates.services.instruct_notary",
}


class TryLater(Exception):
    """Raised by a handler whose outside party is away, or whose answer is not there yet.

    `seconds` is when to look again; `counts` says whether it uses one of the five attempts
    (waiting for a person on their phone does not).
    """

    def __init__(self, reason: str, *, seconds: float, counts: bool = True) -> None:
        super().__init__(reason)
        self.seconds = seconds
        self.counts = counts


def handler(kind: str) -> Callable[..., None]:
    """The function for a kind; KeyError when nobody does it."""
    found: Any = import_string(HANDLERS[kind])
    return found  # type: ignore[no-any-return]
