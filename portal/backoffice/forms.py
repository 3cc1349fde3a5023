"""The desk's forms. Messages in Dutch, at the field; what was typed is kept."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from portal import clock
from portal.assessments.models import AcceptanceSwitch
from portal.backoffice.reasons import reasons
from portal.backoffice.services import Wanted
from portal.dossiers.models import Dossier
from portal.evidence.document_types import document_types
from portal.formats.fields import DutchDateField, EuroField, YesNoField

STRUCTURAL_STATES = [("goed", "Goed"), ("redelijk", "Redelijk"), ("matig", "Matig"), ("slecht", "Slecht")]

NOT_NEGATIVE = {"min_value": "Dit bedrag is niet lager dan nul."}


def _more_than_nothing(label: str) -> EuroField:
    return EuroField(label=label, min_value=Decimal(1), error_messages={"min_value": "Vul een bedrag boven nul in."})


def _appraisal() -> dict[str, forms.Field]:
    return {
        "market_value": _more_than_nothing("Marktwaarde"),
        "valued_on": DutchDateField(label="Waardepeildatum"),
        "structural_state": forms.ChoiceField(
            label="Bouwkundige staat",
            choices=STRUCTURAL_STATES,
            widget=forms.RadioSelect,
            error_messages={"required": "Kies de bouwkundige staat."},
        ),
        "free_of_rent_and_use": YesNoField(label="Vrij van huur en gebruik"),
    }


def _full_appraisal() -> dict[str, forms.Field]:
    """A standard report says more than a desktop one (gids 6.2)."""
    return _appraisal() | {
        "current_model": YesNoField(label="Op het laatste model Taxatierapport Financiering Woonruimte"),
        "nwwi_validated": YesNoField(label="Gevalideerd door het NWWI"),
    }


def _koopakte() -> dict[str, forms.Field]:
    return {
        "price": _more_than_nothing("Koopsom"),
        "movables": EuroField(
            label="Waarvan roerende zaken", min_value=Decimal(0), initial=Decimal(0), error_messages=NOT_NEGATIVE
        ),
        "signed_by_all": YesNoField(label="Door iedereen ondertekend"),
    }


def _bankafschrift() -> dict[str, forms.Field]:
    return {"amount": EuroField(label="Saldo", min_value=Decimal(0), error_messages=NOT_NEGATIVE)}


def _identity() -> dict[str, forms.Field]:
    return {"valid_until": DutchDateField(label="Geldig tot en met")}


FIGURES = {
    "identiteitsbewijs": _identity,
    "taxatierapport": _full_appraisal,
    "taxatierapport-desktop": _appraisal,
    "koopakte": _koopakte,
    "bankafschrift": _bankafschrift,
}
"""What a person reads on a document, per type; the names are those that `assessments.facts` looks for."""


class LookForm(forms.Form):
    """Why somebody opens a dossier."""

    reason = forms.CharField(
        label="Reden",
        max_length=200,
        error_messages={"required": "Kies of schrijf waarom je dit dossier opent."},
    )


class ApproveForm(forms.Form):
    """The date on a document and the figures that belong to its type."""

    dated = DutchDateField(label="Datum op het document")

    def __init__(self, *args: Any, document_type: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(FIGURES.get(document_type, dict)())

    def clean_dated(self) -> date:
        return _not_after_today(self.cleaned_data["dated"])

    def clean_valued_on(self) -> date:
        return _not_after_today(self.cleaned_data["valued_on"])

    def clean_movables(self) -> Decimal:
        movables: Decimal = self.cleaned_data["movables"]
        price = self.cleaned_data.get("price")
        if price is not None and movables >= price:
            raise forms.ValidationError("Roerende zaken zijn een deel van de koopsom.")
        return movables

    @property
    def figures(self) -> Mapping[str, Any]:
        """What was read, by the names of the facts."""
        return {name: value for name, value in self.cleaned_data.items() if name != "dated"}


class RejectForm(forms.Form):
    """Why a document is refused: a code, and words of one's own where they help."""

    reason = forms.ChoiceField(
        label="Reden",
        widget=forms.RadioSelect,
        error_messages={"required": "Kies waarom je dit document afkeurt."},
    )
    line = forms.CharField(
        label="Extra regel voor de aanvrager",
        required=False,
        max_length=250,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].choices = [(one.code, one.name) for one in reasons().values()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        chosen = cleaned.get("reason")
        if chosen and not reasons()[chosen].text and not cleaned.get("line", "").strip():
            self.add_error("line", "Schrijf op wat er niet klopt.")
        return cleaned

    @property
    def text(self) -> str:
        """What the applicant reads."""
        parts = (reasons()[self.cleaned_data["reason"]].text, self.cleaned_data["line"].strip())
        return " ".join(part for part in parts if part)


class ActForm(forms.Form):
    """The words with an act, and the dossier as the page showed it."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    motivation = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Schrijf op waarom."},
    )

    def __init__(self, *args: Any, question: str, read_by_applicant: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not question:
            del self.fields["motivation"]
            return
        self.fields["motivation"].label = question
        self.fields["motivation"].help_text = (
            "De aanvrager kan dit lezen."
            if read_by_applicant
            else "Dit staat in het dossier. De aanvrager leest het niet."
        )


class AskForm(forms.Form):
    """One document to ask for."""

    document_type = forms.ChoiceField(label="Document", required=False)
    applicant = forms.ChoiceField(label="Van wie", required=False)
    question = forms.CharField(
        label="Wat vraag je?", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, dossier: Dossier, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.position): one for one in dossier.applicants.all()}
        kinds = sorted((one.name, one.code) for one in document_types())
        self.fields["document_type"].choices = [("", "Kies een document"), *((c, n) for n, c in kinds)]  # type: ignore[attr-defined]
        everybody = [("", "Alle aanvragers")] if len(self.people) > 1 else []
        self.fields["applicant"].choices = [  # type: ignore[attr-defined]
            *everybody,
            *((key, str(one)) for key, one in self.people.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        kind, question = cleaned.get("document_type"), (cleaned.get("question") or "").strip()
        if kind and not question:
            self.add_error("question", "Schrijf op wat er op het document moet staan, of waarom je het vraagt.")
        if question and not kind:
            self.add_error("document_type", "Kies een document.")
        return cleaned

    @property
    def wanted(self) -> Wanted | None:
        """What is asked, or None for an empty row."""
        if not self.cleaned_data.get("document_type"):
            return None
        return Wanted(
            document_type=self.cleaned_data["document_type"],
            applicant=self.people.get(self.cleaned_data["applicant"]),
            question=self.cleaned_data["question"].strip(),
        )


class SwitchForm(forms.ModelForm):
    """From which day new customers are accepted or not; a past day cannot be rewritten."""

    accepts_new_customers = YesNoField(label="Nieuwe klanten aannemen")

    class Meta:
        model = AcceptanceSwitch
        fields = ("valid_from", "accepts_new_customers", "reason")
        labels = {"valid_from": "Vanaf", "reason": "Reden"}

    def clean_valid_from(self) -> date:
        day: date = self.cleaned_data["valid_from"]
        if day < clock.today():
            raise forms.ValidationError("Kies vandaag of een latere dag: wat gold, blijft staan.")
        return day


def _not_after_today(day: date) -> date:
    if day > clock.today():
        raise forms.ValidationError("Deze datum ligt in de toekomst.")
    return day
