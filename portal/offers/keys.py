"""The lender's seal: whose key, whose clock, whom to trust. A port, so that the key may live elsewhere.

`SealingKeys` is all that `sealing.py` knows. Here it is filled from a folder of PEM files
(`settings.SIGNING_KEYS`); a key in hardware fills it with pyHanko's PKCS#11 signer instead.
The demo makes its own authority, every name in it starts with DEMO, and such a key is refused
wherever `settings.ALLOW_DEMO_KEYS` is not true, whatever folder it was copied to.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import pem as asn1_pem
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from pyhanko.sign.signers import Signer, SimpleSigner
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from portal.offers.demo_authority import DEMO_LABEL, KEY_FILES, make_demo_keys

__all__ = ["DemoKeysRefused", "KeysMissing", "SealingKeys", "keys_from_folder", "keys_from_settings", "make_demo_keys"]


class KeysMissing(RuntimeError):
    """The folder lacks a key or certificate, or holds one that cannot make this seal."""


class DemoKeysRefused(RuntimeError):
    """A DEMO key where the settings do not allow one: it would seal nothing that anybody trusts."""


@dataclass(frozen=True)
class SealingKeys:
    """What a seal needs.

    `signer` holds (or reaches) the private key and the chain that is put into the file;
    `timestamp_url` names the RFC 3161 authority, empty for the demo's own; `roots` are the
    certificates that verification trusts.
    """

    signer: Signer
    certificate: asn1_x509.Certificate
    roots: tuple[asn1_x509.Certificate, ...]
    timestamp_url: str
    demo_tsa: tuple[asn1_x509.Certificate, asn1_keys.PrivateKeyInfo] | None

    @property
    def is_demo(self) -> bool:
        """Whether the seal's certificate names itself a demonstration."""
        return DEMO_LABEL in self.certificate.subject.human_friendly

    def timestamper(self, at: datetime) -> TimeStamper:
        """The timestamp authority. The demo's own tells `at` (a test clock); a real one tells its own time."""
        if self.timestamp_url:
            return HTTPTimeStamper(self.timestamp_url, timeout=10)
        if self.demo_tsa is None:
            raise KeysMissing("no timestamp authority: set TIMESTAMP_URL")
        certificate, key = self.demo_tsa
        return DummyTimeStamper(certificate, key, SimpleCertificateStore(), fixed_dt=at.astimezone(UTC))


def keys_from_settings() -> SealingKeys:
    """The keys of this installation: `SIGNING_KEYS` (folder), `TIMESTAMP_URL`, `ALLOW_DEMO_KEYS`.

    The demo's keys are made on first use. Raises `KeysMissing` or `DemoKeysRefused`.
    """
    folder = Path(settings.SIGNING_KEYS)
    if settings.ALLOW_DEMO_KEYS:
        make_demo_keys(folder)
    return keys_from_folder(folder, timestamp_url=settings.TIMESTAMP_URL, allow_demo=settings.ALLOW_DEMO_KEYS)


def keys_from_folder(folder: Path, *, timestamp_url: str = "", allow_demo: bool) -> SealingKeys:
    """Read `seal.key.pem`, `seal.cert.pem`, `chain.pem` (issuers) and `roots.pem` (whom to trust).

    Raises `KeysMissing` when one is absent, when the key is not EC P-256 or does not belong to the
    certificate, and `DemoKeysRefused` when the certificate is a demonstration's and that is not allowed.
    """
    key_pem, cert_pem = _read(folder, KEY_FILES.seal_key), _read(folder, KEY_FILES.seal_cert)
    chain = _certificates(_read(folder, KEY_FILES.chain))
    roots = _certificates(_read(folder, KEY_FILES.roots))
    certificate = _certificates(cert_pem)[0]
    _check_pair(key_pem, cert_pem)
    registry = SimpleCertificateStore()
    registry.register_multiple(chain)
    signer = SimpleSigner(
        signing_cert=certificate, signing_key=_private_key(key_pem), cert_registry=registry, embed_roots=False
    )
    found = SealingKeys(signer, certificate, roots, timestamp_url, _demo_tsa(folder))
    if found.is_demo and not allow_demo:
        raise DemoKeysRefused(f"{folder} holds DEMO keys, which this installation does not allow")
    return found


def _check_pair(key_pem: bytes, cert_pem: bytes) -> None:
    key = load_pem_private_key(key_pem, password=None)
    if not isinstance(key, ec.EllipticCurvePrivateKey) or not isinstance(key.curve, ec.SECP256R1):
        raise KeysMissing("the seal's key must be EC P-256")
    if key.public_key() != x509.load_pem_x509_certificate(cert_pem).public_key():
        raise KeysMissing("the seal's key does not belong to its certificate")


def _demo_tsa(folder: Path) -> tuple[asn1_x509.Certificate, asn1_keys.PrivateKeyInfo] | None:
    if not (folder / KEY_FILES.tsa_key).is_file():
        return None
    return _certificates(_read(folder, KEY_FILES.tsa_cert))[0], _private_key(_read(folder, KEY_FILES.tsa_key))


def _read(folder: Path, name: str) -> bytes:
    try:
        return (folder / name).read_bytes()
    except FileNotFoundError as error:
        raise KeysMissing(f"{folder / name} is missing") from error


def _certificates(pem: bytes) -> tuple[asn1_x509.Certificate, ...]:
    return tuple(asn1_x509.Certificate.load(der) for _, _, der in asn1_pem.unarmor(pem, multiple=True))


def _private_key(pem: bytes) -> Any:
    _, _, der = asn1_pem.unarmor(pem)
    return asn1_keys.PrivateKeyInfo.load(der)
