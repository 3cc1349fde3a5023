"""Who the applicant is."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from portal import clock
from portal.dossiers.models import Applicant
from portal.formats.fields import DutchDateField, YesNoField
from portal.journey.forms.fields import AmountField, NameField, TextField, choice_messages

# What was compared with the brondata: it may not change any more once they are in.
MATCHED = ("surname_prefix", "surname", "birth_date")
MAX_INITIALS = 8
# As many digits as the columns of these amounts hold.
MONEY_DIGITS = 9


class PersonForm(forms.ModelForm):
    """Who the applicant is, and what no register tells us."""

    GROUPS = (
        (gettext_lazy("Je naam"), ("given_names", "initials", "surname_prefix", "surname")),
        (gettext_lazy("Je gegevens"), ("birth_date", "phone", "civil_status")),
        (gettext_lazy("Je situatie"), ("dutch", "tax_only_in_nl", "works_for_n26", "divorce_pending")),
        (gettext_lazy("Je loon"), ("wage_by_bank", "wage_claim", "job_ending")),
        (
            gettext_lazy("Alimentatie en leningen"),
            ("alimony_monthly", "private_loan_outstanding", "private_loan_monthly"),
        ),
    )

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
    civil_status = forms.ChoiceField(
        label=gettext_lazy("Burgerlijke staat"),
        choices=Applicant.CivilStatus.choices,
        widget=forms.RadioSelect,
        error_messages=choice_messages(gettext_lazy("Kies je burgerlijke staat.")),
    )
    dutch = YesNoField(label=gettext_lazy("Heb je de Nederlandse nationaliteit?"))
    tax_only_in_nl = YesNoField(label=gettext_lazy("Betaal je alleen in Nederland inkomstenbelasting?"))
    works_for_n26 = YesNoField(label=gettext_lazy("Werk je bij N26?"))
    divorce_pending = YesNoField(label=gettext_lazy("Ben je op dit moment aan het scheiden?"))
    wage_by_bank = YesNoField(label=gettext_lazy("Krijg je je loon op je bankrekening?"))
    wage_claim = YesNoField(
        label=gettext_lazy("Ligt er beslag op je loon, of heb je een deel van je loon afgestaan?"),
        help_text=gettext_lazy("Dit heet loonbeslag of looncessie."),
    )
    job_ending = YesNoField(label=gettext_lazy("Stop je binnenkort met je werk, of heeft je werkgever dat gezegd?"))
    alimony_monthly = AmountField(
        label=gettext_lazy("Hoeveel partneralimentatie betaal je per maand?"),
        max_digits=MONEY_DIGITS,
        help_text=gettext_lazy("Betaal je niets? Vul dan 0 in. Kinderalimentatie telt niet mee."),
    )
    private_loan_outstanding = AmountField(
        label=gettext_lazy("Hoeveel heb je geleend bij familie, vrienden of je werkgever?"),
        max_digits=MONEY_DIGITS,
        help_text=gettext_lazy("Leningen bij een bank of winkel vinden wij zelf bij BKR. Geen lening? Vul 0 in."),
    )
    private_loan_monthly = AmountField(
        label=gettext_lazy("Hoeveel betaal je daarvoor per maand?"),
        max_digits=MONEY_DIGITS,
        help_text=gettext_lazy("Niets? Vul 0 in."),
    )

    class Meta:
        model = Applicant
        fields = [
            "given_names",
            "initials",
            "surname_prefix",
            "surname",
            "birth_date",
            "phone",
            "civil_status",
            "dutch",
            "tax_only_in_nl",
            "works_for_n26",
            "divorce_pending",
            "wage_by_bank",
            "wage_claim",
            "job_ending",
            "alimony_monthly",
            "private_loan_outstanding",
            "private_loan_monthly",
        ]

    def __init__(self, *args: Any, matched: bool = False, **kwargs: Any) -> None:
        """`matched`: brondata of this name and birth date are in; other ones would not fit them."""
        super().__init__(*args, **kwargs)
        self.fields["birth_date"].widget.attrs["autocomplete"] = "bday"
        if matched:
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
