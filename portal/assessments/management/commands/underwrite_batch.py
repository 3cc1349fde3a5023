"""`manage.py underwrite_batch FACTS.jsonl --out DECISIONS.jsonl`: decide a long list, spread over the workers.

The file is what `manage.py underwrite - --at MOMENT` prints for the same list, byte for byte. Interrupted, the same
command goes on where it stopped. Exit status 1 when a line was answered with an error.
"""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from portal.assessments.batches import services
from portal.assessments.batches.progress import Progress
from portal.assessments.batches.running import Stopped, Survey, carry_out, survey
from portal.assessments.deciding import moment
from portal.assessments.models import Batch

LARGEST_CHUNK = 2000


class Command(BaseCommand):
    """Decide every line of a list by way of the job queue."""

    help = "Decide on every line of FACTS (JSON Lines) with the workers; the decisions stand in OUT in the same order."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("facts", type=Path, help="path of the facts documents, one per line")
        parser.add_argument(
            "--out", type=Path, required=True, help="file for the decisions; OUT.part until it is whole"
        )
        parser.add_argument("--chunk", type=int, default=500, help="lines that one job decides (500); at most 2000")
        parser.add_argument("--at", metavar="MOMENT", help="the moment that the decisions bear, instead of now")
        parser.add_argument("--restart", action="store_true", help="forget what an interrupted run did")

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        part = out.with_name(f"{out.name}.part")
        if out.exists():
            raise CommandError(f"{out} is there already: choose another name, or take it away")
        try:
            found = survey(options["facts"])
            batch = self._batch(found, part, options)
            digest = self._carry_out(batch, found, options["facts"], part)
        except (OSError, ValueError, Stopped) as error:
            raise CommandError(str(error)) from None
        totals = services.totals_of(batch)
        part.rename(out)
        services.close(batch)
        self.stdout.write(f"{found.lines} lines: {totals}\nSHA-256 of the decisions in order: {digest}")
        if totals.errors:
            raise SystemExit(1)

    def _batch(self, found: Survey, part: Path, options: dict[str, Any]) -> Batch:
        """The run to go on with, or a new one."""
        if not 1 <= options["chunk"] <= LARGEST_CHUNK:
            raise CommandError(f"--chunk is 1 to {LARGEST_CHUNK}: a job must end well within its lease")
        at = moment(options["at"]) if options["at"] else None
        running = services.running_batch(found.sha256)
        if running is not None and options["restart"]:
            services.close(running)
            running = None
        if running is None:
            part.unlink(missing_ok=True)
            return services.open_batch(
                source_sha256=found.sha256, chunk_lines=options["chunk"], decided_at=at or clock.now()
            )
        if at is not None and at != running.decided_at:
            raise CommandError(f"this run bears the moment {running.decided_at.isoformat()}: leave --at, or --restart")
        self.stderr.write(f"going on after {running.written_chunks} chunks of {running.chunk_lines} lines")
        return running

    def _carry_out(self, batch: Batch, found: Survey, source: Path, part: Path) -> str:
        progress = Progress(found.lines, write=self._raw, terminal=self.stderr.isatty())
        self.stderr.write(f"{found.lines} lines, decided at {batch.decided_at.isoformat()}")
        try:
            return carry_out(batch, source, part, show=progress.show)
        except KeyboardInterrupt:
            progress.end()
            self.stderr.write("stopped; the same command goes on where it was")
            raise SystemExit(130) from None
        finally:
            progress.end()

    def _raw(self, text: str) -> None:
        self.stderr.write(text, ending="")
        self.stderr.flush()
