"""Reading the acquirer's answers. Everything here gets only what a signature covers.

An answer that is signed but not what we asked for (another transaction, another request, too old,
incomplete) raises `IdentificationRefused` with one of our own codes in words.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from lxml import etree

from portal.mandates.idin.messages import ATTRIBUTE, IDX, LOA3, PRODUCT_ID, SAML, SAMLP
from portal.mandates.idin.port import (
    Address,
    IdentificationRefused,
    IdentificationUnavailable,
    IdentifiedPerson,
    Issuer,
    Status,
    Surname,
)

CLOCK_SKEW = timedelta(minutes=5)
"""How far the clocks of bank, acquirer and portal may differ."""

SAML_SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success"
SYSTEM_ERROR = "SO"
"""How iDx error codes for a system that is down begin. All others refuse the question itself."""

Attributes = dict[str, str]


def expect(root: etree._Element, tag: str, *, now: datetime) -> None:
    """Check that a signed answer is of this kind and fresh. Raises for an AcquirerErrorRes."""
    if root.get("productID") != PRODUCT_ID:
        raise IdentificationRefused("the answer is for another product", code="product")
    created = moment(root, f"{{{IDX}}}createDateTimestamp")
    if abs(now - created) > CLOCK_SKEW:
        raise IdentificationRefused(f"the answer was made at {created}", code="stale")
    if root.tag == f"{{{IDX}}}AcquirerErrorRes":
        raise _error(root)
    if root.tag != f"{{{IDX}}}{tag}":
        raise IdentificationRefused(f"expected {tag}, got {root.tag}", code="unexpected")


def _error(root: etree._Element) -> Exception:
    code = text(root, f"{{{IDX}}}Error/{{{IDX}}}errorCode")
    what = f"{code} {text(root, f'{{{IDX}}}Error/{{{IDX}}}errorMessage')}"
    if code.startswith(SYSTEM_ERROR):
        return IdentificationUnavailable(what)
    said = root.findtext(f"{{{IDX}}}Error/{{{IDX}}}consumerMessage", default="")
    return IdentificationRefused(what, code=code, consumer_message=said)


def read_directory(root: etree._Element) -> list[Issuer]:
    """The banks of a DirectoryRes, in its order."""
    return [
        Issuer(
            id=text(issuer, f"{{{IDX}}}issuerID"),
            name=text(issuer, f"{{{IDX}}}issuerName"),
            country=text(country, f"{{{IDX}}}countryNames"),
        )
        for country in root.iterfind(f"{{{IDX}}}Directory/{{{IDX}}}Country")
        for issuer in country.iterfind(f"{{{IDX}}}Issuer")
    ]


def read_transaction(root: etree._Element) -> tuple[str, str]:
    """The transaction id and the bank's address of an AcquirerTrxRes."""
    return (
        text(root, f"{{{IDX}}}Transaction/{{{IDX}}}transactionID"),
        text(root, f"{{{IDX}}}Issuer/{{{IDX}}}issuerAuthenticationURL"),
    )


def read_status(root: etree._Element, *, transaction_id: str) -> Status:
    """The status of an AcquirerStatusRes, if it is about our transaction."""
    if text(root, f"{{{IDX}}}Transaction/{{{IDX}}}transactionID") != transaction_id:
        raise IdentificationRefused("the answer is about another transaction", code="transaction")
    sent = text(root, f"{{{IDX}}}Transaction/{{{IDX}}}status")
    try:
        return Status(sent.lower())
    except ValueError as error:
        raise IdentificationRefused(f"unknown status {sent}", code="status") from error


def find_assertion(root: etree._Element, *, in_response_to: str) -> etree._Element:
    """The SAML assertion of a successful answer, if it answers our request and says success."""
    response = root.find(f"{{{IDX}}}Transaction/{{{IDX}}}container/{{{SAMLP}}}Response")
    if response is None:
        raise IdentificationRefused("success without an identity", code="incomplete")
    if response.get("InResponseTo") != in_response_to:
        raise IdentificationRefused("the answer is to another request", code="request")
    status = response.find(f"{{{SAMLP}}}Status/{{{SAMLP}}}StatusCode")
    if status is None or status.get("Value") != SAML_SUCCESS:
        detail = "" if status is None else (status.get("Value") or "")
        raise IdentificationRefused(f"the bank says {detail}", code="saml-status")
    assertions = response.findall(f"{{{SAML}}}Assertion")
    if len(assertions) != 1:
        raise IdentificationRefused(f"{len(assertions)} assertions", code="incomplete")
    return assertions[0]


