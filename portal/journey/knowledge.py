"""The knowledge and experience test: dated questions, a score and a pause after failing.

Source: Wft art. 4:24, BGfo art. 80e; AFM: not leading, not self-assessment, no repeat at once.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext

FILE = Path(__file__).with_name("knowledge_test.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its options; `right` is the letter of the right one."""

    id: str
    topic: str
    text: str
    options: tuple[tuple[str, str], ...]
    right: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeTestForm:
    """The test in force; `wait` is how long somebody who failed waits."""

    version: str
    pass_mark: int
    wait: timedelta
    questions: tuple[Question, ...]

    def correct(self, answers: Mapping[str, str]) -> int:
        """How many answers (question id -> letter) are right."""
        return sum(answers.get(one.id) == one.right for one in self.questions)

    def wrong_topics(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The topics that went wrong, each once, in order."""
        wrong = [one.topic for one in self.questions if answers.get(one.id) != one.right]
        return tuple(dict.fromkeys(wrong))


def knowledge_test() -> KnowledgeTestForm:
    """The test in force, in the language that is read now; the file is Dutch."""
    form = _form()
    return replace(form, questions=tuple(map(_said, form.questions)))


def _said(one: Question) -> Question:
    options = tuple((letter, gettext(text)) for letter, text in one.options)
    return replace(one, topic=gettext(one.topic), text=gettext(one.text), options=options, why=gettext(one.why))


@lru_cache(maxsize=1)
def _form() -> KnowledgeTestForm:
    """The test as the file says."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return KnowledgeTestForm(
        version=data["version"],
        pass_mark=data["pass_mark"],
        wait=timedelta(hours=data["wait_hours"]),
        questions=tuple(
            Question(
                id=one["id"],
                topic=one["topic"],
                text=one["text"],
                options=tuple((letter, text) for letter, text in one["options"]),
                right=one["right"],
                why=one["why"],
            )
            for one in data["question"]
        ),
    )


def may_try_at(last_failed_at: datetime | None) -> datetime | None:
    """When the next try is allowed after a failed one."""
    return None if last_failed_at is None else last_failed_at + knowledge_test().wait
