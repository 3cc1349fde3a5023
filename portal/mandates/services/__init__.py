"""Writes after signing: identification, mandate, the notary. Every function owns its transaction."""

from portal.mandates.queries import identified, instruction_of, mandate_of, signed_set, waiting_for
from portal.mandates.services.identification import (
    UnknownIdentification,
    banks,
    finish_identification,
    identification_provider,
    start_identification,
)
from portal.mandates.services.mandate import (
    AlreadyMandated,
    NotIdentified,
    draft_mandate,
    mandate_rows,
    sign_mandate,
)
from portal.mandates.services.notary import instruct_notary

__all__ = [
    "AlreadyMandated",
    "NotIdentified",
    "UnknownIdentification",
    "banks",
    "draft_mandate",
    "finish_identification",
    "identification_provider",
    "identified",
    "instruct_notary",
    "instruction_of",
    "mandate_of",
    "mandate_rows",
    "sign_mandate",
    "signed_set",
    "start_identification",
    "waiting_for",
]
