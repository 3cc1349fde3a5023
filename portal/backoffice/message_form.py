"""What the desk writes to applicants."""

import uuid
from typing import Any

from django import forms

from portal.correspondence.models import HumanLook
from portal.dossiers.models import Applicant, Dossier

EVERYBODY = "allen"
LONGEST = 2000


def _text(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=help_text,
        error_messages={
            "required": "Schrijf je bericht.",
            "max_length": "Houd het korter: hoogstens 2.000 tekens.",
        },
    )


class ReplyForm(forms.Form):
    """To whom and what; to answer a request for a person there is no choice: it goes to who asked."""

    to = forms.ChoiceField(
        label="Aan",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies aan wie je schrijft.", "invalid_choice": "Kies aan wie je schrijft."},
    )
    text = _text(
        "Bericht", "De aanvrager krijgt een mail dat er een bericht staat. Wat erin staat, gaat niet per mail."
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, dossier: Dossier, look: HumanLook | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["once"] = str(uuid.uuid4())
        self.people = {str(one.pk): one for one in dossier.applicants.filter(accepted_at__isnull=False)}
        if look is not None or len(self.people) < 2:
            del self.fields["to"]
            return
        names = [(key, f"Alleen {one}") for key, one in self.people.items()]
        self.fields["to"].choices = [*names, (EVERYBODY, "Allebei")]  # type: ignore[attr-defined]

    @property
    def addressee(self) -> Applicant | None:
        """The applicant whose message it is alone, or None for everybody."""
        chosen = self.cleaned_data.get("to")
        return self.people.get(chosen) if chosen else next(iter(self.people.values()), None)


class ChangeAnswerForm(forms.Form):
    """Whether a change can be done, and what everybody in the dossier reads about it."""

    granted = forms.ChoiceField(
        label="Kan deze wijziging?",
        choices=[("ja", "Ja, wij voeren hem door"), ("nee", "Nee, alles blijft zoals het is")],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies of het kan.", "invalid_choice": "Kies of het kan."},
    )
    text = _text(
        "Bericht aan alle aanvragers",
        "Leg uit waarom, en wat er nu gebeurt. Ze krijgen een mail dat er een bericht staat.",
    )
    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["once"] = str(uuid.uuid4())
