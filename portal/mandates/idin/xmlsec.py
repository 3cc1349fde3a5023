"""The XML security iDx asks for: safe parsing, XML signatures and XML decryption.

One profile and no other, so that a message can't choose a weaker one: exclusive canonicalization,
RSA-SHA256 over SHA-256 (XMLDSig), AES-256-CBC under RSA-OAEP (XML-Enc). Source: the messages of
the public iDIN libraries (github.com/Currence-Online/iDIN-libraries-php, MIT).
"""

import binascii
import hashlib
from base64 import b64decode
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding as rsa_padding
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree
from signxml.algorithms import CanonicalizationMethod, DigestAlgorithm, SignatureMethod
from signxml.exceptions import SignXMLException
from signxml.signer import XMLSigner
from signxml.verifier import SignatureConfiguration, VerifyResult, XMLVerifier

DSIG = "http://www.w3.org/2000/09/xmldsig#"
XENC = "http://www.w3.org/2001/04/xmlenc#"
EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#"
ENVELOPED = f"{DSIG}enveloped-signature"
AES256_CBC = f"{XENC}aes256-cbc"
RSA_OAEP = f"{XENC}rsa-oaep-mgf1p"
SHA1_DIGEST = f"{DSIG}sha1"
MAX_BYTES = 1_000_000
# SHA-1 is what rsa-oaep-mgf1p prescribes; OAEP does not lean on its collision resistance.
_SHA1 = hashes.SHA1()  # noqa: S303
OAEP = rsa_padding.OAEP(rsa_padding.MGF1(_SHA1), _SHA1, label=None)

_AES_BLOCK = 16
_AES_KEY = 32


class UntrustedXml(Exception):
    """The message is not well-formed, not signed by whom it should be, or not to be decrypted."""


