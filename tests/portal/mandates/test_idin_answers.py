"""What a signed answer must still say before we believe it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from lxml import etree

from portal.demo.idin.keys import load_keys
from portal.demo.idin.statement import VALID, saml_response
from portal.demo.idin.transactions import Person, open_transaction
from portal.mandates.idin import answers, xmlsec
from portal.mandates.idin.messages import IDX, SAML, SAMLP, add, message
from portal.mandates.idin.port import IdentificationRefused, IdentifiedPerson, Status

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)
MERCHANT_ID, REQUEST = "0020000387", "NEO-1"
FENNA = Person(initials="F.M.", legal_last_name="Boer", legal_last_name_prefix="de", date_of_birth="19910417")


@pytest.fixture
def status_answer(idin_keys: Path) -> Callable[[Person], etree._Element]:
    """A successful AcquirerStatusRes about someone, as the simulator makes it."""
    keys = load_keys(idin_keys)

    def make(person: Person) -> etree._Element:
        transaction = open_transaction(
            acquirer_id="0020",
            issuer_id="POLDNL2U",
            merchant_id=MERCHANT_ID,
            request_id=REQUEST,
            entrance_code="code",
            return_url="http://localhost/",
            now=AT,
        )
        root = message("AcquirerStatusRes", created=AT)
        about = add(root, "Transaction")
        add(about, "transactionID", transaction.id)
        add(about, "status", "Success")
        container = add(about, "container")
        container.append(saml_response(transaction, person, keys=keys, request_id=REQUEST, now=AT))
        return root

    return make


@pytest.fixture
def answer(status_answer: Callable[[Person], etree._Element]) -> etree._Element:
    return status_answer(FENNA)


@pytest.fixture
def assertion(answer: etree._Element) -> etree._Element:
    return answers.find_assertion(answer, in_response_to=REQUEST)


def _refusal(action: Callable[[], object]) -> str:
    with pytest.raises(IdentificationRefused) as refused:
        action()
    return refused.value.code


@pytest.mark.parametrize(
    ("passed", "valid"),
    [
        (timedelta(), True),
        (-answers.CLOCK_SKEW, True),
        (-answers.CLOCK_SKEW - timedelta(seconds=1), False),
        (VALID + answers.CLOCK_SKEW - timedelta(seconds=1), True),
        (VALID + answers.CLOCK_SKEW, False),
    ],
)
def test_an_identity_counts_only_while_it_is_valid(assertion: etree._Element, passed: timedelta, valid: bool) -> None:
    check = partial(answers.check_conditions, assertion, audience=MERCHANT_ID, now=AT + passed)
    if valid:
        check()
    else:
        assert _refusal(check) == "conditions"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("bankid:1.0:loa3", "bankid:1.0:loa2", "assurance"),
        (f"{MERCHANT_ID}</saml:Audience>", "0020000388</saml:Audience>", "audience"),
        ("saml:Conditions", "saml:Other", "conditions"),
        ("NotOnOrAfter", "Until", "incomplete"),
        ('NotBefore="2026-11-23T12:00:00.000Z"', 'NotBefore="2026-11-23T12:00:00"', "incomplete"),
    ],
)
def test_an_identity_must_be_strong_enough_and_meant_for_us(
    assertion: etree._Element, old: str, new: str, code: str
) -> None:
    text = etree.tostring(assertion, with_tail=False).decode()
    assert old in text
    changed = xmlsec.parse(text.replace(old, new).encode())
    assert _refusal(partial(answers.check_conditions, changed, audience=MERCHANT_ID, now=AT)) == code


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('Value="urn:oasis:names:tc:SAML:2.0:status:Success"', 'Value="urn:x:Requester"', "saml-status"),
        ("samlp:Status>", "samlp:Other>", "saml-status"),
        ("samlp:Response", "samlp:Other", "incomplete"),
        (f'InResponseTo="{REQUEST}"', 'InResponseTo="NEO-2"', "request"),
        (f' InResponseTo="{REQUEST}"', "", "request"),
    ],
)
def test_the_bank_must_say_yes_to_our_request(answer: etree._Element, old: str, new: str, code: str) -> None:
    text = etree.tostring(answer).decode()
    assert old in text
    changed = xmlsec.parse(text.replace(old, new).encode())
    assert _refusal(partial(answers.find_assertion, changed, in_response_to=REQUEST)) == code


def test_two_identities_in_one_answer_are_refused(answer: etree._Element) -> None:
    response = answer.find(f".//{{{SAMLP}}}Response")
    assert response is not None
    response.append(xmlsec.parse(etree.tostring(response[-1], with_tail=False)))
    assert response[-1].tag == f"{{{SAML}}}Assertion"
    assert _refusal(partial(answers.find_assertion, answer, in_response_to=REQUEST)) == "incomplete"


def _read(answer: etree._Element, keys: Path) -> IdentifiedPerson:
    key = load_pem_private_key((keys / "merchant.key.pem").read_bytes(), password=None)
    found = answers.find_assertion(answer, in_response_to=REQUEST)
    return answers.read_person(found, decrypt=partial(xmlsec.decrypt, key=key))  # type: ignore[arg-type]


@pytest.mark.parametrize("missing", ["initials", "legal_last_name", "date_of_birth"])
def test_a_person_without_name_or_birth_date_is_no_identity(
    status_answer: Callable[[Person], etree._Element], idin_keys: Path, missing: str
) -> None:
    known = {"initials": "F.M.", "legal_last_name": "Boer", "date_of_birth": "19910417", missing: ""}
    assert _refusal(partial(_read, status_answer(Person(**known)), idin_keys)) == "incomplete"


def test_an_identity_without_subject_is_refused(answer: etree._Element, idin_keys: Path) -> None:
    for subject in answer.findall(f".//{{{SAML}}}EncryptedID"):
        subject.tag = f"{{{SAML}}}Other"
    assert _refusal(partial(_read, answer, idin_keys)) == "incomplete"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("19910417", date(1991, 4, 17)),
        ("20000229", date(2000, 2, 29)),
        ("19910400", None),
        ("19910000", None),
        ("19910230", None),
        ("1991-04-17", None),
        ("1991W164", None),
        ("910417", None),
    ],
)
def test_a_birth_date_is_a_whole_date_or_none(sent: str, read: date | None) -> None:
    assert answers.read_birth_date(sent) == read


def test_a_partly_known_birth_date_is_kept_as_sent(
    status_answer: Callable[[Person], etree._Element], idin_keys: Path
) -> None:
    person = _read(status_answer(Person(initials="F", legal_last_name="Boer", date_of_birth="19910400")), idin_keys)
    assert (person.date_of_birth, person.date_of_birth_as_sent) == (None, "19910400")


@pytest.mark.parametrize("difference", [answers.CLOCK_SKEW, -answers.CLOCK_SKEW])
def test_an_answer_is_fresh_within_the_skew_of_the_clocks(answer: etree._Element, difference: timedelta) -> None:
    answers.expect(answer, "AcquirerStatusRes", now=AT + difference)
    beyond = AT + difference * 1.01
    assert _refusal(partial(answers.expect, answer, "AcquirerStatusRes", now=beyond)) == "stale"


def test_an_answer_must_be_of_the_expected_kind_and_product(answer: etree._Element) -> None:
    assert _refusal(partial(answers.expect, answer, "DirectoryRes", now=AT)) == "unexpected"
    answer.set("productID", "NL:BVN:eMandatesCore:1.0")
    assert _refusal(partial(answers.expect, answer, "AcquirerStatusRes", now=AT)) == "product"


@pytest.mark.parametrize("status", list(Status))
def test_every_status_of_the_scheme_is_known(answer: etree._Element, status: Status) -> None:
    element = answer.find(f"{{{IDX}}}Transaction/{{{IDX}}}status")
    transaction_id = answer.findtext(f"{{{IDX}}}Transaction/{{{IDX}}}transactionID")
    assert element is not None
    assert transaction_id is not None
    element.text = status.value.capitalize()
    assert answers.read_status(answer, transaction_id=transaction_id) is status
    element.text = "Maybe"
    assert _refusal(partial(answers.read_status, answer, transaction_id=transaction_id)) == "status"
