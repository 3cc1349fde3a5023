"""Reader of the Mijnpensioenoverzicht export (JSON), which a citizen can also download without Ockto.

There is no public schema. The names are those that several public parsers and the CBS documentation
of the pension register agree on; a single item may stand without its list, as in converted XML.
"""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from brondata.datasets import (
    Aow,
    Leeftijd,
    Partnerpensioen,
    Pensioenaanspraak,
    Pensioenoverzicht,
    Pensioenperiode,
    Source,
)
from brondata.provider import UnreadableDelivery

COMPLETE = "000"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def _as_list(value: object) -> object:
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else [value]


T = TypeVar("T")
Many = Annotated[tuple[T, ...], BeforeValidator(_as_list)]
Euro = Annotated[Decimal, Field(max_digits=12, decimal_places=2)]


class _Mpo(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _Leeftijd(_Mpo):
    Jaren: int = Field(ge=0, le=130)
    Maanden: int = Field(default=0, ge=0, le=11)


class _Grens(_Mpo):
    Leeftijd: _Leeftijd | None = None


class _Pensioen(_Mpo):
    PensioenUitvoerder: str
    HerkenningsNummer: str
    TeBereiken: Euro | None = None
    Opgebouwd: Euro | None = None
    StandPer: date | None = None


class _AowOpbouw(_Mpo):
    TeBereikenSamenwonend: Euro | None = None
    TeBereikenAlleenstaand: Euro | None = None
    OpgebouwdSamenwonend: Euro | None = None
    OpgebouwdAlleenstaand: Euro | None = None


class _Aow(_Mpo):
    AOWDetailsOpbouw: _AowOpbouw


class _Ouderdoms(_Mpo):
    Van: _Grens
    Tot: _Grens
    Pensioen: Many[_Pensioen] = ()
    IndicatiefPensioen: Many[_Pensioen] = ()
    AOW: _Aow | None = None


class _OuderdomsDetails(_Mpo):
    OuderdomsPensioen: Many[_Ouderdoms] = ()


class _Bedragen(_Mpo):
    VerzekerdBedrag: Euro | None = None
    VerzekerdBedragNaPens: Euro | None = None


class _PartnerPolis(_Mpo):
    PensioenUitvoerder: str
    HerkenningsNummer: str
    Bedragen: _Bedragen = _Bedragen()


class _Partner(_Mpo):
    Pensioen: Many[_PartnerPolis] = ()


class _PartnerDetails(_Mpo):
    PartnerPensioen: Many[_Partner] = ()


class _Details(_Mpo):
    OuderdomsPensioenDetails: _OuderdomsDetails = _OuderdomsDetails()
    PartnerPensioenDetails: _PartnerDetails = _PartnerDetails()


class _Ontbrekend(_Mpo):
    Puv: Many[str] = ()


class _Aanspraken(_Mpo):
    StatusCode: str
    TijdstipAanmakenBericht: datetime
    LevensSituatie: str | None = None
    OntbrekendePuvsError: _Ontbrekend = _Ontbrekend()
    Details: _Details = _Details()


class _Export(_Mpo):
    Pensioenaanspraken: _Aanspraken


def read_pensioenoverzicht(document: object, *, collected_at: datetime) -> Pensioenoverzicht:
    """The overview in a parsed export; numbers must have been parsed as ``Decimal``.

    Raises ``UnreadableDelivery`` when it is not such an export. A status other than ``000`` is no
    error: the overview then says that it is not complete.
    """
    try:
        message = _Export.model_validate(document).Pensioenaanspraken
    except ValidationError as error:
        raise UnreadableDelivery(f"Mijnpensioenoverzicht: {error.error_count()} fields do not fit") from None
    missing = message.OntbrekendePuvsError.Puv
    moment = message.TijdstipAanmakenBericht
    return Pensioenoverzicht(
        collected_at=collected_at,
        source=Source.PENSIOEN,
        peildatum=moment.date(),
        opgemaakt_op=moment if moment.tzinfo else moment.replace(tzinfo=AMSTERDAM),
        volledig=message.StatusCode == COMPLETE and not missing,
        ontbrekende_uitvoerders=missing,
        leefsituatie=message.LevensSituatie,
        perioden=tuple(_periode(block) for block in message.Details.OuderdomsPensioenDetails.OuderdomsPensioen),
        partnerpensioenen=tuple(
            Partnerpensioen(
                uitvoerder=polis.PensioenUitvoerder,
                herkenningsnummer=polis.HerkenningsNummer,
                verzekerd=polis.Bedragen.VerzekerdBedrag,
                verzekerd_na_pensioen=polis.Bedragen.VerzekerdBedragNaPens,
            )
            for partner in message.Details.PartnerPensioenDetails.PartnerPensioen
            for polis in partner.Pensioen
        ),
    )


def _periode(block: _Ouderdoms) -> Pensioenperiode:
    van = _leeftijd(block.Van)
    if van is None:
        raise UnreadableDelivery("Mijnpensioenoverzicht: a block without a starting age")
    return Pensioenperiode(
        van=van,
        tot=_leeftijd(block.Tot),
        pensioenen=tuple(_aanspraak(polis, indicatief=False) for polis in block.Pensioen)
        + tuple(_aanspraak(polis, indicatief=True) for polis in block.IndicatiefPensioen),
        aow=_aow(block.AOW.AOWDetailsOpbouw) if block.AOW else None,
    )


def _aow(opbouw: _AowOpbouw) -> Aow:
    return Aow(
        te_bereiken_alleenstaand=opbouw.TeBereikenAlleenstaand,
        te_bereiken_samenwonend=opbouw.TeBereikenSamenwonend,
        opgebouwd_alleenstaand=opbouw.OpgebouwdAlleenstaand,
        opgebouwd_samenwonend=opbouw.OpgebouwdSamenwonend,
    )


def _leeftijd(grens: _Grens) -> Leeftijd | None:
    return Leeftijd(jaren=grens.Leeftijd.Jaren, maanden=grens.Leeftijd.Maanden) if grens.Leeftijd else None


def _aanspraak(polis: _Pensioen, *, indicatief: bool) -> Pensioenaanspraak:
    return Pensioenaanspraak(
        uitvoerder=polis.PensioenUitvoerder,
        herkenningsnummer=polis.HerkenningsNummer,
        te_bereiken=polis.TeBereiken,
        opgebouwd=polis.Opgebouwd,
        stand_per=polis.StandPer,
        indicatief=indicatief,
    )
