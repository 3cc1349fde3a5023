"""«Klopt niet»: said at the figure, without script, kept as it was typed, and read back with its state."""

from typing import Any

import pytest
from django.urls import reverse

from brondata.datasets import Source
from portal.disputes.models import Dispute
from portal.disputes.services import Figure, decide_dispute
from portal.dossiers.models import Applicant
from portal.evidence.reading import latest_bundle
from portal.journey.figures import figures_by_code
from tests.portal import applications
from tests.portal.journey.conftest import Enter

pytestmark = pytest.mark.django_db
FIGURES, REGISTERS = reverse("journey:figures"), reverse("journey:registers")


@pytest.fixture
def sanne(db: None) -> Applicant:
    return applications.single().applicants.get()


def figure_of(one: Applicant, source: Source) -> Figure:
    bundle = latest_bundle(one)
    assert bundle is not None
    return next(item for item in figures_by_code(bundle).values() if item.source is source)


def address(figure: Figure) -> str:
    return reverse("journey:dispute", args=[figure.code])


def words(answer: Any) -> str:
    return " ".join(answer.content.decode().split())


def test_every_figure_of_a_register_has_its_own_address(enter: Enter, sanne: Applicant) -> None:
    said = words(enter(sanne).get(FIGURES))
    bundle = latest_bundle(sanne)
    assert bundle is not None
    codes = figures_by_code(bundle)
    assert len(codes) >= 6
    assert all(reverse("journey:dispute", args=[code]) in said for code in codes)


def test_it_is_told_and_read_back(enter: Enter, sanne: Applicant) -> None:
    client, figure = enter(sanne), figure_of(sanne, Source.BELASTINGDIENST)
    assert " ".join(figure.value.split()) in words(client.get(address(figure)))
    answer = client.post(address(figure), {"should_be": "1.234", "why": "Ik had meer geld."})
    assert (answer.status_code, answer["Location"]) == (303, FIGURES)
    for page in (FIGURES, REGISTERS):
        said = words(client.get(page))
        assert "1.234" in said
        assert "Wordt bekeken" in said
    row = Dispute.objects.get()
    decide_dispute(dispute=row, by=applications.clerk(), motivation="Het is de stand van 1 januari.")
    said = words(client.get(REGISTERS))
    assert "Het register blijft staan" in said
    assert "Het is de stand van 1 januari." in said


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"should_be": "", "why": "Ik had meer."}, "Vul een bedrag in."),
        ({"should_be": "veel", "why": "Ik had meer."}, "Vul een bedrag in cijfers in"),
        ({"should_be": "-5", "why": "Ik had meer."}, "niet lager dan nul"),
        ({"should_be": "1.234", "why": ""}, "Vertel waarom het niet klopt."),
    ],
)
def test_a_mistake_stands_at_its_field_and_what_was_typed_stays(
    enter: Enter, sanne: Applicant, answers: dict[str, str], wrong: str
) -> None:
    bundle = latest_bundle(sanne)
    assert bundle is not None
    figure = next(one for one in figures_by_code(bundle).values() if one.value.startswith("€"))
    answer = enter(sanne).post(address(figure), answers)
    assert answer.status_code == 422
    said = words(answer)
    assert wrong in said
    assert all(value in said for value in answers.values())
    assert not Dispute.objects.exists()


def test_what_already_stands_there_is_no_answer(enter: Enter, sanne: Applicant) -> None:
    figure = figure_of(sanne, Source.BRP)
    answer = enter(sanne).post(address(figure), {"should_be": figure.value, "why": "zomaar"})
    assert answer.status_code == 422
    assert "wat er al staat" in words(answer)


def test_twice_is_once(enter: Enter, sanne: Applicant) -> None:
    client, figure = enter(sanne), figure_of(sanne, Source.BRP)
    for _ in range(2):
        assert client.post(address(figure), {"should_be": "Anders", "why": "Getrouwd"}).status_code == 303
    assert Dispute.objects.count() == 1


def test_a_partner_finds_no_figure_of_the_other(enter: Enter, db: None) -> None:
    first, second = applications.couple().applicants.order_by("position")
    codes = [one.code for one in figures_by_code(latest_bundle(first)).values() if one.value.startswith("€")]  # type: ignore[arg-type]
    mine = figures_by_code(latest_bundle(second))  # type: ignore[arg-type]
    theirs = [code for code in codes if code not in mine]
    client = enter(second)
    for code in theirs:
        assert client.get(reverse("journey:dispute", args=[code])).status_code == 404
    figure = figure_of(first, Source.BRP)
    enter(first).post(address(figure), {"should_be": "Geheim van de eerste", "why": "daarom"})
    for page in (FIGURES, REGISTERS):
        assert "Geheim van de eerste" not in words(client.get(page))
