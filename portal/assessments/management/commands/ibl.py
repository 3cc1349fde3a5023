"""`manage.py ibl FILE`: the toetsinkomen by the IBL of one UWV message, `manage.py ibl -` of one per line.

Needs no database, and no clock: the norms are those of `as_of`, or of the day of the message.
"""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.assessments import json_lines
from portal.assessments.json_lines import Fault, Json
from underwriting.ibl import determine
from underwriting.ibl.document import read_document
from underwriting.ibl.report import report
from underwriting.jsonread import FormError
from underwriting.norms import NoNormsInForce, ibl_on


class Command(BaseCommand):
    """Determine the toetsinkomen by the IBL of one message, or of a stream of them."""

    help = "Print the toetsinkomen by the IBL with each step (JSON); - reads one message per line (JSON Lines)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("message", help="path of the message, or - for JSON Lines on standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["message"] == "-":
            json_lines.run(determined, out=self.stdout, err=self.stderr)
            return
        source = Path(options["message"])
        try:
            printed = determined(json_lines.parse(source.read_bytes()))
        except (OSError, Fault) as error:
            raise CommandError(f"{source}: {error}") from None
        with json_lines.quietly(self.stdout):
            self.stdout.write(json.dumps(printed, indent=2))


def determined(document: object) -> Json:
    """The toetsinkomen by a parsed message, with every step. Raises Fault."""
    try:
        read = read_document(document)
        rules = ibl_on(read.as_of)
    except FormError as error:
        raise Fault(error.path, error.message) from None
    except NoNormsInForce as error:
        path = "as_of" if isinstance(document, dict) and document.get("as_of") else "statement_date"
        raise Fault(path, str(error)) from None
    return report(determine(read.message, rules, on=read.as_of), rules)
