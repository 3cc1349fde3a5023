"""Run the mailbox: `python -m portal.demo.mailbox --http-port 8001 --smtp-port 8002 --folder var/demo/mail`."""

import argparse
import logging
import signal
import sys
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from werkzeug.serving import make_server

from portal.demo.mailbox.pages import create_app
from portal.demo.mailbox.store import Store

HOST = "127.0.0.1"


class Keep:
    """What SMTP does with a mail: say yes only once it is on disk."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - aiosmtpd's name
        content = envelope.content
        raw = content if isinstance(content, bytes) else str(content).encode()
        self._store.add(raw, envelope.rcpt_tos)
        return "250 OK"


def main() -> None:
    """Serve SMTP and the pages until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="portal.demo.mailbox")
    parser.add_argument("--http-port", type=int, required=True)
    parser.add_argument("--smtp-port", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    store = Store(options.folder)
    post = Controller(Keep(store), hostname=HOST, port=options.smtp_port, enable_SMTPUTF8=True)
    post.start()
    try:
        make_server(HOST, options.http_port, create_app(store), threaded=True).serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        post.stop()


if __name__ == "__main__":
    main()
