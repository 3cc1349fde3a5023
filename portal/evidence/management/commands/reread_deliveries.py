"""`manage.py reread_deliveries`: after a repair of the reader, read what could not be read."""

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from portal.evidence.reading import reread, unreadable_deliveries


class Command(BaseCommand):
    """Read every unreadable delivery that still counts again; nothing changes where it still cannot be read."""

    help = "Reads deliveries that could not be read again, after a repair."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many there are")

    def handle(self, *args: Any, **options: Any) -> None:
        found = unreadable_deliveries()
        if options["dry_run"]:
            self.stdout.write(f"{len(found)} unreadable")
            return
        became = Counter(reread(delivery) for delivery in found)
        self.stdout.write(
            ", ".join(f"{status} {number}" for status, number in sorted(became.items())) or "nothing to do"
        )
