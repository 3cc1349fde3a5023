"""The iDIN adapter: the identification port over iDx 1.0, XML over HTTP.

A question is signed with the merchant's key; an answer counts only if the acquirer signed it, it
answers this very question, and it is fresh. The signed bytes travel along as evidence.
"""

import hashlib
import logging
import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from lxml import etree

from portal.mandates.idin import answers, messages, xmlsec
from portal.mandates.idin.port import (
    IdentificationRefused,
    IdentificationResult,
    IdentificationUnavailable,
    Issuer,
    Started,
    Status,
)

log = logging.getLogger(__name__)

TIMEOUT = httpx.Timeout(10, connect=4)
DIRECTORY_FRESH = timedelta(days=1)
DIRECTORY_USABLE = timedelta(days=7)
"""The directory is asked daily; an older one serves for a week when the scheme is silent."""


@dataclass(frozen=True)
class IdinSettings:
    """The contract and the keys. More than one acquirer certificate while a new one takes over."""

    acquirer_url: str
    merchant: messages.Merchant
    merchant_key: RSAPrivateKey
    merchant_certificate: x509.Certificate
    acquirer_certificates: tuple[x509.Certificate, ...]
    audience: str = ""
    """Whom an identity is addressed to: the merchant's legal id, or else its contract number."""

    @classmethod
    def from_files(
        cls,
        *,
        acquirer_url: str,
        merchant_id: str,
        sub_id: int,
        merchant_key: Path,
        merchant_certificate: Path,
        acquirer_certificate: Path,
        audience: str = "",
    ) -> "IdinSettings":
        """Read PEM files. Raises OSError, ValueError or TypeError with the cause, never the content."""
        key = load_pem_private_key(merchant_key.read_bytes(), password=None)
        if not isinstance(key, RSAPrivateKey):
            raise TypeError("the iDIN merchant key must be RSA")
        return cls(
            acquirer_url=acquirer_url,
            merchant=messages.Merchant(merchant_id, sub_id),
            merchant_key=key,
            merchant_certificate=x509.load_pem_x509_certificate(merchant_certificate.read_bytes()),
            acquirer_certificates=tuple(x509.load_pem_x509_certificates(acquirer_certificate.read_bytes())),
            audience=audience,
        )


def _real_time() -> datetime:
    """iDIN is an agreement with the outside world: it runs on real time, never on PORTAL_TODAY."""
    return datetime.now(UTC)  # noqa: TID251 - see above


