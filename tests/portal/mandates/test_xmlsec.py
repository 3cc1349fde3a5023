"""XML signatures and encryption: one profile, and nothing beside it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from lxml import etree

from portal.demo.idin.keys import KeyPair, new_pair
from portal.demo.idin.statement import encrypt
from portal.mandates.idin import xmlsec
from portal.mandates.idin.messages import IDX, SAML, Merchant, directory_request

SAMPLE = Path(__file__).parent / "data" / "idin" / "samples" / "StatusResponse-Sample-015.xml"
WHEN_SAMPLED = datetime(2021, 1, 1, tzinfo=UTC)
NOW = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def pair() -> KeyPair:
    return new_pair("somebody")


@pytest.fixture(scope="module")
def stranger() -> KeyPair:
    return new_pair("somebody else")


def _signed(pair: KeyPair) -> bytes:
    request = directory_request(Merchant("1234567890", 1), created=NOW)
    return xmlsec.sign(request, key=pair.key, certificate=pair.certificate)


def _verify(message: bytes, pair: KeyPair) -> etree._Element:
    return xmlsec.verify(xmlsec.parse(message), certificate=pair.certificate, at=NOW)


def test_a_message_signed_by_the_idin_test_environment_verifies() -> None:
    """Not our own signature: the published sample, acquirer around bank."""
    root = xmlsec.parse(SAMPLE.read_bytes())
    assertion = root.find(f".//{{{SAML}}}Assertion")
    assert assertion is not None
    alone = xmlsec.parse(etree.tostring(assertion, with_tail=False))
    certificate = xmlsec.embedded_certificate(alone)

    inner = xmlsec.verify(alone, certificate=certificate, at=WHEN_SAMPLED)
    outer = xmlsec.verify(root, certificate=certificate, at=WHEN_SAMPLED)

    assert inner.get("ID") == "ID1234895623145789159999"
    assert outer.findtext(f"{{{IDX}}}Transaction/{{{IDX}}}transactionID") == "1234567890123457"
    with pytest.raises(xmlsec.UntrustedXml, match="expired"):
        xmlsec.verify(root, certificate=certificate, at=NOW)


def test_one_changed_character_in_the_sample_is_found() -> None:
    changed = xmlsec.parse(SAMPLE.read_bytes().replace(b"1234567890123457", b"1234567890123458"))
    assertion = changed.find(f".//{{{SAML}}}Assertion")
    assert assertion is not None
    certificate = xmlsec.embedded_certificate(xmlsec.parse(etree.tostring(assertion, with_tail=False)))
    with pytest.raises(xmlsec.UntrustedXml, match="Digest"):
        xmlsec.verify(changed, certificate=certificate, at=WHEN_SAMPLED)


def test_what_we_sign_verifies_and_names_its_key(pair: KeyPair) -> None:
    message = _signed(pair)
    assert _verify(message, pair).findtext(f"{{{IDX}}}Merchant/{{{IDX}}}merchantID") == "1234567890"
    assert f"KeyName>{xmlsec.fingerprint(pair.certificate)}<".encode() in message


def test_another_signature_is_refused(pair: KeyPair, stranger: KeyPair) -> None:
    with pytest.raises(xmlsec.UntrustedXml, match="verification failed"):
        _verify(_signed(stranger), pair)


def test_the_certificate_in_the_message_does_not_count(pair: KeyPair, stranger: KeyPair) -> None:
    """Signed by a stranger who brings a certificate: we look at the one we trust."""
    root = directory_request(Merchant("1234567890", 1), created=NOW)
    signed = etree.tostring(xmlsec.signer().sign(root, key=stranger.key, cert=[stranger.certificate]))
    assert _verify(signed, stranger) is not None
    with pytest.raises(xmlsec.UntrustedXml):
        _verify(signed, pair)


@pytest.mark.parametrize(
    "wrap",
    [
        pytest.param(lambda m: b"<fake>" + m + b"</fake>", id="wrapped"),
        pytest.param(lambda m: m.replace(b'URI=""', b'URI="#x"'), id="refers elsewhere"),
        pytest.param(lambda m: m.replace(b"xmldsig-more#rsa-sha256", b"xmldsig#rsa-sha1"), id="weaker signature"),
        pytest.param(lambda m: m.replace(b"xmlenc#sha256", b"xmldsig#sha1"), id="weaker digest"),
        pytest.param(lambda m: m.replace(b"xml-exc-c14n#", b"xml-c14n11"), id="other canonicalization"),
        pytest.param(lambda m: m.replace(b"#enveloped-signature", b"#base64"), id="other transform"),
        pytest.param(lambda m: re.sub(rb"(SignatureValue>)...", rb"\1", m, count=1), id="cut signature"),
    ],
)
def test_any_other_shape_is_refused(pair: KeyPair, wrap: Callable[[bytes], bytes]) -> None:
    message = etree.tostring(xmlsec.parse(_signed(pair)))
    changed = wrap(message)
    assert changed != message
    with pytest.raises(xmlsec.UntrustedXml):
        _verify(changed, pair)


def test_a_second_signature_is_refused(pair: KeyPair) -> None:
    root = xmlsec.parse(_signed(pair))
    root.append(xmlsec.parse(etree.tostring(root[-1])))
    with pytest.raises(xmlsec.UntrustedXml, match="one signature"):
        xmlsec.verify(root, certificate=pair.certificate, at=NOW)


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"no xml",
        b"<a>",
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>',
        b"<a>" + b" " * xmlsec.MAX_BYTES + b"</a>",
        b"<a>" * 5000 + b"</a>" * 5000,
    ],
    ids=["nothing", "text", "open", "doctype", "entity", "large", "deep"],
)
def test_what_is_not_a_plain_small_message_is_not_parsed(message: bytes) -> None:
    with pytest.raises(xmlsec.UntrustedXml):
        xmlsec.parse(message)


def _hide(
    pair: KeyPair, text: str, *, plain: str = "<saml:NameID xmlns:saml='{saml}'>{text}</saml:NameID>"
) -> etree._Element:
    reader = pair.certificate.public_key()
    assert isinstance(reader, RSAPublicKey)
    cover = etree.Element(f"{{{SAML}}}EncryptedID", nsmap={"saml": SAML})
    cover.append(encrypt(plain.format(saml=SAML, text=text).encode(), reader=reader, recipient="1234567890"))
    return cover


def test_a_hidden_element_may_lean_on_the_namespaces_around_it(pair: KeyPair) -> None:
    """libxmlsec1 encrypts an element without the declarations of its ancestors."""
    found = xmlsec.decrypt(_hide(pair, "geheim", plain="<saml:NameID>{text}</saml:NameID>"), key=pair.key)
    assert (found.tag, found.text) == (f"{{{SAML}}}NameID", "geheim")


@pytest.mark.parametrize("plain", ["{text}", "<a/><b/>", "</place><place>", "<other:a/>", "<!DOCTYPE a><a/>", ""])
def test_what_was_hidden_must_be_one_element(pair: KeyPair, plain: str) -> None:
    with pytest.raises(xmlsec.UntrustedXml):
        xmlsec.decrypt(_hide(pair, "geheim", plain=plain), key=pair.key)


@pytest.mark.parametrize("length", [0, 1, 15, 16, 17, 200])
def test_what_was_hidden_is_found_again(pair: KeyPair, length: int) -> None:
    assert (xmlsec.decrypt(_hide(pair, "ë" * length), key=pair.key).text or "") == "ë" * length


def test_only_the_reader_can_open_it(pair: KeyPair, stranger: KeyPair) -> None:
    with pytest.raises(xmlsec.UntrustedXml, match="not for our key"):
        xmlsec.decrypt(_hide(pair, "geheim"), key=stranger.key)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("xmlenc#aes256-cbc", "xmlenc#aes128-cbc"),
        ("xmlenc#rsa-oaep-mgf1p", "xmlenc#rsa-1_5"),
        ("xmldsig#sha1", "xmlenc#sha512"),
        ("CipherValue>", "Other>"),
        ("EncryptedKey", "OtherKey"),
    ],
)
def test_other_encryption_is_refused(pair: KeyPair, old: str, new: str) -> None:
    text = etree.tostring(_hide(pair, "geheim")).decode()
    assert old in text
    with pytest.raises(xmlsec.UntrustedXml):
        xmlsec.decrypt(xmlsec.parse(text.replace(old, new).encode()), key=pair.key)


def test_the_samples_encryption_is_the_profile_we_read(stranger: KeyPair) -> None:
    """Its key is not published: all we can know is that the shape passes and our key does not."""
    cover = xmlsec.parse(SAMPLE.read_bytes()).find(f".//{{{SAML}}}EncryptedID")
    assert cover is not None
    with pytest.raises(xmlsec.UntrustedXml, match="not for our key"):
        xmlsec.decrypt(cover, key=stranger.key)
