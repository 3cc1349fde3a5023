"""What can go wrong with a register, on demand."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, Field


class Fault(StrEnum):
    """One way to fail. Each value is what the forms send."""

    UNAVAILABLE = "unavailable"
    SLOW = "slow"
    MALFORMED = "malformed"
    WRONG_PERSON = "wrong-person"


LABELS = {
    Fault.UNAVAILABLE: "Geeft geen antwoord (503)",
    Fault.SLOW: "Antwoordt te laat",
    Fault.MALFORMED: "Stuurt een half antwoord",
    Fault.WRONG_PERSON: "Antwoordt over iemand anders",
}


class FaultSetting(BaseModel):
    """A fault that is switched on. `times` counts down per question; None lasts until switched off."""

    fault: Fault
    times: Annotated[int, Field(ge=1, le=1000)] | None = None