class IdinClient:
    """`IdentificationProvider` for iDIN. Safe to share between threads; keep one per process."""

    def __init__(
        self,
        settings: IdinSettings,
        *,
        transport: httpx.BaseTransport | None = None,
        now: Callable[[], datetime] = _real_time,
    ) -> None:
        if not settings.acquirer_certificates:
            raise ValueError("no certificate of the acquirer: nothing could be trusted")
        self._settings = settings
        self._now = now
        self._http = httpx.Client(timeout=TIMEOUT, transport=transport, follow_redirects=False)
        self._directory: tuple[datetime, list[Issuer]] | None = None

    def issuers(self) -> list[Issuer]:
        """See the port. Asks the scheme once a day."""
        cached = self._directory
        if cached and self._now() - cached[0] < DIRECTORY_FRESH:
            return cached[1]
        request = messages.directory_request(self._settings.merchant, created=self._now())
        try:
            answer, _ = self._ask(request, "DirectoryRes", repeatable=True)
        except IdentificationUnavailable:
            if cached and self._now() - cached[0] < DIRECTORY_USABLE:
                log.warning("iDIN directory not available, using the one of %s", cached[0])
                return cached[1]
            raise
        found = answers.read_directory(answer)
        self._directory = (self._now(), found)
        return found

    def start(
        self,
        *,
        issuer_id: str,
        entrance_code: str,
        return_url: str,
        language: str = "nl",
    ) -> Started:
        """See the port. Never repeated by itself: each call opens a transaction at the scheme."""
        request = messages.transaction_request(
            self._settings.merchant,
            issuer_id=issuer_id,
            entrance_code=entrance_code,
            return_url=return_url,
            language=language,
            created=self._now(),
        )
        answer, _ = self._ask(request, "AcquirerTrxRes", repeatable=False)
        transaction_id, redirect_url = answers.read_transaction(answer)
        self._check_redirect(redirect_url)
        return Started(transaction_id=transaction_id, redirect_url=redirect_url)

    def status(self, transaction_id: str, *, entrance_code: str) -> IdentificationResult:
        """See the port."""
        request = messages.status_request(self._settings.merchant, transaction_id=transaction_id, created=self._now())
        answer, raw = self._ask(request, "AcquirerStatusRes", repeatable=True)
        status = answers.read_status(answer, transaction_id=transaction_id)
        result = partial(
            IdentificationResult,
            transaction_id=transaction_id,
            status=status,
            answered_at=answers.moment(answer, f"{{{messages.IDX}}}createDateTimestamp"),
            evidence=raw,
            evidence_sha256=hashlib.sha256(raw).hexdigest(),
        )
        if status is not Status.SUCCESS:
            return result()
        try:
            assertion = self._assertion(answer, entrance_code)
            person = answers.read_person(
                assertion,
                decrypt=partial(xmlsec.decrypt, key=self._settings.merchant_key),
            )
        except xmlsec.UntrustedXml as error:
            raise IdentificationRefused(str(error), code="untrusted") from error
        issuer_id = answers.text(assertion, f"{{{messages.SAML}}}Issuer")
        return result(issuer_id=issuer_id, person=person)

    def _assertion(self, answer: etree._Element, entrance_code: str) -> etree._Element:
        """The bank's own statement. The acquirer vouches for it; its own signature must hold too."""
        found = answers.find_assertion(answer, in_response_to=messages.request_id(entrance_code))
        alone = xmlsec.parse(etree.tostring(found, with_tail=False))
        bank = xmlsec.embedded_certificate(alone)
        signed = xmlsec.verify(alone, certificate=bank, at=self._now())
        answers.check_conditions(
            signed,
            audience=self._settings.audience or self._settings.merchant.id,
            now=self._now(),
        )
        return signed

    def _check_redirect(self, url: str) -> None:
        """A bank is reached over https; plain http only where the acquirer itself is (simulator)."""
        allowed = {"https", urlsplit(self._settings.acquirer_url).scheme}
        parts = urlsplit(url)
        if parts.scheme not in allowed or not parts.hostname:
            raise IdentificationRefused("the bank's address is not a safe one", code="redirect")

    def _ask(self, request: etree._Element, expected: str, *, repeatable: bool) -> tuple[etree._Element, bytes]:
        """Sign, send, verify. Returns what was signed, and the answer's bytes as received."""
        body = xmlsec.sign(
            request,
            key=self._settings.merchant_key,
            certificate=self._settings.merchant_certificate,
        )
        raw = self._post(body, attempts=2 if repeatable else 1)
        try:
            signed = self._verify(xmlsec.parse(raw))
        except xmlsec.UntrustedXml as error:
            raise IdentificationRefused(str(error), code="untrusted") from error
        answers.expect(signed, expected, now=self._now())
        return signed, raw

    def _verify(self, answer: etree._Element) -> etree._Element:
        *others, last = self._settings.acquirer_certificates
        for certificate in others:
            try:
                return xmlsec.verify(answer, certificate=certificate, at=self._now())
            except xmlsec.UntrustedXml:
                continue
        return xmlsec.verify(answer, certificate=last, at=self._now())

    def _post(self, body: bytes, *, attempts: int) -> bytes:
        headers = {"Content-Type": "text/xml; charset=utf-8", "Accept": "text/xml"}
        for left in reversed(range(attempts)):
            try:
                with self._http.stream("POST", self._settings.acquirer_url, content=body, headers=headers) as response:
                    if response.status_code != httpx.codes.OK:
                        raise IdentificationUnavailable(f"HTTP {response.status_code}")
                    return _read_limited(response)
            except (httpx.TransportError, IdentificationUnavailable) as error:
                if not left:
                    raise IdentificationUnavailable(f"iDIN: {error}") from error
            time.sleep(random.uniform(0.1, 0.4))  # noqa: S311 - jitter, not a secret
        raise IdentificationUnavailable("iDIN was not asked")


def _read_limited(response: httpx.Response) -> bytes:
    received = bytearray()
    for chunk in response.iter_bytes():
        received += chunk
        if len(received) > xmlsec.MAX_BYTES:
            raise IdentificationRefused("the answer is too large", code="untrusted")
    return bytes(received)
