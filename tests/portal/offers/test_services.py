"""Offers are issued once, signed by everybody on one document, sealed once, and lapse by date."""

import threading
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from pyhanko.sign.timestamps import TimestampRequestError

from portal import clock
from portal.assessments.models import Assessment
from portal.dossiers.models import AppendOnlyError, Applicant, Dossier
from portal.dossiers.states import Context, Event, GuardRefused, IllegalTransition, State
from portal.dossiers.transitions import StaleDossier, advance, touch
from portal.evidence.models import DocumentRequest
from portal.jobs.models import Job
from portal.jobs.registry import TryLater
from portal.notifications.models import Mail
from portal.notifications.services import read_content
from portal.offers import process, queries, services
from portal.offers.documents import Document
from portal.offers.keys import keys_from_settings
from portal.offers.models import Hypotheekaanbod, Renteaanbod, Signature
from portal.offers.pdf import attached_document
from portal.offers.services import OfferLapsed, OtherDocument, sign_hypotheekaanbod
from portal.offers.verification import verify_pdf
from portal.vault.services import read_file
from tests.portal import applications
from tests.portal.conftest import AtOnce

pytestmark = pytest.mark.django_db
Today = Callable[[str], None]
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.fixture
def sent(db: None) -> Dossier:
    """An application that was sent, of two people."""
    applications.open_the_door()
    return applications.put(applications.couple(), State.SUBMITTED)


@pytest.fixture
def offer(db: None) -> Hypotheekaanbod:
    """A binding offer for Robin and Sam."""
    applications.open_the_door()
    return applications.with_hypotheekaanbod(applications.couple())


@pytest.fixture
def people(offer: Hypotheekaanbod) -> list[Applicant]:
    return list(offer.dossier.applicants.select_related("dossier", "user"))


def sign(one: Applicant, offer: Hypotheekaanbod, *, shown: str = "") -> Signature:
    """As a request of its own does it: nothing is remembered from before."""
    fresh = Applicant.objects.select_related("dossier", "user__key").get(pk=one.pk)
    return sign_hypotheekaanbod(applicant=fresh, shown_sha256=shown or offer.document_sha256)


def state(dossier: Dossier) -> str:
    return str(Dossier.objects.values_list("state", flat=True).get(pk=dossier.pk))


def mails(name: str) -> list[str]:
    return [read_content(mail)["text"] for mail in Mail.objects.filter(template=name)]


# The renteaanbod


def test_a_renteaanbod_is_issued_with_its_dates_requests_and_mails(sent: Dossier, printed: list[Document]) -> None:
    row = applications.assessed(sent)
    services.issue_renteaanbod(str(sent.pk), str(row.pk))
    offer = Renteaanbod.objects.get()
    assert state(sent) == State.COLLECTING
    assert (offer.issued_on, offer.lapses_on) == (date(2026, 11, 23), date(2026, 12, 14))
    assert (offer.complete_by, offer.valid_until) == (date(2027, 1, 7), date(2027, 1, 23))
    assert queries.renteaanbod_document(offer) == printed[0]
    assert DocumentRequest.objects.filter(state="open").count() == 3
    texts = sorted(mails("renteaanbod_ready"))
    assert [text.splitlines()[0] for text in texts] == ["Dag Robin,", "Dag Sam,"]
    assert all("14 december 2026" in text for text in texts)


def test_issuing_a_renteaanbod_twice_is_one_offer_and_one_mail_each(sent: Dossier, printed: list[Document]) -> None:
    row = applications.assessed(sent)
    for _ in range(2):
        services.issue_renteaanbod(str(sent.pk), str(row.pk))
    assert Renteaanbod.objects.count() == 1
    assert len(printed) == 1
    assert len(mails("renteaanbod_ready")) == 2


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_issue_at_once_issue_one(printed: list[Document], at_once: AtOnce) -> None:
    applications.open_the_door()
    sent = applications.put(applications.single(), State.SUBMITTED)
    row = applications.assessed(sent)
    outcomes = at_once(lambda: services.issue_renteaanbod(str(sent.pk), str(row.pk)), 2)
    assert outcomes == [None, None]
    assert Renteaanbod.objects.count() == 1
    assert len(mails("renteaanbod_ready")) == 1


