"""The iDx 1.0 messages between merchant and acquirer, as iDIN fills them in.

Requests are built here, answers are read in `answers.py`; both work on elements, signing and
trust are in `xmlsec.py`. Source: idx.merchant-acquirer.1.0.xsd and the SAML 2.0 schemas
as published with the iDIN libraries (github.com/Currence-Online/iDIN-libraries-php, MIT).
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from lxml import etree

IDX = "http://www.betaalvereniging.nl/iDx/messages/Merchant-Acquirer/1.0.0"
SAMLP = "urn:oasis:names:tc:SAML:2.0:protocol"
SAML = "urn:oasis:names:tc:SAML:2.0:assertion"
PRODUCT_ID = "NL:BVN:BankID:1.0"
VERSION = "1.0.0"
PROTOCOL_BINDING = "nl:bvn:bankid:1.0:protocol:iDx"
LOA3 = "nl:bvn:bankid:1.0:loa3"
ATTRIBUTE = "urn:nl:bvn:bankid:1.0:consumer."

SERVICE_ID = 16384 + 4096 + 1024 + 448 + 16
"""What we ask for, a sum of bits: BIN, name, address, date of birth (with 18+), gender: 21968."""

EXPIRATION = "PT15M"
"""How long the person has at the bank (xs:duration)."""


@dataclass(frozen=True)
class Merchant:
    """Who asks: the contract number at the acquirer (10 digits) and the shop within it."""

    id: str
    sub_id: int = 0


def timestamp(moment: datetime) -> str:
    """An xs:dateTime in UTC with milliseconds and a Z, as iDx demands."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def request_id(entrance_code: str) -> str:
    """The ID of the AuthnRequest that belongs to an entrance code (an XML name, at most 64 long)."""
    return f"NEO-{entrance_code}"


def message(tag: str, *, created: datetime) -> etree._Element:
    """An empty iDx message with its fixed attributes and its time."""
    root = etree.Element(
        f"{{{IDX}}}{tag}",
        {"version": VERSION, "productID": PRODUCT_ID},
        nsmap={None: IDX},  # type: ignore[dict-item]  # the stubs forget the default namespace
    )
    add(root, "createDateTimestamp", timestamp(created))
    return root


def add(parent: etree._Element, tag: str, text: str | None = None) -> etree._Element:
    """Append an iDx element, with text when given, and return it."""
    child = etree.SubElement(parent, f"{{{IDX}}}{tag}")
    child.text = text
    return child


def directory_request(merchant: Merchant, *, created: datetime) -> etree._Element:
    """DirectoryReq: which banks are there?"""
    root = message("DirectoryReq", created=created)
    _add_merchant(root, merchant)
    return root


def transaction_request(
    merchant: Merchant,
    *,
    issuer_id: str,
    entrance_code: str,
    return_url: str,
    language: str,
    created: datetime,
) -> etree._Element:
    """AcquirerTrxReq: identify someone at this bank and bring them back to `return_url`."""
    root = message("AcquirerTrxReq", created=created)
    add(add(root, "Issuer"), "issuerID", issuer_id)
    add(_add_merchant(root, merchant), "merchantReturnURL", return_url)
    transaction = add(root, "Transaction")
    add(transaction, "expirationPeriod", EXPIRATION)
    add(transaction, "language", language)
    add(transaction, "entranceCode", entrance_code)
    add(transaction, "container").append(_authn_request(merchant, request_id(entrance_code), return_url, created))
    return root


def status_request(merchant: Merchant, *, transaction_id: str, created: datetime) -> etree._Element:
    """AcquirerStatusReq: how did it end?"""
    root = message("AcquirerStatusReq", created=created)
    _add_merchant(root, merchant)
    add(add(root, "Transaction"), "transactionID", transaction_id)
    return root


def _add_merchant(root: etree._Element, merchant: Merchant) -> etree._Element:
    element = add(root, "Merchant")
    add(element, "merchantID", merchant.id)
    add(element, "subID", str(merchant.sub_id))
    return element


def _authn_request(merchant: Merchant, own_id: str, return_url: str, created: datetime) -> etree._Element:
    root = etree.Element(
        f"{{{SAMLP}}}AuthnRequest",
        {
            "ID": own_id,
            "Version": "2.0",
            "IssueInstant": timestamp(created),
            "ForceAuthn": "true",
            "ProtocolBinding": PROTOCOL_BINDING,
            "AssertionConsumerServiceURL": return_url,
            "AttributeConsumingServiceIndex": str(SERVICE_ID),
        },
        nsmap={"samlp": SAMLP, "saml": SAML},
    )
    etree.SubElement(root, f"{{{SAML}}}Issuer").text = merchant.id
    context = etree.SubElement(root, f"{{{SAMLP}}}RequestedAuthnContext", Comparison="minimum")
    etree.SubElement(context, f"{{{SAML}}}AuthnContextClassRef").text = LOA3
    return root
