"""The home that is bought."""

from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.nl import postcode as nl_postcode

from portal.dossiers.models import Wish
from portal.dossiers.parts import ADDRESS
from portal.formats.fields import YesNoField
from portal.journey.forms.fields import REQUIRED, TextField, choice_messages

ENERGY_LABELS = [
    ("", gettext_lazy("Kies een label")),
    *((label, label) for label in ("A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G")),
    ("onbekend", gettext_lazy("Ik weet het niet")),
]
NOTHING_PECULIAR = "geen"
PECULIARITIES = [
    ("verhuurd", gettext_lazy("Een deel is verhuurd")),
    ("agrarisch", gettext_lazy("De woning heeft een agrarische bestemming")),
    ("industrieterrein", gettext_lazy("De woning staat op een industrieterrein")),
    ("sloop", gettext_lazy("De gemeente overweegt sloop")),
    ("dubbele-bewoning", gettext_lazy("Er kunnen twee huishoudens apart wonen")),
    ("groninger-akte", gettext_lazy("De levering gaat met een Groninger akte")),
    ("regeling", gettext_lazy("Er is een koopregeling of subsidie")),
    ("geen-permanente-bewoning", gettext_lazy("Je mag er niet het hele jaar wonen")),
    (NOTHING_PECULIAR, gettext_lazy("Niets hiervan")),
]


class HomeForm(forms.ModelForm):
    """The home that is bought: where it stands and what it is."""

    GROUPS = (
        (gettext_lazy("Het adres van de nieuwe woning"), ("postcode", "house_number", "addition", "street", "city")),
        (gettext_lazy("Over de woning"), ("home_type", "energy_label", "leasehold", "self_occupied", "peculiarities")),
    )

    # Longer than it is kept: people type a space.
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        max_length=10,
        error_messages={"required": REQUIRED},
        widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8}),
    )
    house_number = forms.IntegerField(
        label=gettext_lazy("Huisnummer"),
        min_value=1,
        max_value=99_999,
        error_messages={
            "required": REQUIRED,
            "invalid": gettext_lazy("Vul alleen het nummer in."),
            "min_value": gettext_lazy("Dit huisnummer bestaat niet."),
            "max_value": gettext_lazy("Dit huisnummer bestaat niet."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
    )
    addition = TextField(
        label=gettext_lazy("Toevoeging"), max_length=10, required=False, widget=forms.TextInput(attrs={"size": 6})
    )
    street = TextField(label=gettext_lazy("Straat"), max_length=100)
    city = TextField(label=gettext_lazy("Plaats"), max_length=100)
    home_type = forms.ChoiceField(
        label=gettext_lazy("Wat voor woning is het?"),
        choices=Wish.HomeType.choices,
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies wat voor woning het is.")),
    )
    energy_label = forms.ChoiceField(
        label=gettext_lazy("Energielabel"),
        choices=ENERGY_LABELS,
        error_messages=choice_messages(gettext_lazy("Kies een energielabel.")),
    )
    leasehold = YesNoField(label=gettext_lazy("Staat de woning op erfpachtgrond?"))
    self_occupied = YesNoField(label=gettext_lazy("Ga je er zelf wonen?"))
    peculiarities = forms.MultipleChoiceField(
        label=gettext_lazy("Geldt iets hiervan voor de woning?"),
        choices=PECULIARITIES,
        widget=forms.CheckboxSelectMultiple,
        error_messages=choice_messages(gettext_lazy("Kies wat geldt, of kies 'Niets hiervan'.")),
    )

    class Meta:
        model = Wish
        fields = ADDRESS.columns

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.is_bound and self.instance.peculiarities == []:
            self.initial["peculiarities"] = [NOTHING_PECULIAR]

    def clean_postcode(self) -> str:
        try:
            found: str = nl_postcode.validate(self.cleaned_data["postcode"])
        except StdnumError:
            raise forms.ValidationError(
                gettext("Deze postcode bestaat niet. Een postcode heeft vier cijfers en twee letters, zoals 3811 AB.")
            ) from None
        return found.replace(" ", "")

    def clean_peculiarities(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["peculiarities"]
        if NOTHING_PECULIAR in chosen and len(chosen) > 1:
            raise forms.ValidationError(gettext("Je koos 'Niets hiervan' samen met iets anders. Kies één van beide."))
        return [one for one in chosen if one != NOTHING_PECULIAR]
