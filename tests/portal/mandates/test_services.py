"""After signing: who somebody is, from which account is collected, and the notary, each once, in any order."""

import itertools
import json
import smtplib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from email.utils import parseaddr

import pytest
from django.core import mail as outbox

from portal import clock
from portal.dossiers.models import AppendOnlyError, Applicant, Dossier
from portal.dossiers.states import State
from portal.jobs.models import Job
from portal.jobs.registry import TryLater
from portal.mandates import queries, sepa, services
from portal.mandates.idin.port import (
    Address,
    IdentificationRefused,
    IdentificationResult,
    IdentificationUnavailable,
    IdentifiedPerson,
    Issuer,
    Started,
    Status,
    Surname,
)
from portal.mandates.models import Identification, Mandate, NotaryInstruction
from portal.mandates.services import (
    AlreadyMandated,
    NotIdentified,
    UnknownIdentification,
    finish_identification,
    identification,
    instruct_notary,
    mandate,
    notary,
    sign_mandate,
    start_identification,
)
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from portal.offers.documents import Document
from portal.vault.services import read_file, sha256
from tests.portal import applications
from tests.portal.conftest import AtOnce

pytestmark = pytest.mark.django_db
Left = Identification.State
IBAN = "NL91ABNA0417164300"
RETURN_URL = "http://testserver/aanvraag/identificatie/terug/"


@dataclass
class FakeBank:
    """A scheme that says what the test says; every transaction ends as `ends`."""

    ends: Status | Exception = Status.SUCCESS
    people: dict[str, IdentifiedPerson] = field(default_factory=dict)
    started: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def issuers(self) -> list[Issuer]:
        return [Issuer(id="POLDNL2U", name="Polderbank", country="Nederland")]

    def start(self, *, issuer_id: str, entrance_code: str, return_url: str, language: str = "nl") -> Started:
        if isinstance(self.ends, IdentificationUnavailable):
            raise self.ends
        transaction_id = f"{len(self.started):016d}"
        self.started[transaction_id] = entrance_code
        return Started(transaction_id=transaction_id, redirect_url=f"https://bank.example/{transaction_id}")

    def status(self, transaction_id: str, *, entrance_code: str) -> IdentificationResult:
        self.asked.append(transaction_id)
        assert self.started[transaction_id] == entrance_code
        if isinstance(self.ends, Exception):
            raise self.ends
        evidence = json.dumps({"transaction": transaction_id, "status": self.ends}).encode()
        return IdentificationResult(
            transaction_id=transaction_id,
            status=self.ends,
            answered_at=clock.now(),
            evidence=evidence,
            evidence_sha256=sha256(evidence),
            person=self.people.get(transaction_id) if self.ends is Status.SUCCESS else None,
        )


def person(one: Applicant, **changes: object) -> IdentifiedPerson:
    """The applicant as their bank knows them."""
    values: dict[str, object] = {
        "subject_id": "NLBIN1",
        "subject_is_transient": False,
        "initials": one.initials,
        "legal_surname": Surname(one.surname, one.surname_prefix),
        "preferred_surname": Surname(one.surname, one.surname_prefix),
        "partner_surname": Surname(),
        "date_of_birth": one.birth_date,
        "date_of_birth_as_sent": f"{one.birth_date:%Y%m%d}",
        "gender": "0",
        "address": Address(),
        "level_of_assurance": "nl:bvn:bankid:1.0:loa3",
    }
    return IdentifiedPerson(**{**values, **changes})  # type: ignore[arg-type]


@pytest.fixture
def bank(monkeypatch: pytest.MonkeyPatch) -> FakeBank:
    fake = FakeBank()
    monkeypatch.setattr(identification, "identification_provider", lambda: fake)
    return fake


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch) -> list[Document]:
    """A printer that takes no time; another document is another file."""
    given: list[Document] = []

    def printer(document: Document) -> bytes:
        given.append(document)
        return applications.small_pdf(json.dumps(document.to_json(), sort_keys=True))

    for module in (mandate, notary):
        monkeypatch.setattr(module, "render_pdf", printer)
    return given


