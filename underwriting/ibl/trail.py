"""The steps of one determination, written down while it runs, so that a person can follow and repeat it."""

from dataclasses import dataclass, field
from decimal import Decimal

from underwriting.ibl.message import Step, Unit
from underwriting.ibl.series import Period
from underwriting.norms.ibl import Reading


@dataclass(slots=True)
class Trail:
    """Steps, attention points and readings, in the order in which they came up."""

    steps: list[Step] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def add(
        self,
        name: str,
        section: str,
        text: str,
        value: Decimal | int | None = None,
        unit: Unit = "euro",
        *,
        employer: str | None = None,
        about: tuple[Period, ...] = (),
        was: Decimal | None = None,
    ) -> None:
        """Write a step down. `about` are the periods it is about, newest first."""
        self.steps.append(
            Step(
                name=name,
                section=section,
                text=text,
                employer=employer,
                value=None if value is None else Decimal(value),
                unit=None if value is None else unit,
                first=about[-1].starts_on if about else None,
                last=about[0].ends_on if about else None,
                was=was,
            )
        )

    def rests_on(self, reading: Reading) -> None:
        """The outcome rests on a reading on which the sources differ."""
        if reading not in self.readings:
            self.readings.append(reading)
