"""What we say to hold is what the models hold: every table, and every column that holds an answer."""

from django.apps import apps

from portal.dossiers.choices import CHOICES
from portal.dossiers.parts import HOME, PERSON
from portal.privacy.held import ANSWERS, ELSEWHERE, HELD, NOT_ABOUT_PEOPLE, TOLD


def ours() -> set[str]:
    return {model._meta.label for model in apps.get_models() if model.__module__.startswith("portal.")}


def test_every_table_is_told_of_once_or_is_about_nobody() -> None:
    told = [table for held in HELD.values() for table in held.tables]
    assert len(told) == len(set(told))
    assert set(told) | NOT_ABOUT_PEOPLE == ours()
    assert not set(told) & NOT_ABOUT_PEOPLE


def test_every_column_of_the_answers_has_words_or_is_sealed_or_none() -> None:
    for label, columns in ANSWERS.items():
        names = {one.name for one in apps.get_model(label)._meta.concrete_fields}
        shown = {one.name for one in columns}
        assert shown | ELSEWHERE[label] == names, label
        assert not shown & ELSEWHERE[label], label


def test_every_sealed_answer_has_words() -> None:
    asked = {name for part in (*PERSON, *HOME) for name in part.sealed}
    assert set(TOLD) == asked
    assert set(CHOICES) <= asked
