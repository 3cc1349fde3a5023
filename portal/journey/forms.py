"""The consumer's forms. Messages in Dutch, at the field, with what was typed kept."""

import re
from decimal import Decimal
from typing import Any

from django import forms
from stdnum.exceptions import ValidationError as StdnumError
from stdnum.nl import postcode as nl_postcode

from portal import clock
from portal.dossiers.models import Applicant, Leningdeel, Wish
from portal.formats.choices import Choice
from portal.formats.inputs import EuroInput, YearsInput
from portal.journey.knowledge import knowledge_test

REQUIRED = "Vul dit in."
YES_NO = [("ja", "Ja"), ("nee", "Nee")]
ENERGY_LABELS = [
    ("", "Kies een label"),
    *((label, label) for label in ("A++++", "A+++", "A++", "A+", "A", "B", "C", "D", "E", "F", "G")),
    ("onbekend", "Ik weet het niet"),
]


ROUTES = [
    (
        Applicant.Route.OCKTO.value,
        Choice(
            "Automatisch ophalen met Ockto",
            hint="Ongeveer 10 minuten. Je hebt je telefoon en DigiD met sms-controle nodig. "
            "Meestal hoef je dan geen loonstrook of werkgeversverklaring te sturen.",
        ),
    ),
    (
        Applicant.Route.DOCUMENTS.value,
        Choice(
            "Zelf invullen en documenten uploaden",
            hint="Je vult je inkomen in en stuurt later onder meer een loonstrook en een werkgeversverklaring.",
        ),
    ),
]
PECULIARITIES = [
    ("verhuurd", "Een deel is verhuurd"),
    ("agrarisch", "De woning heeft een agrarische bestemming"),
    ("industrieterrein", "De woning staat op een industrieterrein"),
    ("sloop", "De gemeente overweegt sloop"),
    ("dubbele-bewoning", "Er kunnen twee huishoudens apart wonen"),
    ("groninger-akte", "De levering gaat met een Groninger akte"),
    ("regeling", "Er is een koopregeling of subsidie"),
    ("geen-permanente-bewoning", "Je mag er niet het hele jaar wonen"),
    ("geen", "Niets hiervan"),
]


class YesNoField(forms.TypedChoiceField):
    """Two radios, none preset; cleans to a bool."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {"required": "Kies ja of nee."})
        super().__init__(
            choices=YES_NO,
            coerce=lambda value: value == "ja",
            empty_value=None,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, bool):
            return "ja" if value else "nee"
        return value


class EuroField(forms.DecimalField):
    """An amount as people type it: `350.000`, `350000`, `€ 350.000,50`."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("max_digits", 11)
        kwargs.setdefault("decimal_places", 2)
        messages = {
            "required": "Vul een bedrag in.",
            "invalid": "Vul een bedrag in cijfers in, bijvoorbeeld 350.000.",
            "max_digits": "Dit bedrag is te hoog.",
            "max_whole_digits": "Dit bedrag is te hoog.",
            "max_decimal_places": "Gebruik twee cijfers achter de komma.",
        }
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(widget=EuroInput, **kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, str):
            bare = value.replace("€", "").replace("\u00a0", "").replace(" ", "").removesuffix(",-")
            if re.fullmatch(r"-?\d{1,3}(\.\d{3})+(,\d+)?", bare) or "," in bare:
                bare = bare.replace(".", "").replace(",", ".")
            value = bare
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            whole = f"{value:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")
            return whole.removesuffix(",00")
        return value


class DutchDateField(forms.DateField):
    """A day as people type it (31-12-1990) or as a date picker sends it."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%d %m %Y"])
        messages = {
            "required": "Vul een datum in.",
            "invalid": "Vul de datum in als dag-maand-jaar, bijvoorbeeld 31-12-1990.",
        }
        kwargs["error_messages"] = messages | kwargs.get("error_messages", {})
        super().__init__(
            widget=forms.DateInput(format="%d-%m-%Y", attrs={"inputmode": "numeric", "placeholder": "dd-mm-jjjj"}),
            **kwargs,
        )


class KnowledgeTestAnswers(forms.Form):
    """One radio group per question."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for question in knowledge_test().questions:
            self.fields[question.id] = forms.ChoiceField(
                label=question.text,
                choices=question.options,
                widget=forms.RadioSelect,
                error_messages={"required": "Kies een antwoord."},
            )


