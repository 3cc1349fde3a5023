"""Mails as .eml files in one folder, newest first."""

import os
import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTPUTF8
from pathlib import Path

_ID = re.compile(r"[0-9]{19}-[0-9a-f]{8}")
URL_IN_TEXT = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
_RECIPIENT = "X-RcptTo"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail. `name` is never a path."""

    name: str
    content_type: str
    content: bytes


class Mail:
    """One stored mail, read from its raw bytes."""

    def __init__(self, mail_id: str, raw: bytes) -> None:
        self.id = mail_id
        self.raw = raw
        message = message_from_bytes(raw, policy=SMTPUTF8)
        assert isinstance(message, EmailMessage)
        self._message = message

    @property
    def received(self) -> datetime:
        """When it came in, aware, UTC."""
        return datetime.fromtimestamp(int(self.id.partition("-")[0]) / 1e9, tz=UTC)

    @property
    def sender(self) -> str:
        return str(self._message["From"] or "")

    @property
    def recipients(self) -> list[str]:
        """Addresses of the envelope, so blind copies are seen too."""
        return [address.strip() for address in str(self._message[_RECIPIENT] or "").split(",")]

    @property
    def subject(self) -> str:
        return str(self._message["Subject"] or "")

    @property
    def text(self) -> str:
        return self._body("plain")

    @property
    def html(self) -> str:
        """The HTML body as it was sent; "" when there is none."""
        return self._body("html")

    @property
    def links(self) -> list[str]:
        """Addresses in the text body, in order, each once."""
        return list(dict.fromkeys(URL_IN_TEXT.findall(self.text)))

    @property
    def attachments(self) -> list[Attachment]:
        """The files that the mail offers as attachments, in order."""
        return [_attachment(part) for part in self._message.iter_attachments() if not part["Content-ID"]]

    @property
    def inline(self) -> dict[str, Attachment]:
        """Parts that the HTML refers to as cid:..., by that id."""
        return {
            str(part["Content-ID"]).strip(" <>"): _attachment(part)
            for part in self._message.walk()
            if part["Content-ID"] and not part.is_multipart()
        }

    def _body(self, kind: str) -> str:
        part = self._message.get_body(preferencelist=(kind,))
        return str(part.get_content()) if part is not None else ""


def _attachment(part: EmailMessage) -> Attachment:
    name = Path((part.get_filename() or "bijlage").replace("\\", "/")).name
    if part.is_multipart():
        # A forwarded mail (message/rfc822): offer it whole.
        return Attachment(name, part.get_content_type(), part.as_bytes())
    content = part.get_payload(decode=True)
    return Attachment(name, part.get_content_type(), content if isinstance(content, bytes) else b"")


class Store:
    """The folder with mails. Safe to read while another thread adds."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def add(self, raw: bytes, recipients: Iterable[str]) -> str:
        """Keep a mail with its envelope recipients; on return it is on disk. Return its id."""
        mail_id = f"{time.time_ns():019d}-{secrets.token_hex(4)}"
        envelope = f"{_RECIPIENT}: {', '.join(recipients)}\r\n".encode()
        unfinished = self._folder / f".{mail_id}"
        unfinished.write_bytes(envelope + raw)
        os.replace(unfinished, self._path(mail_id))
        return mail_id

    def newest(self) -> str:
        """Id of the newest mail, "" when there is none."""
        return max((path.stem for path in self._folder.glob("[0-9]*.eml")), default="")

    def mails(self, to: str = "") -> list[Mail]:
        """All mails, newest first; with `to` only those sent to that address."""
        paths = sorted(self._folder.glob("[0-9]*.eml"), reverse=True)
        mails = [Mail(path.stem, path.read_bytes()) for path in paths]
        wanted = to.strip().casefold()
        if not wanted:
            return mails
        return [mail for mail in mails if wanted in map(str.casefold, mail.recipients)]

    def get(self, mail_id: str) -> Mail | None:
        """The mail with this id, or None."""
        # The id comes from an address bar: only our own spelling ever becomes a path.
        if not _ID.fullmatch(mail_id):
            return None
        path = self._path(mail_id)
        return Mail(mail_id, path.read_bytes()) if path.exists() else None

    def _path(self, mail_id: str) -> Path:
        return self._folder / f"{mail_id}.eml"