def sealed(dossier: Dossier) -> Dossier:
    """A dossier whose offer was signed and sealed."""
    applications.open_the_door()
    offer = applications.with_hypotheekaanbod(dossier)
    applications.choose_notary(applications.fresh(dossier))
    offer.sealed_file, offer.sealed_at = offer.file, clock.now()
    offer.save()
    return applications.put(dossier, State.SEALED)


@pytest.fixture
def dossier(db: None) -> Dossier:
    return sealed(applications.single())


@pytest.fixture
def sanne(dossier: Dossier) -> Applicant:
    return dossier.applicants.get()


def leave(one: Applicant, bank: FakeBank, who: IdentifiedPerson | None = None) -> tuple[str, str]:
    """Go to the bank; the transaction and the entrance code of the return."""
    url = start_identification(applicant=one, issuer_id="POLDNL2U", return_url=RETURN_URL)
    transaction_id = url.rsplit("/", 1)[-1]
    bank.people[transaction_id] = who or person(one)
    return transaction_id, bank.started[transaction_id]


def come_back(one: Applicant, at: tuple[str, str]) -> Identification:
    """Open the return address, as a request of its own."""
    fresh = Applicant.objects.select_related("dossier", "user__key").get(pk=one.pk)
    return finish_identification(applicant=fresh, transaction_id=at[0], entrance_code=at[1])


def identify(one: Applicant, bank: FakeBank) -> None:
    assert come_back(one, leave(one, bank)).state == Left.MATCHED


def sign(one: Applicant, iban: str = IBAN) -> Mandate:
    fresh = Applicant.objects.select_related("dossier__key", "dossier__wish", "user__key").get(pk=one.pk)
    return sign_mandate(applicant=fresh, iban=iban)


def state(dossier: Dossier) -> str:
    return str(Dossier.objects.values_list("state", flat=True).get(pk=dossier.pk))


# Identification


def test_a_person_whom_the_bank_knows_as_we_do_is_identified(sanne: Applicant, bank: FakeBank) -> None:
    row = come_back(sanne, leave(sanne, bank))
    assert (row.state, row.reasons) == (Left.MATCHED, [])
    assert row.finished_at is not None
    assert queries.identified(sanne) == row
    assert b"transaction" not in bytes(row.response), "the answer of the bank is class A"
    assert row.response_sha256
    assert sanne.dossier.events.filter(name="identified").count() == 1


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"date_of_birth": date(1980, 1, 1)}, "geboortedatum"),
        ({"legal_surname": Surname("Bakker")}, "achternaam"),
        ({"initials": "K."}, "voorletters"),
    ],
)
def test_somebody_else_at_the_bank_is_a_mismatch_that_says_why_and_opens_nothing(
    sanne: Applicant, bank: FakeBank, changes: dict[str, object], reason: str
) -> None:
    row = come_back(sanne, leave(sanne, bank, person(sanne, **changes)))
    assert row.state == Left.MISMATCH
    assert any(reason in text for text in row.reasons)
    assert queries.identified(sanne) is None
    assert not sanne.dossier.events.filter(name="identified").exists()


@pytest.mark.parametrize(
    ("ends", "left"),
    [(Status.CANCELLED, Left.CANCELLED), (Status.EXPIRED, Left.EXPIRED), (Status.FAILURE, Left.FAILED)],
)
def test_what_ended_without_a_person_is_written_down_and_may_be_done_again(
    sanne: Applicant, bank: FakeBank, ends: Status, left: str
) -> None:
    bank.ends = ends
    assert come_back(sanne, leave(sanne, bank)).state == left
    bank.ends = Status.SUCCESS
    identify(sanne, bank)


