"""Forms that end in a signature: a fresh code, and the document it is for."""

from typing import Any

from django import forms

from portal.identity.forms import CodeField
from portal.mandates.sepa import IbanError, IbanProblem, check_iban

IBAN_MESSAGES = {
    IbanProblem.MALFORMED: "Dit is geen IBAN. Een Nederlands IBAN begint met NL en heeft 18 tekens.",
    IbanProblem.CHECK_DIGITS: "Dit IBAN klopt niet. Controleer de letters en cijfers.",
    IbanProblem.NOT_SEPA: "Van deze rekening kunnen we niet afschrijven. Gebruik een rekening uit een SEPA-land.",
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
        try:
            return check_iban(self.cleaned_data["iban"])
        except IbanError as error:
            raise forms.ValidationError(IBAN_MESSAGES[error.problem]) from None


class BankForm(forms.Form):
    """The bank to identify with."""

    bank = forms.ChoiceField(label="Kies je bank", error_messages={"required": "Kies je bank."})

    def __init__(self, *args: Any, banks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].choices = [("", "Kies je bank"), *banks]
