"""The lender's seal on a finished PDF: PAdES baseline B-T, applied once, allowing no change after it.

A sealed file is the original bytes plus one update, so what the borrowers signed can still be read
back from it byte for byte (`verification.SealReport.document_sha256`).
"""

from datetime import datetime
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

from portal.offers.keys import SealingKeys

SEAL_FIELD = "Zegel"


class AlreadySealed(ValueError):
    """The PDF carries a signature; a sealed file is never sealed again."""


def seal_pdf(pdf: bytes, *, signer: SealingKeys, reason: str, at: datetime) -> bytes:
    """The PDF with the lender's seal and a timestamp.

    Args:
        pdf: the unsealed file, byte for byte what was signed for.
        signer: key, chain and timestamp authority.
        reason: one Dutch sentence that PDF readers show beside the seal.
        at: the moment of sealing, aware; a real timestamp authority adds its own.

    Raises:
        AlreadySealed: there is a signature in it already.
        ValueError: `at` is naive.
        pyhanko.sign.timestamps.TimestampRequestError, OSError: the authority did not answer; try again.
    """
    if at.utcoffset() is None:
        raise ValueError("the moment of sealing needs its offset from UTC")
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    if any(True for _ in writer.prev.embedded_signatures):
        raise AlreadySealed("this PDF has been sealed")
    metadata = PdfSignatureMetadata(
        field_name=SEAL_FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        reason=reason,
        location="Amersfoort",
    )
    sealer = _SealerAt(
        metadata,
        signer=signer.signer,
        timestamper=signer.timestamper(at),
        new_field_spec=SigFieldSpec(SEAL_FIELD, box=None),
    )
    sealer.at = at
    sealed: BytesIO = sealer.sign_pdf(writer)
    return sealed.getvalue()


class _SealerAt(PdfSigner):
    """pyHanko's signer with our clock instead of the machine's."""

    at: datetime

    def init_signing_session(self, *args: Any, **kwargs: Any) -> Any:
        session = super().init_signing_session(*args, **kwargs)
        session.system_time = self.at
        return session
