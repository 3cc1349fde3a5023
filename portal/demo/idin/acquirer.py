"""The acquirer's side of iDx: one address that takes signed questions and gives signed answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from portal.demo.idin.faults import Fault, Faults
from portal.demo.idin.keys import KeyPair, SchemeKeys, new_pair
from portal.demo.idin.statement import saml_response
from portal.demo.idin.transactions import Person, Transaction, Transactions, open_transaction
from portal.mandates.idin import xmlsec
from portal.mandates.idin.messages import IDX, SAMLP, SERVICE_ID, add, message, timestamp

ACQUIRER_ID = "0020"
ISSUERS = {"DEMONL2A": "Demobank", "POLDNL2U": "Polderbank", "WADDNL2L": "Waddenbank"}
COUNTRY = "Nederland"
SOMEONE_ELSE = Person(
    initials="Q.",
    legal_last_name="Onbekend",
    date_of_birth="19010101",
    street="Nergensweg",
    house_number="1",
    postal_code="1234AA",
    city="Nergenshuizen",
)


class RefusedMessage(Exception):
    """A question that gets an AcquirerErrorRes: an iDx error code and what it says."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class Acquirer:
    """Answers iDx questions. `bank_page` gives the address of the bank's page for a transaction."""

    keys: SchemeKeys
    transactions: Transactions
    faults: Faults
    bank_page: Callable[[Transaction], str]

    def answer(self, body: bytes, *, now: datetime) -> bytes:
        """The signed answer to a signed question, or a signed error."""
        try:
            if self.faults.take(Fault.ERROR):
                raise RefusedMessage("SO1000", "Failure in system")
            answer = self._answer(self._read(body, now), now)
        except RefusedMessage as refused:
            answer = _error(refused, now)
        return self._sign(answer)

    def _read(self, body: bytes, now: datetime) -> etree._Element:
        try:
            root = xmlsec.parse(body)
        except xmlsec.UntrustedXml as error:
            raise RefusedMessage("IX1100", "Received XML not valid") from error
        try:
            return xmlsec.verify(root, certificate=self.keys.merchant, at=now)
        except xmlsec.UntrustedXml as error:
            raise RefusedMessage("SE2700", "Invalid electronic signature") from error

    def _answer(self, question: etree._Element, now: datetime) -> etree._Element:
        match etree.QName(question).localname:
            case "DirectoryReq":
                return _directory(now)
            case "AcquirerTrxReq":
                return self._begin(question, now)
            case "AcquirerStatusReq":
                return self._status(question, now)
        raise RefusedMessage("IX1100", "Received XML not valid")

    def _begin(self, question: etree._Element, now: datetime) -> etree._Element:
        issuer_id = _text(question, "Issuer", "issuerID")
        if issuer_id not in ISSUERS:
            raise RefusedMessage("AP1200", "Issuer unknown")
        request = question.find(f"{{{IDX}}}Transaction/{{{IDX}}}container/{{{SAMLP}}}AuthnRequest")
        if request is None or request.get("AttributeConsumingServiceIndex") != str(SERVICE_ID):
            raise RefusedMessage("AP1000", "Product specific error")
        transaction = open_transaction(
            acquirer_id=ACQUIRER_ID,
            now=now,
            issuer_id=issuer_id,
            merchant_id=_text(question, "Merchant", "merchantID"),
            return_url=_text(question, "Merchant", "merchantReturnURL"),
            entrance_code=_text(question, "Transaction", "entranceCode"),
            request_id=request.get("ID") or "",
        )
        self.transactions.add(transaction)
        answer = _start(now, "AcquirerTrxRes")
        add(add(answer, "Issuer"), "issuerAuthenticationURL", self.bank_page(transaction))
        about = add(answer, "Transaction")
        add(about, "transactionID", transaction.id)
        add(about, "transactionCreateDateTimestamp", timestamp(now))
        return answer

    def _status(self, question: etree._Element, now: datetime) -> etree._Element:
        found = self.transactions.find(_text(question, "Transaction", "transactionID"))
        if found is None:
            raise RefusedMessage("AP2600", "Transaction does not exist")
        status = self._status_to_tell(found.status_at(now))
        answer = _start(now, "AcquirerStatusRes")
        about = add(answer, "Transaction")
        other = self.faults.take(Fault.OTHER_TRANSACTION)
        add(about, "transactionID", found.id[:-1] + str((int(found.id[-1]) + other) % 10))
        add(about, "status", status)
        if status != "Open":
            add(about, "statusDateTimestamp", timestamp(now))
        if status == "Success" and found.person is not None:
            person = SOMEONE_ELSE if self.faults.take(Fault.OTHER_PERSON) else found.person
            asked = "NEO-another" if self.faults.take(Fault.OTHER_REQUEST) else found.request_id
            add(about, "container").append(saml_response(found, person, keys=self.keys, request_id=asked, now=now))
        return answer

    def _status_to_tell(self, status: str) -> str:
        if self.faults.take(Fault.OPEN):
            return "Open"
        if self.faults.take(Fault.PENDING):
            return "Pending"
        return status

    def _sign(self, answer: etree._Element) -> bytes:
        stranger = self.faults.take(Fault.WRONG_SIGNATURE)
        pair: KeyPair = new_pair("a stranger") if stranger else self.keys.acquirer
        signed = xmlsec.sign(answer, key=pair.key, certificate=pair.certificate)
        if self.faults.take(Fault.TAMPERED):
            return signed.replace(b"Z</createDateTimestamp>", b"1Z</createDateTimestamp>", 1)
        return signed


def _start(now: datetime, tag: str) -> etree._Element:
    root = message(tag, created=now)
    add(add(root, "Acquirer"), "acquirerID", ACQUIRER_ID)
    return root


def _directory(now: datetime) -> etree._Element:
    answer = _start(now, "DirectoryRes")
    directory = add(answer, "Directory")
    add(directory, "directoryDateTimestamp", timestamp(now))
    country = add(directory, "Country")
    add(country, "countryNames", COUNTRY)
    for issuer_id, name in ISSUERS.items():
        issuer = add(country, "Issuer")
        add(issuer, "issuerID", issuer_id)
        add(issuer, "issuerName", name)
    return answer


def _error(refused: RefusedMessage, now: datetime) -> etree._Element:
    answer = message("AcquirerErrorRes", created=now)
    error = add(answer, "Error")
    add(error, "errorCode", refused.code)
    add(error, "errorMessage", str(refused))
    add(error, "consumerMessage", "Identificeren met iDIN lukt nu niet. Probeer het later nog eens.")
    return answer


def _text(question: etree._Element, *steps: str) -> str:
    found = question.findtext("/".join(f"{{{IDX}}}{step}" for step in steps))
    if not found:
        raise RefusedMessage("IX1600", "Mandatory value missing")
    return found.strip()
