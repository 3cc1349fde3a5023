"""Whether a PDF is ours and whole, decided from its bytes and the certificates we trust.

Stricter than a PDF reader: the seal must be the only one, cover the whole file and carry a trusted
timestamp, and the signature itself must be written as we write it, so that no byte is free to change.
Nothing is fetched. Certificates are judged at the moment of the timestamp, not at the moment of asking.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from io import BytesIO

from asn1crypto import cms, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from portal.offers.sealing import SEAL_FIELD


@dataclass(frozen=True)
class SealReport:
    """What was found. `valid` is the answer; the rest says why.

    `document_sha256` is the hash of the file as it was before the seal: what the borrowers signed.
    `problem` is a short English reason for logs, empty when valid.
    """

    sealed: bool = False
    intact: bool = False
    trusted: bool = False
    covers_whole_file: bool = False
    timestamp_trusted: bool = False
    signed_at: datetime | None = None
    signed_by: str = ""
    reason: str = ""
    document_sha256: str = ""
    problem: str = ""

    @property
    def valid(self) -> bool:
        """Ours, whole, and sealed at a known moment."""
        return (
            self.sealed
            and self.intact
            and self.trusted
            and self.covers_whole_file
            and self.timestamp_trusted
            and not self.problem
        )


class _Broken(Exception):
    """The file is not written as we write a sealed file."""


def verify_pdf(pdf: bytes, trust_roots: Sequence[x509.Certificate]) -> SealReport:
    """Judge any bytes. Never raises for what the bytes hold: a broken file is an answer."""
    try:
        signatures = list(PdfFileReader(BytesIO(pdf)).embedded_signatures)
        if not signatures:
            return SealReport(problem="no seal")
        if len(signatures) > 1 or signatures[0].field_name != SEAL_FIELD:
            return SealReport(sealed=True, problem="not our one seal")
        return _judge(pdf, signatures[0], trust_roots)
    # A hostile file can make a parser fail in any way at all; each of them means "not whole".
    except Exception as error:  # noqa: BLE001
        return SealReport(sealed=b"/ByteRange" in pdf, problem=f"unreadable: {type(error).__name__}: {error}")


def _judge(pdf: bytes, signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate]) -> SealReport:
    _check_written_as_ours(pdf, signature)
    token = _timestamp_token(signature)
    moment: datetime = token["encap_content_info"]["content"].parsed["gen_time"].native
    status = validate_pdf_signature(signature, _context(roots, moment), _context(roots, moment))
    timestamp = status.timestamp_validity
    if timestamp is None:
        raise _Broken("no timestamp")
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    timestamp_trusted = bool(timestamp.valid and timestamp.trusted)
    stray = _stray_certificates(signature, token, status)
    return SealReport(
        sealed=True,
        intact=bool(status.intact and status.valid),
        trusted=bool(status.trusted),
        covers_whole_file=whole,
        timestamp_trusted=timestamp_trusted,
        signed_at=timestamp.timestamp,
        signed_by=status.signing_cert.subject.native.get("common_name", ""),
        reason=str(signature.sig_object.get("/Reason", "")),
        document_sha256=sha256(_before_the_seal(pdf, signature)).hexdigest(),
        problem="" if status.bottom_line and not stray else stray or "the seal does not hold",
    )


def _context(roots: Sequence[x509.Certificate], moment: datetime) -> ValidationContext:
    return ValidationContext(trust_roots=list(roots), allow_fetching=False, moment=moment)


def _check_written_as_ours(pdf: bytes, signature: EmbeddedPdfSignature) -> None:
    """The bytes that no digest covers must be exactly the signature in hexadecimal, zeros, and nothing else."""
    start, first, second, rest = (int(number) for number in signature.byte_range)
    if start != 0 or second + rest != len(pdf):
        raise _Broken("the seal does not cover the whole file")
    cms_der = cms.ContentInfo.load(signature.pkcs7_content).dump(force=True)
    room = second - first - 2
    if pdf[first:second] != b"<" + cms_der.hex().upper().encode().ljust(room, b"0") + b">":
        raise _Broken("the signature is not written as we write it")
    for data in (signature.signed_data, _timestamp_token(signature)):
        # No digest covers these fields, so each may hold only the one value that RFC 5652 gives it.
        infos, enclosed = data["signer_infos"], data["encap_content_info"]["content_type"].native
        if len(infos) != 1 or infos[0]["version"].native != "v1":
            raise _Broken("not exactly one signer, as version 1")
        if data["version"].native != ("v3" if enclosed == "tst_info" else "v1"):
            raise _Broken("the signature has another version than its content asks for")
        if [algorithm.native for algorithm in data["digest_algorithms"]] != [infos[0]["digest_algorithm"].native]:
            raise _Broken("the signature names another digest than it uses")
        # Names are compared without regard to case when certificates are looked up; here they are not.
        issuer = infos[0]["sid"].chosen["issuer"].dump()
        if issuer not in {choice.chosen.issuer.dump() for choice in data["certificates"]}:
            raise _Broken("the signer is named otherwise than in its certificate")


def _timestamp_token(signature: EmbeddedPdfSignature) -> cms.SignedData:
    attributes = signature.signer_info["unsigned_attrs"]
    if len(attributes) != 1 or attributes[0]["type"].native != "signature_time_stamp_token":
        raise _Broken("not exactly one timestamp")
    return attributes[0]["values"][0]["content"]


def _stray_certificates(signature: EmbeddedPdfSignature, token: cms.SignedData, status: PdfSignatureStatus) -> str:
    """Certificates in the file that no chain uses could hold anything: there must be none."""
    timestamp = status.timestamp_validity
    paths = [status.validation_path, timestamp.validation_path if timestamp else None]
    used = {certificate.dump() for path in paths if path is not None for certificate in path}
    embedded = [choice.chosen.dump() for data in (signature.signed_data, token) for choice in data["certificates"]]
    return "" if all(certificate in used for certificate in embedded) else "a certificate that no chain uses"


def _before_the_seal(pdf: bytes, signature: EmbeddedPdfSignature) -> bytes:
    """The file up to the end of the revision that the seal was put upon."""
    previous = signature.reader.trailer["/Prev"]
    found = re.search(rb"startxref\s+%d\s+%%%%EOF\n" % previous, pdf)
    if found is None:
        raise _Broken("no earlier revision")
    return pdf[: found.end()]
