"""How a line is told: words, amounts, dates, percentages and articles in the language of the reader."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from portal.assessments.words import Language, code_words, group
from portal.formats import dates, numbers
from underwriting.catalogue import catalogue

Json = dict[str, Any]


@dataclass(frozen=True)
class Telling:
    """One language, and the names of the people by their facts id."""

    language: Language
    names: Mapping[str, str]

    def words(self, name: str, key: str) -> str:
        """One phrase; a key without words shows itself."""
        return group(name, self.language).get(key, key)

    def text(self, key: str, **values: object) -> str:
        """One sentence with its values filled in."""
        return group("text", self.language)[key].format(**values)

    def line(self, name: str, value: str, rule_ids: Iterable[str] = ()) -> str:
        """One line of a list, with the articles behind it."""
        where = self.articles(rule_ids)
        return f"  {name}: {value}{f' [{where}]' if where else ''}"

    def articles(self, rule_ids: Iterable[str]) -> str:
        """Where rules stand: `gids 2.6 (G2.6-08, G2.6-10), NHG A6.11 (A6.11-01)`."""
        found: dict[str, list[str]] = {}
        for rule_id in rule_ids:
            row = catalogue().get(rule_id)
            found.setdefault(row.article if row else "", []).append(rule_id)
        return ", ".join(f"{self._article(article)} ({', '.join(ids)})" for article, ids in found.items())

    def _article(self, article: str) -> str:
        guide = "gids" if self.language == "nl" else "guide"
        return article if article.startswith("NHG") else f"{guide} {article}".strip()

    def euro(self, amount: str | None) -> str:
        """An amount; plain spaces, for a terminal."""
        with translation.override(self.language):
            return _plain(numbers.euro(amount))

    def percent(self, rate: str | None, decimals: int = 2) -> str:
        """A rate in percent, with the decimals it has: `decimals` at least, three at most."""
        with translation.override(self.language):
            return _plain(numbers.percent(rate, decimals))

    def share(self, share: str | None) -> str:
        """A share or a percentage of a table: one decimal at least."""
        return self.percent(share, 1)

    def day(self, day: str) -> str:
        """A date, written out."""
        with translation.override(self.language):
            return _plain(dates.long_date(day))

    def subject(self, subject: Json | None) -> str:
        """What a finding or burden is about: a person's name, else the kind and whose or which."""
        if subject is None:
            return ""
        kind, key = subject["kind"], subject["id"]
        if key in self.names:
            return self.names[key]
        which = re.search(r"[1-9][0-9]?$", key)
        return f"{self.words('subject', kind)} {which[0] if which else ''}".strip()

    def value(self, value: Any, unit: str | None) -> str:
        """A compared value."""
        if isinstance(value, list):
            return ", ".join(self.value(one, unit) for one in value)
        if value is None:
            return self.words("value", "unknown")
        if isinstance(value, bool):
            return self.words("value", "yes" if value else "no")
        match unit:
            case "eur":
                return self.euro(value)
            case "rate":
                return self.percent(value)
            case "percent":
                return self.share(value)
            case "date":
                return self.day(value)
            case "years" | "months" | "days" | "hectare":
                return self.words("unit", f"one-{unit}" if value == 1 else unit).format(value)
        return code_words(str(value), self.language) if unit == "code" else str(value)


def _plain(text: str) -> str:
    return text.replace(numbers.NBSP, " ")
