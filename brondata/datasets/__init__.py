"""One frozen type per register product, as the register speaks: no conclusion of ours lives here.

Money is ``Decimal`` in euros; ``None`` means that the register said nothing, which is never zero.
Every product carries ``collected_at``, the aware moment at which the supplier took it from the
source (NHG A6.9), ``source``, ``method`` and ``peildatum``.
"""

from brondata.datasets.bank import Banktransacties, Categorie, Rekening, Saldo, SoortRekening, Transactie
from brondata.datasets.base import STANDARD_SOURCES, Collection, CollectionStatus, Dataset, Method, Source
from brondata.datasets.belastingdienst import (
    Bankrekening,
    Belastingdienst,
    EigenWoning,
    IbAangifte,
    Inkomstenregel,
    Lijfrente,
    OverigeWoning,
    Schuld,
    SoortArbeid,
)
from brondata.datasets.brp import (
    Adres,
    BrpDatum,
    BrpGroep,
    BrpPersoon,
    BurgerlijkeStaat,
    Onderzoek,
    Partner,
    RedenOntbinding,
    Reisdocument,
    SoortVerbintenis,
    Verblijfstitel,
)
from brondata.datasets.bundle import Brondata
from brondata.datasets.duo import Studieschuld, Studieschulden, Terugbetaalfase, Terugbetaalregeling
from brondata.datasets.idin import IdinIdentificatie
from brondata.datasets.mgi import GeregistreerdInkomen, MijnGeregistreerdInkomen, SoortInkomen
from brondata.datasets.pensioen import (
    Aow,
    Leeftijd,
    Partnerpensioen,
    Pensioenaanspraak,
    Pensioenoverzicht,
    Pensioenperiode,
)
from brondata.datasets.rdw import Gebruik, RdwVoertuigen, Voertuig
from brondata.datasets.uwv import Dienstverband, Loonperiode, UwvVerzekeringsbericht
from brondata.datasets.woning import Eigendom, HypotheekInschrijving, KadasterEigendommen, WozWaarde, WozWaarden

__all__ = [
    "STANDARD_SOURCES",
    "Adres",
    "Aow",
    "Bankrekening",
    "Banktransacties",
    "Belastingdienst",
    "Brondata",
    "BrpDatum",
    "BrpGroep",
    "BrpPersoon",
    "BurgerlijkeStaat",
    "Categorie",
    "Collection",
    "CollectionStatus",
    "Dataset",
    "Dienstverband",
    "EigenWoning",
    "Eigendom",
    "Gebruik",
    "GeregistreerdInkomen",
    "HypotheekInschrijving",
    "IbAangifte",
    "IdinIdentificatie",
    "Inkomstenregel",
    "KadasterEigendommen",
    "Leeftijd",
    "Lijfrente",
    "Loonperiode",
    "Method",
    "MijnGeregistreerdInkomen",
    "Onderzoek",
    "OverigeWoning",
    "Partner",
    "Partnerpensioen",
    "Pensioenaanspraak",
    "Pensioenoverzicht",
    "Pensioenperiode",
    "RdwVoertuigen",
    "RedenOntbinding",
    "Reisdocument",
    "Rekening",
    "Saldo",
    "Schuld",
    "SoortArbeid",
    "SoortInkomen",
    "SoortRekening",
    "SoortVerbintenis",
    "Source",
    "Studieschuld",
    "Studieschulden",
    "Terugbetaalfase",
    "Terugbetaalregeling",
    "Transactie",
    "UwvVerzekeringsbericht",
    "Verblijfstitel",
    "Voertuig",
    "WozWaarde",
    "WozWaarden",
]
