"""`manage.py underwrite FACTS.json` decides on one facts document, `manage.py underwrite -` on one per line.

Needs no database.
"""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.assessments import json_lines
from portal.assessments.deciding import decided, moment
from portal.assessments.explain import explain
from portal.assessments.json_lines import Fault
from portal.assessments.words import COLUMNS, Language
from underwriting.facts import Facts
from underwriting.norms import norms_on
from underwriting.remedies import remedies, room


class Command(BaseCommand):
    """Decide on one facts document, or on a stream of them."""

    help = "Decide on a facts document (JSON) and print the decision; - reads one document per line (JSON Lines)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("facts", help="path of the facts document, or - for JSON Lines on standard input")
        parser.add_argument("--receipt", action="store_true", help="print the receipt instead of the decision")
        parser.add_argument(
            "--at", metavar="MOMENT", help="date the decisions so, instead of now: the same bytes again"
        )
        parser.add_argument("--payments", action="store_true", help="add schedules by year, costs and JKP")
        parser.add_argument("--remedies", action="store_true", help="add what would help, or what room is left")
        parser.add_argument("--explain", action="store_true", help="tell the decision to a person; for one document")
        parser.add_argument("--language", choices=COLUMNS, help="of --explain: nl (the default) or en")

    def handle(self, *args: Any, **options: Any) -> None:
        self.receipt, self.payments, self.remedies = options["receipt"], options["payments"], options["remedies"]
        self.at = _moment(options["at"])
        _check(options)
        if options["facts"] == "-":
            json_lines.run(self.printed, out=self.stdout, err=self.stderr)
            return
        source = Path(options["facts"])
        try:
            document = json_lines.parse(source.read_bytes())
            if options["explain"]:
                text = explained(document, self.at, options["language"] or "nl")
            else:
                text = json.dumps(self.printed(document), indent=2)
        except (OSError, Fault) as error:
            raise CommandError(f"{source}: {error}") from None
        with json_lines.quietly(self.stdout):
            self.stdout.write(_writable(text, getattr(self.stdout, "encoding", None) or "utf-8"))

    def printed(self, document: object) -> json_lines.Json:
        """What is printed of the decision on a parsed document."""
        decision = decided(document, at=self.at, payments=self.payments)
        if self.receipt:
            return decision.receipt.to_json()
        return {**decision.to_json(), **(helped(document, decision.decided_at) if self.remedies else {})}


def helped(document: object, decided_at: datetime) -> json_lines.Json:
    """What would help, and what room is left when nothing fails, for a document that has been decided."""
    facts = Facts.from_json(document)
    norms = norms_on(facts.evaluation.as_of)
    left = room(facts, norms, decided_at=decided_at)
    found = {"remedies": remedies(facts, norms, decided_at=decided_at).to_json()}
    return found if left is None else {**found, "room": left.to_json()}


def explained(document: object, at: datetime | None, language: Language) -> str:
    """The decision on a parsed document as a text for a person. Raises Fault."""
    decision = decided(document, at=at, payments=True)
    assert isinstance(document, dict)  # or it would not have been decided
    told = {**decision.to_json(), **helped(document, decision.decided_at)}
    return explain(told, document, decision.receipt.to_json(), language)


def _writable(text: str, encoding: str) -> str:
    """The text as a terminal of this encoding can show it; one without a euro sign gets EUR."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return re.sub("€ ?", "EUR ", text).encode(encoding, "replace").decode(encoding)
    return text


def _moment(text: str | None) -> datetime | None:
    try:
        return moment(text) if text else None
    except ValueError as error:
        raise CommandError(f"--at: {error}") from None


def _check(options: dict[str, Any]) -> None:
    """Raises CommandError for options that do not go together."""
    if options["explain"] and options["facts"] == "-":
        raise CommandError("--explain tells one decision to a person: give it a file. JSON Lines (-) are for programs.")
    if options["explain"] and options["receipt"]:
        raise CommandError("--explain ends with the receipt; --receipt prints it alone. Choose one.")
    if options["language"] and not options["explain"]:
        raise CommandError("--language is the language of --explain; JSON has none.")
