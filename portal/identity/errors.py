"""What can go wrong at the door. The text of each error is Dutch and fit for the screen."""

from datetime import timedelta

from django.utils.translation import gettext, gettext_lazy, ngettext


class IdentityError(Exception):
    """Base: `str(error)` is what the person reads."""

    text = ""

    def __init__(self, text: str = "") -> None:
        super().__init__(text or self.text)


class AddressRefused(IdentityError):
    """The address belongs to a member of staff, who never enters by link."""

    text = gettext_lazy("Dit e-mailadres kun je hier niet gebruiken. Kies een ander e-mailadres.")


class LinkError(IdentityError):
    """The link does not open the door (any more)."""


class LinkUnknown(LinkError):
    """We never sent it, or the account is closed."""

    text = gettext_lazy("Deze link kennen we niet.")


class LinkExpired(LinkError):
    """Too old."""

    text = gettext_lazy("Deze link is verlopen.")


class LinkReplaced(LinkError):
    """A newer link was sent after it."""

    text = gettext_lazy("Deze link is vervangen door een nieuwere.")


class LinkUsed(LinkError):
    """It opened the door once already."""

    text = gettext_lazy("Deze link is al gebruikt.")


class CodeError(IdentityError):
    """The code of the code app, or the recovery code, is not accepted."""


class CodeWrong(CodeError):
    """Not the code of this moment."""

    text = gettext_lazy("Deze code klopt niet. Kijk in je app en vul de code in die er nu staat.")


class CodeUsed(CodeError):
    """Right, but it was used before."""

    text = gettext_lazy("Deze code is al gebruikt. Wacht tot je app een nieuwe code toont.")


class RecoveryCodeWrong(CodeError):
    """Unknown or used."""

    text = gettext_lazy("Deze herstelcode klopt niet, of is al gebruikt.")


class NoCodeApp(CodeError):
    """The person has not set up a code app."""

    text = gettext_lazy("Je hebt nog geen app voor codes ingesteld.")


class SetupReplaced(CodeError):
    """Another set-up was started after this one, in another window."""

    text = gettext_lazy("Deze QR-code is niet meer geldig. Scan de nieuwe QR-code.")


class StaffRefused(IdentityError):
    """Address, password or code is wrong; which one is not told."""

    text = gettext_lazy("Deze gegevens kloppen niet. Controleer je e-mailadres, wachtwoord en code.")


class LimitsAway(IdentityError):
    """The counters cannot be read; the door stays closed rather than open without a limit."""

    text = gettext_lazy("Inloggen lukt nu even niet. Probeer het over een paar minuten opnieuw.")


class TooMany(IdentityError):
    """The limit is reached; `wait` is how long it lasts."""

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(
            gettext("Je hebt dit te vaak geprobeerd. Wacht %(in_words)s en probeer het opnieuw.")
            % {"in_words": _in_words(wait)}
        )


def _in_words(wait: timedelta) -> str:
    minutes = max(1, -(-int(wait.total_seconds()) // 60))
    if minutes <= 90:
        return ngettext("%(count)s minuut", "%(count)s minuten", minutes) % {"count": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(count)s uur", "%(count)s uur", hours) % {"count": hours}
