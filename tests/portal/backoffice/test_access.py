"""The log of looks: complete, chained, and telling when somebody touched it."""

from collections.abc import Callable
from typing import Any

import pytest

from portal.dossiers.access import first_broken_look, record_look
from portal.dossiers.models import AccessRecord, AppendOnlyError, Dossier
from portal.identity.models import User
from tests.portal import builders


@pytest.fixture
def dossier(db: None) -> Dossier:
    """A dossier with three looks."""
    made = builders.dossier_in()
    for what in ("dossier", "document: Koopakte", "document: Taxatierapport"):
        record_look(dossier=made, actor=builders.consumer(), what=what, reason="Aanvraag beoordelen")
    return made


def looks(dossier: Dossier) -> list[AccessRecord]:
    return list(AccessRecord.objects.filter(dossier=dossier).order_by("id"))


def test_an_untouched_log_is_whole_and_each_row_knows_the_one_before(dossier: Dossier) -> None:
    rows = looks(dossier)
    assert [row.previous_hash for row in rows] == ["", rows[0].row_hash, rows[1].row_hash]
    assert first_broken_look(dossier) is None


def test_each_dossier_has_a_chain_of_its_own(dossier: Dossier) -> None:
    other = builders.dossier_in()
    row = record_look(dossier=other, actor=builders.consumer(), what="dossier", reason="Controle achteraf")
    assert row.previous_hash == ""
    assert first_broken_look(other) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("what", "niets"), ("reason", "zomaar"), ("at", "2020-01-01T00:00:00Z"), ("row_hash", "0" * 64)],
)
def test_a_changed_row_is_found(dossier: Dossier, field: str, value: str) -> None:
    middle = looks(dossier)[1]
    AccessRecord.objects.filter(pk=middle.pk).update(**{field: value})
    assert first_broken_look(dossier) == middle


def test_a_row_of_somebody_else_is_found(dossier: Dossier) -> None:
    first = looks(dossier)[0]
    AccessRecord.objects.filter(pk=first.pk).update(actor=builders.consumer())
    assert first_broken_look(dossier) == first


def test_a_row_taken_out_is_found(dossier: Dossier) -> None:
    _, middle, last = looks(dossier)
    AccessRecord.objects.filter(pk=middle.pk)._raw_delete("default")
    assert first_broken_look(dossier) == last


def test_a_row_cannot_be_saved_again_or_deleted(dossier: Dossier) -> None:
    row = looks(dossier)[0]
    with pytest.raises(AppendOnlyError):
        row.save()
    with pytest.raises(AppendOnlyError):
        row.delete()


def test_a_look_without_a_reason_is_refused(dossier: Dossier) -> None:
    with pytest.raises(ValueError, match="reason"):
        record_look(dossier=dossier, actor=builders.consumer(), what="dossier", reason="  ")


def test_a_look_leaves_the_version_of_the_dossier(dossier: Dossier) -> None:
    before = Dossier.objects.get(pk=dossier.pk).version
    record_look(dossier=dossier, actor=builders.consumer(), what="dossier", reason="Controle achteraf")
    assert Dossier.objects.get(pk=dossier.pk).version == before


@pytest.mark.django_db(transaction=True)
def test_looks_at_the_same_moment_stand_in_one_chain(at_once: Callable[[Callable[[], Any], int], list[Any]]) -> None:
    dossier, actor = builders.dossier_in(), User.objects.create_user("bo@neo.example")

    def look() -> None:
        record_look(dossier=dossier, actor=actor, what="dossier", reason="Aanvraag beoordelen")

    assert at_once(look, 6) == [None] * 6
    assert len(looks(dossier)) == 6
    assert first_broken_look(dossier) is None
