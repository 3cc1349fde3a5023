"""iDIN: who a bank says somebody is. No first names and no BSN: iDIN has neither.

Words of the iDIN Merchant Implementation Guide, ``urn:nl:bvn:bankid:1.0:consumer.*``.
"""

from dataclasses import dataclass
from datetime import date

from brondata.datasets.base import Dataset
from brondata.datasets.brp import Adres


@dataclass(frozen=True, slots=True, kw_only=True)
class IdinIdentificatie(Dataset):
    """One identification at a bank.

    ``geslachtsnaam`` is the legal last name, ``voorkeursnaam`` the one in use and ``partnernaam`` that of the
    partner, each with its prefix apart. ``niveau`` is the level of assurance (``loa3``).
    """

    bank: str
    transactie: str
    niveau: str
    voorletters: str
    geslachtsnaam: str
    voorvoegsel: str | None = None
    voorkeursnaam: str | None = None
    voorkeursvoorvoegsel: str | None = None
    partnernaam: str | None = None
    partnervoorvoegsel: str | None = None
    geboortedatum: date
    geslacht: str | None = None
    adres: Adres | None = None
    land: str | None = None
