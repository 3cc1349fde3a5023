"""Forms at the door."""

from django import forms
from django.utils.translation import gettext_lazy

from portal.formats.inputs import CodeInput

EMAIL_MESSAGES = {
    "required": gettext_lazy("Vul je e-mailadres in."),
    "max_length": gettext_lazy("Dit adres is te lang. Controleer het."),
    "invalid": gettext_lazy("Dit is geen e-mailadres. Schrijf het zo: naam@voorbeeld.nl"),
}


class CodeField(forms.CharField):
    """Six figures of a code app; spaces between them are taken out."""

    widget = CodeInput

    def __init__(self, *, label: str = gettext_lazy("Code uit je app"), **kwargs: object) -> None:
        super().__init__(
            label=label,
            help_text=gettext_lazy("De 6 cijfers die je app nu toont."),
            error_messages={"required": gettext_lazy("Vul de code van 6 cijfers in.")},
            **kwargs,  # type: ignore[arg-type]
        )

    def clean(self, value: str) -> str:
        """The six figures; anything else never reaches the check that counts tries."""
        code = "".join(super().clean(value).split())
        if not (len(code) == 6 and code.isascii() and code.isdigit()):
            raise forms.ValidationError(gettext_lazy("De code heeft 6 cijfers. Kijk in je app."))
        return code


class EmailForm(forms.Form):
    """Where to send the link."""

    email = forms.EmailField(
        label=gettext_lazy("Wat is je e-mailadres?"),
        max_length=254,
        error_messages=EMAIL_MESSAGES,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class CodeForm(forms.Form):
    """The code of the app, on its own page."""

    code = CodeField()


class StepUpForm(forms.Form):
    """The code of the app, beside the fields of the form it interrupts; hence another name."""

    totp_code = CodeField()


class RecoveryForm(forms.Form):
    """A recovery code, however it is typed."""

    code = forms.CharField(
        label=gettext_lazy("Herstelcode"),
        help_text=gettext_lazy("10 letters en cijfers, bijvoorbeeld 7Q2MX-0RTNB."),
        max_length=30,
        error_messages={"required": gettext_lazy("Vul een herstelcode in.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}),
    )


class SavedForm(forms.Form):
    """The person kept the recovery codes."""

    saved = forms.BooleanField(
        label=gettext_lazy("Ik heb mijn herstelcodes bewaard"),
        error_messages={"required": gettext_lazy("Bewaar je herstelcodes. Zet daarna een vinkje.")},
    )


class StaffForm(forms.Form):
    """Address, password and code; the code is empty only at the very first log-in."""

    email = forms.EmailField(
        label=gettext_lazy("E-mailadres"),
        error_messages=EMAIL_MESSAGES,
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Wachtwoord"),
        strip=False,
        error_messages={"required": gettext_lazy("Vul je wachtwoord in.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Code uit je app"),
        help_text=gettext_lazy("Of een herstelcode. Log je voor het eerst in? Laat dit dan leeg."),
        required=False,
        max_length=14,
        widget=CodeInput(attrs={"inputmode": "text"}),
    )
