"""Keys for the simulated scheme: a merchant, an acquirer and a bank, made once per folder."""

import os
import shutil
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from cryptography.x509.oid import NameOID

from portal.demo.idin.clock import now

ROLES = ("merchant", "acquirer", "bank")
VALID = timedelta(days=3650)


@dataclass(frozen=True)
class KeyPair:
    """A private RSA key and the certificate that carries its public half."""

    key: rsa.RSAPrivateKey
    certificate: x509.Certificate


@dataclass(frozen=True)
class SchemeKeys:
    """What the simulator holds. Of the merchant only the certificate, as in real life."""

    merchant: x509.Certificate
    acquirer: KeyPair
    bank: KeyPair


def make_keys(folder: Path) -> None:
    """Fill `folder` with <role>.key.pem and <role>.cert.pem, unless it already has them.

    Several processes may try at once: the folder appears complete or not at all, the first wins.
    Raises ValueError when the folder holds a part of the keys.
    """
    if _is_complete(folder):
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=".keys-", dir=folder.parent))
    try:
        for role in ROLES:
            _write_pair(made, role, new_pair(f"iDIN simulator {role}"))
        made.rename(folder)
    except OSError as error:
        shutil.rmtree(made, ignore_errors=True)
        if not _is_complete(folder):
            raise ValueError(f"{folder} holds only a part of the iDIN keys; remove it") from error


def load_keys(folder: Path) -> SchemeKeys:
    """The keys in `folder`, made first when they are not there yet."""
    make_keys(folder)
    return SchemeKeys(
        merchant=x509.load_pem_x509_certificate((folder / "merchant.cert.pem").read_bytes()),
        acquirer=_read_pair(folder, "acquirer"),
        bank=_read_pair(folder, "bank"),
    )


def new_pair(name: str) -> KeyPair:
    """A fresh key with a certificate signed by itself."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made_at = now()
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(made_at - timedelta(days=1))
        .not_valid_after(made_at + VALID)
        .sign(key, hashes.SHA256())
    )
    return KeyPair(key, certificate)


def _is_complete(folder: Path) -> bool:
    return all((folder / f"{r}.{kind}.pem").is_file() for r in ROLES for kind in ("key", "cert"))


def _write_pair(folder: Path, role: str, pair: KeyPair) -> None:
    private = pair.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    handle = os.open(folder / f"{role}.key.pem", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(private)
    (folder / f"{role}.cert.pem").write_bytes(pair.certificate.public_bytes(Encoding.PEM))


def _read_pair(folder: Path, role: str) -> KeyPair:
    key = load_pem_private_key((folder / f"{role}.key.pem").read_bytes(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError(f"the {role} key is not RSA")
    certificate = x509.load_pem_x509_certificate((folder / f"{role}.cert.pem").read_bytes())
    return KeyPair(key, certificate)
