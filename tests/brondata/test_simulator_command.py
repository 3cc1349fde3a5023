"""The command line: one clear line for each thing that stands in its way."""

import socket
from pathlib import Path

import pytest

from brondata.simulator.__main__ import main


def test_a_busy_port_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["--port", str(port), "--state", str(tmp_path)]) == 1
    assert f"port {port} is taken" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    assert main(["--port", "1", "--state", str(in_the_way / "state")]) == 1
    assert "cannot use" in capsys.readouterr().err


def test_a_broken_state_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "ockto-simulator.sqlite3").write_bytes(b"this is no database, although it is long enough" * 50)
    assert main(["--port", "1", "--state", str(tmp_path)]) == 1
    assert "cannot use" in capsys.readouterr().err


def test_a_wrong_date_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORTAL_TODAY", "morgen")
    assert main(["--port", "1", "--state", str(tmp_path)]) == 2
    assert "PORTAL_TODAY" in capsys.readouterr().err
