"""Run the registers: `python -m portal.demo.registers --port 8005 --state var/demo/registers`."""

import argparse
import contextlib
import logging
import os
import signal
import sys
from pathlib import Path

from werkzeug.serving import make_server

from portal.demo.registers.app import create_app
from portal.demo.registers.clock import Clock
from portal.demo.registers.store import Store

HOST = "127.0.0.1"


def main() -> None:
    """Serve until SIGTERM or Ctrl-C. The token comes from REGISTERS_TOKEN, else the demo's."""
    parser = argparse.ArgumentParser(prog="portal.demo.registers")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--state", type=Path, required=True, help="folder that keeps the content")
    parser.add_argument("--slow-seconds", type=float, default=30.0, help="how long a slow answer takes")
    options = parser.parse_args()

    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    clock = Clock(os.environ.get("PORTAL_TODAY", ""))
    app = create_app(
        Store(options.state, today=clock.today),
        clock=clock,
        token=os.environ.get("REGISTERS_TOKEN", "demo"),
        slow_seconds=options.slow_seconds,
    )
    with contextlib.suppress(KeyboardInterrupt):
        make_server(HOST, options.port, app, threaded=True).serve_forever()


if __name__ == "__main__":
    main()
