"""Where the simulator keeps its sessions and its switches: one SQLite file that outlives a restart."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from brondata.simulator.faults import Faults
from brondata.simulator.invitation import Invitation

_SCHEMA = """
CREATE TABLE IF NOT EXISTS invitation (
    session_id TEXT PRIMARY KEY, token TEXT NOT NULL UNIQUE, created_at TEXT NOT NULL, document TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS fault (session_id TEXT PRIMARY KEY, document TEXT NOT NULL);
"""


class Store:
    """Every change is one transaction: two requests never change the same invitation at once."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path = folder / "ockto-simulator.sqlite3"
        with self._transaction() as db:
            for statement in _SCHEMA.split(";"):
                db.execute(statement)

    def add(self, invitation: Invitation) -> None:
        """Keep a new invitation. Raises ``sqlite3.IntegrityError`` when the session id exists."""
        with self._transaction() as db:
            db.execute(
                "INSERT INTO invitation VALUES (?, ?, ?, ?)",
                (
                    invitation.session_id,
                    invitation.token,
                    invitation.created_at.isoformat(),
                    invitation.model_dump_json(),
                ),
            )

    def find(self, *, session_id: str = "", token: str = "") -> Invitation | None:
        """The invitation with this session id or token."""
        with self._reading() as db:
            return _one(db, session_id, token)

    def newest(self, limit: int = 20) -> list[Invitation]:
        """The last invitations, newest first."""
        with self._reading() as db:
            rows = db.execute("SELECT document FROM invitation ORDER BY created_at DESC LIMIT ?", (limit,)).fetchall()
        return [Invitation.model_validate_json(row[0]) for row in rows]

    @contextmanager
    def changing(self, *, session_id: str = "", token: str = "") -> Iterator[Invitation]:
        """The invitation, saved when the block ends without an error. Raises ``KeyError`` when there is none."""
        with self._transaction() as db:
            invitation = _one(db, session_id, token)
            if invitation is None:
                raise KeyError(session_id or token)
            yield invitation
            db.execute(
                "UPDATE invitation SET document = ? WHERE session_id = ?",
                (invitation.model_dump_json(), invitation.session_id),
            )

    def earlier(self, session_id: str) -> Invitation | None:
        """The newest other session that was shared."""
        return next((one for one in self.newest(200) if one.session_id != session_id and one.shared), None)

    def faults(self, session_id: str = "") -> Faults:
        """The switches that hold for a session: its own when it has any, else those for everybody."""
        with self._reading() as db:
            row = db.execute(
                "SELECT document FROM fault WHERE session_id IN ('', ?) ORDER BY session_id DESC", (session_id,)
            ).fetchone()
        return Faults.model_validate_json(row[0]) if row else Faults()

    def set_faults(self, faults: Faults | None, session_id: str = "") -> None:
        """Replace all switches for everybody or for one session; ``None`` takes them away."""
        with self._transaction() as db:
            db.execute("DELETE FROM fault WHERE session_id = ?", (session_id,))
            if faults is not None:
                db.execute("INSERT INTO fault VALUES (?, ?)", (session_id, faults.model_dump_json()))

    def own_faults(self) -> list[str]:
        """The sessions that have switches of their own."""
        with self._reading() as db:
            rows = db.execute("SELECT session_id FROM fault WHERE session_id <> '' ORDER BY session_id").fetchall()
        return [row[0] for row in rows]

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        """One look, also possible in the middle of a change."""
        db = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            yield db
        finally:
            db.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        db = sqlite3.connect(self._path, timeout=10, isolation_level=None)
        try:
            db.execute("BEGIN IMMEDIATE")
            yield db
            db.execute("COMMIT")
        finally:
            db.close()  # closing without a commit rolls back


def _one(db: sqlite3.Connection, session_id: str, token: str) -> Invitation | None:
    row = db.execute(
        "SELECT document FROM invitation WHERE session_id = ? OR token = ?", (session_id, token)
    ).fetchone()
    return Invitation.model_validate_json(row[0]) if row else None
