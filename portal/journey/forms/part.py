"""What the forms of one subject share: answers from columns and from what stands sealed, and back."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from django import forms

from portal.dossiers.models import Applicant, Wish
from portal.dossiers.parts import Part
from portal.dossiers.told import told_by


class PartForm(forms.Form):
    """The questions of one subject; its fields are the answers of a `Part`."""

    LEAD: ClassVar[str] = ""
    """A sentence under the title: why we ask this."""

    def __init__(self, data: Any = None, *, row: Applicant | Wish, part: Part) -> None:
        self.row, self.part = row, part
        columns = {name: getattr(row, name) for name in part.columns}
        super().__init__(data, initial=columns | from_plain(self.base_fields, told_by(row)))

    def columns(self) -> dict[str, Any]:
        """The cleaned answers that are columns."""
        return {name: self.cleaned_data[name] for name in self.part.columns}

    def told(self) -> dict[str, Any]:
        """The cleaned answers that stand sealed, as JSON holds them."""
        return plain({name: self.cleaned_data[name] for name in self.part.sealed})


def plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers as JSON holds them: days in ISO 8601, amounts with two decimals."""
    return {name: _plain(value) for name, value in answers.items()}


def from_plain(fields: Mapping[str, forms.Field], told: Mapping[str, Any]) -> dict[str, Any]:
    """What JSON holds, as these fields show it."""
    return {name: _typed(fields[name], value) for name, value in told.items() if name in fields}


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:.2f}" if isinstance(value, Decimal) else value


def _typed(field: forms.Field, value: Any) -> Any:
    if value in (None, ""):
        return value
    if isinstance(field, forms.DateField):
        return date.fromisoformat(value)
    return Decimal(value) if isinstance(field, forms.DecimalField) else value