def test_who_withdrew_while_we_typeset_gets_no_offer(sent: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    row = applications.assessed(sent)

    def slow(document: Document) -> bytes:
        applications.put(sent, State.WITHDRAWN)
        return applications.small_pdf()

    monkeypatch.setattr(services, "render_pdf", slow)
    services.issue_renteaanbod(str(sent.pk), str(row.pk))
    assert not Renteaanbod.objects.exists()
    assert state(sent) == State.WITHDRAWN


def test_a_rejected_application_gets_no_offer_from_the_machine(sent: Dossier, printed: list[Document]) -> None:
    row = applications.assessed(sent)
    Assessment.objects.filter(pk=row.pk).update(outcome="rejected")
    with pytest.raises(GuardRefused):
        services.issue_renteaanbod(str(sent.pk), str(row.pk))
    assert not Renteaanbod.objects.exists()
    assert state(sent) == State.SUBMITTED


def test_a_renteaanbod_of_another_dossier_is_not_found(sent: Dossier) -> None:
    row = applications.assessed(sent)
    other = applications.applicant("sanne").dossier
    with pytest.raises(Assessment.DoesNotExist):
        services.issue_renteaanbod(str(other.pk), str(row.pk))


def test_the_real_printer_makes_the_very_document_that_is_stored(sent: Dossier) -> None:
    row = applications.assessed(sent)
    services.issue_renteaanbod(str(sent.pk), str(row.pk))
    offer = Renteaanbod.objects.get()
    assert attached_document(read_file(offer.file)) == queries.renteaanbod_document(offer)


# Using it


def test_who_goes_on_uses_the_offer_once(sent: Dossier) -> None:
    row = applications.with_renteaanbod(sent, used=False)
    by = sent.applicants.get(position=1).user
    services.use_renteaanbod(dossier=row.dossier, by=by)
    row.refresh_from_db()
    first = row.used_at
    services.use_renteaanbod(dossier=row.dossier, by=by)
    row.refresh_from_db()
    assert first is not None
    assert row.used_at == first
    assert row.dossier.events.filter(name="renteaanbod_used").count() == 1


@pytest.mark.parametrize(("day", "may"), [("2026-12-14", True), ("2026-12-15", False)])
def test_an_offer_can_be_used_on_its_last_day_and_not_after(sent: Dossier, today: Today, day: str, may: bool) -> None:
    row = applications.with_renteaanbod(sent, used=False)
    by = sent.applicants.get(position=1).user
    today(day)
    if may:
        services.use_renteaanbod(dossier=row.dossier, by=by)
    else:
        with pytest.raises(OfferLapsed):
            services.use_renteaanbod(dossier=row.dossier, by=by)
    row.refresh_from_db()
    assert (row.used_at is not None) is may


def test_an_offer_used_after_midnight_was_used_on_that_day_here(sent: Dossier) -> None:
    row = applications.with_renteaanbod(sent)
    at = datetime(2026, 11, 25, 0, 30, tzinfo=AMSTERDAM)
    Renteaanbod.objects.filter(pk=row.pk).update(used_at=at)
    terms = process.running_terms(row.dossier)
    assert terms is not None
    assert terms.used_on == date(2026, 11, 25), "in UTC it was still the 24th"


def test_handing_in_the_documents_is_going_on_with_the_offer(sent: Dossier) -> None:
    row = applications.with_renteaanbod(sent, used=False)
    by = sent.applicants.get(position=2).user
    with pytest.raises(GuardRefused):
        services.hand_in(dossier=row.dossier, by=by)
    row.refresh_from_db()
    assert row.used_at is None, "the notary is not chosen yet: nothing was handed in"
    applications.choose_notary(applications.fresh(sent))
    services.hand_in(dossier=applications.fresh(sent), by=by)
    row.refresh_from_db()
    assert row.used_at is not None
    assert state(sent) == State.ASSESSING


def test_handing_in_after_the_offer_lapsed_is_refused(sent: Dossier, today: Today) -> None:
    row = applications.with_renteaanbod(sent, used=False)
    applications.choose_notary(applications.fresh(sent))
    today("2026-12-15")
    with pytest.raises(OfferLapsed):
        services.hand_in(dossier=applications.fresh(sent), by=row.dossier.applicants.get(position=1).user)
    assert state(sent) == State.COLLECTING


def test_documents_that_a_clerk_asked_before_there_was_an_offer_can_be_handed_in(sent: Dossier) -> None:
    applications.put(sent, State.COLLECTING)
    applications.choose_notary(applications.fresh(sent))
    services.hand_in(dossier=applications.fresh(sent), by=sent.applicants.get(position=1).user)
    assert state(sent) == State.ASSESSING


# The hypotheekaanbod


@pytest.fixture
def approved(sent: Dossier) -> tuple[Dossier, Assessment]:
    base = applications.with_renteaanbod(sent)
    return applications.put(base.dossier, State.APPROVED), base.assessment


def test_a_binding_offer_is_printed_once_and_what_is_stored_is_what_is_signed(
    approved: tuple[Dossier, Assessment], printed: list[Document]
) -> None:
    dossier, row = approved
    for _ in range(2):
        services.issue_hypotheekaanbod(str(dossier.pk), str(row.pk))
    offer = Hypotheekaanbod.objects.get()
    assert state(dossier) == State.OFFERED
    assert [document.kind for document in printed] == ["hypotheekaanbod", "esis", "brondata-samenvatting"]
    assert offer.document_sha256 == offer.file.sha256
    assert read_file(offer.file) != read_file(offer.esis)
    assert len(mails("offer_ready")) == 2
    assert all("Dag Robin," in text or "Dag Sam," in text for text in mails("offer_ready"))


def test_a_renteaanbod_that_ran_out_between_the_approval_and_the_printer_gives_no_offer(
    approved: tuple[Dossier, Assessment], printed: list[Document]
) -> None:
    dossier, row = approved
    Renteaanbod.objects.update(valid_until=clock.today() - timedelta(days=1))
    with pytest.raises(GuardRefused, match="niet meer geldig"):
        services.issue_hypotheekaanbod(str(dossier.pk), str(row.pk))
    assert not Hypotheekaanbod.objects.exists()
    assert mails("offer_ready") == []


# Signing


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_both_sign_in_any_order_and_the_last_one_moves_the_dossier(
    offer: Hypotheekaanbod, people: list[Applicant], order: tuple[int, int]
) -> None:
    first, last = (people[place] for place in order)
    sign(first, offer)
    assert state(offer.dossier) == State.OFFERED
    (text,) = mails("partner_signed")
    assert text.startswith(f"Dag {last.first_name},\n\n{first.first_name} heeft het hypotheekaanbod ondertekend")
    assert not Job.objects.filter(kind="hypotheekaanbod.seal").exists()
    sign(last, offer)
    assert state(offer.dossier) == State.SIGNED
    assert Job.objects.get(kind="hypotheekaanbod.seal").payload == {"aanbod_id": str(offer.pk)}
    assert set(offer.signatures.values_list("document_sha256", flat=True)) == {offer.document_sha256}
    assert len(mails("partner_signed")) == 1


def test_signing_twice_signs_once(offer: Hypotheekaanbod, people: list[Applicant]) -> None:
    assert sign(people[0], offer).pk == sign(people[0], offer).pk
    assert Signature.objects.count() == 1
    assert offer.dossier.events.filter(name="offer_signed").count() == 1
    assert state(offer.dossier) == State.OFFERED


def test_who_signed_may_press_again_after_everybody_did(offer: Hypotheekaanbod, people: list[Applicant]) -> None:
    signatures = [sign(one, offer) for one in people]
    assert sign(people[0], offer).pk == signatures[0].pk


def test_another_document_than_was_offered_is_not_signed(offer: Hypotheekaanbod, people: list[Applicant]) -> None:
    with pytest.raises(OtherDocument):
        sign(people[0], offer, shown="0" * 64)
    with pytest.raises(OtherDocument):
        sign(people[0], offer, shown=offer.esis.sha256)
    assert not Signature.objects.exists()


def test_somebody_without_an_offer_has_nothing_to_sign(offer: Hypotheekaanbod) -> None:
    with pytest.raises(OtherDocument):
        sign(applications.applicant("sanne"), offer)
    assert not Signature.objects.exists()


@pytest.mark.parametrize(("day", "may"), [("2027-01-23", True), ("2027-01-24", False)])
def test_the_last_day_to_sign_counts_and_the_day_after_does_not(
    offer: Hypotheekaanbod, people: list[Applicant], today: Today, day: str, may: bool
) -> None:
    assert offer.sign_by == date(2027, 1, 23)
    today(day)
    if may:
        assert sign(people[0], offer).document_sha256 == offer.document_sha256
    else:
        with pytest.raises(OfferLapsed):
            sign(people[0], offer)
    assert Signature.objects.exists() is may


@pytest.mark.parametrize("closed", [State.WITHDRAWN, State.EXPIRED])
def test_nothing_is_signed_in_a_dossier_that_closed(
    offer: Hypotheekaanbod, people: list[Applicant], closed: State
) -> None:
    applications.put(offer.dossier, closed)
    with pytest.raises(IllegalTransition):
        sign(people[0], offer)
    assert not Signature.objects.exists()


def test_a_signature_is_never_changed(offer: Hypotheekaanbod, people: list[Applicant]) -> None:
    signature = sign(people[0], offer)
    signature.document_sha256 = "0" * 64
    with pytest.raises(AppendOnlyError):
        signature.save()


@pytest.mark.django_db(transaction=True)
def test_two_last_signatures_at_once_move_the_dossier_once(at_once: AtOnce) -> None:
    applications.open_the_door()
    offer = applications.with_hypotheekaanbod(applications.couple())
    people = list(offer.dossier.applicants.all())

    def go() -> str:
        return str(sign(people.pop(), offer).applicant_id)

    outcomes = at_once(go, 2)
    assert len(set(outcomes)) == 2, outcomes
    assert state(offer.dossier) == State.SIGNED
    assert offer.dossier.events.filter(name="sign_all").count() == 1
    assert Job.objects.filter(kind="hypotheekaanbod.seal").count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_person_who_presses_eight_times_at_once_signs_once(at_once: AtOnce) -> None:
    applications.open_the_door()
    offer = applications.with_hypotheekaanbod(applications.single())
    one = offer.dossier.applicants.get()
    outcomes = at_once(lambda: sign(one, offer).pk, 8)
    assert len(set(outcomes)) == 1, outcomes
    assert offer.dossier.events.filter(name="sign_all").count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_signature_and_a_withdrawal_at_once_never_both_count() -> None:
    applications.open_the_door()
    offer = applications.with_hypotheekaanbod(applications.single())
    one = offer.dossier.applicants.get()
    barrier, errors = threading.Barrier(2), []

    def withdraw() -> None:
        dossier = Dossier.objects.get(pk=offer.dossier_id)
        barrier.wait(timeout=10)
        advance(dossier, Event.WITHDRAW, actor=one.user, context=Context())

    def put_name() -> None:
        barrier.wait(timeout=10)
        sign(one, offer)

    def body(act: Callable[[], Any]) -> None:
        try:
            act()
        except (StaleDossier, IllegalTransition) as error:
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=body, args=(act,)) for act in (withdraw, put_name)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert len(errors) == 1, "one of the two is told that the other was first"
    signed = Signature.objects.exists()
    assert state(offer.dossier) == (State.SIGNED if signed else State.WITHDRAWN)


