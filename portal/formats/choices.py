"""A choice that explains itself under its label."""

from typing import Self


class Choice(str):
    """The label of a radio or checkbox with a line of explanation below it.

    ``choices=[("ockto", Choice("Automatisch ophalen", hint="Je hebt DigiD nodig."))]``
    """

    hint: str

    def __new__(cls, label: str, *, hint: str = "") -> Self:
        choice = super().__new__(cls, label)
        choice.hint = hint
        return choice
