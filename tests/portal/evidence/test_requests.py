"""What we ask for is what a decision still misses, no more and no less, and a clerk may ask on top."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.dossiers.models import Dossier
from portal.dossiers.services import choose_notary_and_account
from portal.dossiers.states import GuardRefused, IllegalTransition, State
from portal.evidence import services
from portal.evidence.models import DocumentRequest, Upload
from portal.evidence.services import ask_document, open_requests, still_missing, sync_requests
from portal.jobs.models import Job
from tests.portal import applications

pytestmark = pytest.mark.django_db
Request = DocumentRequest.State


@pytest.fixture
def dossier(db: None) -> Dossier:
    robin = applications.applicant("robin")
    applications.applicant("sam", dossier=robin.dossier)
    return applications.put(robin.dossier, State.COLLECTING)


@pytest.fixture
def ready(dossier: Dossier) -> Callable[[], None]:
    """Notary and account are chosen, which handing in asks for."""

    def go() -> None:
        choose_notary_and_account(
            dossier=dossier,
            by=dossier.applicants.get(position=1).user,
            notary_name="De Groot",
            notary_email="groot@notaris.example",
            iban="NL91ABNA0417164300",
        )

    return go


def needs(kind: str, *, status: str = "ontbreekt", rule: str = "G8.2-19", **more: str) -> dict[str, Any]:
    """One of a decision's required documents."""
    return {"type": kind, "status": status, "rule_ids": [rule], **more}


def asked(dossier: Dossier) -> set[tuple[str, str, int]]:
    """Type, state and position of the applicant (0: of the dossier)."""
    rows = dossier.requests.select_related("applicant")
    return {(one.document_type, one.state, one.applicant.position if one.applicant else 0) for one in rows}


# What is missing


@pytest.mark.parametrize("status", ["ontbreekt", "verouderd", "afgekeurd"])
def test_what_is_absent_too_old_or_refused_is_missing(status: str) -> None:
    assert [one["type"] for one in still_missing([needs("koopakte", status=status)])] == ["koopakte"]


@pytest.mark.parametrize("status", ["aanwezig", "vervangen-door-brondata"])
def test_what_is_there_or_in_the_brondata_is_not(status: str) -> None:
    assert still_missing([needs("koopakte", status=status)]) == []


def test_of_alternatives_the_first_is_asked() -> None:
    group = [needs("mjop", alternative_group="vve"), needs("bouwkundig-rapport", alternative_group="vve")]
    assert [one["type"] for one in still_missing(group)] == ["mjop"]


@pytest.mark.parametrize("there", [0, 1])
def test_of_alternatives_none_is_asked_when_one_is_there(there: int) -> None:
    group = [needs("mjop", alternative_group="vve"), needs("bouwkundig-rapport", alternative_group="vve")]
    group[there]["status"] = "aanwezig"
    assert still_missing(group) == []


def test_an_alternative_of_one_applicant_is_not_the_other_s() -> None:
    kinds = ("salarisstrook", "jaaropgave")
    both = [needs(kind, applicant_id=who, alternative_group="loon") for who in ("p1", "p2") for kind in kinds]
    both[0]["status"] = "aanwezig"
    assert [(one["applicant_id"], one["type"]) for one in still_missing(both)] == [("p2", "salarisstrook")]


# Requests follow


def test_each_applicant_is_asked_for_their_own(dossier: Dossier) -> None:
    required = [needs("salarisstrook", applicant_id="p1"), needs("salarisstrook", applicant_id="p2"), needs("koopakte")]
    assert sync_requests(dossier=dossier, required=required) == 3
    assert asked(dossier) == {("salarisstrook", "open", 1), ("salarisstrook", "open", 2), ("koopakte", "open", 0)}


def test_the_same_decision_twice_asks_once(dossier: Dossier) -> None:
    for _ in range(2):
        assert sync_requests(dossier=dossier, required=[needs("koopakte")]) == 1
    assert dossier.requests.count() == 1


def test_two_rules_that_want_the_same_document_are_one_request_that_names_both(dossier: Dossier) -> None:
    sync_requests(dossier=dossier, required=[needs("koopakte", rule="G8.2-19"), needs("koopakte", rule="G6.1-01")])
    assert dossier.requests.get().rule_ids == ["G6.1-01", "G8.2-19"]


def test_what_is_no_longer_needed_is_withdrawn_and_asked_anew_when_it_is(dossier: Dossier) -> None:
    sync_requests(dossier=dossier, required=[needs("koopakte"), needs("taxatierapport")])
    assert sync_requests(dossier=dossier, required=[needs("koopakte")]) == 1
    assert ("taxatierapport", "withdrawn", 0) in asked(dossier)
    assert sync_requests(dossier=dossier, required=[needs("koopakte"), needs("taxatierapport")]) == 2
    assert dossier.requests.count() == 2


