"""What the papers say is what was decided and told: nothing is worked out again, nothing is invented."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from portal.assessments.services import decision_of
from portal.assessments.terms import cancellation_fee, offer_dates
from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from portal.offers import compose
from portal.offers.document_kinds import document_from_json
from portal.offers.judged import Judged
from portal.offers.process import running_terms
from tests.portal import applications
from tests.portal.applications import leningdeel
from underwriting.norms import norms_on
from underwriting.workings.deadlines import offer_deadlines

TODAY = date(2026, 11, 23)
D = Decimal


@pytest.fixture
def dossier(db: None) -> Dossier:
    applications.open_the_door()
    return applications.put(applications.couple(), State.SUBMITTED)


@pytest.fixture
def judged(dossier: Dossier) -> Judged:
    return applications.judged(applications.assessed(dossier))


# The dates (gids 7.2)


@pytest.mark.parametrize(
    ("issued", "unused", "documents", "valid", "offer_valid"),
    [
        (date(2026, 8, 31), date(2026, 9, 21), date(2026, 10, 15), date(2026, 10, 31), date(2027, 2, 28)),
        (date(2026, 12, 29), date(2027, 1, 19), date(2027, 2, 13), date(2027, 2, 28), date(2027, 6, 29)),
        (date(2026, 12, 30), date(2027, 1, 20), date(2027, 2, 14), date(2027, 2, 28), date(2027, 6, 30)),
        (date(2026, 12, 31), date(2027, 1, 21), date(2027, 2, 15), date(2027, 2, 28), date(2027, 6, 30)),
        (date(2026, 8, 25), date(2026, 9, 15), date(2026, 10, 10), date(2026, 10, 25), date(2027, 2, 25)),
        (date(2026, 1, 28), date(2026, 2, 18), date(2026, 3, 15), date(2026, 3, 28), date(2026, 7, 28)),
    ],
)
def test_the_last_days_of_a_renteaanbod_are_calendar_months(
    issued: date, unused: date, documents: date, valid: date, offer_valid: date
) -> None:
    found = offer_dates(issued)
    assert (found.lapses_on, found.complete_by) == (unused, documents)
    assert (found.valid_until, found.hypotheekaanbod_valid_until) == (valid, offer_valid)
    assert found.offer_by == valid - timedelta(days=14)


def test_two_months_that_end_in_a_leap_february_end_on_its_last_day() -> None:
    """There are no norms of 2027 yet; counted by those of 2026."""
    policy = norms_on(TODAY).ch07
    ends = [offer_deadlines(date(2027, 12, day), policy).accept_by for day in (28, 29, 30, 31)]
    assert ends == [date(2028, 2, 28), date(2028, 2, 29), date(2028, 2, 29), date(2028, 2, 29)]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("renteaanbod_on", "issued_on", "sign_by"),
    [
        (date(2026, 9, 1), date(2026, 9, 15), date(2026, 11, 1)),  # the rate's own last day
        (date(2026, 9, 1), date(2026, 10, 18), date(2026, 11, 1)),  # exactly fourteen days left
        (date(2026, 9, 1), date(2026, 10, 19), date(2026, 11, 2)),  # the bedenktijd goes before it
        (date(2026, 9, 1), date(2026, 11, 1), date(2026, 11, 15)),
    ],
)
def test_there_are_always_fourteen_days_to_think(
    judged: Judged, renteaanbod_on: date, issued_on: date, sign_by: date
) -> None:
    document = compose.hypotheekaanbod(judged, issued_on=issued_on, renteaanbod_on=renteaanbod_on)
    deadlines = document.deadlines
    assert deadlines.sign_by == sign_by
    assert deadlines.reflect_until == issued_on + timedelta(days=14)
    assert deadlines.reflect_until <= deadlines.sign_by <= deadlines.valid_until
    assert deadlines.valid_until == date(2027, 3, 1)


# The content


def test_a_renteaanbod_says_what_was_decided_and_told(judged: Judged) -> None:
    document = compose.renteaanbod(judged, issued_on=TODAY)
    figures = judged.decision["figures"]
    assert document.reference == judged.dossier.number
    assert [one.full_name for one in document.borrowers] == ["R.J. Bakker", "S.N. de Wit"]
    assert document.lening.hoofdsom == D("280000.00")
    assert document.lening.risicoklasse == figures["risicoklasse"]
    assert [part.rate for part in document.lening.leningdelen] == [
        D(part["rate"]) for part in judged.facts["lening"]["leningdelen"]
    ]
    assert document.lening.leningdelen[0].maandlast == D(figures["gross_monthly_total"])
    assert document.receipt.facts_sha256 == judged.assessment.facts_sha256
    assert document.receipt.decision_id == judged.decision["decision_id"]
    assert document.specimen, "the demo's papers are specimens"
    assumptions = {row.label: row.value for row in document.assumptions}
    assert set(assumptions) >= {"Toetsinkomen Robin", "Toetsinkomen Sam", "Studieschuld per maand", "Energielabel"}


def test_what_is_still_to_come_is_named_with_whose_it_is(judged: Judged) -> None:
    document = compose.renteaanbod(judged, issued_on=TODAY)
    titles = [row.title for row in document.missing_documents]
    assert any("oopakte" in title for title in titles)
    assert all(row.reason for row in document.missing_documents)
    missing = [one for one in judged.decision["required_documents"] if one["status"] == "ontbreekt"]
    assert len(titles) == len(missing)


def test_the_borrowers_live_where_the_brp_says(judged: Judged) -> None:
    document = compose.renteaanbod(judged, issued_on=TODAY)
    address = document.borrowers[0].address
    assert (address.street, address.house_number, address.postcode) == ("Beukenstraat", "48", "2345 CD")
    assert document.onderpand.address.street == "Grachtstraat"


def test_the_schedule_ends_at_nothing_and_its_years_add_up(judged: Judged) -> None:
    (part,) = compose.hypotheekaanbod(judged, issued_on=TODAY, renteaanbod_on=TODAY).lening.leningdelen
    assert (len(part.schedule), part.schedule[-1].balance) == (30, 0)
    assert sum(row.repayment for row in part.schedule) == part.hoofdsom


@pytest.mark.django_db
def test_the_esis_says_the_same_as_the_offer(judged: Judged) -> None:
    offer = compose.hypotheekaanbod(judged, issued_on=TODAY, renteaanbod_on=TODAY)
    sheet = compose.esis(offer, judged)
    assert (sheet.lening, sheet.jkp, sheet.costs) == (offer.lening, offer.jkp, offer.costs)
    assert sheet.valid_until == offer.deadlines.sign_by
    assert len(sheet.first_year) == 12
    first = sheet.first_year[0]
    assert first.interest + first.repayment == offer.lening.leningdelen[0].maandlast
    assert first.balance == offer.lening.hoofdsom - first.repayment


@pytest.mark.django_db
def test_the_first_year_of_two_parts_is_their_sum() -> None:
    applications.open_the_door()
    dossier = applications.couple()
    parts = (leningdeel("150000.00"), leningdeel("100000.00", aflosvorm="lineair"))
    applications.describe_wish(dossier, parts=parts)
    judged = applications.judged(applications.assessed(applications.put(dossier, State.SUBMITTED)))
    offer = compose.hypotheekaanbod(judged, issued_on=TODAY, renteaanbod_on=TODAY)
    first = compose.esis(offer, judged).first_year[0]
    assert first.interest + first.repayment == sum(part.maandlast for part in offer.lening.leningdelen)
    assert first.balance == D("250000.00") - first.repayment


@pytest.mark.django_db
def test_every_figure_on_paper_is_the_decision_s(judged: Judged) -> None:
    offer = compose.hypotheekaanbod(judged, issued_on=TODAY, renteaanbod_on=TODAY)
    sheet, quoted = compose.esis(offer, judged), judged.decision["payments"]
    assert str(offer.jkp.total_payable) == quoted["total_payable"]
    assert str(sheet.per_borrowed_euro) == quoted["per_euro"]
    assert (str(offer.jkp.percent), str(offer.jkp.illustrative)) == (
        quoted["jkp"]["percent"],
        quoted["jkp"]["illustrative"],
    )
    assert {cost.label: cost.in_jkp for cost in offer.costs}["Notaris, hypotheekakte"] is False


@pytest.mark.django_db
def test_a_decision_of_before_the_payments_gives_the_same_papers(judged: Judged) -> None:
    older = replace(judged, decision={name: value for name, value in judged.decision.items() if name != "payments"})
    assert compose.renteaanbod(older, issued_on=TODAY) == compose.renteaanbod(judged, issued_on=TODAY)


@pytest.mark.django_db
def test_after_a_year_fixed_the_paper_goes_on_at_the_highest_rate() -> None:
    applications.open_the_door()
    dossier = applications.couple()
    applications.describe_wish(dossier, parts=(leningdeel("250000.00", rentevastperiode_years=1),))
    judged = applications.judged(applications.assessed(applications.put(dossier, State.SUBMITTED)))
    jkp = compose.renteaanbod(judged, issued_on=TODAY).jkp
    assert jkp.illustration == "hoogste-rente-20-jaar"
    assert jkp.highest_rate == norms_on(TODAY).jkp.highest_rate
    assert jkp.illustrative is not None
    assert jkp.illustrative > jkp.percent


@pytest.mark.django_db
def test_the_jkp_lies_above_the_rate_because_costs_count(judged: Judged) -> None:
    document = compose.renteaanbod(judged, issued_on=TODAY)
    assert document.jkp.percent >= round(document.lening.leningdelen[0].rate, 1)
    assert document.jkp.total_payable > document.lening.hoofdsom
    counted = sum(cost.amount for cost in document.costs if cost.in_jkp)
    assert counted > 0


@pytest.mark.django_db
def test_cancelling_costs_what_the_norms_say(judged: Judged) -> None:
    document = compose.hypotheekaanbod(judged, issued_on=TODAY, renteaanbod_on=TODAY)
    assert document.cancellation.fee == cancellation_fee(TODAY) == 500


@pytest.mark.django_db
def test_a_document_reads_back_as_it_was_written(judged: Judged) -> None:
    for document in (
        compose.renteaanbod(judged, issued_on=TODAY),
        compose.hypotheekaanbod(judged, issued_on=TODAY, renteaanbod_on=TODAY),
    ):
        assert document_from_json(document.to_json()) == document


@pytest.mark.django_db
def test_the_value_names_its_source(dossier: Dossier, monkeypatch: pytest.MonkeyPatch) -> None:
    told = compose.renteaanbod(applications.judged(applications.assessed(dossier)), issued_on=TODAY)
    assert told.onderpand.value_basis == "opgave van de koper"
    whole = applications.in_review(dossier, monkeypatch, applications.clerk())
    row = applications.assessed(whole, "hypotheekaanbod", terms=running_terms(whole), complete=True)
    reported = compose.hypotheekaanbod(applications.judged(row), issued_on=TODAY, renteaanbod_on=TODAY)
    assert reported.onderpand.value_basis == "desktoptaxatie"
    assert decision_of(row)["outcome"] == "approved"


@pytest.mark.django_db
def test_papers_of_the_real_lender_are_no_specimens(judged: Judged, settings) -> None:
    settings.ALLOW_SIMULATORS = False
    document = compose.renteaanbod(judged, issued_on=TODAY)
    assert not document.specimen
    assert replace(document, specimen=True) != document


@pytest.mark.django_db
def test_money_to_save_energy_stands_on_paper_as_a_bouwdepot_at_the_weighted_rate(dossier: Dossier) -> None:
    """gids 1: eighteen months for an existing home, at the rate of the leningdelen weighted by amount."""
    applications.put(dossier, State.INTAKE)
    parts = (leningdeel("270000.00"), leningdeel("10000.00", purpose="energiebesparing", rentevastperiode_years=20))
    applications.describe_wish(dossier, parts=parts)
    judged = applications.judged(applications.assessed(applications.put(dossier, State.SUBMITTED)))
    lening = compose.renteaanbod(judged, issued_on=TODAY).lening
    assert lening.bouwdepot is not None
    assert (lening.bouwdepot.amount, lening.bouwdepot.months) == (D("10000.00"), 18)
    weighted = sum(part.hoofdsom * part.rate for part in lening.leningdelen) / lening.hoofdsom
    assert lening.bouwdepot.compensation_rate == weighted.quantize(D("0.001"))


def test_a_loan_to_buy_alone_has_no_bouwdepot(judged: Judged) -> None:
    assert compose.renteaanbod(judged, issued_on=TODAY).lening.bouwdepot is None