def check_conditions(assertion: etree._Element, *, audience: str, now: datetime) -> None:
    """Check that an assertion is meant for us and for now (SAML 2.0 core, 2.5.1)."""
    conditions = assertion.find(f"{{{SAML}}}Conditions")
    if conditions is None:
        raise IdentificationRefused("no conditions", code="conditions")
    not_before = _parse_moment(conditions.get("NotBefore") or "")
    not_after = _parse_moment(conditions.get("NotOnOrAfter") or "")
    if now < not_before - CLOCK_SKEW or now >= not_after + CLOCK_SKEW:
        raise IdentificationRefused(f"valid {not_before} - {not_after}", code="conditions")
    path = f"{{{SAML}}}AudienceRestriction/{{{SAML}}}Audience"
    if audience not in [each.text for each in conditions.iterfind(path)]:
        raise IdentificationRefused("meant for another merchant", code="audience")
    context = f"{{{SAML}}}AuthnStatement/{{{SAML}}}AuthnContext/{{{SAML}}}AuthnContextClassRef"
    if text(assertion, context) != LOA3:
        raise IdentificationRefused("the level of assurance is too low", code="assurance")


def read_person(assertion: etree._Element, *, decrypt: Callable[[etree._Element], etree._Element]) -> IdentifiedPerson:
    """The person of an assertion. `decrypt` opens one encrypted element."""
    hidden_id = assertion.find(f"{{{SAML}}}Subject/{{{SAML}}}EncryptedID")
    if hidden_id is None:
        raise IdentificationRefused("no subject", code="incomplete")
    subject_id = (decrypt(hidden_id).text or "").strip()
    sent: Attributes = {}
    for hidden in assertion.iterfind(f"{{{SAML}}}AttributeStatement/{{{SAML}}}EncryptedAttribute"):
        attribute = decrypt(hidden)
        value = attribute.findtext(f"{{{SAML}}}AttributeValue", default="").strip()
        sent[(attribute.get("Name") or "").removeprefix(ATTRIBUTE)] = value
    missing = [n for n in ("initials", "legallastname", "dateofbirth") if not sent.get(n)]
    if missing or not subject_id:
        raise IdentificationRefused(f"the bank left out {missing or 'id'}", code="incomplete")
    return IdentifiedPerson(
        subject_id=subject_id,
        subject_is_transient=subject_id.startswith("TRANS"),
        initials=sent["initials"],
        legal_surname=_surname(sent, "legallastname"),
        preferred_surname=_surname(sent, "preferredlastname"),
        partner_surname=_surname(sent, "partnerlastname"),
        date_of_birth=read_birth_date(sent["dateofbirth"]),
        date_of_birth_as_sent=sent["dateofbirth"],
        gender=sent.get("gender", "0"),
        address=_address(sent),
        level_of_assurance=LOA3,
    )


def _surname(sent: Attributes, name: str) -> Surname:
    return Surname(name=sent.get(name, ""), prefix=sent.get(f"{name}prefix", ""))


def read_birth_date(sent: str) -> date | None:
    """YYYYMMDD; a bank that doesn't know the day or the month sends zeros there."""
    if not re.fullmatch(r"[0-9]{8}", sent):
        return None
    try:
        return date.fromisoformat(sent)
    except ValueError:
        return None


def _address(sent: Attributes) -> Address:
    return Address(
        street=sent.get("street", ""),
        house_number=sent.get("houseno", ""),
        house_number_suffix=sent.get("housenosuf", ""),
        extra=sent.get("addressextra", ""),
        postal_code=sent.get("postalcode", ""),
        city=sent.get("city", ""),
        country=sent.get("country", ""),
    )


def text(element: etree._Element, path: str) -> str:
    """The text at `path`, which must be there."""
    found = (element.findtext(path) or "").strip()
    if not found:
        raise IdentificationRefused(f"the answer lacks {path}", code="incomplete")
    return found


def moment(element: etree._Element, path: str) -> datetime:
    """The moment at `path`, aware."""
    return _parse_moment(text(element, path))


def _parse_moment(value: str) -> datetime:
    try:
        parsed = datetime.fromisoformat(value)
    except ValueError as error:
        raise IdentificationRefused(f"not a moment: {value}", code="incomplete") from error
    if parsed.tzinfo is None:
        raise IdentificationRefused(f"a moment without a zone: {value}", code="incomplete")
    return parsed
