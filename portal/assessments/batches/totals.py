"""What a run of many dossiers comes to."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from portal.assessments.json_lines import Json


@dataclass(slots=True)
class Totals:
    """Answers that are errors, decisions per outcome, and the sum of the binding maximum loans in euros."""

    errors: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    maximum: Decimal = Decimal("0.00")

    def count(self, answer: Json) -> None:
        """Add one answer as it is printed: a decision, or an error."""
        if "error" in answer:
            self.errors += 1
            return
        self.outcomes[answer["outcome"]] += 1
        self.maximum += Decimal(answer["figures"]["maximum_loan"].get("binding", "0.00"))

    def add(self, stored: Json) -> None:
        """Add what `to_json` of another gave."""
        self.errors += stored["errors"]
        self.outcomes.update(stored["outcomes"])
        self.maximum += Decimal(stored["maximum"])

    def to_json(self) -> Json:
        """The totals as a JSON object."""
        return {"errors": self.errors, "outcomes": dict(self.outcomes), "maximum": str(self.maximum)}

    def __str__(self) -> str:
        counts = [f"{number} {outcome}" for outcome, number in sorted(self.outcomes.items())]
        return f"{', '.join([*counts, f'{self.errors} errors'])}; maximum loans together € {self.maximum}"
