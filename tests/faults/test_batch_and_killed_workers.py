"""A run over many dossiers whose worker is killed in the middle comes to what one process comes to."""

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from portal.assessments.batches.totals import Totals
from portal.demo.ports import Ports
from portal.demo.stack import ROOT, Stack
from tests.faults.test_worker_and_brokers import ELSEWHERE, within
from tests.underwriting.varied import lines

DOSSIERS, CHUNK, AT = 300, 50, "2026-04-01T09:00:00+00:00"
SETTINGS = {"DJANGO_SETTINGS_MODULE": "tests.faults.quick_lease"}
NOT_NEEDED = (*ELSEWHERE, "web", "mailbox")


def children(pid: int) -> list[int]:
    """The processes that a process started: the worker's pool."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def jobs(folder: Path, condition: str) -> int:
    """How many chunks are so, looked up beside the portal."""
    with sqlite3.connect(f"file:{folder / 'db.sqlite3'}?mode=ro", uri=True) as database:
        query = f"SELECT count(*) FROM jobs_job WHERE kind = 'batch.decide' AND {condition}"
        return int(database.execute(query).fetchone()[0])


@pytest.fixture
def embedded() -> dict[str, str]:
    """The queue in a folder."""
    return {}


@pytest.mark.parametrize("broker", ["embedded", "rabbitmq"])
def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    broker: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    environment = SETTINGS | request.getfixturevalue(broker)
    source, out = tmp_path / "facts.jsonl", tmp_path / "decisions.jsonl"
    documents = [*lines(DOSSIERS)]
    documents.insert(100, b"{\n")
    source.write_bytes(b"".join(documents))
    with Stack(ports=Ports.free(), folder=tmp_path / "demo", environment=environment, without=NOT_NEEDED) as stack:
        manage = [sys.executable, "manage.py"]
        options = ["--out", str(out), "--chunk", str(CHUNK), "--at", AT]
        command = subprocess.Popen(
            [*manage, "underwrite_batch", str(source), *options],
            cwd=ROOT,
            env=stack.environment,
            stdout=subprocess.PIPE,
            text=True,
        )

        def struck() -> bool:
            """Kill the pool once something is done; whether that hit a chunk in the middle."""
            if not (jobs(stack.folder, "state = 'done'") and jobs(stack.folder, "state = 'running'")):
                return False
            for child in children(stack.processes.pid("worker")):
                os.kill(child, signal.SIGKILL)
            return jobs(stack.folder, "state = 'running'") > 0

        assert within(90, struck)

        def ended() -> bool:
            stack.processes.revive()
            return command.poll() is not None

        assert within(90, ended)
        told, _ = command.communicate()
        assert command.returncode == 1  # the line that is no JSON
        assert jobs(stack.folder, "attempts > 1") > 0
        assert jobs(stack.folder, "state <> 'done'") == 0

        alone = subprocess.run(
            [*manage, "underwrite", "-", "--at", AT],
            cwd=ROOT,
            env=stack.environment,
            input=source.read_bytes(),
            capture_output=True,
            check=False,
        )
    assert alone.returncode == 1
    assert out.read_bytes() == alone.stdout
    totals = Totals()
    for line in alone.stdout.splitlines():
        totals.count(json.loads(line))
    assert f"{DOSSIERS + 1} lines: {totals}" in told
    assert totals.errors == 1
