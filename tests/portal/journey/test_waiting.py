"""The waiting page: what is usual, and past the promised moment the day on which somebody hears from us."""

from datetime import timedelta

import pytest
from django.core.cache import cache

from portal import clock
from portal.assessments import waiting
from portal.assessments.waiting import Usual
from portal.dossiers.models import Dossier
from portal.dossiers.states import State
from tests.portal.journey.world import World

pytestmark = pytest.mark.django_db
USUAL = Usual(half=timedelta(minutes=3), most=timedelta(hours=5), of=40)


@pytest.fixture(autouse=True)
def measured(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(waiting, "usual", lambda _state: USUAL)


@pytest.mark.parametrize(("page", "state"), [("assessment", State.ASSESSING), ("home", State.IN_REVIEW)])
def test_what_is_usual_is_said(world: World, page: str, state: State) -> None:
    world.put(state)
    text = world.client.get(world.url(page)).content.decode()
    assert "binnen 3\xa0minuten, negen van de tien binnen 5\xa0uur" in text
    assert "Gemeten aan de laatste 40 aanvragen" in text
    assert "Dit duurt langer dan normaal" not in text


@pytest.mark.parametrize("page", ["assessment", "home"])
def test_past_the_moment_it_says_by_when_we_answer_and_asks_less_often(world: World, settings, page: str) -> None:
    world.put(State.ASSESSING)
    assert 'hx-trigger="every 2s"' in world.client.get(world.url(page)).content.decode()
    late = clock.now() - settings.ASSESSMENT_MAX - timedelta(seconds=1)
    Dossier.objects.filter(pk=world.dossier.pk).update(state_since=late)
    text = world.client.get(world.url(page)).content.decode()
    assert "Dit duurt langer dan normaal" in text
    assert "negen van de tien" not in text
    assert 'hx-trigger="every 30s"' in text
