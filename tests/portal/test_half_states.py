"""Whatever write fails, nothing is half done: each act is tried with its first, second, ... last write failing."""

import re
from collections.abc import Callable
from contextlib import contextmanager
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import OperationalError, connection

from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.services import invite_partner, start_dossier, submit
from portal.dossiers.states import State
from portal.evidence.reading import read_delivery
from portal.evidence.services import sync_requests
from portal.evidence.uploads import judge_upload
from portal.identity.services import get_or_create_consumer
from portal.journey.knowledge import knowledge_test
from portal.journey.sitting import begin_test, current_sitting, give_answer
from portal.offers import process, services
from tests.portal import applications

pytestmark = pytest.mark.django_db
WRITE = re.compile(r"^\s*(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
OURS = ("vault", "jobs", "identity", "dossiers", "notifications", "evidence", "assessments", "offers", "mandates")


class Outage(OperationalError):
    """The database goes away in the middle."""


@contextmanager
def failing_write(number: int):
    """Let the `number`th write of the block fail; gives a list that holds every write that was tried."""
    tried: list[str] = []

    def wrapper(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITE.match(sql):
            tried.append(sql)
            if len(tried) == number:
                raise Outage(sql[:60])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield tried


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of ours."""
    rows = {}
    for label in OURS:
        for model in apps.get_app_config(label).get_models():
            names = [field.attname for field in model._meta.concrete_fields]
            found = model._base_manager.values_list(*names)
            rows[model._meta.label] = sorted(tuple(map(repr, row)) for row in found)
    return rows


def never_half_done(act: Callable[[], object]) -> int:
    """Run `act` with each of its writes failing in turn, then whole; how many writes it has."""
    before = everything()
    number = 0
    while True:
        number += 1
        with failing_write(number) as tried:
            cache.clear()  # the counters of tries are not in the database
            try:
                act()
            except Outage:
                assert everything() == before, f"half done after write {number}: {tried[-1][:80]}"
                continue
        assert everything() != before, "the act does something"
        return number - 1


@pytest.fixture
def sent(db: None) -> Dossier:
    applications.open_the_door()
    return applications.put(applications.single(), State.SUBMITTED)


@pytest.fixture
def quick_print(monkeypatch: pytest.MonkeyPatch) -> None:
    """Printing and sealing write no rows; they have tests of their own."""
    monkeypatch.setattr(services, "render_pdf", lambda document: applications.small_pdf(document.kind))
    monkeypatch.setattr(services, "seal_pdf", lambda pdf, **how: pdf + b"% sealed")


def test_sending_the_application(db: None) -> None:
    dossier = applications.couple()
    by = dossier.applicants.get(position=1).user
    assert never_half_done(lambda: submit(dossier=applications.fresh(dossier), by=by)) >= 5


def test_answering_the_last_question_of_the_knowledge_test(db: None) -> None:
    one = start_dossier(user=get_or_create_consumer(email="robin@consument.example"))
    begin_test(one.user)
    for number in range(1, knowledge_test().total):
        answered(one, number)
    assert never_half_done(lambda: answered(one, knowledge_test().total)) >= 5


def answered(one: Applicant, number: int) -> None:
    """A right answer, by the applicant as a request would find them."""
    sitting = current_sitting(one.user)
    applicant = Applicant.objects.get(pk=one.pk)
    assert give_answer(applicant=applicant, sitting=sitting, number=number, letter=sitting.questions[number - 1].right)


def test_inviting_a_partner(db: None) -> None:
    one = applications.applicant("robin")
    writes = never_half_done(
        lambda: invite_partner(dossier=applications.fresh(one.dossier), by=one.user, email="sam@consument.example")
    )
    assert writes >= 6


def test_reading_brondata(db: None) -> None:
    one = applications.applicant("sanne")
    session = applications.invited(one)
    row = applications.delivered(one, applications.document_of("sanne", session_id=session.session_id), session=session)
    assert never_half_done(lambda: read_delivery(str(row.pk))) >= 6


def test_issuing_a_renteaanbod(sent: Dossier, quick_print: None) -> None:
    row = applications.assessed(sent)
    assert never_half_done(lambda: services.issue_renteaanbod(str(sent.pk), str(row.pk))) >= 10


def test_asking_documents(sent: Dossier) -> None:
    required = [
        {"type": kind, "status": "ontbreekt", "rule_ids": ["G8.2-19"]} for kind in ("koopakte", "bankafschrift")
    ]
    assert never_half_done(lambda: sync_requests(dossier=applications.fresh(sent), required=required)) >= 3


def test_judging_a_file(sent: Dossier) -> None:
    upload = applications.sent(applications.asked(sent))
    bo = applications.clerk()
    assert never_half_done(lambda: judge_upload(upload=upload, by=bo, approved=False, judgement="Onleesbaar.")) >= 6


def test_approving(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The decision is kept before the dossier moves: taken again, it is the same row."""
    applications.open_the_door()
    bo = applications.clerk()
    dossier = applications.in_review(applications.single(), monkeypatch, bo)
    terms = process.running_terms(dossier)
    applications.assessed(applications.fresh(dossier), "hypotheekaanbod", terms=terms, complete=True)
    assert never_half_done(lambda: process.approve(dossier=applications.fresh(dossier), by=bo, motivation="")) >= 4


def test_signing_last(db: None) -> None:
    applications.open_the_door()
    offer = applications.with_hypotheekaanbod(applications.couple())
    first, last = offer.dossier.applicants.select_related("dossier", "user")

    def sign(one: Applicant) -> object:
        fresh = Applicant.objects.select_related("dossier", "user__key").get(pk=one.pk)
        return services.sign_hypotheekaanbod(applicant=fresh, shown_sha256=offer.document_sha256)

    sign(first)
    assert never_half_done(lambda: sign(last)) >= 6


def test_sealing(db: None, quick_print: None) -> None:
    applications.open_the_door()
    offer = applications.with_hypotheekaanbod(applications.single())
    one = offer.dossier.applicants.select_related("dossier", "user").get()
    services.sign_hypotheekaanbod(applicant=one, shown_sha256=offer.document_sha256)
    assert never_half_done(lambda: services.seal_hypotheekaanbod(str(offer.pk))) >= 7
