"""A choice that explains itself under its label."""


class Choice:
    """The label of a radio or checkbox with a line of explanation below it.

    ``choices=[("ockto", Choice(gettext_lazy("Automatisch ophalen"), hint=gettext_lazy("Je hebt DigiD nodig.")))]``
    """

    def __init__(self, label: str, *, hint: str = "") -> None:
        self.label, self.hint = label, hint

    def __str__(self) -> str:
        return str(self.label)
