"""Ockto's words beside ours."""

from collections.abc import Mapping

from brondata.datasets import Source
from brondata.ockto.wire import Bron
from brondata.provider import SessionStatus, SourceStatus

SOURCES: Mapping[Bron, Source] = {bron: Source[bron.name] for bron in Bron}

SESSION_STATUS: Mapping[str, SessionStatus] = {
    "CREATED": SessionStatus.INVITED,
    "OPENED": SessionStatus.OPENED,
    "COLLECTING": SessionStatus.COLLECTING,
    "SHARED": SessionStatus.SHARED,
    "DECLINED": SessionStatus.DECLINED,
    "EXPIRED": SessionStatus.EXPIRED,
    "CLOSED": SessionStatus.CLOSED,
    "ERROR": SessionStatus.FAILED,
}

SOURCE_STATUS: Mapping[str, SourceStatus] = {
    "WACHT": SourceStatus.WAITING,
    "BEZIG": SourceStatus.COLLECTING,
    "OPGEHAALD": SourceStatus.COLLECTED,
    "MISLUKT": SourceStatus.FAILED,
}


def bron_of(source: Source) -> Bron:
    """Ockto's word for one of our sources."""
    return Bron[source.name]
