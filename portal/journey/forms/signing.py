"""Notary, account and bank, and the forms that end in a signature: a fresh code and what it is for."""

from typing import Any

from django import forms

from portal.dossiers.models import Wish
from portal.identity.forms import CodeField
from portal.journey.forms.fields import EMAIL_LENGTH, TextField, choice_messages
from portal.mandates.sepa import IbanError, IbanProblem, check_iban, needs_bic

IBAN_MESSAGES = {
    IbanProblem.MALFORMED: "Dit is geen IBAN. Een Nederlands IBAN begint met NL en heeft 18 tekens.",
    IbanProblem.CHECK_DIGITS: "Dit IBAN klopt niet. Controleer de letters en cijfers.",
    IbanProblem.NOT_SEPA: "Van deze rekening kunnen we niet afschrijven. "
    "Gebruik een rekening uit Nederland of een ander EU-land.",
}


class SignForm(forms.Form):
    """Two unticked boxes and a fresh code; the hash of what was shown travels along."""

    read = forms.BooleanField(
        label="Ik heb het hypotheekaanbod en het informatieblad (ESIS) gelezen.",
        error_messages={"required": "Lees eerst het aanbod en het informatieblad."},
    )
    agree = forms.BooleanField(
        label="Ik ga akkoord met dit aanbod en ben verantwoordelijk voor de hele lening.",
        error_messages={"required": "Zet een vinkje als je akkoord gaat."},
    )
    code = CodeField()
    document_sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)


class NotaryForm(forms.ModelForm):
    """The notary who passes the deed (eNotaris, gids 11) and the one account that is debited (gids 2.10)."""

    notary_name = TextField(
        label="Naam van het notariskantoor",
        max_length=100,
        error_messages={"required": "Vul de naam van de notaris in."},
    )
    notary_email = forms.EmailField(
        label="E-mailadres van de notaris",
        max_length=EMAIL_LENGTH,
        error_messages={
            "required": "Vul het e-mailadres van de notaris in.",
            "invalid": "Dit is geen e-mailadres.",
            "max_length": "Dit adres is te lang. Controleer het.",
        },
    )
    iban = forms.CharField(
        label="IBAN",
        max_length=42,
        help_text="We schrijven straks je maandbedrag van deze rekening af. De rekening staat op jouw naam.",
        error_messages={"required": "Vul je IBAN in."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    class Meta:
        model = Wish
        fields = ["notary_name", "notary_email"]

    def clean_iban(self) -> str:
        return clean_account(self.cleaned_data["iban"])


class MandateForm(forms.Form):
    """The account that is debited, in the name of one borrower."""

    iban = forms.CharField(
        label="IBAN",
        max_length=42,
        help_text="Van een rekening op jouw naam. Bijvoorbeeld NL91 ABNA 0417 1643 00.",
        error_messages={"required": "Vul je IBAN in."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    agree = forms.BooleanField(
        label="Ik geef Neo Hypotheken toestemming om elke maand het maandbedrag af te schrijven.",
        error_messages={"required": "Zonder machtiging kan de hypotheek niet doorgaan. Zet een vinkje."},
    )
    code = CodeField()

    def clean_iban(self) -> str:
        return clean_account(self.cleaned_data["iban"])


class BankForm(forms.Form):
    """The bank to identify with."""

    bank = forms.ChoiceField(label="Kies je bank", error_messages=choice_messages("Kies je bank."))

    def __init__(self, *args: Any, banks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].choices = [("", "Kies je bank"), *banks]


def clean_account(typed: str) -> str:
    """The IBAN without spaces; a message for the reader when nothing can be debited from it."""
    try:
        number = check_iban(typed)
    except IbanError as error:
        raise forms.ValidationError(IBAN_MESSAGES[error.problem]) from None
    if needs_bic(number):
        raise forms.ValidationError(IBAN_MESSAGES[IbanProblem.NOT_SEPA])
    return number
