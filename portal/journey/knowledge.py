"""The knowledge and experience test as data: its sets of questions, and when somebody may make which.

Source: Wft art. 4:24, BGfo art. 80e; AFM: not leading, not self-assessment, no repeat at once. See
docs/decisions/knowledge-test.md.
"""

import secrets
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from django.utils.translation import gettext

FILE = Path(__file__).with_name("knowledge_test.toml")
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where neutral information stands; `search` is the word to look for there, in Dutch."""

    name: str
    url: str
    search: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question with its options; `right` is the letter of the right one."""

    id: str
    topic: str
    text: str
    options: tuple[tuple[str, str], ...]
    right: str
    why: str
    source: Source

    def said(self, letter: str) -> str:
        """The words of an option."""
        return dict(self.options)[letter]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnowledgeTestForm:
    """The test in force: whole tests by the name of their set, no two of which share a question.

    `wait` is how long somebody who failed waits, `rest` how long a set they failed is not asked of them again,
    `minutes` what we say that it takes.
    """

    version: str
    pass_mark: int
    wait: timedelta
    rest: timedelta
    minutes: int
    sets: Mapping[str, tuple[Question, ...]]

    @property
    def total(self) -> int:
        """How many questions a test has; every set has as many."""
        return len(next(iter(self.sets.values())))


class Sat(Protocol):
    """What the rules look at of a test that somebody finished."""

    question_set: str
    taken_at: datetime
    passed: bool


def knowledge_test() -> KnowledgeTestForm:
    """The test in force, in the language that is read now; the file is Dutch."""
    form = _form()
    return replace(form, sets={name: tuple(map(_said, questions)) for name, questions in form.sets.items()})


def draw_set(sat: Sequence[Sat], now: datetime) -> str:
    """The set of the next test: one that was never asked of this person, else the one that was longest ago.

    Raises:
        ValueError: every set was failed and still rests; `may_try_at` says until when.
    """
    form, last_seen = _form(), {one.question_set: one.taken_at for one in sorted(sat, key=lambda one: one.taken_at)}
    free = [name for name in form.sets if _rested_at(name, sat) <= now]
    if not free:
        raise ValueError("every set rests")
    new = [name for name in free if name not in last_seen]
    return secrets.choice(new) if new else min(free, key=lambda name: last_seen[name])


def may_try_at(sat: Sequence[Sat]) -> datetime | None:
    """When somebody who failed may try again: after the pause, and when a set is there that does not rest."""
    failed = [one.taken_at for one in sat if not one.passed]
    if not failed:
        return None
    form = _form()
    return max(max(failed) + form.wait, min(_rested_at(name, sat) for name in form.sets))


def _rested_at(name: str, sat: Sequence[Sat]) -> datetime:
    failed = [one.taken_at for one in sat if one.question_set == name and not one.passed]
    return max(failed) + _form().rest if failed else LONG_AGO


def _said(one: Question) -> Question:
    options = tuple((letter, gettext(text)) for letter, text in one.options)
    return replace(one, topic=gettext(one.topic), text=gettext(one.text), options=options, why=gettext(one.why))


@lru_cache(maxsize=1)
def _form() -> KnowledgeTestForm:
    """The test as the file says."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    sets: dict[str, list[Question]] = {}
    for one in data["question"]:
        question = Question(
            id=one["id"],
            topic=one["topic"],
            text=one["text"],
            options=tuple((letter, text) for letter, text in one["options"]),
            right=one["right"],
            why=one["why"],
            source=Source(search=one["search"], **data["source"][one["source"]]),
        )
        sets.setdefault(one["set"], []).append(question)
    return KnowledgeTestForm(
        version=data["version"],
        pass_mark=data["pass_mark"],
        wait=timedelta(hours=data["wait_hours"]),
        rest=timedelta(days=data["rest_days"]),
        minutes=data["minutes"],
        sets={name: tuple(questions) for name, questions in sets.items()},
    )
