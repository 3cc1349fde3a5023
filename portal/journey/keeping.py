"""What keeps typing safe on the pages with questions.

A draft: what was typed and not saved comes back, on any device. A mark: a page sends along what it was made from, so
that a window that is behind does not overwrite what another window, or the partner, saved meanwhile.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django import forms
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, gettext_lazy

from portal.dossiers.drafts import ANY_TIME, Typed, draft_of, drafts_of
from portal.dossiers.models import Applicant
from portal.dossiers.parts import HOME, PERSON

PAGES = ("home_details", "loan", "income")
SUBJECTS = {f"jij-{part.slug}": ("person_part", part.slug) for part in PERSON} | {
    f"woning-{part.slug}": ("home_part", part.slug) for part in HOME
}
SEEN = "seen"
OVERTAKEN = gettext_lazy(
    "Intussen is dit in een ander venster opgeslagen. Hieronder staat wat jij typte. Klopt dat? Bewaar het dan nog een "
    "keer."
)


def drafted_page(name: str) -> str | None:
    """The address of a page whose typing is kept under this name; None for a name that is none."""
    if name in (*PAGES, *ANY_TIME):
        return reverse(f"journey:{name}")
    view, slug = SUBJECTS.get(name, ("", ""))
    return reverse(f"journey:{view}", args=[slug]) if view else None


def page_at(path: str) -> str:
    """The name under which typing on the page with this address is kept; empty when it is not."""
    return next((name for name in (*PAGES, *ANY_TIME, *SUBJECTS) if drafted_page(name) == path), "")


@dataclass
class Keeping:
    """What `components/_keeping.html` shows inside a form; `stored` is set when another window was first."""

    page: str
    seen: str
    restored_at: datetime | None = None
    stored: list[dict[str, str]] = field(default_factory=list)

    def overtaken(self, request: HttpRequest) -> bool:
        """Whether something else was saved since the page that is sent now was made."""
        return request.POST.get(SEEN, self.seen) != self.seen


def keeping(request: Any, page: str, values: Mapping[str, Any]) -> Keeping:
    """The mark of a page made from these saved `values`."""
    text = json.dumps(values, default=str, sort_keys=True)
    return Keeping(page=page, seen=salted_hmac("portal.journey.keeping", f"{page}:{text}").hexdigest()[:32])


def keeping_form(request: Any, page: str, form: forms.Form | forms.ModelForm) -> Keeping:
    """The same for a form, before it is checked; a page that is looked at gets the draft back in its fields."""
    kept = keeping(request, page, _saved(form))
    if not form.is_bound and (draft := draft_of(request.applicant, page)):
        typed = typed_in(form, draft)
        if any(_shown(form, name) != value for name, value in typed.items()):
            form.initial |= typed
            kept.restored_at = drafts_of(request.applicant)[page]
    return kept


def is_newest(request: HttpRequest, kept: Keeping, form: forms.Form | forms.ModelForm) -> bool:
    """Whether this valid form may be saved; else it says that another window was first, and what stands there now."""
    if not kept.overtaken(request):
        return True
    saved = (
        form.initial
        if not isinstance(form, forms.ModelForm)
        else type(form)._meta.model.objects.get(pk=form.instance.pk).__dict__
    )
    kept.stored = [
        {"label": str(form.fields[name].label), "value": _words(form.fields[name], saved.get(name))}
        for name in form.changed_data
        if name in form.fields
    ]
    form.add_error(None, OVERTAKEN)
    return False


def typed_in(form: forms.Form | forms.ModelForm, draft: Typed) -> dict[str, Any]:
    """What a draft holds for the fields of this form that may be typed in."""
    found: dict[str, Any] = {}
    for name, one in form.fields.items():
        if name in draft and not one.disabled:
            found[name] = list(draft[name]) if isinstance(one, forms.MultipleChoiceField) else draft[name][-1]
    return found


def draft_rows(applicant: Applicant, page: str) -> tuple[dict[str, str], datetime | None]:
    """A draft as it was posted, one value per name, with its moment; empty when there is none."""
    draft = draft_of(applicant, page)
    if not draft:
        return {}, None
    return {name: values[-1] for name, values in draft.items() if values}, drafts_of(applicant)[page]


def _saved(form: forms.Form | forms.ModelForm) -> dict[str, Any]:
    if isinstance(form, forms.ModelForm):
        return {name: getattr(form.instance, name) for name in form.fields if hasattr(form.instance, name)}
    return dict(form.initial)


def _shown(form: forms.Form | forms.ModelForm, name: str) -> Any:
    """The value of a field as its widget would send it back."""
    # Not by form[name], which remembers its first answer.
    one = form.fields[name]
    shown = one.prepare_value(form.get_initial_for_field(one, name))
    if isinstance(shown, list):
        return [str(one) for one in shown]
    widget = one.widget
    formatted = widget.format_value(shown) if hasattr(widget, "format_value") else shown
    if isinstance(formatted, list):
        formatted = formatted[0] if formatted else ""
    return "" if formatted is None else str(formatted)


def _words(one: forms.Field, value: Any) -> str:
    """A saved answer as the page would show it."""
    prepared = one.prepare_value(value)
    if isinstance(one, forms.ChoiceField):
        labels = {str(key): str(label) for key, label in one.choices}
        chosen = prepared if isinstance(prepared, list) else [prepared]
        return ", ".join(labels.get(str(key), str(key)) for key in chosen if key not in (None, "")) or gettext("niets")
    shown = one.widget.format_value(prepared)
    return str(shown) if shown not in (None, "") else gettext("niets")