def test_a_success_without_a_person_is_a_failure(sanne: Applicant, bank: FakeBank) -> None:
    at = leave(sanne, bank)
    bank.people.clear()
    assert come_back(sanne, at).state == Left.FAILED


@pytest.mark.parametrize("ends", [Status.OPEN, Status.PENDING])
def test_an_answer_that_is_not_final_leaves_the_question_open(sanne: Applicant, bank: FakeBank, ends: Status) -> None:
    at = leave(sanne, bank)
    bank.ends = ends
    assert come_back(sanne, at).state == Left.STARTED
    bank.ends = Status.SUCCESS
    assert come_back(sanne, at).state == Left.MATCHED


def test_a_scheme_that_is_away_leaves_the_question_open(sanne: Applicant, bank: FakeBank) -> None:
    at = leave(sanne, bank)
    bank.ends = IdentificationUnavailable("time-out")
    with pytest.raises(IdentificationUnavailable):
        come_back(sanne, at)
    assert sanne.identifications.get().state == Left.STARTED
    bank.ends = Status.SUCCESS
    assert come_back(sanne, at).state == Left.MATCHED


def test_an_answer_that_is_refused_fails_this_one_and_the_person_begins_another(
    sanne: Applicant, bank: FakeBank
) -> None:
    at = leave(sanne, bank)
    bank.ends = IdentificationRefused("signature does not fit", code="untrusted")
    row = come_back(sanne, at)
    assert (row.state, row.response_sha256) == (Left.FAILED, "")
    assert row.finished_at is not None
    bank.ends = Status.SUCCESS
    assert come_back(sanne, at).state == Left.FAILED, "what failed stays failed"
    identify(sanne, bank)


def test_a_scheme_that_is_away_at_the_start_leaves_nothing_behind(sanne: Applicant, bank: FakeBank) -> None:
    bank.ends = IdentificationUnavailable("time-out")
    with pytest.raises(IdentificationUnavailable):
        leave(sanne, bank)
    assert not Identification.objects.exists()


def test_the_return_opened_twice_asks_the_bank_once(sanne: Applicant, bank: FakeBank) -> None:
    at = leave(sanne, bank)
    first, second = come_back(sanne, at), come_back(sanne, at)
    assert first == second
    assert bank.asked == [at[0]]
    assert sanne.dossier.events.filter(name="identified").count() == 1


def test_a_transaction_of_somebody_else_is_unknown(dossier: Dossier, bank: FakeBank) -> None:
    sanne, other = dossier.applicants.get(), applications.applicant("thomas")
    at = leave(sanne, bank)
    with pytest.raises(UnknownIdentification):
        come_back(other, at)
    assert bank.asked == []


@pytest.mark.parametrize("wrong", [("", ""), ("0000000000000000", ""), ("0000000000000000", "x" * 40), ("9999", "é")])
def test_a_wrong_transaction_or_entrance_code_is_unknown(
    sanne: Applicant, bank: FakeBank, wrong: tuple[str, str]
) -> None:
    leave(sanne, bank)
    with pytest.raises(UnknownIdentification):
        come_back(sanne, wrong)
    assert bank.asked == []
    assert sanne.identifications.get().state == Left.STARTED


@pytest.mark.django_db(transaction=True)
def test_the_return_opened_four_times_at_once_is_noted_once(bank: FakeBank, at_once: AtOnce) -> None:
    sanne = sealed(applications.single()).applicants.get()
    at = leave(sanne, bank)
    outcomes = at_once(lambda: come_back(sanne, at).state, 4)
    assert outcomes == [Left.MATCHED] * 4
    assert sanne.dossier.events.filter(name="identified").count() == 1


# The mandate


