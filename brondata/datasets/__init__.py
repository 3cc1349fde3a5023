"""One frozen type per register product, as the register speaks: no conclusion of ours lives here.

Money is ``Decimal`` in euros; ``None`` means that the register said nothing, which is never zero.
Every product carries ``collected_at``, the aware moment at which the supplier took it from the
source (NHG A6.9), and ``source``.
"""

from brondata.datasets.base import Collection, CollectionStatus, Dataset, Method, Source
from brondata.datasets.belastingdienst import Bankrekening, Belastingdienst, EigenWoning, IbAangifte, Schuld
from brondata.datasets.brp import Adres, BrpDatum, BrpPersoon, BurgerlijkeStaat, Partner, Reisdocument
from brondata.datasets.bundle import Brondata
from brondata.datasets.duo import Studieschuld, Studieschulden, Terugbetaalfase, Terugbetaalregeling
from brondata.datasets.pensioen import (
    Aow,
    Leeftijd,
    Partnerpensioen,
    Pensioenaanspraak,
    Pensioenoverzicht,
    Pensioenperiode,
)
from brondata.datasets.uwv import Dienstverband, Loonperiode, UwvVerzekeringsbericht
from brondata.datasets.woning import (
    Eigendom,
    HypotheekInschrijving,
    KadasterEigendommen,
    WozWaarde,
    WozWaarden,
)

__all__ = [
    "Adres",
    "Aow",
    "Bankrekening",
    "Belastingdienst",
    "Brondata",
    "BrpDatum",
    "BrpPersoon",
    "BurgerlijkeStaat",
    "Collection",
    "CollectionStatus",
    "Dataset",
    "Dienstverband",
    "EigenWoning",
    "Eigendom",
    "HypotheekInschrijving",
    "IbAangifte",
    "KadasterEigendommen",
    "Leeftijd",
    "Loonperiode",
    "Method",
    "Partner",
    "Partnerpensioen",
    "Pensioenaanspraak",
    "Pensioenoverzicht",
    "Pensioenperiode",
    "Reisdocument",
    "Schuld",
    "Source",
    "Studieschuld",
    "Studieschulden",
    "Terugbetaalfase",
    "Terugbetaalregeling",
    "UwvVerzekeringsbericht",
    "WozWaarde",
    "WozWaarden",
]
