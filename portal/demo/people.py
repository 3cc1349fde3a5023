"""The demo's back-office accounts. Public on purpose: they exist only where simulators are allowed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """A member of staff with a fixed password and code-app secret."""

    email: str
    name: str
    password: str
    totp_secret: str
    groups: tuple[str, ...] = ("Behandelaar",)


STAFF = (
    StaffAccount(
        email="behandelaar@neo.example",
        name="Anouk Behandelaar",
        password="demo-wachtwoord-anouk",
        totp_secret="NEOHYPOTHEKENDEMOAAANOUK2345ABCD",
    ),
    StaffAccount(
        email="tweede@neo.example",
        name="Bas Tweede",
        password="demo-wachtwoord-bas",
        totp_secret="NEOHYPOTHEKENDEMOAAAABAS23452ABC",
        groups=("Behandelaar", "Productbeheer"),
    ),
)
