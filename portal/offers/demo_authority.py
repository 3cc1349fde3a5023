"""A certificate authority for demonstrations and tests, made on the spot. Trusted by nobody else.

Dates are fixed, not the clock's: the same keys serve a demo that stands on any day of those years.
"""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DEMO_LABEL = "DEMO"
VALID_FROM = datetime(2025, 1, 1, tzinfo=UTC)
VALID_UNTIL = datetime(2045, 1, 1, tzinfo=UTC)

Key = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class KeyFiles:
    """The names in a key folder. `chain` and `roots` may hold several certificates."""

    seal_key: str = "seal.key.pem"
    seal_cert: str = "seal.cert.pem"
    chain: str = "chain.pem"
    roots: str = "roots.pem"
    tsa_key: str = "tsa.key.pem"
    tsa_cert: str = "tsa.cert.pem"


KEY_FILES = KeyFiles()


def make_demo_keys(folder: Path) -> None:
    """Make a demo CA, a sealing certificate and a timestamp certificate in `folder`, once.

    The CA's own key is thrown away: nothing more can be issued under it. A folder that holds keys is
    left alone, also when another process fills it at the same moment; only the owner can read it.
    """
    if (folder / KEY_FILES.seal_cert).is_file():
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        _fill(made)
        # One rename: the others see no keys or all of them, and it fails when somebody was first.
        made.rename(folder)
    except OSError:
        if not (folder / KEY_FILES.seal_cert).is_file():
            raise
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _fill(folder: Path) -> None:
    ca_key = ec.generate_private_key(ec.SECP256R1())
    ca_name = _name("testautoriteit")
    ca = _certificate(ca_name, ca_key, ca_name, ca_key, ca=True, usage=("key_cert_sign", "crl_sign"))
    seal_key = ec.generate_private_key(ec.SECP256R1())
    seal = _certificate(
        _name("zegel"), seal_key, ca_name, ca_key, ca=False, usage=("digital_signature", "content_commitment")
    )
    # pyHanko's stand-in authority signs with RSA only.
    tsa_key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    tsa = _certificate(
        _name("testtijdstempel"), tsa_key, ca_name, ca_key, ca=False, usage=("digital_signature",), timestamping=True
    )
    _write_key(folder / KEY_FILES.seal_key, seal_key)
    _write_key(folder / KEY_FILES.tsa_key, tsa_key)
    for name, certificate in (
        (KEY_FILES.seal_cert, seal),
        (KEY_FILES.tsa_cert, tsa),
        (KEY_FILES.chain, ca),
        (KEY_FILES.roots, ca),
    ):
        (folder / name).write_bytes(certificate.public_bytes(Encoding.PEM))


def _name(role: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "NL"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, f"{DEMO_LABEL} Neo Hypotheken"),
            x509.NameAttribute(NameOID.COMMON_NAME, f"{DEMO_LABEL} {role}, niet voor echt gebruik"),
        ]
    )


def _certificate(
    subject: x509.Name,
    key: Key,
    issuer: x509.Name,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    ca: bool,
    usage: tuple[str, ...],
    timestamping: bool = False,
) -> x509.Certificate:
    names = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_UNTIL)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=0 if ca else None), critical=True)
        .add_extension(x509.KeyUsage(**{name: name in usage for name in names}), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False)
    )
    if timestamping:
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(issuer_key, hashes.SHA256())


def _write_key(path: Path, key: Key) -> None:
    path.touch(mode=0o600)
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
