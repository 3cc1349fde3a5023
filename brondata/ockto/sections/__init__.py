"""Wire to datasets, one function per section of the result."""

from brondata.ockto.sections.debts import studieschulden
from brondata.ockto.sections.income import belastingdienst, geregistreerd_inkomen, verzekeringsbericht
from brondata.ockto.sections.person import idin, persoon
from brondata.ockto.sections.property import eigendommen, voertuigen, woz
from brondata.ockto.sections.shared import collection

__all__ = [
    "belastingdienst",
    "collection",
    "eigendommen",
    "geregistreerd_inkomen",
    "idin",
    "persoon",
    "studieschulden",
    "verzekeringsbericht",
    "voertuigen",
    "woz",
]
