"""Who somebody is, by their bank (gids 7.6): sent away, back again, laid beside the BRP."""

import logging
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from portal import clock
from portal.dossiers.models import Applicant
from portal.dossiers.transitions import note, touch
from portal.evidence.reading import latest_bundle
from portal.mandates.idin.client import IdinClient, IdinSettings
from portal.mandates.idin.port import (
    IdentificationProvider,
    IdentificationRefused,
    IdentifiedPerson,
    Status,
    Surname,
    new_entrance_code,
    same_entrance_code,
)
from portal.mandates.matching import KnownPerson, compare
from portal.mandates.models import Identification
from portal.mandates.services.progress import move_on
from portal.vault import services as vault

log = logging.getLogger(__name__)
RESPONSE_PLACE = "mandates.Identification.response"
OUTCOMES = {
    Status.CANCELLED: Identification.State.CANCELLED,
    Status.EXPIRED: Identification.State.EXPIRED,
    Status.FAILURE: Identification.State.FAILED,
}


class UnknownIdentification(Exception):
    """The return from the bank does not belong to this applicant."""


@lru_cache(maxsize=1)
def identification_provider() -> IdentificationProvider:
    """iDIN of this profile: in the demo only address and keys differ."""
    return IdinClient(
        IdinSettings.from_files(
            acquirer_url=settings.IDIN_ACQUIRER_URL,
            merchant_id=settings.IDIN_MERCHANT_ID,
            sub_id=0,
            merchant_key=Path(settings.IDIN_MERCHANT_KEY),
            merchant_certificate=Path(settings.IDIN_MERCHANT_CERT),
            acquirer_certificate=Path(settings.IDIN_ACQUIRER_CERT),
        )
    )


def banks() -> list[tuple[str, str]]:
    """Banks to choose from: id and name."""
    return [(one.id, one.name) for one in identification_provider().issuers()]


def start_identification(*, applicant: Applicant, issuer_id: str, return_url: str) -> str:
    """Begin at one bank; returns the address to send the person to.

    Raises:
        IdentificationUnavailable, IdentificationRefused: nothing was started.
    """
    code = new_entrance_code()
    started = identification_provider().start(issuer_id=issuer_id, entrance_code=code, return_url=return_url)
    Identification.objects.create(
        applicant=applicant,
        issuer_id=issuer_id,
        entrance_code=code,
        transaction_id=started.transaction_id,
        started_at=clock.now(),
    )
    return started.redirect_url


def finish_identification(*, applicant: Applicant, transaction_id: str, entrance_code: str) -> Identification:
    """Ask the bank how it ended, once; compare the person with ours. Opening the return twice is harmless.

    What the scheme refuses, or an answer that cannot be trusted, ends this identification: it failed,
    and the person may begin another.

    Raises:
        UnknownIdentification: not this applicant's transaction, or another entrance code.
        IdentificationUnavailable: not known yet; try again later.
    """
    row = Identification.objects.filter(applicant=applicant, transaction_id=transaction_id).first()
    if row is None or not same_entrance_code(entrance_code, row.entrance_code):
        raise UnknownIdentification(transaction_id)
    if row.state != Identification.State.STARTED:
        return row
    try:
        result = identification_provider().status(transaction_id, entrance_code=row.entrance_code)
    except IdentificationRefused as refusal:
        log.warning("identification %s refused: %s", row.pk, refusal.code or refusal)
        return _end(row, Identification.State.FAILED)
    if not result.status.is_final:
        return row
    reasons: list[str] = []
    state = OUTCOMES.get(result.status, Identification.State.FAILED)
    if result.status is Status.SUCCESS and result.person is not None:
        reasons = _doubts(result.person, applicant)
        state = Identification.State.MISMATCH if reasons else Identification.State.MATCHED
    sealed = vault.seal(applicant.user.key, place=RESPONSE_PLACE, row=row.id, value=result.evidence)
    return _end(row, state, reasons=reasons, response=sealed, response_sha256=result.evidence_sha256)


def _end(row: Identification, state: "Identification.State", **kept: Any) -> Identification:
    """Write how it ended, once, and let the dossier move on when this was the last thing it waited for."""
    applicant = row.applicant
    with transaction.atomic():
        touch(applicant.dossier)
        started = Identification.objects.filter(pk=row.pk, state=Identification.State.STARTED)
        if started.update(state=state, finished_at=clock.now(), **kept):
            name = "identified" if state == Identification.State.MATCHED else "identification_ended"
            detail = {"position": applicant.position, "state": state}
            note(applicant.dossier, name, actor=applicant.user, detail=detail)
            move_on(applicant.dossier)
    row.refresh_from_db()
    return row


def _doubts(person: IdentifiedPerson, applicant: Applicant) -> list[str]:
    bundle = latest_bundle(applicant)
    brp = bundle.persoon if bundle else None
    partner = brp.partner if brp else None
    known = KnownPerson(
        given_names=brp.voornamen if brp else applicant.given_names,
        surname=Surname(
            brp.geslachtsnaam if brp else applicant.surname,
            (brp.voorvoegsel or "") if brp else applicant.surname_prefix,
        ),
        birth_date=applicant.birth_date,
        partner_surname=Surname(partner.geslachtsnaam, partner.voorvoegsel or "") if partner else Surname(),
        gender=(brp.geslacht or "") if brp else "",
    )
    return [doubt.explanation for doubt in compare(person, known).doubts]
