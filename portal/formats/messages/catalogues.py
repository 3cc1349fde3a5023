"""The catalogues: brought up to date with the sources, checked, and compiled for gettext."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from portal.formats.language import Language
from portal.formats.messages.entries import Entry, Key, read, write
from portal.formats.messages.sources import collect

LANGUAGES = tuple(language.value for language in Language if language is not Language.DUTCH)
PLACE = re.compile(r"%\((\w+)\)[sd]|%(?:\.\d)?[sdf]|\{(\w*)[^{}]*\}")


def files(root: Path) -> Iterator[tuple[str, str, Path]]:
    """App, language and path of every catalogue file there is."""
    for path in sorted((root / "portal").glob("*/locale/*/LC_MESSAGES/django.po")):
        yield path.parents[3].name, path.parents[1].name, path


def update(root: Path) -> list[tuple[Path, int]]:
    """Bring every catalogue up to date; return those with something to translate, and how much.

    Translations are kept, of sentences that are gone too when the same sentence turned up in another app.
    """
    sources = collect(root)
    kept = {language: _all(root, language) for language in LANGUAGES}
    for app, language, path in files(root):
        if app not in sources and language in LANGUAGES:
            path.unlink()
    open_ends = []
    for app, entries in sorted(sources.items()):
        for language in LANGUAGES:
            path = _path(root, app, language)
            filled = [_filled(one, read(path), kept[language]) for one in entries.values()]
            write(path, filled, language)
            if left := sum(not one.done for one in filled):
                open_ends.append((path, left))
    return open_ends


def problems(root: Path) -> list[str]:
    """What is not right, one line each: not up to date, not translated, doubtful, another placeholder."""
    sources = collect(root)
    found = []
    said: dict[tuple[str, Key], tuple[str, ...]] = {}
    for language in LANGUAGES:
        for app in sorted(sources | {app: {} for app, _, _ in files(root)}):
            wanted, path = sources.get(app, {}), _path(root, app, language)
            where, entries = path.relative_to(root), read(path)
            found += [f"{where}: not up to date, missing: {one[1]!r}" for one in sorted(wanted.keys() - entries.keys())]
            found += [f"{where}: not up to date, gone: {one[1]!r}" for one in sorted(entries.keys() - wanted.keys())]
            for key in sorted(wanted.keys() & entries.keys()):
                entry = entries[key]
                found += [f"{where}: {line}: {entry.id!r}" for line in _wrong(entry, wanted[key])]
                if said.setdefault((language, key), entry.texts) != entry.texts:
                    found.append(f"{where}: another app translates this otherwise: {entry.id!r}")
    return found


def compile_all(root: Path) -> int:
    """Write the .mo file beside every .po file; return how many."""
    count = 0
    for _app, language, path in files(root):
        catalog = Catalog(locale=language, charset="utf-8")
        for entry in read(path).values():
            if entry.done:
                ids: str | tuple[str, str] = (entry.id, entry.plural) if entry.plural else entry.id
                text = entry.texts if entry.plural else entry.texts[0]
                catalog.add(ids, text, context=entry.context or None)
        # Beside it first, then in its place: a server that starts meanwhile reads the old one or the new one.
        half = path.with_suffix(".mo.new")
        with half.open("wb") as file:
            write_mo(file, catalog)
        half.replace(path.with_suffix(".mo"))
        count += 1
    return count


def _path(root: Path, app: str, language: str) -> Path:
    return root / "portal" / app / "locale" / language / "LC_MESSAGES" / "django.po"


def _all(root: Path, language: str) -> dict[Key, Entry]:
    """Every finished translation, whichever app has it."""
    found: dict[Key, Entry] = {}
    for _app, its_language, path in files(root):
        if its_language == language:
            found |= {key: entry for key, entry in read(path).items() if entry.done}
    return found


def _filled(wanted: Entry, own: Mapping[Key, Entry], elsewhere: Mapping[Key, Entry]) -> Entry:
    for kept in (own.get(wanted.key), elsewhere.get(wanted.key)):
        if kept is not None and any(kept.texts):
            if len(kept.texts) == len(wanted.texts):
                return replace(wanted, texts=kept.texts, fuzzy=kept.fuzzy)
            # It became a plural, or is one no more: the old words are a start, a person has to look.
            return replace(wanted, texts=(kept.texts * 2)[: len(wanted.texts)], fuzzy=True)
    return wanted


def _wrong(entry: Entry, wanted: Entry) -> Iterator[str]:
    if entry.plural != wanted.plural:
        yield "not up to date, another plural"
    if not all(entry.texts):
        yield "not translated"
    elif entry.fuzzy:
        yield "doubtful (fuzzy)"
    else:
        for number, text in enumerate(entry.texts):
            original = entry.plural if entry.plural and number else entry.id
            # "Eén dag" may drop the number that its plural has; nothing may use a name that is not given.
            lost = not (entry.plural and number == 0) and not _places(original) <= _places(text)
            if lost or not _places(text) <= _places(entry.id) | _places(entry.plural):
                yield "other placeholders"


def _places(text: str) -> frozenset[str]:
    return frozenset(match[0] for match in PLACE.finditer(text.replace("%%", "")))
