"""What the bank answers, and the way to it and back."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse

from portal import clock
from portal.dossiers.models import Applicant
from portal.mandates.idin.port import Address, IdentificationResult, IdentifiedPerson, Status, Surname

IDENTIFY = reverse("journey:identify")


def says(one: Applicant, status: Status = Status.SUCCESS, *, born: date | None = None) -> Callable[[str], Any]:
    """What the bank answers about a person."""
    person = IdentifiedPerson(
        subject_id="NLNEOBNL2A1",
        subject_is_transient=False,
        initials=one.initials.replace(".", ""),
        legal_surname=Surname(name=one.surname, prefix=one.surname_prefix),
        preferred_surname=Surname(),
        partner_surname=Surname(),
        date_of_birth=born or one.birth_date,
        date_of_birth_as_sent="",
        gender="0",
        address=Address(),
        level_of_assurance="loa3",
    )

    def answer(transaction_id: str) -> IdentificationResult:
        return IdentificationResult(
            transaction_id=transaction_id,
            status=status,
            answered_at=clock.now(),
            evidence=b"<signed/>",
            evidence_sha256="0" * 64,
            person=person if status is Status.SUCCESS else None,
        )

    return answer


def leave_for_the_bank(client: Client, idin: Any) -> dict[str, str]:
    """Choose the bank; returns what it sends along on the way back."""
    response = client.post(IDENTIFY, {"bank": "NEOBNL2A"})
    transaction = next(reversed(idin.codes))
    assert (response.status_code, response["Location"]) == (303, f"https://bank.test/{transaction}")
    return {"trxid": transaction, "ec": idin.codes[transaction]}