class TogetherForm(forms.Form):
    """Alone or with a partner, who gets an invitation of their own."""

    relation = forms.ChoiceField(
        label="Met wie vraag je de hypotheek aan?",
        choices=Wish.Relation.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies met wie je de hypotheek aanvraagt."},
    )
    partner_email = forms.EmailField(
        label="E-mailadres van je partner",
        required=False,
        help_text="Je partner krijgt een eigen uitnodiging, een eigen login en ondertekent zelf.",
        error_messages={"invalid": "Dit is geen e-mailadres. Controleer het op typefouten."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        together = data.get("relation") and data["relation"] != Wish.Relation.ALONE
        if together and not data.get("partner_email") and "partner_email" not in self.errors:
            self.add_error("partner_email", "Vul het e-mailadres van je partner in.")
        return data


class PersonForm(forms.ModelForm):
    """Who the applicant is, and what no register tells us."""

    birth_date = DutchDateField(label="Geboortedatum")
    dutch = YesNoField(label="Heb je de Nederlandse nationaliteit?")
    tax_only_in_nl = YesNoField(label="Betaal je alleen in Nederland inkomstenbelasting?")
    works_for_n26 = YesNoField(label="Werk je bij N26?")
    divorce_pending = YesNoField(label="Ben je op dit moment aan het scheiden?")
    wage_by_bank = YesNoField(label="Krijg je je loon op je bankrekening?")
    wage_claim = YesNoField(
        label="Ligt er beslag op je loon, of heb je een deel van je loon afgestaan?",
        help_text="Dit heet loonbeslag of looncessie.",
    )
    job_ending = YesNoField(label="Stop je binnenkort met je werk, of heeft je werkgever dat gezegd?")
    alimony_monthly = EuroField(
        label="Hoeveel partneralimentatie betaal je per maand?",
        min_value=Decimal(0),
        help_text="Betaal je niets? Vul dan 0 in. Kinderalimentatie telt niet mee.",
    )
    private_loan_outstanding = EuroField(
        label="Hoeveel heb je geleend bij familie, vrienden of je werkgever?",
        min_value=Decimal(0),
        help_text="Leningen bij een bank of winkel vinden wij zelf bij BKR. Geen lening? Vul 0 in.",
    )
    private_loan_monthly = EuroField(
        label="Hoeveel betaal je daarvoor per maand?", min_value=Decimal(0), help_text="Niets? Vul 0 in."
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
        labels = {
            "given_names": "Voornamen",
            "initials": "Voorletters",
            "surname_prefix": "Tussenvoegsel",
            "surname": "Achternaam",
            "phone": "Telefoonnummer",
            "civil_status": "Burgerlijke staat",
        }
        help_texts = {
            "given_names": "Alle voornamen, zoals in je paspoort.",
            "initials": "Bijvoorbeeld S.M.",
            "surname": "Je eigen achternaam, zoals in je paspoort.",
            "phone": "Bijvoorbeeld 06 12345678. We bellen alleen als er iets is met je aanvraag.",
        }
        widgets = {
            "given_names": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "initials": forms.TextInput(attrs={"size": 10}),
            "surname_prefix": forms.TextInput(attrs={"size": 10}),
            "surname": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "phone": forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel", "size": 18}),
            "civil_status": forms.RadioSelect,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("given_names", "initials", "surname", "phone", "civil_status"):
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = REQUIRED
        self.fields["civil_status"].choices = Applicant.CivilStatus.choices
        self.fields["civil_status"].error_messages["required"] = "Kies je burgerlijke staat."
        self.fields["birth_date"].widget.attrs["autocomplete"] = "bday"

    def clean_initials(self) -> str:
        letters = re.findall(r"[^\W\d_]", self.cleaned_data["initials"])
        if not letters or len(letters) > 8:
            raise forms.ValidationError("Vul je voorletters in, bijvoorbeeld S.M.")
        return "".join(f"{letter.upper()}." for letter in letters)

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        digits = re.sub(r"[\s().-]", "", phone)
        if not re.fullmatch(r"(\+|00)?\d{9,14}", digits):
            raise forms.ValidationError("Dit is geen telefoonnummer. Vul bijvoorbeeld 06 12345678 in.")
        return digits

    def clean_birth_date(self) -> Any:
        born = self.cleaned_data["birth_date"]
        if born >= clock.today() or born.year < 1900:
            raise forms.ValidationError("Deze geboortedatum kan niet. Controleer het jaar.")
        return born


class HomeForm(forms.ModelForm):
    """The home that is bought: where it stands, what it costs."""

    # Longer than it is kept: people type a space.
    postcode = forms.CharField(
        label="Postcode", max_length=10, widget=forms.TextInput(attrs={"autocomplete": "off", "size": 8})
    )
    owns_home = YesNoField(label="Heb je nu een koopwoning?")
    leasehold = YesNoField(label="Staat de woning op erfpachtgrond?")
    self_occupied = YesNoField(label="Ga je er zelf wonen?")
    peculiarities = forms.MultipleChoiceField(
        label="Geldt iets hiervan voor de woning?",
        choices=PECULIARITIES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies wat geldt, of kies 'Niets hiervan'."},
    )
    price = EuroField(label="Koopsom", help_text="De prijs in de koopovereenkomst, kosten koper.")
    market_value = EuroField(
        label="Marktwaarde",
        help_text="Uit het taxatierapport. Heb je dat nog niet? Vul de koopsom in.",
    )
    agreement_signed_on = DutchDateField(label="Wanneer is de koopovereenkomst getekend?")
    transfer_on = DutchDateField(label="Wanneer krijg je de sleutel?", help_text="De datum bij de notaris.")

    class Meta:
        model = Wish
        fields = [
            "owns_home",
            "postcode",
            "house_number",
            "addition",
            "street",
            "city",
            "home_type",
            "energy_label",
            "leasehold",
            "self_occupied",
            "peculiarities",
            "price",
            "market_value",
            "agreement_signed_on",
            "transfer_on",
        ]
        labels = {
            "house_number": "Huisnummer",
            "addition": "Toevoeging",
            "street": "Straat",
            "city": "Plaats",
            "home_type": "Wat voor woning is het?",
            "energy_label": "Energielabel",
        }
        widgets = {
            "house_number": forms.TextInput(attrs={"inputmode": "numeric", "size": 6}),
            "addition": forms.TextInput(attrs={"size": 6}),
            "home_type": forms.RadioSelect,
            "energy_label": forms.Select(choices=ENERGY_LABELS),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = name != "addition"
            field.error_messages.setdefault("required", REQUIRED)
        for name in ("postcode", "street", "city", "house_number"):
            self.fields[name].error_messages["required"] = REQUIRED
        self.fields["house_number"].error_messages["invalid"] = "Vul alleen het nummer in."
        if not self.is_bound and self.instance.peculiarities == []:
            self.initial["peculiarities"] = ["geen"]
        self.fields["home_type"].choices = Wish.HomeType.choices
        self.fields["home_type"].error_messages["required"] = "Kies wat voor woning het is."
        self.fields["energy_label"].error_messages["required"] = "Kies een energielabel."

    def clean_postcode(self) -> str:
        try:
            found: str = nl_postcode.validate(self.cleaned_data["postcode"])
        except StdnumError:
            raise forms.ValidationError(
                "Deze postcode bestaat niet. Een postcode heeft vier cijfers en twee letters, zoals 3811 AB."
            ) from None
        return found.replace(" ", "")

    def clean_energy_label(self) -> str:
        label = self.cleaned_data["energy_label"]
        if label not in dict(ENERGY_LABELS):
            raise forms.ValidationError("Kies een energielabel uit de lijst.")
        return str(label)

    def clean_house_number(self) -> int:
        number = int(self.cleaned_data["house_number"])
        if not 0 < number < 100_000:
            raise forms.ValidationError("Dit huisnummer bestaat niet.")
        return number

    def clean_peculiarities(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["peculiarities"]
        if "geen" in chosen and len(chosen) > 1:
            raise forms.ValidationError("Je koos 'Niets hiervan' samen met iets anders. Kies één van beide.")
        return [one for one in chosen if one != "geen"]

    def clean_price(self) -> Decimal:
        return _positive(self.cleaned_data["price"], "De koopsom moet hoger zijn dan € 0.")

    def clean_market_value(self) -> Decimal:
        return _positive(self.cleaned_data["market_value"], "De marktwaarde moet hoger zijn dan € 0.")

    def clean_agreement_signed_on(self) -> Any:
        signed = self.cleaned_data["agreement_signed_on"]
        if signed > clock.today():
            raise forms.ValidationError("Deze datum ligt in de toekomst. Teken eerst de koopovereenkomst.")
        return signed

    def clean_transfer_on(self) -> Any:
        transfer = self.cleaned_data["transfer_on"]
        if transfer <= clock.today():
            raise forms.ValidationError("Deze datum is al geweest. Vul de datum bij de notaris in.")
        return transfer


class LoanForm(forms.Form):
    """What holds for the loan as a whole."""

    nhg = YesNoField(
        label="Wil je Nationale Hypotheek Garantie (NHG)?",
        help_text="Met NHG krijg je meestal een lagere rente. Je betaalt er één keer een bedrag voor.",
    )


class LeningdeelForm(forms.Form):
    """One leningdeel; an empty second or third one is left out."""

    amount = EuroField(
        label="Bedrag", min_value=Decimal(1), error_messages={"min_value": "Vul een bedrag hoger dan € 0 in."}
    )
    aflosvorm = forms.ChoiceField(label="Aflosvorm", choices=Leningdeel.Aflosvorm.choices)
    term_years = forms.IntegerField(
        label="Looptijd",
        min_value=1,
        max_value=30,
        widget=YearsInput,
        error_messages={
            "required": REQUIRED,
            "invalid": "Vul een heel aantal jaren in.",
            "min_value": "De looptijd is minimaal 1 jaar.",
            "max_value": "De looptijd is maximaal 30 jaar.",
        },
    )
    rentevastperiode_years = forms.TypedChoiceField(label="Rente vast voor", coerce=int)

    def __init__(self, *args: Any, periods: tuple[int, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rentevastperiode_years"].choices = [(n, f"{n} jaar") for n in periods]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        term, fixed = data.get("term_years"), data.get("rentevastperiode_years")
        # gids 2.7: not longer than the term, except the shortest period there is.
        shortest = min(int(n) for n, _ in self.fields["rentevastperiode_years"].choices)
        if term and fixed and fixed > term and fixed != shortest:
            self.add_error("rentevastperiode_years", "Je kunt de rente niet langer vastzetten dan de looptijd.")
        return data


class BaseLeningdelen(forms.BaseFormSet):
    """At most three parts; the sum may not exceed the value (gids 2.4)."""

    market_value: Decimal | None = None

    def clean(self) -> None:
        if any(form.errors for form in self.forms):
            return
        total = sum((form.cleaned_data["amount"] for form in self.parts()), Decimal(0))
        if not self.parts():
            raise forms.ValidationError("Vul minimaal één leningdeel in.")
        if self.market_value and total > self.market_value:
            raise forms.ValidationError(
                "Je leent meer dan de woning waard is. Verlaag het bedrag tot maximaal de marktwaarde."
            )

    def parts(self) -> list[Any]:
        """The forms that were filled in."""
        return [form for form in self.forms if form.has_changed() and form.cleaned_data.get("amount")]


LeningdelenFormSet = forms.formset_factory(LeningdeelForm, formset=BaseLeningdelen, extra=0, max_num=3, min_num=1)


class RouteForm(forms.Form):
    """With Ockto, or with documents; it is voluntary (Neo's page on Ockto)."""

    route = forms.ChoiceField(
        label="Hoe wil je je gegevens delen?",
        choices=ROUTES,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies hoe je je gegevens wilt delen."},
    )


class DeclaredIncomeForm(forms.Form):
    """What somebody without Ockto tells about their income; documents prove it later."""

    employer = forms.CharField(label="Werkgever", max_length=100, error_messages={"required": REQUIRED})
    contract = forms.ChoiceField(
        label="Wat voor contract heb je?",
        choices=[
            ("onbepaalde-tijd", "Vast contract"),
            ("bepaalde-tijd-met-intentieverklaring", "Tijdelijk, met intentieverklaring"),
            ("bepaalde-tijd-zonder-intentieverklaring", "Tijdelijk, zonder intentieverklaring"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies je soort contract."},
    )
    starts_on = DutchDateField(label="Sinds wanneer werk je daar?")
    salary = EuroField(label="Bruto jaarsalaris", min_value=Decimal(1), help_text="Zonder vakantiegeld.")
    holiday_pay = EuroField(label="Vakantiegeld per jaar", min_value=Decimal(0))
    study_debt = EuroField(label="Studieschuld bij DUO", min_value=Decimal(0), help_text="Geen schuld? Vul 0 in.")
    study_debt_monthly = EuroField(label="Maandbedrag aan DUO", min_value=Decimal(0), help_text="Niets? Vul 0 in.")


class NotaryForm(forms.ModelForm):
    """The notary who passes the deed; must be connected to eNotaris (gids 11)."""

    class Meta:
        model = Wish
        fields = ["notary_name", "notary_email"]
        labels = {"notary_name": "Naam van het notariskantoor", "notary_email": "E-mailadres van de notaris"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
            field.error_messages["required"] = REQUIRED
        self.fields["notary_email"].error_messages["invalid"] = "Dit is geen e-mailadres."


def _positive(amount: Decimal, message: str) -> Decimal:
    if amount <= 0:
        raise forms.ValidationError(message)
    return amount