# Sealing


@pytest.fixture
def signed(offer: Hypotheekaanbod, people: list[Applicant]) -> Hypotheekaanbod:
    for one in people:
        sign(one, offer)
    return offer


def test_the_seal_is_put_once_on_the_very_bytes_that_were_signed(
    signed: Hypotheekaanbod, printed: list[Document]
) -> None:
    services.seal_hypotheekaanbod(str(signed.pk))
    signed.refresh_from_db()
    first = signed.sealed_file_id
    services.seal_hypotheekaanbod(str(signed.pk))
    signed.refresh_from_db()
    assert (state(signed.dossier), signed.sealed_file_id) == (State.SEALED, first)
    assert signed.sealed_file is not None
    sealed = read_file(signed.sealed_file)
    assert sealed.startswith(read_file(signed.file))
    report = verify_pdf(sealed, keys_from_settings().roots)
    assert report.valid, report.problem
    assert report.document_sha256 == signed.document_sha256
    assert len(mails("signed_set_ready")) == 2


def test_the_evidence_names_every_signature_and_the_hash(signed: Hypotheekaanbod, printed: list[Document]) -> None:
    services.seal_hypotheekaanbod(str(signed.pk))
    (evidence,) = printed
    rows = evidence.signatures  # type: ignore[union-attr]
    assert [row.full_name for row in rows] == ["R.J. Bakker", "S.N. de Wit"]
    assert {row.document_sha256 for row in rows} == {signed.document_sha256}
    assert {row.evidence_id for row in rows} == {str(one.pk) for one in signed.signatures.all()}


