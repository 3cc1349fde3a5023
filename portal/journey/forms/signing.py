"""Notary, account and bank, and the forms that end in a signature: a fresh code and what it is for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from portal.dossiers.models import Wish
from portal.identity.forms import CodeField
from portal.journey.forms.fields import EMAIL_LENGTH, TextField, choice_messages
from portal.journey.forms.message import OnceForm
from portal.mandates.sepa import IbanError, IbanProblem, check_iban, needs_bic

# An IBAN has at most 34 characters; people type a space after every four.
IBAN_LENGTH = 42
IBAN_MESSAGES = {
    IbanProblem.MALFORMED: gettext_lazy("Dit is geen IBAN. Een Nederlands IBAN begint met NL en heeft 18 tekens."),
    IbanProblem.CHECK_DIGITS: gettext_lazy("Dit IBAN klopt niet. Controleer de letters en cijfers."),
    IbanProblem.NOT_SEPA: gettext_lazy(
        "Van deze rekening kunnen we niet afschrijven. Gebruik een rekening uit Nederland of een ander EU-land."
    ),
}


class IbanField(forms.CharField):
    """An account that can be debited; cleans to the IBAN without spaces."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="IBAN",
            max_length=IBAN_LENGTH,
            error_messages={
                "required": gettext_lazy("Vul je IBAN in."),
                "max_length": IBAN_MESSAGES[IbanProblem.MALFORMED],
            },
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """The checked number.

        Raises:
            ValidationError: empty, not an IBAN, or nothing can be debited from it.
        """
        try:
            number = check_iban(super().clean(value))
        except IbanError as error:
            raise forms.ValidationError(IBAN_MESSAGES[error.problem]) from None
        if needs_bic(number):
            raise forms.ValidationError(IBAN_MESSAGES[IbanProblem.NOT_SEPA])
        return number


class SignForm(forms.Form):
    """Two unticked boxes and a fresh code; the hash of what was shown travels along."""

    read = forms.BooleanField(
        label=gettext_lazy("Ik heb het hypotheekaanbod en het informatieblad (ESIS) gelezen."),
        error_messages={"required": gettext_lazy("Lees eerst het aanbod en het informatieblad.")},
    )
    agree = forms.BooleanField(
        label=gettext_lazy("Ik ga akkoord met dit aanbod en ben verantwoordelijk voor de hele lening."),
        error_messages={"required": gettext_lazy("Zet een vinkje als je akkoord gaat.")},
    )
    code = CodeField()
    document_sha256 = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)


class NoSignForm(OnceForm):
    """Somebody does not sign; why is up to them."""

    text = forms.CharField(
        label=gettext_lazy("Wil je vertellen waarom?"),
        help_text=gettext_lazy("Dat hoeft niet. Misschien kunnen we iets voor je doen. Hoogstens 1.900 tekens."),
        required=False,
        max_length=1900,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": gettext_lazy("Houd het korter: hoogstens 1.900 tekens.")},
    )


class NotaryForm(forms.ModelForm):
    """The notary who passes the deed (eNotaris, gids 11) and the one account that is debited (gids 2.10)."""

    notary_name = TextField(
        label=gettext_lazy("Naam van het notariskantoor"),
        max_length=100,
        error_messages={"required": gettext_lazy("Vul de naam van de notaris in.")},
    )
    notary_email = forms.EmailField(
        label=gettext_lazy("E-mailadres van de notaris"),
        max_length=EMAIL_LENGTH,
        error_messages={
            "required": gettext_lazy("Vul het e-mailadres van de notaris in."),
            "invalid": gettext_lazy("Dit is geen e-mailadres."),
            "max_length": gettext_lazy("Dit adres is te lang. Controleer het."),
        },
    )
    iban = IbanField(
        help_text=gettext_lazy(
            "We schrijven straks je maandbedrag van deze rekening af. De rekening staat op jouw naam."
        )
    )

    class Meta:
        model = Wish
        fields = ["notary_name", "notary_email"]


class MandateForm(forms.Form):
    """The account that is debited, in the name of one borrower."""

    iban = IbanField(help_text=gettext_lazy("Van een rekening op jouw naam. Bijvoorbeeld NL91 ABNA 0417 1643 00."))
    agree = forms.BooleanField(
        label=gettext_lazy("Ik geef Neo Hypotheken toestemming om elke maand het maandbedrag af te schrijven."),
        error_messages={"required": gettext_lazy("Zonder machtiging kan de hypotheek niet doorgaan. Zet een vinkje.")},
    )
    code = CodeField()


class BankForm(forms.Form):
    """The bank to identify with."""

    bank = forms.ChoiceField(
        label=gettext_lazy("Kies je bank"), error_messages=choice_messages(gettext_lazy("Kies je bank."))
    )

    def __init__(self, *args: Any, banks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bank"].choices = [("", gettext_lazy("Kies je bank")), *banks]
