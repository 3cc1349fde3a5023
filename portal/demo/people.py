"""The demo's back-office accounts. Public on purpose: they exist only where simulators are allowed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """A member of staff with a fixed password and code-app secret."""

    email: str
    name: str
    password: str
    totp_secret: str


STAFF = (
    StaffAccount("behandelaar@neo.example", "Anouk Behandelaar", "demo-wachtwoord-anouk", "NEOHYPOTHEKENDEMOAAANOUK2345ABCD"),
    StaffAccount("tweede@neo.example", "Bas Tweede", "demo-wachtwoord-bas", "NEOHYPOTHEKENDEMOAAAABAS23452ABC"),
)
