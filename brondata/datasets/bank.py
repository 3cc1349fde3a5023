"""Bank transactions (PSD2): accounts, balances and categorised transactions of a few months.

Words of Berlin Group NextGenPSD2 1.3.11; the categories are those of Ockto Open Banking's
``TRANSACTIONS_PER_ACCOUNT`` as far as the guide needs them, in our words.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from brondata.datasets.base import Dataset


class Categorie(StrEnum):
    """What a transaction is for, as the supplier sorted it. A hint for a person, never proof by itself."""

    LOON = "loon"
    UITKERING = "uitkering"
    PENSIOEN = "pensioen"
    WINST = "winst"
    TOESLAG = "toeslag"
    HUUR = "huur"
    HYPOTHEEK = "hypotheek"
    ALIMENTATIE = "alimentatie"
    LENING = "lening"
    STUDIESCHULD = "studieschuld"
    LEASE = "lease"
    ENERGIE = "energie"
    VERZEKERING = "verzekering"
    BELASTING = "belasting"
    SPAREN = "sparen"
    OVERIG = "overig"


class SoortRekening(StrEnum):
    """Kind of account (ISO 20022 ``cashAccountType``)."""

    BETAALREKENING = "CACC"
    SPAARREKENING = "SVGS"
    OVERIG = "OTHR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Transactie:
    """One booking. ``bedrag`` is below zero for money that went out, whoever sent it.

    ``tegenpartij`` and ``omschrijving`` are the bank's text, less any BSN.
    """

    geboekt_op: date
    bedrag: Decimal
    categorie: Categorie
    tegenpartij: str | None = None
    tegenrekening: str | None = None
    omschrijving: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saldo:
    """A balance on a day; ``None`` for the day means the moment of collection."""

    bedrag: Decimal
    op: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rekening:
    """One account. ``gezamenlijk`` is ``None`` when the bank does not say whose it is ("en/of")."""

    iban: str
    soort: SoortRekening
    valuta: str
    tenaamstelling: str | None = None
    product: str | None = None
    gezamenlijk: bool | None = None
    saldo: Saldo | None = None
    transacties: tuple[Transactie, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Banktransacties(Dataset):
    """The accounts somebody shared, with their transactions from ``van`` to ``tot``, both included.

    An account without transactions had none in that time. What was not shared is not here: the absence of
    a payment proves nothing. ``toestemming_tot`` is how long the supplier may look again.
    """

    van: date
    tot: date
    rekeningen: tuple[Rekening, ...]
    toestemming_tot: date | None = None
