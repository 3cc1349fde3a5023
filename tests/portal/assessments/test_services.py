"""A decision is kept once per input, sealed, and can be taken again years later."""

import json
from datetime import date

import pytest

from portal import clock
from portal.assessments.models import AcceptanceSwitch, Assessment
from portal.assessments.policy import accepts_new_customers, rentevastperioden
from portal.assessments.services import assess, decision_of, facts_of, judgement
from portal.dossiers.models import AppendOnlyError, Dossier
from portal.dossiers.services import save_answers
from portal.dossiers.states import State
from portal.vault.services import VaultError, shred_key
from tests.portal import applications
from tests.portal.conftest import AtOnce
from underwriting.facts import Facts
from underwriting.norms import norms_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(db: None) -> Dossier:
    applications.open_the_door()
    return applications.put(applications.single(), State.SUBMITTED)


def run(dossier: Dossier, **changes: object) -> Assessment:
    given = {"phase": "renteaanbod", "terms": None, **changes}
    return assess(dossier=dossier, **given)  # type: ignore[arg-type]


def test_the_same_input_is_one_decision(dossier: Dossier) -> None:
    first, second = run(dossier), run(applications.fresh(dossier))
    assert first.pk == second.pk
    assert dossier.events.filter(name="assessed").count() == 1


def test_another_answer_another_phase_or_a_complete_file_is_another_decision(dossier: Dossier) -> None:
    first = run(dossier)
    assert run(dossier, phase="dossier").pk != first.pk
    assert run(dossier, complete=True).pk != first.pk
    intake = applications.put(dossier, State.INTAKE)
    by = intake.applicants.get().user
    save_answers(instance=intake.wish, dossier=intake, by=by, answers={"energy_label": "C"})
    assert run(intake).pk != first.pk


def test_another_day_is_another_decision(dossier: Dossier, settings) -> None:
    first = run(dossier)
    settings.PORTAL_TODAY = "2026-11-24"
    second = run(applications.fresh(dossier))
    assert (first.peildatum, second.peildatum) == (date(2026, 11, 23), date(2026, 11, 24))


@pytest.mark.django_db(transaction=True)
def test_two_workers_that_decide_at_once_keep_one_decision(at_once: AtOnce) -> None:
    applications.open_the_door()
    dossier = applications.put(applications.single(), State.SUBMITTED)
    outcomes = at_once(lambda: run(applications.fresh(dossier)).pk, 2)
    assert len(set(outcomes)) == 1, outcomes
    assert Assessment.objects.count() == 1


def test_the_receipt_names_what_the_decision_rests_on(dossier: Dossier) -> None:
    row = run(dossier)
    facts, norms = Facts.from_json(facts_of(row)), norms_on(row.peildatum)
    assert (row.facts_sha256, row.norms_sha256, row.norms_version) == (facts.sha256(), norms.sha256, norms.version)
    decision = decision_of(row)
    assert (decision["facts_sha256"], decision["phase"]) == (row.facts_sha256, row.phase)
    assert decision["ruleset"]["parameter_set"] == row.norms_version
    assert decision["ruleset"]["guide_edition"] == row.guide_version


def test_a_stored_decision_can_be_taken_again_and_is_the_same(dossier: Dossier) -> None:
    row = run(dossier)
    again = judgement(Facts.from_json(facts_of(row)), decided_at=row.decided_at)
    assert again.to_json() == decision_of(row)


def test_facts_and_decision_are_sealed_in_the_database(dossier: Dossier) -> None:
    row = Assessment.objects.get(pk=run(dossier).pk)
    for sealed in (row.facts, row.decision):
        assert b"Vermeer" not in bytes(sealed)
        assert b"toetsinkomen" not in bytes(sealed)
        with pytest.raises((ValueError, UnicodeDecodeError)):
            json.loads(bytes(sealed))


def test_a_decision_does_not_open_as_facts_and_not_at_all_without_its_key(dossier: Dossier) -> None:
    row = run(dossier)
    row.facts, row.decision = row.decision, row.facts
    with pytest.raises(VaultError):
        facts_of(row)
    shred_key(dossier.key)
    row = Assessment.objects.get(pk=row.pk)
    with pytest.raises(VaultError):
        decision_of(row)


def test_a_decision_is_never_changed(dossier: Dossier) -> None:
    row = run(dossier)
    row.outcome = "approved"
    with pytest.raises(AppendOnlyError):
        row.save()


def test_an_engine_that_breaks_leaves_no_decision(dossier: Dossier) -> None:
    dossier.wish.leningdelen.all().delete()
    with pytest.raises(Exception):  # noqa: B017, PT011  whatever it is, it is not a decision
        run(dossier)
    assert not Assessment.objects.exists()


# The dated switch


def test_without_a_switch_the_guide_accepts_nobody_new() -> None:
    assert accepts_new_customers(clock.today()) is norms_on(clock.today()).acceptance.accepts_new_customers is False


def test_a_switch_holds_from_its_own_day_and_a_later_one_overrules_it() -> None:
    for day, opens in ((date(2026, 3, 1), True), (date(2026, 6, 1), False)):
        AcceptanceSwitch.objects.create(
            valid_from=day, accepts_new_customers=opens, reason="besluit", decided_at=clock.now()
        )
    found = [accepts_new_customers(date(2026, *day)) for day in ((2, 28), (3, 1), (5, 31), (6, 1))]
    assert found == [False, True, True, False]


def test_of_two_switches_for_one_day_the_last_decided_holds() -> None:
    for opens in (True, False):
        AcceptanceSwitch.objects.create(
            valid_from=date(2026, 3, 1), accepts_new_customers=opens, reason="besluit", decided_at=clock.now()
        )
    assert accepts_new_customers(date(2026, 3, 1)) is False


def test_a_switch_is_never_changed() -> None:
    applications.open_the_door()
    switch = AcceptanceSwitch.objects.get()
    with pytest.raises(AppendOnlyError):
        switch.save()


def test_the_switch_is_a_fact_of_the_decision(dossier: Dossier) -> None:
    assert facts_of(run(dossier))["reference"]["accepts_new_customers"] is True


def test_the_fixed_periods_are_those_of_the_norms() -> None:
    assert rentevastperioden(clock.today()) == norms_on(clock.today()).ch02.rentevastperioden
