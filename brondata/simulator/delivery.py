"""The bytes of a result, whole or spoiled."""

from collections.abc import Callable, Mapping

from brondata.simulator import odm, personas
from brondata.simulator.faults import Faults, Malformed
from brondata.simulator.invitation import SOURCE_DOWN, Invitation
from brondata.simulator.registers.shared import Json


def result(invitation: Invitation, faults: Faults) -> tuple[bytes, str]:
    """What getResult sends for a session, and the version that it declares."""
    persona = invitation.persona or ""
    if faults.wrong_person:
        keys = personas.keys()
        persona = keys[(keys.index(persona) + 1) % len(keys)]
    lines = [line for line in invitation.lines if line.bron not in faults.sources_missing]
    collected = {line.bron: line.ends if line.works else None for line in lines}
    if faults.partial_result:
        # The status told of everything; what arrives is the first half.
        half = max(1, len(lines) // 2)
        collected |= {line.bron: None for line in lines[half:]}
    body = odm.document(
        personas.spec(persona),
        session_id=invitation.session_id,
        collected=collected,
        reasons={line.bron: line.reason or SOURCE_DOWN for line in lines},
    )
    spoil = _IN_THE_DOCUMENT.get(faults.malformed_result)
    if spoil:
        spoil(body)
    content = odm.dump(body)
    broken = _IN_THE_BYTES.get(faults.malformed_result)
    version = "v9_9" if faults.malformed_result is Malformed.OTHER_VERSION else odm.VERSION
    return broken(content) if broken else content, version


def _wrong_shape(body: Json) -> None:
    body["bronnen"] = "alles"


def _contradiction(body: Json) -> None:
    """The summary promises what is not there."""
    for name in set(body) - {"odmVersion", "sessionId", "bronnen"}:
        del body[name]


def _source_twice(body: Json) -> None:
    lines = body["bronnen"]
    assert isinstance(lines, list)
    lines.append(lines[0])


def _no_time_zone(body: Json) -> None:
    lines = body["bronnen"]
    assert isinstance(lines, list)
    lines[0]["opgehaaldOp"] = lines[0]["opgehaaldOp"][:19]


def _unknown_word(body: Json) -> None:
    lines = body["bronnen"]
    assert isinstance(lines, list)
    lines[0]["status"] = "MISSCHIEN"


_IN_THE_DOCUMENT: Mapping[Malformed, Callable[[Json], None]] = {
    Malformed.WRONG_SHAPE: _wrong_shape,
    Malformed.CONTRADICTION: _contradiction,
    Malformed.SOURCE_TWICE: _source_twice,
    Malformed.NO_TIME_ZONE: _no_time_zone,
    Malformed.UNKNOWN_WORD: _unknown_word,
}
_IN_THE_BYTES: Mapping[Malformed, Callable[[bytes], bytes]] = {
    Malformed.TRUNCATED: lambda content: content[: len(content) // 2],
    Malformed.NOT_JSON: lambda _: b"<html><body>Er ging iets mis</body></html>",
    Malformed.EMPTY: lambda _: b"",
    Malformed.NOT_UTF8: lambda content: content.replace(b'"sessionId"', b'"\xff\xfesessionId"'),
}
