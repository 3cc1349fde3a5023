"""Catalogue files (.po) that branches merge line by line.

One entry takes one line per part, sorted by what it says, without line numbers or dates: two branches that add
sentences change different lines, and git's union merge keeps both. What such a merge leaves behind (an entry twice,
two openings above one translation) is read here, which the readers of gettext and Babel refuse.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from babel.messages.pofile import escape, unescape

HEADER = (
    "Content-Type: text/plain; charset=UTF-8",
    "Content-Transfer-Encoding: 8bit",
    "Language: {language}",
    "MIME-Version: 1.0",
    "Plural-Forms: nplurals=2; plural=(n != 1);",
)
LINE = re.compile(r'^(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[(\d)\])?)\s+)?("(?:[^"\\]|\\.)*")$')

Key = tuple[str, str]


class Unreadable(Exception):
    """A line of a catalogue is no part of an entry; the message names file and line."""


@dataclass(frozen=True)
class Entry:
    """One thing to say: its context, the Dutch, its plural ("" for none), and one text, or the two of a plural."""

    id: str
    context: str = ""
    plural: str = ""
    texts: tuple[str, ...] = ("",)
    fuzzy: bool = False

    @property
    def key(self) -> Key:
        """What makes two entries the same."""
        return self.context, self.id

    @property
    def done(self) -> bool:
        """Whether every form has its translation, seen by a person."""
        return all(self.texts) and not self.fuzzy


@dataclass
class _Open:
    """An entry while its lines come in."""

    parts: dict[str, str] = field(default_factory=dict)
    fuzzy: bool = False

    def close(self) -> Entry | None:
        if not self.parts.get("msgid"):
            return None  # the header, or nothing at all
        plural = self.parts.get("msgid_plural", "")
        names = ("msgstr[0]", "msgstr[1]") if plural else ("msgstr",)
        texts = tuple(self.parts.get(name, "") for name in names)
        return Entry(self.parts["msgid"], self.parts.get("msgctxt", ""), plural, texts, self.fuzzy)


def read(path: Path) -> dict[Key, Entry]:
    """The entries of a catalogue file, also after a union merge; empty when there is no file.

    Of one entry that stands there twice the first translation is kept, and a form that it lacks is taken from the
    second.

    Raises:
        Unreadable: a line is no part of an entry.
    """
    found: dict[Key, Entry] = {}
    if not path.exists():
        return found
    for entry in _entries(path):
        found[entry.key] = _both(found[entry.key], entry) if entry.key in found else entry
    return found


def write(path: Path, entries: Iterable[Entry], language: str) -> None:
    """Write a catalogue file; the same entries always give the same bytes."""
    header = "\n".join(["# Changed by `manage.py messages`; the translations are ours.", 'msgid ""', 'msgstr ""'])
    lines = [header, *(escape(line.format(language=language) + "\n") for line in HEADER)]
    blocks = ["\n".join(lines), *("\n".join(_lines(entry)) for entry in sorted(entries, key=lambda one: one.key[::-1]))]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(blocks) + "\n", "utf-8")


def _lines(entry: Entry) -> Iterator[str]:
    if entry.fuzzy:
        yield "#, fuzzy"
    if entry.context:
        yield f"msgctxt {escape(entry.context)}"
    yield f"msgid {escape(entry.id)}"
    if not entry.plural:
        yield f"msgstr {escape(entry.texts[0])}"
        return
    yield f"msgid_plural {escape(entry.plural)}"
    for number, text in enumerate(entry.texts):
        yield f"msgstr[{number}] {escape(text)}"


def _entries(path: Path) -> Iterator[Entry]:
    """The entries in the order of the file; several that are open at a translation all get it."""
    waiting: list[_Open] = [_Open()]
    fuzzy, context, last = False, "", ""
    for number, raw in enumerate(path.read_text("utf-8").splitlines(), 1):
        line = raw.strip()
        if line.startswith("#"):
            fuzzy = fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        if not line:
            continue
        match = LINE.match(line)
        if match is None or not (match[1] or last):
            raise Unreadable(f"{path}:{number}: {line[:60]}")
        name, text = match[1] or last, unescape(match[3])
        if name in ("msgctxt", "msgid") and match[1]:
            if any(part.startswith("msgstr") for part in waiting[0].parts):
                yield from filter(None, (one.close() for one in waiting))
                waiting = []
            if name == "msgctxt":
                context = text
            else:
                waiting.append(_Open({"msgid": text} | ({"msgctxt": context} if context else {}), fuzzy))
                fuzzy, context = False, ""
        elif name == "msgctxt":
            context += text
        elif name in ("msgid", "msgid_plural"):
            waiting[-1].parts[name] = waiting[-1].parts.get(name, "") + text
        elif match[1]:
            for one in waiting:
                one.parts[name] = one.parts.get(name) or text
        else:
            for one in waiting:
                one.parts[name] += text
        last = name
    yield from filter(None, (one.close() for one in waiting))


def _both(first: Entry, second: Entry) -> Entry:
    texts = tuple(one or other for one, other in zip(first.texts, second.texts, strict=False))
    better = second if not first.done and second.done else replace(first, texts=texts)
    return replace(better, plural=first.plural or second.plural)