def test_a_mandate_is_kept_sealed_with_its_document(sanne: Applicant, bank: FakeBank, printed: list[Document]) -> None:
    identify(sanne, bank)
    row = sign(sanne, "nl91 abna 0417 1643 00")
    assert b"0417164300" not in bytes(Mandate.objects.get().iban)
    assert (row.iban_masked, row.holder) == ("NL91 •••• •••• 4300", "S.E. Vermeer")
    assert row.reference == f"{sanne.dossier.number}-01"
    unsigned, with_evidence = printed
    assert row.document_sha256 == sha256(applications.small_pdf(json.dumps(unsigned.to_json(), sort_keys=True)))
    assert with_evidence.signature.document_sha256 == row.document_sha256  # type: ignore[union-attr]
    assert b"/ByteRange" in read_file(row.file), "the document carries a seal"


def test_there_is_one_mandate(sanne: Applicant, bank: FakeBank, printed: list[Document]) -> None:
    identify(sanne, bank)
    row = sign(sanne)
    with pytest.raises(AlreadyMandated):
        sign(sanne)
    assert Mandate.objects.get() == row
    with pytest.raises(AppendOnlyError):
        row.save()


def test_who_was_not_identified_signs_no_mandate(sanne: Applicant, bank: FakeBank) -> None:
    leave(sanne, bank)
    with pytest.raises(NotIdentified):
        sign(sanne)
    assert not Mandate.objects.exists()


@pytest.mark.parametrize(
    ("iban", "problem"),
    [
        ("NL91ABNA0417164301", sepa.IbanProblem.CHECK_DIGITS),
        ("geen rekening", sepa.IbanProblem.MALFORMED),
        ("GB33BUKB20201555555555", sepa.IbanProblem.NOT_SEPA),
        ("CH9300762011623852957", sepa.IbanProblem.NOT_SEPA),
        ("TR330006100519786457841326", sepa.IbanProblem.NOT_SEPA),
    ],
)
def test_an_account_that_we_cannot_debit_is_refused_in_words_and_not_by_an_error(
    sanne: Applicant, bank: FakeBank, iban: str, problem: sepa.IbanProblem
) -> None:
    identify(sanne, bank)
    with pytest.raises(sepa.IbanError) as refused:
        sign(sanne, iban)
    assert refused.value.problem is problem
    assert not Mandate.objects.exists()


@pytest.mark.parametrize("closed", [State.SIGNED, State.MANDATED, State.COMPLETED, State.WITHDRAWN])
def test_a_mandate_is_signed_only_after_the_seal_and_before_the_notary(
    sanne: Applicant, bank: FakeBank, printed: list[Document], closed: State
) -> None:
    identify(sanne, bank)
    applications.put(sanne.dossier, closed)
    with pytest.raises(AlreadyMandated):
        sign(sanne)
    assert not Mandate.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_partners_who_sign_a_mandate_at_once_give_one(bank: FakeBank, printed: list[Document], at_once: AtOnce) -> None:
    people = list(sealed(applications.couple()).applicants.all())
    for one in people:
        identify(one, bank)
    outcomes = at_once(lambda: sign(people.pop()), 2)
    assert sum(isinstance(one, Mandate) for one in outcomes) == 1, outcomes
    assert sum(isinstance(one, AlreadyMandated) for one in outcomes) == 1
    assert Job.objects.filter(kind="notary.instruct").count() == 1


def test_the_page_shows_the_mandate_on_the_account_that_was_chosen(sanne: Applicant) -> None:
    draft = services.draft_mandate(sanne)
    assert draft.iban == IBAN
    assert services.mandate_rows(draft)["reference"] == f"{sanne.dossier.number}-01"


# Moving on


# Who signs the mandate is identified first: the mandate itself never comes first.
ORDERS = [order for order in itertools.permutations(["robin", "sam", "mandate"]) if order[0] != "mandate"]


