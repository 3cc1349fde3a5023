"""The look keeps its promises: nothing inline, nothing unlabelled, nothing hard to read, nothing heavy."""

import gzip
import re
from collections import Counter
from pathlib import Path

import django_htmx
import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from lxml import html

from portal.formats.choices import Choice
from portal.formats.inputs import CodeInput
from portal.formats.templatetags import neo
from portal.stijl.views import stijl

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "portal" / "static"
CSS = (STATIC / "css" / "neo.css").read_text()
PAGES = [
    path
    for path in sorted((ROOT / "templates").rglob("*.html"))
    if path.relative_to(ROOT / "templates").parts[0] not in {"pdf", "mail", "admin", "evidence"}
]


@pytest.fixture
def page():
    response = stijl(RequestFactory().get("/stijl/"))
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_no_page_has_inline_style_or_script(path):
    source = path.read_text()
    assert not re.search(r"\sstyle\s*=|<style|\son[a-z]+\s*=\s*[\"']|javascript:|hx-on", source, re.IGNORECASE)
    for attributes in re.findall(r"<script([^>]*)>", source):
        assert "src=" in attributes


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(ROOT / "templates").as_posix())
def test_every_class_a_page_uses_is_in_the_stylesheet(path):
    used = set(re.findall(r"(?<![\w-])neo-[a-z][a-z_-]*[a-z](?![\w-]|\{)", " ".join(_classes(path.read_text()))))
    assert {name for name in used if not re.search(rf"\.{re.escape(name)}(?![\w-])", CSS)} == set()


def test_ids_are_unique_and_every_reference_finds_its_element(page):
    ids = Counter(page.xpath("//@id"))
    assert [name for name, times in ids.items() if times > 1] == []
    for attribute in ("aria-describedby", "aria-labelledby"):
        for value in page.xpath(f"//@{attribute}"):
            assert set(value.split()) <= set(ids), f"{attribute}={value}"
    for target in page.xpath("//label/@for | //*[contains(@class, 'neo-error-summary')]//a/@href"):
        assert target.lstrip("#") in ids


def test_every_control_has_a_label_and_every_wrong_one_says_so(page):
    labels = set(page.xpath("//label/@for"))
    controls = page.xpath("//main//*[self::input or self::select or self::textarea][not(@type='hidden')]")
    assert len(controls) > 20
    assert [control.get("name") for control in controls if control.get("id") not in labels] == []
    for error in page.xpath("//*[contains(@class, 'neo-field__error')]"):
        described = page.xpath(f"//*[contains(concat(' ', @aria-describedby, ' '), ' {error.get('id')} ')]")
        assert described, error.get("id")
        assert all(element.get("aria-invalid") == "true" for element in described if element.tag != "fieldset")


def test_a_failed_form_says_fout_in_the_title():
    form = forms.Form({})
    form.add_error(None, "Dat past niet.")
    title = re.compile(r"<title>(.*?)</title>")
    assert title.search(render_to_string("base.html", {"form": form}))[1].startswith("Fout: ")
    assert not title.search(render_to_string("base.html", {}))[1].startswith("Fout")


def test_a_choice_shows_its_explanation_and_stays_text():
    class Route(forms.Form):
        route = forms.ChoiceField(choices=[("a", Choice("Ophalen <b>", hint="Met DigiD"))], widget=forms.RadioSelect)

    shown = render_to_string("components/_field.html", {"field": Route()["route"]})
    assert "Ophalen &lt;b&gt;" in shown
    assert "Met DigiD" in shown


def test_a_code_is_never_shown_again():
    assert "123456" not in CodeInput().render("code", "123456")


def test_tags_escape_what_they_are_given():
    template = Template("{% load neo %}{% notice 'warning' title %}<p>ok</p>{% endnotice %}{% table_cells row head %}")
    shown = template.render(
        Context(
            {
                "title": "<script>",
                "row": ["<i>", "<b>"],
                "head": [{"label": "x"}, {"label": '"', "numeric": True}],
            }
        )
    )
    assert "<script>" not in shown
    assert '<td class="neo-number" data-label="&quot;">&lt;b&gt;</td>' in shown
    assert "<p>ok</p>" in shown


