"""A message to the desk, and the request that a person looks."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.correspondence.models import HumanLook
from portal.journey.forms.fields import REQUIRED, choice_messages

LONGEST = 2000


def _text(label: Any, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": gettext_lazy("Schrijf je bericht."),
            "max_length": gettext_lazy("Houd het korter: hoogstens 2.000 tekens."),
        },
        **more,
    )


class OnceForm(forms.Form):
    """A form that is kept once, however often it is sent: it carries a name of its own."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["once"] = str(uuid.uuid4())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        # Lost or tampered with: then it is a message of its own.
        data.setdefault("once", uuid.uuid4())
        self.errors.pop("once", None)
        return data


class MessageForm(OnceForm):
    """What to say; of a couple, also who may read it."""

    text = _text(
        gettext_lazy("Je bericht"),
        help_text=gettext_lazy("Hoogstens 2.000 tekens. Vul niet je BSN in. Een document stuur je bij je documenten."),
    )
    shared = forms.TypedChoiceField(
        label=gettext_lazy("Wie mag dit lezen?"),
        choices=[
            ("nee", gettext_lazy("Alleen ik en Neo Hypotheken")),
            ("ja", gettext_lazy("Ook mijn partner")),
        ],
        coerce=lambda value: value == "ja",
        widget=forms.RadioSelect,
        error_messages=choice_messages(REQUIRED),
    )

    def __init__(self, *args: Any, together: bool, **kwargs: Any) -> None:
        """`together`: two people take part."""
        super().__init__(*args, **kwargs)
        if not together:
            del self.fields["shared"]


class HumanLookForm(OnceForm):
    """What a person should look at, and why."""

    subject = forms.ChoiceField(
        label=gettext_lazy("Waar moet een medewerker naar kijken?"),
        choices=HumanLook.Subject.choices,
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies waar het over gaat.")),
    )
    text = _text(
        gettext_lazy("Wat wil je dat we weten?"),
        help_text=gettext_lazy("Vertel waarom je het er niet mee eens bent, of wat we moeten weten."),
    )