def test_a_timestamp_authority_that_is_away_keeps_the_dossier_signed_and_costs_no_attempt(
    signed: Hypotheekaanbod, printed: list[Document], monkeypatch: pytest.MonkeyPatch
) -> None:
    def away(*args: Any, **kwargs: Any) -> bytes:
        raise TimestampRequestError("no answer")

    seal = services.seal_pdf
    monkeypatch.setattr(services, "seal_pdf", away)
    with pytest.raises(TryLater) as later:
        services.seal_hypotheekaanbod(str(signed.pk))
    assert later.value.counts is False
    signed.refresh_from_db()
    assert (state(signed.dossier), signed.sealed_file) == (State.SIGNED, None)
    monkeypatch.setattr(services, "seal_pdf", seal)
    services.seal_hypotheekaanbod(str(signed.pk))
    assert state(signed.dossier) == State.SEALED


def test_an_offer_that_not_everybody_signed_is_not_sealed(
    offer: Hypotheekaanbod, people: list[Applicant], printed: list[Document]
) -> None:
    sign(people[0], offer)
    services.seal_hypotheekaanbod(str(offer.pk))
    offer.refresh_from_db()
    assert offer.sealed_file is None
    assert printed == []


def test_the_sealed_offer_takes_the_place_of_the_unsigned_one(signed: Hypotheekaanbod, printed: list[Document]) -> None:
    before = queries.file_of(signed.dossier, "hypotheekaanbod")
    assert queries.file_of(signed.dossier, "ondertekenbewijs") is None
    services.seal_hypotheekaanbod(str(signed.pk))
    after = queries.file_of(signed.dossier, "hypotheekaanbod")
    assert before is not None
    assert after is not None
    assert before[0] != after[0]
    assert queries.file_of(signed.dossier, "ondertekenbewijs") is not None
    assert queries.file_of(signed.dossier, "iets-anders") is None


