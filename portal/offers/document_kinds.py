"""Every kind of document, and the way back from its JSON."""

from collections.abc import Mapping

from portal.offers.brondata_document import BrondataDocument
from portal.offers.codec import DocumentError
from portal.offers.documents import (
    Document,
    EsisDocument,
    HypotheekaanbodDocument,
    NotarisopdrachtDocument,
    OndertekenbewijsDocument,
    RenteaanbodDocument,
    SepaMandateDocument,
)

DOCUMENTS: dict[str, type[Document]] = {
    cls.kind: cls
    for cls in (
        RenteaanbodDocument,
        HypotheekaanbodDocument,
        EsisDocument,
        BrondataDocument,
        SepaMandateDocument,
        NotarisopdrachtDocument,
        OndertekenbewijsDocument,
    )
}


def document_from_json(data: Mapping[str, object]) -> Document:
    """The document that `Document.to_json` gave. Raises `DocumentError` when kind or content is off."""
    cls = DOCUMENTS.get(str(data.get("kind")))
    if cls is None:
        raise DocumentError("kind", f"{data.get('kind')!r} is not a document of ours")
    return cls.from_json({name: value for name, value in data.items() if name != "kind"})
