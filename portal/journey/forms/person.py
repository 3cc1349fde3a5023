"""Who the applicant is, a form per subject."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from portal import clock
from portal.dossiers.choices import PropertyRegime, ResidenceTitle
from portal.dossiers.models import Applicant
from portal.dossiers.parts import Part
from portal.evidence.consents import has_brondata
from portal.formats.countries import country_choices
from portal.formats.fields import DutchDateField, YesNoField
from portal.journey.forms.fields import NameField, TextField, choice_messages, past
from portal.journey.forms.part import PartForm

# What was compared with the brondata: it may not change any more once they are in.
MATCHED = ("surname_prefix", "surname", "birth_date")
MAX_INITIALS = 8
CHOOSE_COUNTRY = ("", gettext_lazy("Kies een land"))


class NameForm(PartForm):
    """Name, birth date and telephone."""

    LEAD = gettext_lazy("We gebruiken dit om zeker te weten dat de gegevens uit de bronnen van jou zijn.")

    given_names = NameField(
        label=gettext_lazy("Voornamen"),
        max_length=100,
        help_text=gettext_lazy("Alle voornamen, zoals in je paspoort."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    initials = TextField(
        label=gettext_lazy("Voorletters"),
        max_length=20,
        help_text=gettext_lazy("Bijvoorbeeld S.M."),
        widget=forms.TextInput(attrs={"size": 10}),
    )
    surname_prefix = NameField(
        label=gettext_lazy("Tussenvoegsel"), max_length=20, required=False, widget=forms.TextInput(attrs={"size": 10})
    )
    surname = NameField(
        label=gettext_lazy("Achternaam"),
        max_length=100,
        help_text=gettext_lazy("Je eigen achternaam, zoals in je paspoort."),
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    birth_date = DutchDateField(label=gettext_lazy("Geboortedatum"))
    phone = TextField(
        label=gettext_lazy("Telefoonnummer"),
        max_length=30,
        help_text=gettext_lazy("Bijvoorbeeld 06 12345678. We bellen alleen als er iets is met je aanvraag."),
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "size": 18}),
    )

    def __init__(self, data: Any = None, *, row: Applicant, part: Part) -> None:
        """Once brondata of this name and birth date are in, other ones would not fit them."""
        super().__init__(data, row=row, part=part)
        self.fields["birth_date"].widget.attrs["autocomplete"] = "bday"
        if has_brondata(row):
            for name in MATCHED:
                self.fields[name].disabled = True
            self.fields["surname"].help_text = gettext(
                "Je naam en geboortedatum passen bij je opgehaalde gegevens en staan vast."
            )

    def clean_initials(self) -> str:
        letters = re.findall(r"[^\W\d_]", self.cleaned_data["initials"])
        if not letters or len(letters) > MAX_INITIALS:
            raise forms.ValidationError(gettext("Vul je voorletters in, bijvoorbeeld S.M."))
        return "".join(f"{letter.upper()}." for letter in letters)

    def clean_phone(self) -> str:
        digits = re.sub(r"[\s().-]", "", self.cleaned_data["phone"])
        if not re.fullmatch(r"(\+|00)?\d{9,14}", digits, re.ASCII):
            raise forms.ValidationError(gettext("Dit is geen telefoonnummer. Vul bijvoorbeeld 06 12345678 in."))
        return digits

    def clean_birth_date(self) -> date:
        born: date = self.cleaned_data["birth_date"]
        if born >= clock.today() or born.year < 1900:
            raise forms.ValidationError(gettext("Deze geboortedatum kan niet. Controleer het jaar."))
        return born


class OriginForm(PartForm):
    """Nationality, tax, and what binds somebody to us (gids 3.1, 3.2)."""

    dutch = YesNoField(label=gettext_lazy("Heb je de Nederlandse nationaliteit?"))
    tax_only_in_nl = YesNoField(label=gettext_lazy("Betaal je alleen in Nederland inkomstenbelasting?"))
    works_for_n26 = YesNoField(label=gettext_lazy("Werk je bij N26?"))
    has_neo_mortgage = YesNoField(label=gettext_lazy("Heb je nu al een hypotheek bij Neo?"))


class ResidenceForm(PartForm):
    """By what right somebody lives here (gids 3.2)."""

    LEAD = gettext_lazy("Bij sommige nationaliteiten is een vergunning nodig die blijft gelden.")

    nationality = forms.ChoiceField(
        label=gettext_lazy("Welke nationaliteit heb je?"),
        help_text=gettext_lazy("Heb je er meer? Kies die van een land in de EU, als je die hebt."),
        choices=lambda: [CHOOSE_COUNTRY, *country_choices()],
        error_messages=choice_messages(gettext_lazy("Kies een land.")),
    )
    residence_title = forms.ChoiceField(
        label=gettext_lazy("Welk recht heb je om in Nederland te wonen?"),
        help_text=gettext_lazy("Het staat op je verblijfsdocument."),
        choices=ResidenceTitle.choices,
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies wat op je verblijfsdocument staat.")),
    )


class TaxForm(PartForm):
    """Where income tax is due besides the Netherlands (gids 3.2)."""

    tax_country = forms.ChoiceField(
        label=gettext_lazy("In welk ander land betaal je inkomstenbelasting?"),
        choices=lambda: [CHOOSE_COUNTRY, *country_choices()],
        error_messages=choice_messages(gettext_lazy("Kies een land.")),
    )


class CivilStatusForm(PartForm):
    """Civil status."""

    civil_status = forms.ChoiceField(
        label=gettext_lazy("Burgerlijke staat"),
        choices=Applicant.CivilStatus.choices,
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies je burgerlijke staat.")),
    )
    divorce_pending = YesNoField(label=gettext_lazy("Ben je op dit moment aan het scheiden?"))


class RegimeForm(PartForm):
    """How spouses own things (gids 3.1)."""

    LEAD = gettext_lazy("Dit bepaalt of één van jullie de woning alleen mag kopen.")

    property_regime = forms.ChoiceField(
        label=gettext_lazy("Wat hebben jullie afgesproken over geld en bezit?"),
        help_text=gettext_lazy("Niets geregeld bij een notaris? Kies op de datum: voor of vanaf 1 januari 2018."),
        choices=PropertyRegime.choices,
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies wat jullie hebben afgesproken.")),
    )


class DivorceForm(PartForm):
    """A divorce that is over (gids 8.2)."""

    LEAD = gettext_lazy("Hoe lang het geleden is, bepaalt welke papieren we vragen.")

    divorced_on = DutchDateField(
        label=gettext_lazy("Wanneer ben je gescheiden?"),
        help_text=gettext_lazy(
            "De dag waarop de scheiding bij de gemeente is ingeschreven. Was je het vaker? De laatste."
        ),
    )
    division_deed = YesNoField(
        label=gettext_lazy("Is er bij een notaris een akte van verdeling gemaakt?"),
        help_text=gettext_lazy("Daarin staat wie het huis en het geld kreeg."),
    )

    def clean_divorced_on(self) -> date:
        return past(self.cleaned_data["divorced_on"], 1950)


PERSON_FORMS: dict[str, type[PartForm]] = {
    "wie-je-bent": NameForm,
    "afkomst": OriginForm,
    "verblijf": ResidenceForm,
    "belasting": TaxForm,
    "burgerlijke-staat": CivilStatusForm,
    "huwelijk": RegimeForm,
    "scheiding": DivorceForm,
}
