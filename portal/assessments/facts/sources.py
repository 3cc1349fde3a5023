"""What registers say about one applicant, by Ockto or on file, and what proves each of them.

Brondata comes straight from the source; what was downloaded and sent counts only after a clerk approved it, and as the
document that it is (gids 8, route 2 and 3). Of the same register the newest is used, so that a new printout makes up
for brondata that grew too old.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from brondata.datasets import Brondata, Collection, CollectionStatus, Source
from brondata.files import FileReading
from portal.disputes.services import with_corrections
from portal.dossiers.models import Applicant
from portal.evidence.filed import approved_readings
from portal.evidence.reading import latest_bundle

ON_FILE = "bestand"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The datasets of one applicant. `proof` gives per register the id, in the facts, of what shows it."""

    bundle: Brondata | None
    proof: Mapping[Source, str]

    def is_brondata(self, source: Source) -> bool:
        """Whether it came by Ockto; the rest is a document."""
        return self.proof.get(source, "").startswith("b-")


def sources_of(applicant: Applicant, *, person_id: str, corrected: bool = False) -> Sources:
    """Everything that counts now; no dataset of a person who did not match is ever among it.

    Args:
        corrected: with what a clerk corrected by a document; without, as the registers say it.
    """
    bundle = latest_bundle(applicant)
    if corrected:
        bundle = with_corrections(applicant, bundle)
    collected = [one for one in bundle.collections if one.status is CollectionStatus.COLLECTED] if bundle else []
    proof = {one.source: f"b-{person_id}-{one.source.value}" for one in collected}
    for upload, reading in approved_readings(applicant):
        known = bundle.collected(reading.source) if bundle else None
        if known is None or known.at < reading.dataset.collected_at:
            bundle = _with(bundle, reading)
            proof[reading.source] = document_id(upload.id.hex)
    return Sources(bundle=bundle, proof=proof)


def document_id(upload_hex: str) -> str:
    """The id of an uploaded file in facts and decisions."""
    return f"d-{upload_hex[:12]}"


def _with(bundle: Brondata | None, reading: FileReading) -> Brondata:
    line = Collection(
        source=reading.source,
        status=CollectionStatus.COLLECTED,
        at=reading.dataset.collected_at,
        method=reading.method,
    )
    base = bundle or Brondata(provider=ON_FILE, schema_version="", session_id="", collections=())
    others = tuple(one for one in base.collections if one.source is not reading.source)
    return replace(
        base,
        collections=(*others, line),
        verzekeringsbericht=reading.verzekeringsbericht or base.verzekeringsbericht,
        pensioenoverzicht=reading.pensioenoverzicht or base.pensioenoverzicht,
    )
