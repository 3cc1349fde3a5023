"""`manage.py messages`: the catalogues brought up to date with what the sources say."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.formats.messages import catalogues
from portal.formats.messages.entries import Unreadable
from portal.formats.messages.sources import Unplaced


class Command(BaseCommand):
    """Update, check or compile the catalogues under portal/<app>/locale."""

    help = "Brings the .po files up to date with the sources; --check only looks; --compile writes the .mo files."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The two other things it can do."""
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--check", action="store_true", help="change nothing; fail on what is missing or wrong")
        what.add_argument("--compile", action="store_true", help="write the .mo files that the portal reads")

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and say what is left to translate."""
        root = Path(settings.BASE_DIR)
        try:
            if options["check"]:
                if found := catalogues.problems(root):
                    raise CommandError("\n".join(found))
            elif options["compile"]:
                self.stdout.write(f"{catalogues.compile_all(root)} catalogues compiled")
            else:
                for path, left in catalogues.update(root):
                    self.stdout.write(f"{path.relative_to(root)}: {left} to translate")
        except (Unreadable, Unplaced) as error:
            raise CommandError(str(error)) from error
