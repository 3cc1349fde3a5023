"""The bank's statement about a person: a SAML response, signed by the bank, read by one merchant.

The reverse of what `portal.mandates.idin` reads, after the published sample
StatusResponse-Sample-015.xml of github.com/Currence-Online/iDIN-libraries-php (MIT).
"""

import hashlib
import secrets
from base64 import b64encode
from datetime import datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from lxml import etree

from portal.demo.idin.keys import SchemeKeys
from portal.demo.idin.transactions import Person, Transaction
from portal.mandates.idin import xmlsec
from portal.mandates.idin.messages import ATTRIBUTE, LOA3, SAML, SAMLP, SERVICE_ID, timestamp

VALID = timedelta(minutes=30)
SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
DELIVERED = "urn:nl:bvn:bankid:1.0:bankid.deliveredserviceid"


def saml_response(
    transaction: Transaction, person: Person, *, keys: SchemeKeys, request_id: str, now: datetime
) -> etree._Element:
    """The whole SAML Response about `person`, in answer to `request_id`."""
    root = etree.Element(
        f"{{{SAMLP}}}Response",
        {
            "ID": f"RES-{transaction.id}",
            "InResponseTo": request_id,
            "Version": "2.0",
            "IssueInstant": timestamp(now),
        },
        nsmap={"samlp": SAMLP, "saml": SAML},
    )
    _add(root, SAML, "Issuer", transaction.issuer_id)
    outer = _add(_add(root, SAMLP, "Status"), SAMLP, "StatusCode", Value=SUCCESS)
    _add(outer, SAMLP, "StatusCode", Value="urn:nl:bvn:bankid:1.0:status:Success")
    root.append(_assertion(transaction, person, keys, now))
    return root


def _assertion(transaction: Transaction, person: Person, keys: SchemeKeys, now: datetime) -> etree._Element:
    root = etree.Element(
        f"{{{SAML}}}Assertion",
        {"Version": "2.0", "ID": f"ID-{secrets.token_hex(16)}", "IssueInstant": timestamp(now)},
        nsmap={"saml": SAML},
    )
    _add(root, SAML, "Issuer", transaction.issuer_id)
    etree.SubElement(root, f"{{{xmlsec.DSIG}}}Signature", {"Id": "placeholder"}, nsmap={"ds": xmlsec.DSIG})
    reader = keys.merchant.public_key()
    if not isinstance(reader, RSAPublicKey):
        raise TypeError("the merchant certificate is not RSA")
    name_id = etree.Element(f"{{{SAML}}}NameID", nsmap={"saml": SAML})
    name_id.text = _bin(transaction, person)
    hidden = _add(_add(root, SAML, "Subject"), SAML, "EncryptedID")
    hidden.append(encrypt(etree.tostring(name_id), reader=reader, recipient=transaction.merchant_id))
    _add_conditions(root, transaction, now)
    statement = _add(root, SAML, "AttributeStatement")
    delivered = _add(statement, SAML, "Attribute", Name=DELIVERED)
    _add(delivered, SAML, "AttributeValue", str(SERVICE_ID))
    for name, value in _attributes(person).items():
        attribute = etree.Element(f"{{{SAML}}}Attribute", Name=f"{ATTRIBUTE}{name}", nsmap={"saml": SAML})
        _add(attribute, SAML, "AttributeValue", value)
        cover = _add(statement, SAML, "EncryptedAttribute")
        cover.append(encrypt(etree.tostring(attribute), reader=reader, recipient=transaction.merchant_id))
    signed: etree._Element = xmlsec.signer().sign(root, key=keys.bank.key, cert=[keys.bank.certificate])
    return signed


def _add_conditions(root: etree._Element, transaction: Transaction, now: datetime) -> None:
    conditions = _add(root, SAML, "Conditions", NotBefore=timestamp(now), NotOnOrAfter=timestamp(now + VALID))
    audience = _add(conditions, SAML, "AudienceRestriction")
    _add(audience, SAML, "Audience", transaction.merchant_id)
    _add(conditions, SAML, "OneTimeUse")
    statement = _add(root, SAML, "AuthnStatement", AuthnInstant=timestamp(now))
    context = _add(statement, SAML, "AuthnContext")
    _add(context, SAML, "AuthnContextClassRef", LOA3)
    _add(context, SAML, "AuthenticatingAuthority", transaction.issuer_id)


def _bin(transaction: Transaction, person: Person) -> str:
    """The same pseudonym each time this person meets this merchant through this bank."""
    who = f"{transaction.merchant_id}|{transaction.issuer_id}|{person.legal_last_name}|"
    digest = hashlib.sha256(f"{who}{person.initials}|{person.date_of_birth}".encode()).hexdigest()
    return f"NL{transaction.issuer_id[:4]}{digest[:40].upper()}"


def _attributes(person: Person) -> dict[str, str]:
    sent = {
        "initials": person.initials,
        "legallastname": person.legal_last_name,
        "legallastnameprefix": person.legal_last_name_prefix,
        "preferredlastname": person.preferred_last_name or person.legal_last_name,
        "preferredlastnameprefix": person.preferred_last_name_prefix
        if person.preferred_last_name
        else person.legal_last_name_prefix,
        "partnerlastname": person.partner_last_name,
        "partnerlastnameprefix": person.partner_last_name_prefix,
        "dateofbirth": person.date_of_birth,
        "is18orolder": "true",
        "gender": person.gender,
        "street": person.street,
        "houseno": person.house_number,
        "housenosuf": person.house_number_suffix,
        "postalcode": person.postal_code,
        "city": person.city,
        "country": person.country,
    }
    return {name: value for name, value in sent.items() if value}


def encrypt(plain: bytes, *, reader: RSAPublicKey, recipient: str) -> etree._Element:
    """An EncryptedData of one element that only `reader` can open: AES-256-CBC, its key under RSA-OAEP."""
    content_key = secrets.token_bytes(32)
    data = etree.Element(
        f"{{{xmlsec.XENC}}}EncryptedData",
        Type=f"{xmlsec.XENC}Element",
        nsmap={"xenc": xmlsec.XENC, "ds": xmlsec.DSIG},
    )
    _add(data, xmlsec.XENC, "EncryptionMethod", Algorithm=xmlsec.AES256_CBC)
    wrapped = _add(_add(data, xmlsec.DSIG, "KeyInfo"), xmlsec.XENC, "EncryptedKey", Recipient=recipient)
    method = _add(wrapped, xmlsec.XENC, "EncryptionMethod", Algorithm=xmlsec.RSA_OAEP)
    _add(method, xmlsec.DSIG, "DigestMethod", Algorithm=xmlsec.SHA1_DIGEST)
    _add_cipher(wrapped, reader.encrypt(content_key, xmlsec.OAEP))
    _add_cipher(data, _encrypt_cbc(plain, content_key))
    return data


def _encrypt_cbc(plain: bytes, key: bytes) -> bytes:
    vector = secrets.token_bytes(16)
    fill = 16 - len(plain) % 16
    padded = plain + secrets.token_bytes(fill - 1) + bytes([fill])
    cipher = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    return vector + cipher.update(padded) + cipher.finalize()


def _add_cipher(parent: etree._Element, value: bytes) -> None:
    data = _add(parent, xmlsec.XENC, "CipherData")
    _add(data, xmlsec.XENC, "CipherValue", b64encode(value).decode())


def _add(
    parent: etree._Element, namespace: str, tag: str, text: str | None = None, **attributes: str
) -> etree._Element:
    child = etree.SubElement(parent, f"{{{namespace}}}{tag}", attributes)
    child.text = text
    return child
