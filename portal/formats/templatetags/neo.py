"""Template tags of the look: ``{% load neo %}``.

Blocks that hold content of their own (``notice``, ``why``, ``card``) are tags; everything that only
shows data is an include in ``templates/components``.
"""

from collections.abc import Mapping, Sequence

from django import forms, template
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from portal.formats.icons import ICONS

register = template.Library()

NOTICE_ICONS = {"info": "info", "success": "check", "warning": "alert", "danger": "alert"}
CARD_KINDS = {"plain", "sand", "tint"}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a line icon, hidden from screen readers: it always stands beside words.

    Raises:
        KeyError: for a name that is not in ``portal.formats.icons``.
    """
    return format_html(
        '<svg class="neo-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="{}"/></svg>',
        ICONS[name],
    )


@register.simple_block_tag(end_name="endnotice")
def notice(content: str, kind: str = "info", title: str = "", role: str = "") -> SafeString:
    """Return a message box: ``{% notice "warning" "Let op" %}<p>…</p>{% endnotice %}``.

    ``role="status"`` or ``role="alert"`` makes it speak when htmx puts it on the page.
    """
    return format_html(
        '<div class="neo-notice neo-notice--{}"{}>{}<div class="neo-notice__body">{}{}</div></div>',
        kind,
        format_html(' role="{}"', role) if role else "",
        icon(NOTICE_ICONS[kind]),
        format_html('<p class="neo-notice__title">{}</p>', title) if title else "",
        content,
    )


@register.filter
def groups(form: forms.BaseForm) -> list[tuple[str, list[forms.BoundField]]]:
    """Return the visible fields of a form under their headings.

    A long form names its headings and fields in ``GROUPS``; any other form, and what it leaves out, is one group
    without a heading.
    """
    visible = {field.name: field for field in form.visible_fields()}
    named = [
        (title, [visible.pop(name) for name in names if name in visible])
        for title, names in getattr(form, "GROUPS", ())
    ]
    return [(title, fields) for title, fields in [*named, ("", list(visible.values()))] if fields]


@register.simple_block_tag(end_name="endwhy")
def why(content: str, label: str = "", opened: bool = False) -> SafeString:
    """Return words that unfold: ``{% why %}<p>…</p>{% endwhy %}``; works without JavaScript."""
    return format_html(
        '<details class="neo-why"{}><summary>{}<span class="neo-why__label">{}</span></summary>'
        '<div class="neo-why__body">{}</div></details>',
        SafeString(" open") if opened else "",
        icon("chevron"),
        label or gettext("Waarom vragen we dit?"),
        content,
    )


@register.simple_block_tag(end_name="endcard")
def card(content: str, kind: str = "plain") -> SafeString:
    """Return a card: ``{% card "sand" %}…{% endcard %}``; kinds are plain, sand and tint."""
    if kind not in CARD_KINDS:
        raise ValueError(f"no such card: {kind!r}")
    extra = "" if kind == "plain" else f" neo-card--{kind}"
    return format_html('<div class="neo-card{}">{}</div>', extra, content)


@register.simple_tag
def table_cells(cells: Sequence[object], head: Sequence[Mapping[str, object]]) -> SafeString:
    """Return one table row: the first cell heads the row, the others know their column's name."""
    markup = []
    for index, (cell, column) in enumerate(zip(cells, head, strict=True)):
        if index == 0:
            markup.append(format_html('<th scope="row">{}</th>', cell))
            continue
        number = SafeString(' class="neo-number"') if column.get("numeric") else ""
        markup.append(format_html('<td{} data-label="{}">{}</td>', number, column["label"], cell))
    return SafeString("".join(markup))