@pytest.mark.parametrize("order", ORDERS)
def test_the_dossier_moves_on_when_all_is_there_whatever_came_last(
    bank: FakeBank, printed: list[Document], order: tuple[str, ...]
) -> None:
    dossier = sealed(applications.couple())
    robin, sam = dossier.applicants.all()
    signer = {"robin": robin, "sam": sam}[order[0]]
    acts: dict[str, Callable[[], object]] = {
        "robin": lambda: identify(robin, bank),
        "sam": lambda: identify(sam, bank),
        "mandate": lambda: sign(signer),
    }
    for place, act in enumerate(order):
        assert state(dossier) == State.SEALED, f"before act {place}"
        acts[act]()
    assert state(dossier) == State.MANDATED
    assert Job.objects.get(kind="notary.instruct").payload == {"dossier_id": str(dossier.pk)}
    assert queries.waiting_for(dossier) == []


def test_a_mismatch_keeps_the_dossier_waiting_and_says_for_whom(bank: FakeBank, printed: list[Document]) -> None:
    dossier = sealed(applications.couple())
    robin, sam = dossier.applicants.all()
    identify(robin, bank)
    sign(robin)
    come_back(sam, leave(sam, bank, person(robin)))
    assert state(dossier) == State.SEALED
    assert queries.waiting_for(dossier) == ["Sam"]


# The notary


@pytest.fixture
def mandated(sanne: Applicant, bank: FakeBank, printed: list[Document]) -> Dossier:
    identify(sanne, bank)
    sign(sanne)
    assert state(sanne.dossier) == State.MANDATED
    return sanne.dossier


def test_the_notary_is_instructed_once_with_the_sealed_offer(mandated: Dossier) -> None:
    for _ in range(2):
        instruct_notary(str(mandated.pk))
    (message,) = outbox.outbox
    assert message.to == ["groot@notaris.example"]
    names = [name for name, _, _ in message.attachments]
    assert names == [f"notarisopdracht-{mandated.number}.pdf", f"hypotheekaanbod-{mandated.number}.pdf"]
    row = NotaryInstruction.objects.get()
    assert row.notary_email == "groot@notaris.example"
    assert state(mandated) == State.COMPLETED
    (told,) = Mail.objects.filter(template="notary_instructed")
    assert read_content(told)["text"].startswith("Dag Sanne,")
    assert {what for what, _ in queries.signed_set(mandated)} == {"hypotheekaanbod", "esis", "machtiging"}


def test_a_crash_after_sending_sends_the_same_message_again(mandated: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*args: object, **kwargs: object) -> None:
        raise MemoryError("the worker died")

    monkeypatch.setattr(notary, "advance", crash)
    with pytest.raises(MemoryError):
        instruct_notary(str(mandated.pk))
    assert not NotaryInstruction.objects.exists()
    monkeypatch.undo()
    monkeypatch.setattr(notary, "render_pdf", lambda document: applications.small_pdf("opdracht"))
    instruct_notary(str(mandated.pk))
    first, second = (message.extra_headers["Message-ID"] for message in outbox.outbox)
    assert first == second
    assert parseaddr(first)[1].startswith(f"notary-{mandated.pk}@")
    assert NotaryInstruction.objects.count() == 1


@pytest.mark.parametrize("error", [ConnectionRefusedError("away"), smtplib.SMTPServerDisconnected("bye")])
def test_a_mail_server_that_is_away_is_waited_for_without_using_an_attempt(
    mandated: Dossier, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def away(*args: object, **kwargs: object) -> int:
        raise error

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    with pytest.raises(TryLater) as later:
        instruct_notary(str(mandated.pk))
    assert later.value.counts is False
    assert state(mandated) == State.MANDATED


@pytest.mark.parametrize("early", [State.SEALED, State.COMPLETED, State.WITHDRAWN])
def test_no_instruction_leaves_before_its_time_or_after_it(
    dossier: Dossier, printed: list[Document], early: State
) -> None:
    applications.put(dossier, early)
    instruct_notary(str(dossier.pk))
    assert outbox.outbox == []
    assert not NotaryInstruction.objects.exists()
