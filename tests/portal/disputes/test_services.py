"""A figure that would be wrong: the register's value stays and counts, until a document shows otherwise."""

from decimal import Decimal
from typing import Any

import pytest

from brondata.datasets import Source
from portal.assessments.facts import assemble_facts
from portal.disputes import services
from portal.disputes.models import Dispute
from portal.disputes.services import Figure, claim_of, decide_dispute, open_dispute, open_disputes, with_corrections
from portal.dossiers.models import Applicant, Dossier
from portal.dossiers.states import GuardRefused
from portal.evidence.models import DocumentRequest, Upload
from portal.evidence.reading import latest_bundle
from portal.identity.models import User
from portal.journey.figures import figures_by_code
from portal.offers import process
from portal.offers.consent import withdraw_consent
from tests.portal import applications

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(db: None) -> Dossier:
    applications.open_the_door()
    return applications.single()


@pytest.fixture
def sanne(dossier: Dossier) -> Applicant:
    return dossier.applicants.select_related("dossier", "user__key").get()


@pytest.fixture
def bo(db: None) -> User:
    return applications.clerk()


def figure(one: Applicant, source: Source, *, ends: str = "") -> Figure:
    """A figure of the page, by register and the end of its place."""
    bundle = latest_bundle(one)
    assert bundle is not None
    return next(
        item for item in figures_by_code(bundle).values() if item.source is source and item.place.endswith(ends)
    )


def saldo(one: Applicant) -> Figure:
    return figure(one, Source.BELASTINGDIENST, ends="saldo_1_januari")


def opened(one: Applicant, what: Figure) -> Dispute:
    return open_dispute(applicant=one, figure=what, should_be="€ 1.234,00", why="Verkocht in 2025")


def shown(row: Dispute) -> Upload:
    """The document that was asked, sent and approved."""
    return applications.sent(row.request, state=Upload.State.APPROVED)


def own_funds(dossier: Dossier) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = assemble_facts(applications.fresh(dossier), phase="aanvraag")["own_funds"]["items"]
    return found


def by_via(dossier: Dossier) -> Decimal:
    return Decimal(next(one["amount"] for one in own_funds(dossier) if one["proof"] == "via"))


def test_the_claim_stands_beside_the_value_and_asks_for_the_document(dossier: Dossier, sanne: Applicant) -> None:
    what, before = saldo(sanne), own_funds(dossier)
    row = opened(sanne, what)
    claim = claim_of(row)
    assert (claim["value"], claim["should_be"], claim["why"]) == (what.value, "€ 1.234,00", "Verkocht in 2025")
    assert b"1.234" not in bytes(row.claim)
    assert (row.request.document_type, row.request.state) == ("bankafschrift", DocumentRequest.State.OPEN)
    assert own_funds(dossier) == before, "the decision uses the register until somebody decides"
    assert saldo(sanne) == what
    assert list(open_disputes(dossier)) == [row]


def test_nothing_of_the_claim_stands_open_in_the_database(sanne: Applicant) -> None:
    row = Dispute.objects.filter(pk=opened(sanne, saldo(sanne)).pk).values("figure", "place", "state").get()
    assert "1.234" not in str(row)
    assert saldo(sanne).name not in str(row)


def test_the_same_figure_is_open_once(sanne: Applicant) -> None:
    opened(sanne, saldo(sanne))
    with pytest.raises(services.AlreadyOpen):
        opened(sanne, saldo(sanne))


def test_when_the_register_stands_nothing_changes_and_the_document_is_not_needed(
    dossier: Dossier, sanne: Applicant, bo: User
) -> None:
    before, row = own_funds(dossier), opened(sanne, saldo(sanne))
    decide_dispute(dispute=row, by=bo, motivation="Het is de stand van 1 januari.")
    assert own_funds(dossier) == before
    assert Dispute.objects.get(pk=row.pk).state == Dispute.State.UPHELD
    assert DocumentRequest.objects.get(pk=row.request_id).state == DocumentRequest.State.WITHDRAWN
    assert not open_disputes(dossier)


def test_a_document_that_shows_otherwise_counts_and_the_register_stays_what_it_was(
    dossier: Dossier, sanne: Applicant, bo: User
) -> None:
    what, row, before = saldo(sanne), opened(sanne, saldo(sanne)), by_via(dossier)
    bundle = latest_bundle(sanne)
    assert bundle is not None
    assert bundle.belastingdienst is not None
    accounts = max(bundle.belastingdienst.aangiften, key=lambda one: one.jaar).bankrekeningen
    said = accounts[int(row.place.split(".")[-2])].saldo_1_januari
    assert said is not None
    decide_dispute(
        dispute=row, by=bo, motivation="Blijkt uit het afschrift.", corrected=Decimal(1234), evidence=shown(row)
    )
    assert latest_bundle(sanne) == bundle
    assert saldo(sanne) == what
    assert by_via(dossier) == before - said + Decimal(1234)


def test_wages_are_not_corrected_by_hand_but_left_to_documents(sanne: Applicant, bo: User) -> None:
    row = opened(sanne, figure(sanne, Source.UWV))
    assert row.place == services.WAGES
    with pytest.raises(ValueError, match="this way"):
        decide_dispute(dispute=row, by=bo, motivation="x", corrected=Decimal(5), evidence=shown(row))
    decide_dispute(dispute=row, by=bo, motivation="Andere werkgever.", evidence=shown(row))
    corrected = with_corrections(sanne, latest_bundle(sanne))
    assert corrected is not None
    assert (corrected.verzekeringsbericht, corrected.collected(Source.UWV)) == (None, None)


@pytest.mark.parametrize("motivation", ["", "   "])
def test_a_verdict_has_a_motivation(sanne: Applicant, bo: User, motivation: str) -> None:
    row = opened(sanne, saldo(sanne))
    with pytest.raises(ValueError, match="motivation"):
        decide_dispute(dispute=row, by=bo, motivation=motivation)


def test_what_only_the_register_can_correct_is_not_corrected_here(sanne: Applicant, bo: User) -> None:
    row = opened(sanne, figure(sanne, Source.BRP))
    with pytest.raises(ValueError, match="this way"):
        decide_dispute(dispute=row, by=bo, motivation="x", evidence=shown(row))


def test_two_clerks_decide_once(sanne: Applicant, bo: User) -> None:
    row = opened(sanne, saldo(sanne))
    decide_dispute(dispute=row, by=bo, motivation="eerst")
    with pytest.raises(services.AlreadyDecided):
        decide_dispute(dispute=row, by=bo, motivation="daarna")


def test_no_binding_offer_while_one_is_open(
    dossier: Dossier, sanne: Applicant, bo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = opened(sanne, saldo(sanne))
    ready = applications.in_review(dossier, monkeypatch, bo)
    with pytest.raises(GuardRefused, match="niet klopt"):
        process.approve(dossier=applications.fresh(ready), by=bo, motivation="akkoord")
    decide_dispute(dispute=Dispute.objects.get(pk=row.pk), by=bo, motivation="Het register klopt.")
    process.approve(dossier=applications.fresh(ready), by=bo, motivation="akkoord")


def test_with_the_brondata_its_disputes_end_too(dossier: Dossier, sanne: Applicant) -> None:
    opened(sanne, saldo(sanne))
    sanne.refresh_from_db()
    withdraw_consent(applicant=sanne, by=sanne.user)
    assert not open_disputes(dossier)
    with pytest.raises(LookupError):
        opened(sanne, Figure(name="x", value="y", source=Source.DUO))
