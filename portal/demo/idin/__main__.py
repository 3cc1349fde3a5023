"""`python -m portal.demo.idin --port N`, or `--make-keys FOLDER` to make the keys and stop."""

import argparse
import logging
import os
import signal
import socket
import sys
from pathlib import Path

from werkzeug.serving import make_server

from portal.demo.idin.keys import make_keys
from portal.demo.idin.server import create_app


def main(arguments: list[str] | None = None) -> int:
    """Run the simulator until it is told to stop. Returns the exit status."""
    options = _options(arguments)
    if options.make_keys:
        make_keys(options.make_keys)
        return 0
    if options.port is None:
        print("Give --port N, or --make-keys FOLDER.", file=sys.stderr)
        return 2
    public_url = options.public_url or f"http://localhost:{options.port}"
    app = create_app(keys=options.keys, state=options.state, public_url=public_url.rstrip("/"))
    try:
        listening = socket.create_server((options.host, options.port))
    except OSError:
        print(f"iDIN simulator: port {options.port} is taken.", file=sys.stderr)
        return 1
    server = make_server(options.host, options.port, app, threaded=True, fd=listening.fileno())
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, _stop)
    print(f"iDIN simulator: {public_url}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    demo = Path(os.environ.get("DEMO_VAR", "var/demo"))
    parser = argparse.ArgumentParser(prog="python -m portal.demo.idin", description=__doc__)
    parser.add_argument("--port", type=int)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--public-url", default=os.environ.get("IDIN_PUBLIC_URL", ""))
    parser.add_argument("--keys", type=Path, default=demo / "idin-keys")
    parser.add_argument("--state", type=Path, default=demo / "idin-simulator")
    parser.add_argument("--make-keys", type=Path, metavar="FOLDER")
    return parser.parse_args(arguments)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
