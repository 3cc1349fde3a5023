"""`manage.py underwrite_batch`: the same bytes as one process, however often it was interrupted."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.assessments.batches import running, services
from portal.assessments.batches.progress import Progress
from portal.assessments.batches.running import Stopped, carry_out, survey
from portal.assessments.batches.totals import Totals
from portal.assessments.deciding import decided, moment
from portal.assessments.json_lines import answer_lines
from portal.assessments.models import Batch, BatchChunk
from portal.jobs.models import Job, JobState
from portal.jobs.services import due, run
from portal.vault.models import DataKey
from portal.vault.services import VaultError
from tests.underwriting.varied import lines

pytestmark = pytest.mark.django_db(transaction=True)
AT = "2026-04-01T09:00:00+00:00"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Twelve dossiers with an empty line, one that is no JSON and one that is no facts document among them."""
    documents = list(lines(12))
    documents[4:4] = [b"\n", b"{\n", b'{"schema_version":"1.0"}\n']
    path = tmp_path / "facts.jsonl"
    path.write_bytes(b"".join(documents).removesuffix(b"\n"))
    return path


def in_one_process(source: Path) -> str:
    """What `manage.py underwrite - --at` prints."""
    printed: list[str] = []
    with source.open("rb") as file:
        answer_lines(
            file,
            answer=lambda document: decided(document, at=moment(AT)).to_json(),
            write=printed.append,
            complain=pytest.fail,
        )
    return "".join(f"{line}\n" for line in printed)


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Runs what is due whenever the command waits."""

    def work() -> None:
        for job_id in due():
            run(job_id)

    monkeypatch.setattr(running.time, "sleep", lambda seconds: work())
    return work


def command(source: Path, out: Path, *options: str) -> str:
    """Run the command on a list that holds errors: it ends with status 1 and tells what it did."""
    told = io.StringIO()
    arguments = ("--out", out, "--chunk", "4", "--at", AT, *options)
    with pytest.raises(SystemExit, match="1"):
        call_command("underwrite_batch", source, *arguments, stdout=told, stderr=told)
    return told.getvalue()


def test_the_file_and_the_totals_are_those_of_one_process(
    source: Path, tmp_path: Path, worker: Callable[[], None]
) -> None:
    told = command(source, tmp_path / "decisions.jsonl")
    expected = in_one_process(source)
    assert (tmp_path / "decisions.jsonl").read_text() == expected
    totals = Totals()
    for line in expected.splitlines():
        totals.count(json.loads(line))
    assert totals.errors == 2
    assert f"15 lines: {totals}" in told
    assert running.hashlib.sha256(expected.encode()).hexdigest() in told
    assert not (tmp_path / "decisions.jsonl.part").exists()


def test_afterwards_nobody_can_read_the_facts_here(source: Path, tmp_path: Path, worker: Callable[[], None]) -> None:
    command(source, tmp_path / "decisions.jsonl")
    assert not BatchChunk.objects.exists()
    assert bytes(DataKey.objects.get(pk=Batch.objects.get().key_id).wrapped) == b""


def started(source: Path) -> Batch:
    return services.open_batch(source_sha256=survey(source).sha256, chunk_lines=4, decided_at=moment(AT))


def test_an_interrupted_run_goes_on_and_doubles_nothing(
    source: Path, tmp_path: Path, worker: Callable[[], None]
) -> None:
    out = tmp_path / "decisions.jsonl"

    def interrupt(done: int) -> None:
        if Batch.objects.get().written_chunks == 2:
            raise KeyboardInterrupt

    part = tmp_path / "decisions.jsonl.part"
    with pytest.raises(KeyboardInterrupt):
        carry_out(started(source), source, part, show=interrupt)
    assert part.read_text()
    # As a crash between the disk and the database leaves it: half an answer that was not recorded.
    with part.open("a") as file:
        file.write('{"schema_version"')
    assert "going on after 2 chunks of 4 lines" in command(source, out, "--chunk", "9")
    assert out.read_text() == in_one_process(source)


def test_a_chunk_that_two_workers_decide_counts_once(source: Path) -> None:
    batch = started(source)
    with source.open("rb") as file:
        chunk = services.load_chunk(batch, file)
    assert chunk is not None
    services.decide_chunk(str(chunk.id))
    first = BatchChunk.objects.get()
    services.decide_chunk(str(chunk.id))
    again = BatchChunk.objects.get()
    assert (bytes(again.decisions or b""), again.totals) == (bytes(first.decisions or b""), first.totals)


def test_a_chunk_opens_in_no_other_row(source: Path) -> None:
    batch = started(source)
    with source.open("rb") as file:
        one, other = services.load_chunk(batch, file), services.load_chunk(batch, file)
    assert one is not None
    assert other is not None
    assert b"schema_version" not in bytes(one.facts)
    BatchChunk.objects.filter(pk=one.pk).update(facts=other.facts)
    with pytest.raises(VaultError):
        services.decide_chunk(str(one.id))


def test_a_chunk_that_waits_for_a_person_stops_the_command(source: Path, tmp_path: Path) -> None:
    batch = started(source)

    def park() -> None:
        Job.objects.filter(kind="batch.decide").update(state=JobState.PARKED, attempts=5, error="OSError")

    with pytest.raises(Stopped, match=r"/0 failed 5 times \(OSError\)|failed 5 times"):
        carry_out(batch, source, tmp_path / "part", show=lambda done: None, pause=park)


def test_without_its_file_a_run_starts_again_only_when_told_to(
    source: Path, tmp_path: Path, worker: Callable[[], None]
) -> None:
    out = tmp_path / "decisions.jsonl"
    batch = started(source)
    Batch.objects.filter(pk=batch.pk).update(written_bytes=100)
    with pytest.raises(CommandError, match="--restart"):
        command(source, out)
    command(source, out, "--restart")
    assert out.read_text() == in_one_process(source)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--chunk", "0"), "--chunk is 1 to 2000"),
        (("--at", "today"), "no moment with an offset"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(source: Path, tmp_path: Path, options: tuple[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        command(source, tmp_path / "out", *options)


def test_a_file_that_is_there_is_not_overwritten(source: Path, tmp_path: Path) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(CommandError, match="is there already"):
        command(source, tmp_path / "out")


def test_progress_is_a_bar_on_a_terminal_and_some_lines_elsewhere() -> None:
    moments = iter(float(second) for second in range(100))
    shown: list[str] = []
    bar = Progress(200, write=shown.append, terminal=True, now=lambda: next(moments))
    bar.show(50)
    bar.show(150)
    bar.end()
    assert shown[0].startswith("\r[" + "#" * 10 + "." * 30 + "] 25 % 50 of 200 lines")
    assert "75 % 150 of 200 lines, 50 a second, 1 s left" in shown[1]
    assert shown[-1] == "\n"

    plain: list[str] = []
    lines_ = Progress(1000, write=plain.append, terminal=False, now=lambda: 0.0)
    for done in range(1, 1001):
        lines_.show(done)
    assert len(plain) == 20
    assert plain[-1].startswith("100 % 1000 of 1000 lines")


def test_silence_asks_for_a_worker() -> None:
    moments = iter([0.0, 31.0, 31.0, 32.0])
    shown: list[str] = []
    Progress(10, write=shown.append, terminal=False, now=lambda: next(moments)).show(0)
    assert shown == ["nothing was decided for 30 s: is a worker running?\n"]