def parse(data: bytes) -> etree._Element:
    """Parse a message without DTD, entities, network or huge trees. Raises `UntrustedXml`."""
    if len(data) > MAX_BYTES:
        raise UntrustedXml(f"message of {len(data)} bytes is too large")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UntrustedXml(f"not well-formed: {error}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UntrustedXml("a document type is not allowed")
    return root


def fingerprint(certificate: x509.Certificate) -> str:
    """The name iDx gives a key: SHA-1 of the certificate in capital hex (KeyName)."""
    der = certificate.public_bytes(Encoding.DER)
    return hashlib.sha1(der, usedforsecurity=False).hexdigest().upper()


def sign(root: etree._Element, *, key: RSAPrivateKey, certificate: x509.Certificate) -> bytes:
    """Sign the whole message, signature last, key named by fingerprint; return its bytes."""
    key_info = etree.Element(f"{{{DSIG}}}KeyInfo", nsmap={"ds": DSIG})
    etree.SubElement(key_info, f"{{{DSIG}}}KeyName").text = fingerprint(certificate)
    signed = signer().sign(root, key=key, key_info=key_info)
    return bytes(etree.tostring(signed, xml_declaration=True, encoding="UTF-8"))


def signer() -> XMLSigner:
    """A signer that knows the one profile and no other."""
    return XMLSigner(
        signature_algorithm=SignatureMethod.RSA_SHA256,
        digest_algorithm=DigestAlgorithm.SHA256,
        c14n_algorithm=CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0,
    )


def verify(root: etree._Element, *, certificate: x509.Certificate, at: datetime) -> etree._Element:
    """The part of `root` that its own signature covers, which must be all of it.

    `certificate` is the one we trust, whatever the message brings along; it must be valid `at`.
    Read only what this returns: what was not signed is not in it. Raises `UntrustedXml`.
    """
    _check_profile(root)
    config = SignatureConfiguration(
        location="./",
        signature_methods=frozenset({SignatureMethod.RSA_SHA256}),
        digest_algorithms=frozenset({DigestAlgorithm.SHA256}),
        verification_time=at,
    )
    try:
        result = XMLVerifier().verify(root, x509_cert=certificate, expect_config=config)
    except (SignXMLException, etree.LxmlError, binascii.Error, ValueError) as error:
        raise UntrustedXml(f"signature: {error}") from error
    signed = result.signed_xml if isinstance(result, VerifyResult) else None
    if signed is None or signed.tag != root.tag or signed.attrib != root.attrib:
        raise UntrustedXml("signature: does not cover the whole message")
    return signed


def _check_profile(root: etree._Element) -> None:
    """One signature, one reference to the element itself, the two known transforms."""
    signatures = root.findall(f"{{{DSIG}}}Signature")
    if len(signatures) != 1:
        raise UntrustedXml(f"expected one signature, found {len(signatures)}")
    references = signatures[0].findall(f"{{{DSIG}}}SignedInfo/{{{DSIG}}}Reference")
    own_id = root.get("ID")
    if [r.get("URI") for r in references] != [f"#{own_id}" if own_id else ""]:
        raise UntrustedXml("signature: refers to something else than its own message")
    transforms = [t.get("Algorithm") for t in references[0].iter(f"{{{DSIG}}}Transform")]
    if transforms != [ENVELOPED, EXCLUSIVE_C14N]:
        raise UntrustedXml("signature: unexpected transforms")


def embedded_certificate(root: etree._Element) -> x509.Certificate:
    """The certificate that the signature of `root` brings along. Not yet trusted by anyone."""
    steps = ("Signature", "KeyInfo", "X509Data", "X509Certificate")
    path = "/".join(f"{{{DSIG}}}{step}" for step in steps)
    text = root.findtext(path)
    if not text:
        raise UntrustedXml("the signature brings no certificate")
    try:
        return x509.load_der_x509_certificate(b64decode(text))
    except ValueError as error:
        raise UntrustedXml(f"unreadable certificate: {error}") from error


def decrypt(encrypted: etree._Element, *, key: RSAPrivateKey) -> etree._Element:
    """The element hidden in `encrypted` (EncryptedID or EncryptedAttribute). Raises `UntrustedXml`.

    CBC has no integrity of its own, so call it only on what `verify` returned: then nobody can
    try padding on us.
    """
    data = encrypted.find(f"{{{XENC}}}EncryptedData")
    wrapped = None if data is None else data.find(f"{{{DSIG}}}KeyInfo/{{{XENC}}}EncryptedKey")
    if wrapped is None:  # SAML also allows the key beside the data
        wrapped = encrypted.find(f"{{{XENC}}}EncryptedKey")
    if data is None or wrapped is None:
        raise UntrustedXml("encryption: data or key is missing")
    _expect_method(data, AES256_CBC)
    _expect_method(wrapped, RSA_OAEP, digest=SHA1_DIGEST)
    try:
        content_key = key.decrypt(_cipher_value(wrapped), OAEP)
        plain = _decrypt_cbc(_cipher_value(data), content_key)
    except ValueError as error:
        raise UntrustedXml("encryption: not for our key, or damaged") from error
    return _parse_fragment(plain, encrypted)


def _parse_fragment(plain: bytes, place: etree._Element) -> etree._Element:
    """One element that may lean on the namespaces declared around the place it was taken from."""
    context = etree.Element("place", nsmap=place.nsmap)  # type: ignore[arg-type]  # the stubs forget the default one
    around = etree.tostring(context).removesuffix(b"/>")
    found = list(parse(around + b">" + plain + b"</place>"))
    if len(found) != 1:
        raise UntrustedXml("encryption: expected one element")
    return found[0]


def _expect_method(element: etree._Element, algorithm: str, *, digest: str | None = None) -> None:
    method = element.find(f"{{{XENC}}}EncryptionMethod")
    if method is None or method.get("Algorithm") != algorithm:
        raise UntrustedXml("encryption: unexpected algorithm")
    chosen = method.find(f"{{{DSIG}}}DigestMethod")
    if chosen is not None and chosen.get("Algorithm") != digest:
        raise UntrustedXml("encryption: unexpected digest")


def _cipher_value(element: etree._Element) -> bytes:
    text = element.findtext(f"{{{XENC}}}CipherData/{{{XENC}}}CipherValue")
    if not text:
        raise UntrustedXml("encryption: no cipher value")
    return b64decode(text)


def _decrypt_cbc(data: bytes, key: bytes) -> bytes:
    """AES-256-CBC with the padding of XML-Enc 5.2: the last byte counts, the others are free."""
    if len(key) != _AES_KEY or len(data) < 2 * _AES_BLOCK or len(data) % _AES_BLOCK:
        raise ValueError("wrong length")
    cipher = Cipher(algorithms.AES(key), modes.CBC(data[:_AES_BLOCK])).decryptor()
    padded = cipher.update(data[_AES_BLOCK:]) + cipher.finalize()
    if not 1 <= padded[-1] <= _AES_BLOCK:
        raise ValueError("wrong padding")
    return padded[: -padded[-1]]
