"""Every applicant is checked once per submission; what is unclear goes to a person, never to silence."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError

from portal.assessments.models import RegisterAnswer
from portal.assessments.registers import services
from portal.assessments.registers.port import Outcome, RegisterKind, RegisterRefused, RegisterUnavailable
from portal.dossiers.models import AppendOnlyError, Applicant, Dossier
from portal.dossiers.services import save_answers, submit
from portal.dossiers.states import State
from portal.jobs.models import Job
from portal.jobs.registry import TryLater
from portal.offers.models import Renteaanbod
from portal.offers.process import assess_dossier
from portal.vault.services import seal_json, sha256
from tests.portal import applications
from tests.portal.applications import FakeRegisters
from tests.portal.conftest import AtOnce

pytestmark = pytest.mark.django_db


@pytest.fixture
def registers(monkeypatch: pytest.MonkeyPatch) -> FakeRegisters:
    fake = FakeRegisters()
    monkeypatch.setattr(services, "gateway", lambda: fake)
    return fake


def sent_in(dossier: Dossier) -> Dossier:
    submit(dossier=dossier, by=dossier.applicants.get(position=1).user)
    return applications.fresh(dossier)


@pytest.fixture
def dossier(db: None) -> Dossier:
    return sent_in(applications.single())


@pytest.fixture
def sanne(dossier: Dossier) -> Applicant:
    return dossier.applicants.get()


def check(dossier: Dossier) -> None:
    for one in dossier.applicants.all():
        services.check_applicant(str(one.pk))


def phases() -> list[str]:
    return [job.payload["phase"] for job in Job.objects.filter(kind="assess")]


def test_every_register_is_asked_and_then_the_assessment_starts(dossier: Dossier, registers: FakeRegisters) -> None:
    check(dossier)
    assert {kind for kind, _, _ in registers.asked} == set(RegisterKind)
    assert RegisterAnswer.objects.count() == len(RegisterKind)
    assert phases() == ["renteaanbod"]
    assert services.unclear_registers(dossier) == []


def test_a_check_that_runs_twice_asks_once_and_starts_one_assessment(
    dossier: Dossier, registers: FakeRegisters
) -> None:
    check(dossier)
    check(dossier)
    assert len(registers.asked) == RegisterAnswer.objects.count() == len(RegisterKind)
    assert phases() == ["renteaanbod"]


def test_the_assessment_waits_until_both_partners_are_checked(registers: FakeRegisters) -> None:
    dossier = sent_in(applications.couple())
    first, second = dossier.applicants.all()
    services.check_applicant(str(first.pk))
    assert phases() == []
    services.check_applicant(str(second.pk))
    assert phases() == ["renteaanbod"]
    assert {surname for _, surname, _ in registers.asked} == {"Bakker", "Wit"}


@pytest.mark.django_db(transaction=True)
def test_two_partners_checked_at_once_start_one_assessment(registers: FakeRegisters, at_once: AtOnce) -> None:
    dossier = sent_in(applications.couple())
    people = [str(one.pk) for one in dossier.applicants.all()]
    assert at_once(lambda: services.check_applicant(people.pop()), 2) == [None, None]
    assert phases() == ["renteaanbod"]


def test_a_register_that_is_away_is_asked_later_and_the_others_are_not_asked_again(
    dossier: Dossier, registers: FakeRegisters
) -> None:
    registers.says[RegisterKind.SANCTIONS] = RegisterUnavailable("status 503", retry_after=40)
    with pytest.raises(TryLater) as later:
        check(dossier)
    assert (later.value.seconds, later.value.counts) == (40, False)
    assert phases() == []
    before = len(registers.asked)
    registers.says.clear()
    check(dossier)
    asked_after = [kind for kind, _, _ in registers.asked[before:]]
    assert RegisterKind.SANCTIONS in asked_after
    assert RegisterKind.BKR not in asked_after
    assert phases() == ["renteaanbod"]


def test_a_question_keeps_its_key_through_every_try_of_one_submission(
    dossier: Dossier, registers: FakeRegisters
) -> None:
    registers.says[RegisterKind.BKR] = RegisterUnavailable("away")
    for _ in range(3):
        with pytest.raises(TryLater):
            check(dossier)
    assert len({key for kind, _, key in registers.asked if kind is RegisterKind.BKR}) == 1


def test_nobody_is_looked_up_for_an_application_that_was_withdrawn(dossier: Dossier, registers: FakeRegisters) -> None:
    applications.put(dossier, State.WITHDRAWN)
    check(dossier)
    assert registers.asked == []


def test_without_an_identity_document_vis_is_not_asked_and_the_rest_is(registers: FakeRegisters) -> None:
    one = applications.applicant("sanne")
    applications.describe_wish(one.dossier)
    dossier = applications.put(one.dossier, State.SUBMITTED)
    check(dossier)
    assert {kind for kind, _, _ in registers.asked} == set(RegisterKind) - {RegisterKind.VIS}
    assert phases() == ["renteaanbod"]


def test_an_answer_is_kept_as_received_and_sealed(dossier: Dossier, sanne: Applicant, registers: FakeRegisters) -> None:
    check(dossier)
    row = RegisterAnswer.objects.get(kind="bkr")
    assert b"Vermeer" not in bytes(row.body)
    (answer,) = [one for one in services.answers_of(sanne) if one.kind is RegisterKind.BKR]
    assert sha256(answer.raw) == row.sha256
    assert json.loads(answer.raw)["subject"]["surname"] == "Vermeer"
    with pytest.raises(AppendOnlyError):
        row.save()


def test_the_events_name_the_register_and_never_what_it_said(dossier: Dossier, registers: FakeRegisters) -> None:
    registers.says[RegisterKind.PEP] = Outcome.HIT
    registers.details[RegisterKind.PEP] = [{"name": "S. Vermeer", "function": "Raadslid", "country": "NL"}]
    check(dossier)
    details = [row.detail for row in dossier.events.filter(name="register_checked")]
    assert {"kind": "pep"} in details
    assert all(set(detail) == {"kind"} for detail in details)


# What is unclear


@pytest.mark.parametrize(
    "said",
    [
        Outcome.NOT_UNIQUE,
        RegisterRefused("question-refused", "status 422", raw=b'{"error": "name"}'),
        RegisterRefused("wrong-person", "the answer is about someone else", raw=b'{"subject": {}}'),
        RegisterRefused("too-large", "more than 1000000 bytes"),
    ],
)
def test_what_a_register_is_unclear_about_is_kept_noted_and_goes_to_a_person(
    dossier: Dossier, sanne: Applicant, registers: FakeRegisters, said: Outcome | Exception
) -> None:
    registers.says[RegisterKind.SFH] = said
    check(dossier)
    row = RegisterAnswer.objects.get(kind="sfh")
    assert row.outcome in services.UNCLEAR
    if isinstance(said, RegisterRefused):
        assert row.sha256 == sha256(said.raw)
        assert dossier.events.get(name="register_unclear").detail == {"kind": "sfh", "code": said.code}
        assert RegisterKind.SFH not in {one.kind for one in services.answers_of(sanne)}
    else:
        assert dossier.events.get(name="register_unclear").detail == {"kind": "sfh"}
    assert services.unclear_registers(dossier) == [RegisterKind.SFH]
    assess_dossier(str(dossier.pk), "renteaanbod")
    assert applications.fresh(dossier).state == State.IN_REVIEW
    assert not Renteaanbod.objects.exists()
    assert not Job.objects.filter(kind="renteaanbod.issue").exists()


def test_an_unclear_answer_runs_on_and_is_not_asked_again_for_this_submission(
    dossier: Dossier, registers: FakeRegisters
) -> None:
    registers.says[RegisterKind.SFH] = RegisterRefused("key-conflict", "status 409")
    check(dossier)
    check(dossier)
    assert [kind for kind, _, _ in registers.asked].count(RegisterKind.SFH) == 1
    assert phases() == ["renteaanbod"]


def test_when_the_application_is_sent_again_only_what_was_unclear_is_asked_again(
    dossier: Dossier, registers: FakeRegisters
) -> None:
    registers.says[RegisterKind.SFH] = Outcome.NOT_UNIQUE
    check(dossier)
    before = len(registers.asked)
    registers.says.clear()
    dossier = sent_in(applications.put(dossier, State.INTAKE))
    check(dossier)
    assert [kind for kind, _, _ in registers.asked[before:]] == [RegisterKind.SFH]
    assert services.unclear_registers(dossier) == []
    assert len(phases()) == 2


def test_a_correction_of_the_name_asks_every_register_that_knows_names_anew(
    dossier: Dossier, sanne: Applicant, registers: FakeRegisters
) -> None:
    check(dossier)
    before = len(registers.asked)
    dossier = applications.put(dossier, State.INTAKE)
    save_answers(instance=sanne, dossier=dossier, by=sanne.user, answers={"given_names": "Sanne Elisa"})
    check(applications.put(dossier, State.SUBMITTED))
    anew = {kind for kind, _, _ in registers.asked[before:]}
    assert anew == set(RegisterKind) - {RegisterKind.VIS}, "VIS is asked about the document"


def test_an_answer_older_than_thirty_days_is_asked_again(
    dossier: Dossier, sanne: Applicant, registers: FakeRegisters
) -> None:
    for kind, days in ((RegisterKind.BKR, 31), (RegisterKind.SFH, 29)):
        subject = services.subject_of(kind, services.person_of(sanne))
        question = f"question-of-{days}-days-ago"
        row = RegisterAnswer(
            applicant=sanne,
            kind=kind.value,
            question=question,
            outcome="clear",
            sha256="0" * 64,
            checked_at=services.clock.now() - timedelta(days=days),
        )
        envelope = {
            "question": question,
            "register": kind.value,
            "answered_at": row.checked_at.isoformat(),
            "register_version": "1",
            "subject": subject,
            "outcome": "clear",
            "details": [],
        }
        row.body = seal_json(sanne.user.key, place=services.BODY_PLACE, row=row.id, value=envelope)
        row.save(force_insert=True)
    check(dossier)
    asked = {kind for kind, _, _ in registers.asked}
    assert RegisterKind.BKR in asked
    assert RegisterKind.SFH not in asked


def test_one_question_has_one_answer(dossier: Dossier, sanne: Applicant, registers: FakeRegisters) -> None:
    check(dossier)
    row = RegisterAnswer.objects.first()
    assert row is not None
    again = RegisterAnswer(
        applicant=sanne, kind=row.kind, question=row.question, outcome="hit", sha256="1" * 64, checked_at=row.checked_at
    )
    with pytest.raises(IntegrityError):
        again.save(force_insert=True)