def test_a_refused_document_that_nobody_needs_any_more_does_not_hold_the_dossier(dossier: Dossier) -> None:
    row = applications.asked(dossier)
    DocumentRequest.objects.filter(pk=row.pk).update(state=Request.REJECTED)
    assert sync_requests(dossier=dossier, required=[]) == 0


@pytest.mark.parametrize("state", [Request.RECEIVED, Request.REJECTED])
def test_what_was_sent_or_refused_keeps_its_state_while_it_is_needed(dossier: Dossier, state: str) -> None:
    row = applications.asked(dossier)
    DocumentRequest.objects.filter(pk=row.pk).update(state=state)
    sync_requests(dossier=dossier, required=[needs("koopakte")])
    assert dossier.requests.get().state == state


def test_an_approved_document_that_grew_too_old_is_asked_again(dossier: Dossier) -> None:
    row = applications.asked(dossier)
    DocumentRequest.objects.filter(pk=row.pk).update(state=Request.APPROVED)
    assert sync_requests(dossier=dossier, required=[needs("koopakte", status="verouderd")]) == 1


def test_documents_of_two_homes_are_two_requests(dossier: Dossier) -> None:
    required = [needs("woz-beschikking", subject_id=home) for home in ("w1", "w2")]
    assert sync_requests(dossier=dossier, required=required) == 2


# A clerk asks


def test_what_a_clerk_asks_stays_open_whatever_a_decision_says(dossier: Dossier) -> None:
    ask_document(
        dossier=dossier, document_type="overig", applicant=None, note_text="Waar komt dit van?", by=applications.clerk()
    )
    assert sync_requests(dossier=dossier, required=[]) == 1


@pytest.mark.parametrize("state", [Request.APPROVED, Request.WITHDRAWN, Request.RECEIVED])
def test_a_clerk_who_asks_again_gets_an_open_request_with_the_question(dossier: Dossier, state: str) -> None:
    row = applications.asked(dossier)
    DocumentRequest.objects.filter(pk=row.pk).update(state=state)
    by = applications.clerk()
    ask_document(dossier=dossier, document_type="koopakte", applicant=None, note_text="Pagina 2 mist.", by=by)
    row.refresh_from_db()
    assert (row.state, row.note) == (Request.OPEN, "Pagina 2 mist.")
    assert open_requests(dossier).count() == 1


# Handing in


def test_handing_in_starts_the_assessment_once(dossier: Dossier, ready: Callable[[], None]) -> None:
    ready()
    by = dossier.applicants.get(position=2).user
    assert services.can_complete(applications.fresh(dossier))
    services.complete_evidence(dossier=dossier, by=by)
    assert dossier.state == State.ASSESSING
    assert Job.objects.get(kind="assess").payload == {"dossier_id": str(dossier.pk), "phase": "dossier"}
    with pytest.raises(IllegalTransition):
        services.complete_evidence(dossier=dossier, by=by)
    assert Job.objects.filter(kind="assess").count() == 1


def test_handing_in_waits_for_notary_and_account(dossier: Dossier) -> None:
    assert not services.can_complete(dossier)
    with pytest.raises(GuardRefused, match="je notaris en je rekening"):
        services.complete_evidence(dossier=dossier, by=dossier.applicants.get(position=1).user)


@pytest.mark.parametrize("state", [Request.OPEN, Request.REJECTED])
def test_handing_in_waits_for_what_is_open(dossier: Dossier, ready: Callable[[], None], state: str) -> None:
    ready()
    row = applications.asked(dossier)
    DocumentRequest.objects.filter(pk=row.pk).update(state=state)
    assert not services.can_complete(applications.fresh(dossier))
    with pytest.raises(GuardRefused, match="nog 1 documenten"):
        services.complete_evidence(dossier=dossier, by=dossier.applicants.get(position=1).user)


def test_handing_in_waits_for_the_gate(dossier: Dossier, ready: Callable[[], None]) -> None:
    ready()
    row = applications.asked(dossier)
    DocumentRequest.objects.filter(pk=row.pk).update(state=Request.RECEIVED)
    upload = applications.sent(row, state=Upload.State.RECEIVED)
    assert not services.can_complete(applications.fresh(dossier))
    with pytest.raises(GuardRefused):
        services.complete_evidence(dossier=dossier, by=dossier.applicants.get(position=1).user)
    Upload.objects.filter(pk=upload.pk).update(state=Upload.State.READY)
    services.complete_evidence(dossier=dossier, by=dossier.applicants.get(position=1).user)
