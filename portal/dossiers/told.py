"""The answers that stand sealed in a row: what an applicant told about themselves or the homes, beyond its columns."""

from collections.abc import Mapping
from typing import Any

from portal.dossiers.models import Applicant, Wish
from portal.vault import services as vault
from portal.vault.models import DataKey

OPENED = "_told_opened"
"""Where a row in memory keeps what it opened, with the bytes that it was opened from."""


def told_by(row: Applicant | Wish) -> dict[str, Any]:
    """The sealed answers by name: days in ISO 8601, euros with two decimals, lists, true and false."""
    if not row.told:
        return {}
    sealed, opened = row.__dict__.get(OPENED, (None, {}))
    if sealed != row.told:  # a page asks for each subject: one row is opened once
        opened = vault.unseal_json(_key(row), place=_place(row), row=_id(row), sealed=row.told)
        row.__dict__[OPENED] = (row.told, opened)
    return dict(opened)


def seal_told(row: Applicant | Wish, answers: Mapping[str, Any]) -> bytes:
    """`answers`, all of them, sealed for the column `told` of this row."""
    return vault.seal_json(_key(row), place=_place(row), row=_id(row), value=dict(answers))


def _key(row: Applicant | Wish) -> DataKey:
    return row.user.key if isinstance(row, Applicant) else row.dossier.key


def _place(row: Applicant | Wish) -> str:
    return f"{row._meta.label}.told"


def _id(row: Applicant | Wish) -> Any:
    return row.id if isinstance(row, Applicant) else row.dossier_id