# Lapsing


def lapse(dossier: Dossier) -> str:
    services.lapse_overdue()
    return state(dossier)


@pytest.mark.parametrize(("day", "end"), [("2026-12-14", State.COLLECTING), ("2026-12-15", State.EXPIRED)])
def test_an_offer_that_nobody_used_lapses_after_three_weeks(sent: Dossier, today: Today, day: str, end: State) -> None:
    applications.with_renteaanbod(sent, used=False)
    today(day)
    assert lapse(sent) == end


def test_a_used_offer_lapses_after_two_months_wherever_the_dossier_is(sent: Dossier, today: Today) -> None:
    applications.with_renteaanbod(sent)
    for running in (State.COLLECTING, State.ASSESSING, State.IN_REVIEW, State.APPROVED):
        applications.put(sent, running)
        today("2027-01-23")
        assert lapse(sent) == running
        today("2027-01-24")
        assert lapse(sent) == State.EXPIRED


@pytest.mark.parametrize(("day", "end"), [("2027-01-23", State.OFFERED), ("2027-01-24", State.EXPIRED)])
def test_an_offer_that_was_not_signed_lapses_after_its_last_day(
    offer: Hypotheekaanbod, people: list[Applicant], today: Today, day: str, end: State
) -> None:
    sign(people[0], offer)
    today(day)
    assert lapse(offer.dossier) == end


def test_what_was_signed_or_closed_does_not_lapse(offer: Hypotheekaanbod, today: Today) -> None:
    today("2027-12-31")
    for done in (State.SIGNED, State.SEALED, State.MANDATED, State.COMPLETED, State.WITHDRAWN):
        applications.put(offer.dossier, done)
        assert lapse(offer.dossier) == done


def test_a_replaced_offer_closes_nothing(sent: Dossier, today: Today) -> None:
    row = applications.with_renteaanbod(sent, used=False)
    Renteaanbod.objects.filter(pk=row.pk).update(replaced_at=clock.now())
    today("2027-12-31")
    assert lapse(sent) == State.COLLECTING


def test_lapsing_twice_closes_once(sent: Dossier, today: Today) -> None:
    applications.with_renteaanbod(sent, used=False)
    today("2026-12-15")
    assert [services.lapse_overdue(), services.lapse_overdue()] == [1, 0]
    assert sent.events.filter(name="lapse").count() == 1


def test_a_dossier_that_somebody_is_working_in_does_not_keep_the_others_open(
    sent: Dossier, today: Today, monkeypatch: pytest.MonkeyPatch
) -> None:
    applications.with_renteaanbod(sent, used=False)
    other = applications.put(applications.single(), State.SUBMITTED)
    applications.with_renteaanbod(other, used=False)
    today("2026-12-15")
    real, busy = services.advance, []

    def somebody_was_first(dossier: Dossier, event: Event, **kwargs: Any) -> Any:
        if not busy:
            busy.append(dossier.pk)
            touch(Dossier.objects.get(pk=dossier.pk))
        return real(dossier, event, **kwargs)

    monkeypatch.setattr(services, "advance", somebody_was_first)
    assert services.lapse_overdue() == 1
    assert sorted([state(sent), state(other)]) == sorted([State.COLLECTING, State.EXPIRED])
    assert services.lapse_overdue() == 1
