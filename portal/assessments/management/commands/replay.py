"""`manage.py replay` decides stored dossiers again and reports every difference: there must be none.

It only reads.
"""

from argparse import ArgumentTypeError
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet
from django.utils import timezone

from portal.assessments.models import Assessment
from portal.assessments.replay import Replay, Replayed, replay
from portal.dossiers.models import Dossier

CHUNK = 100
"""Rows read at a time; a decision and its facts are some 70 kB."""
SHOWN = 20
"""Paths printed of one difference."""
COLUMNS = (
    "phase", "peildatum", "outcome", "facts", "decision", "facts_sha256", "norms_version", "norms_sha256",
    "guide_version", "decided_at", "removed_at", "key__wrapped", "key__under", "key__master_key_id",
)  # fmt: skip


class Command(BaseCommand):
    """Take stored decisions again."""

    help = "Decide stored assessments again from their own facts and norms; exit status 1 when one differs."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dossier", help="only this dossier, by its number")
        parser.add_argument("--since", type=_day, metavar="YYYY-MM-DD", help="decided on this day or later")
        parser.add_argument("--until", type=_day, metavar="YYYY-MM-DD", help="decided on this day or earlier")
        parser.add_argument("--limit", type=_count, metavar="N", help="no more than the first N")

    def handle(self, *args: Any, **options: Any) -> None:
        rows = _rows(options)
        total = rows.count()
        counts: Counter[Replayed] = Counter()
        for number, row in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
            result = replay(row)
            counts[result.outcome] += 1
            if result.outcome.is_difference:
                self.stdout.write(_told(row, result))
            if number % CHUNK == 0 or number == total:
                self._progress(number, total)
        self.stdout.write(f"{total} taken again: {_summary(counts)}")
        if any(outcome.is_difference for outcome in counts):
            raise SystemExit(1)

    def _progress(self, number: int, total: int) -> None:
        """On a terminal one line that is written over, elsewhere a line per chunk."""
        last = "\n" if number == total or not self.stderr.isatty() else "\r"
        self.stderr.write(f"{number} of {total}", ending=last)
        self.stderr.flush()


def _rows(options: dict[str, Any]) -> QuerySet[Assessment]:
    """What was asked for, oldest first."""
    rows = Assessment.objects.select_related("key").only(*COLUMNS).order_by("decided_at", "pk")
    if options["dossier"]:
        if not Dossier.objects.filter(number=options["dossier"]).exists():
            raise CommandError(f"there is no dossier {options['dossier']}")
        rows = rows.filter(dossier__number=options["dossier"])
    if options["since"]:
        rows = rows.filter(decided_at__gte=_midnight(options["since"]))
    if options["until"]:
        rows = rows.filter(decided_at__lt=_midnight(options["until"] + timedelta(days=1)))
    return rows[: options["limit"]] if options["limit"] else rows


def _told(row: Assessment, result: Replay) -> str:
    """One line about one difference: no value of it, for those are about a person."""
    parts = [f"{row.pk}: {result.outcome}"]
    if result.reason:
        parts.append(result.reason)
    if result.paths:
        more = len(result.paths) - SHOWN
        parts.append(", ".join(result.paths[:SHOWN]) + (f" and {more} more" if more > 0 else ""))
    return ": ".join(parts)


def _summary(counts: Counter[Replayed]) -> str:
    return ", ".join(f"{counts[outcome]} {outcome}" for outcome in Replayed if counts[outcome]) or "nothing to do"


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"{text} is not a day, YYYY-MM-DD") from None


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise ArgumentTypeError(f"{text} is not a number of 1 or more")
    return int(text)
