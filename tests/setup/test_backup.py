"""The back-up of docs/operations.md, by its own lines: the database's copy holds no key, and shredding reaches it."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest

from tests import services

ROOT = Path(__file__).resolve().parent.parent.parent
LIVE = "11111111-1111-4111-8111-111111111111"
GONE = "22222222-2222-4222-8222-222222222222"
WRAPPED = {LIVE: b"wrapped key that stays", GONE: b"wrapped key that was shredded"}


def documented(program: str) -> list[str]:
    """The command lines of the back-up's section that begin with `program`, and the `mv` after them, in order."""
    section = (ROOT / "docs" / "operations.md").read_text().partition("## Back-up\n")[2]
    lines = re.findall(rf"^    ((?:{program}|mv) .+)$", section, re.M)
    assert lines, program
    return lines


def run(line: str, environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        ["bash", "-euc", line], env={**os.environ, **environment}, capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr


def as_sql(dump: Path) -> str:
    """Everything that a dump holds, readable; bytes are hexadecimal in it."""
    return subprocess.run(["pg_restore", "--file=-", str(dump)], capture_output=True, text=True, check=True).stdout


@pytest.fixture
def database(postgres: dict[str, str]) -> str:
    """A database with the portal's tables, two keys and a file that hangs on each."""
    environment = {**os.environ, **postgres, "DJANGO_SETTINGS_MODULE": "portal.settings.test"}
    command = [sys.executable, "manage.py", "migrate", "--verbosity=0"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True, timeout=300)
    url = postgres["DATABASE_URL"]
    with psycopg.connect(url) as connection:
        for number, (key, wrapped) in enumerate(WRAPPED.items()):
            connection.execute(
                "INSERT INTO vault_datakey (id, wrapped, under, master_key_id) VALUES (%s, %s, '[]', 'k')",
                (key, wrapped),
            )
            connection.execute(
                "INSERT INTO vault_storedfile (id, key_id, sha256, size, content_type, path)"
                " VALUES (gen_random_uuid(), %s, %s, 1, 'application/pdf', 'path-of-a-sealed-file')",
                (key, str(number) * 64),
            )
    return url


def test_the_copy_of_the_database_holds_no_key_and_the_newest_keys_open_it_less_what_was_shredded(
    database: str, tmp_path: Path
) -> None:
    environment = {"DATABASE_URL": database, "BACKUPS": str(tmp_path / "data"), "KEY_BACKUP": str(tmp_path / "keys")}
    for folder in ("data", "keys"):
        (tmp_path / folder).mkdir()
    nightly, hourly, keep = documented("pg_dump")
    run(nightly, environment)
    (copy,) = (tmp_path / "data").iterdir()
    content = as_sql(copy)
    assert "path-of-a-sealed-file" in content, "the back-up is not empty"
    assert not [key for key, wrapped in WRAPPED.items() if wrapped.hex() in content]

    with psycopg.connect(database) as connection:  # somebody withdraws, after the nightly copy
        connection.execute("UPDATE vault_datakey SET wrapped = '', shredded_at = now() WHERE id = %s", (GONE,))
    run(hourly, environment)
    run(keep, environment)
    assert [one.name for one in (tmp_path / "keys").iterdir()] == ["keys.dump"]
    keys = as_sql(tmp_path / "keys" / "keys.dump")
    assert (WRAPPED[LIVE].hex() in keys, WRAPPED[GONE].hex() in keys) == (True, False)

    with services.new_database() as empty:
        again = {**environment, "DATABASE_URL": empty, "DAY": copy.stem.removeprefix("portal-")}
        for line in (line for line in documented("pg_restore") if line.startswith("pg_restore")):
            run(line, again)
        with psycopg.connect(empty) as connection:
            found = dict(connection.execute("SELECT id::text, wrapped FROM vault_datakey").fetchall())
            files = connection.execute("SELECT count(*) FROM vault_storedfile").fetchone()
    assert {key: bytes(wrapped) for key, wrapped in found.items()} == {LIVE: WRAPPED[LIVE], GONE: b""}
    assert files == (2,)
