"""`manage.py underwrite facts.json`: decide on a facts document and print the decision. Needs no database."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from underwriting.decide import UnsupportedRequest, decide
from underwriting.facts import Facts, FactsError
from underwriting.norms import NoNormsInForce, norms_on
from underwriting.payments import with_payments


class Command(BaseCommand):
    """Decide on one facts document."""

    help = "Decide on a facts document (JSON) and print the decision. Use - to read from standard input."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("facts", help="path of the facts document, or -")
        parser.add_argument("--receipt", action="store_true", help="print the receipt instead of the decision")
        parser.add_argument("--payments", action="store_true", help="add schedules by year, costs and JKP")

    def handle(self, *args: Any, **options: Any) -> None:
        document = self._document(options["facts"])
        try:
            facts = Facts.from_json(document)
            norms = norms_on(facts.evaluation.as_of)
            decision = decide(facts, norms, decided_at=clock.now())
        except (FactsError, NoNormsInForce, UnsupportedRequest) as error:
            raise CommandError(str(error)) from None
        if options["payments"]:
            decision = with_payments(decision, facts, norms)
        printed = decision.receipt.to_json() if options["receipt"] else decision.to_json()
        self.stdout.write(json.dumps(printed, indent=2, ensure_ascii=False))

    @staticmethod
    def _document(source: str) -> object:
        try:
            text = sys.stdin.read() if source == "-" else Path(source).read_text(encoding="utf-8")
            return json.loads(text)
        except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
            raise CommandError(f"{source}: {error}") from None
