"""What we say to hold is what the models hold: every table, and every column that holds an answer."""

from django.apps import apps

from portal.privacy.held import ANSWERS, ELSEWHERE, HELD, NOT_ABOUT_PEOPLE


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
