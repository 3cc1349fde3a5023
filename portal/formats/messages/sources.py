"""Every sentence in the sources that is marked for translation, and whose catalogue it belongs to."""

import io
import tomllib
from collections.abc import Iterator
from pathlib import Path

from babel.messages.extract import extract
from django.conf import settings
from django.utils.translation.template import templatize

from portal.formats.messages.entries import Entry, Key

KEYWORDS = {
    name + lazy: positions
    for name, positions in {
        "gettext": None,
        "ngettext": (1, 2),
        "pgettext": ((1, "c"), 2),
        "npgettext": ((1, "c"), 2, 3),
    }.items()
    for lazy in ("", "_lazy")
} | {"_": None, "gettext_noop": None}
# Templates without an app of their own name.
AREAS = {"components": "formats", "mail": "notifications"}
# Dutch for everybody: papers, the back office, the page of the look.
DUTCH_AREAS = {"pdf", "admin", "backoffice", "stijl"}
DUTCH_APPS = {"backoffice", "demo", "stijl", "settings"}

# Words that stand in data, and under which keys of a TOML file.
DATA = {
    "evidence/consent_texts.toml": {"lines"},
    "evidence/document_types.toml": {"name", "text", "shows", "hide"},
    "journey/knowledge_test.toml": {"topic", "text", "options", "why"},
}
CODES = {"bsn"}


class Unplaced(Exception):
    """A marked sentence stands where no catalogue can be; the message names the file."""


def collect(root: Path) -> dict[str, dict[Key, Entry]]:
    """What the sources under `root` say, per app of the portal.

    Raises:
        Unplaced: a sentence is marked in an area of templates, or a module, that belongs to no app.
    """
    found: dict[str, dict[Key, Entry]] = {}
    for path, app in _files(root):
        for entry in _entries(path):
            if not app:
                raise Unplaced(f"{path.relative_to(root)}: a sentence to translate, but no app to keep it in")
            known = found.setdefault(app, {}).get(entry.key)
            found[app][entry.key] = entry if known is None or entry.plural else known
    for name, keys in DATA.items():
        app = found.setdefault(name.partition("/")[0], {})
        for text in _words(tomllib.loads((root / "portal" / name).read_text("utf-8")), keys):
            entry = Entry(text, "", "", ("",))
            app.setdefault(entry.key, entry)
    return found


def _words(data: object, keys: set[str], *, of_key: bool = False) -> Iterator[str]:
    """The texts under these keys, at any depth; one letter is the name of an option."""
    if isinstance(data, str):
        if of_key and len(data) > 1 and data not in CODES:
            yield data
    elif isinstance(data, list):
        for one in data:
            yield from _words(one, keys, of_key=of_key)
    elif isinstance(data, dict):
        for key, one in data.items():
            yield from _words(one, keys, of_key=key in keys)


def _files(root: Path) -> Iterator[tuple[Path, str]]:
    apps = {name.removeprefix("portal.") for name in settings.PORTAL_APPS}
    for path in sorted((root / "portal").rglob("*.py")):
        app = path.relative_to(root / "portal").parts[0]
        if app not in DUTCH_APPS and "migrations" not in path.parts:
            yield path, app if app in apps else ""
    templates = root / "templates"
    for path in sorted(path for path in templates.rglob("*") if path.suffix in (".html", ".txt")):
        area = path.relative_to(templates).parts[0] if path.parent != templates else "components"
        if area not in DUTCH_AREAS:
            app = AREAS.get(area, area)
            yield path, app if app in apps else ""


def _entries(path: Path) -> Iterator[Entry]:
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        # Django turns a template into Python's calls; the blanks of its layout are no indentation.
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).split("\n"))
    for _line, message, _comments, context in extract("python", io.BytesIO(source.encode()), KEYWORDS):
        ids = message if isinstance(message, tuple) else (message,)
        plural = ids[1] if len(ids) > 1 else ""
        yield Entry(ids[0], context or "", plural, ("", "") if plural else ("",))
