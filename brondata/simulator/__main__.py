"""`python -m brondata.simulator --port N`: run the simulator until it is told to stop."""

import argparse
import logging
import os
import signal
import sqlite3
import sys
from pathlib import Path

from werkzeug.serving import make_server

from brondata.simulator.app import PASSWORD, PROVIDER_CODE, SECONDS_PER_SOURCE, USERNAME, create_app


def main(arguments: list[str] | None = None) -> int:
    """Run it. Returns the exit status."""
    options = _options(arguments)
    public_url = options.public_url or f"http://localhost:{options.port}"
    try:
        app = create_app(
            options.state,
            username=os.environ.get("OCKTO_USER", USERNAME),
            password=os.environ.get("OCKTO_PASSWORD", PASSWORD),
            provider_code=os.environ.get("OCKTO_PROVIDER_CODE", PROVIDER_CODE),
            seconds_per_source=options.seconds_per_source,
            public_url=public_url,
            callback_url=os.environ.get("OCKTO_CALLBACK_URL", ""),
            callback_secret=os.environ.get("OCKTO_CALLBACK_SECRET", ""),
        )
    except (OSError, sqlite3.Error) as error:
        print(f"Ockto simulator: cannot use {options.state}: {error}.", file=sys.stderr)
        return 1
    except ValueError:
        print("Ockto simulator: PORTAL_TODAY is not a date like 2026-11-23.", file=sys.stderr)
        return 2
    try:
        server = make_server(options.host, options.port, app, threaded=True)
    except (OSError, SystemExit):  # werkzeug exits for a busy port
        print(f"Ockto simulator: port {options.port} is taken.", file=sys.stderr)
        return 1
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    signal.signal(signal.SIGTERM, _stop)
    print(f"Ockto simulator: {public_url}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
    return 0


def _options(arguments: list[str] | None) -> argparse.Namespace:
    folder = os.environ.get("OCKTO_SIM_STATE") or Path(os.environ.get("DEMO_VAR", "var")) / "ockto-simulator"
    parser = argparse.ArgumentParser(prog="python -m brondata.simulator", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--public-url", default=os.environ.get("OCKTO_PUBLIC_URL", ""))
    parser.add_argument("--state", type=Path, default=Path(folder))
    parser.add_argument("--seconds-per-source", type=float, default=SECONDS_PER_SOURCE)
    return parser.parse_args(arguments)


def _stop(_signal: int, _frame: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
