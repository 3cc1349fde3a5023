"""NHG's checklist and the terms of data, on the desk."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from portal import clock
from portal.backoffice import checklist
from portal.dossiers.models import AccessRecord, Dossier
from portal.dossiers.states import State
from portal.dossiers.transitions import note
from portal.offers.ageing_watch import WARNED
from tests.portal import applications, builders
from tests.portal.backoffice.conftest import open_dossier


@pytest.fixture
def dossier(desk: Client) -> Dossier:
    """An application that was decided on, opened by the clerk."""
    found = applications.single()
    applications.assessed(found)
    found = applications.put(found, State.COLLECTING)
    open_dossier(desk, found)
    return found


def test_the_checklist_shows_each_part_what_is_filled_and_from_where(desk: Client, dossier: Dossier) -> None:
    page = desk.get(reverse("admin:dossier_checklist", args=[dossier.pk])).content.decode()
    for words in ("a. De leningnemers", "j. Gebruikte brondata", "Vermeer", "MijnOverheid: persoonsgegevens"):
        assert words in page
    assert "rekentool IBL op UWV: werk en loon" in page
    assert "Niet van toepassing: Verblijfstitel; Correspondentieadres." in page
    assert "<strong>ontbreekt</strong>" in page
    assert AccessRecord.objects.filter(dossier=dossier, what="checklist brondata").count() == 1


def test_without_a_decision_or_a_reason_there_is_no_checklist(desk: Client) -> None:
    dossier = builders.dossier_in(State.IN_REVIEW)
    url = reverse("admin:dossier_checklist", args=[dossier.pk])
    assert desk.get(url).url.startswith(reverse("admin:dossier_open", args=[dossier.pk]))  # type: ignore[attr-defined]
    open_dossier(desk, dossier)
    assert desk.get(url).status_code == 404


def test_the_page_of_a_dossier_says_until_when_its_data_may_be_used(
    desk: Client, dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = reverse("admin:dossiers_dossier_change", args=[dossier.pk])
    page = desk.get(url).content.decode().replace("\xa0", " ")
    assert "Een aanbod mag erop rusten tot en met deze dag." in page
    assert "23 februari 2027" in page
    assert reverse("admin:dossier_checklist", args=[dossier.pk]) in page
    today = clock.today()
    monkeypatch.setattr(checklist.clock, "today", lambda: today + timedelta(days=93))
    assert "Te oud sinds 23 februari 2027" in desk.get(url).content.decode().replace("\xa0", " ")


def test_the_work_queue_names_dossiers_whose_data_grows_too_old(desk: Client, dossier: Dossier) -> None:
    assert "Gegevens die te oud worden" not in desk.get("/beheer/").content.decode()
    for until in ("2026-12-01", "2026-12-02"):  # collected anew once: the last term counts
        note(dossier, WARNED, actor=None, detail={"about": "mijnuwv", "of": "p1", "until": until, "name": "UWV: loon"})
    page = desk.get("/beheer/").content.decode().replace("\xa0", " ")
    assert "Gegevens die te oud worden" in page
    assert "UWV: loon, tot en met 2 december 2026" in page