def test_a_word_that_names_nothing_is_an_error():
    with pytest.raises(KeyError):
        neo.icon("eenhoorn")
    with pytest.raises(ValueError, match="no such card"):
        Template("{% load neo %}{% card 'goud' %}x{% endcard %}").render(Context())
    with pytest.raises(ValueError, match="zip"):
        neo.table_cells(["a", "b"], [{"label": "x"}])


TEXT_ON_GROUND = [
    (ink, ground, 4.5)
    for ink in ("ink", "ink-muted", "action", "action-hover", "success", "warning", "danger", "info")
    for ground in ("ground", "surface", "tint")
] + [
    ("on-action", "action", 4.5),
    ("on-action", "action-hover", 4.5),
    ("on-action", "action-active", 4.5),
    ("on-deep", "deep", 4.5),
    ("on-deep-muted", "deep", 4.5),
    ("ink", "sand", 4.5),
    ("ink-muted", "sand", 4.5),
    ("action", "sand", 4.5),
    ("ink-muted", "sunken", 4.5),
    ("line-strong", "surface", 3),
    ("line-strong", "ground", 3),
    *[(kind, f"{kind}-ground", 4.5) for kind in ("success", "warning", "danger", "info")],
    *[(ink, f"{kind}-ground", 4.5) for kind in ("success", "warning", "danger", "info") for ink in ("ink", "action")],
]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground", "least"), TEXT_ON_GROUND)
def test_words_and_edges_stand_out_from_their_ground(theme, ink, ground, least):
    tokens = _tokens(theme)
    contrast = _contrast(tokens[f"--neo-color-{ink}"], tokens[f"--neo-color-{ground}"])
    assert contrast >= least, f"{ink} on {ground}: {contrast:.2f}"


def test_a_first_visit_fetches_less_than_100_kb():
    htmx = Path(django_htmx.__file__).parent / "static" / "django_htmx" / "htmx-2.min.js"
    text = [htmx, STATIC / "css" / "neo.css", STATIC / "js" / "neo.js", *(STATIC / "img").glob("*.svg")]
    fonts = [STATIC / "fonts" / f"instrument-sans-{part}-wght-normal.woff2" for part in ("latin", "latin-ext")]
    weight = sum(len(gzip.compress(path.read_bytes())) for path in text) + sum(len(f.read_bytes()) for f in fonts)
    html_page = gzip.compress(stijl(RequestFactory().get("/stijl/")).content)
    assert weight + len(html_page) < 100_000


def test_the_stylesheet_asks_nobody_else_for_anything():
    assert not re.search(r"@import|url\(\s*[\"']?(https?:)?//", CSS)


def _classes(source: str) -> list[str]:
    """Class attributes without their template tags; a class glued to a tag is left out."""
    found = re.findall(r'class="([^"]*(?:\{[%{].*?[%}]\}[^"]*)*)"', source)
    return [re.sub(r"\S*\{\{.*?\}\}\S*|\{%.*?%\}", " ", value) for value in found]


def _tokens(theme: str) -> dict[str, str]:
    light, dark = re.findall(r":root \{(.*?)\n\s*\}", CSS, re.DOTALL)[:2]
    tokens = dict(re.findall(r"(--neo-color-[\w-]+):\s*(#[0-9a-f]{6})", light))
    if theme == "dark":
        tokens |= dict(re.findall(r"(--neo-color-[\w-]+):\s*(#[0-9a-f]{6})", dark))
    return tokens


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours as WCAG 2.2 defines it."""
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_a_long_form_has_headings_and_shows_every_field_once():
    class Long(forms.Form):
        GROUPS = (("Je naam", ("first", "last")), ("Leeg", ("gone",)))
        first = forms.CharField()
        extra = forms.CharField()
        last = forms.CharField()

    found = [(title, [field.name for field in fields]) for title, fields in neo.groups(Long())]

    assert found == [("Je naam", ["first", "last"]), ("", ["extra"])]
