"""One short GET of JSON. A register that is away, slow or odd is one thing to who asks: `HomesAway`."""

import json
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

import httpx

from portal.homes.port import HomesAway

TIMEOUT_SECONDS = 3.0
MAX_ANSWER_BYTES = 500_000
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


def get_json(url: str, parameters: Mapping[str, str], headers: Mapping[str, str] | None = None) -> Any:
    """The JSON behind an address; None when the register says that there is nothing (404).

    Raises:
        HomesAway: no answer in `TIMEOUT_SECONDS`, another status, too much, or no JSON.
        ValueError: an address that would send where somebody goes to live in the clear.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise ValueError("the address of a register must be https")
    deadline = time.monotonic() + TIMEOUT_SECONDS
    try:
        with (
            httpx.Client(timeout=TIMEOUT_SECONDS, follow_redirects=False, trust_env=False) as client,
            client.stream("GET", url, params=dict(parameters), headers=dict(headers or {})) as response,
        ):
            if response.status_code == HTTPStatus.NOT_FOUND:
                return None
            if response.status_code != HTTPStatus.OK:
                raise HomesAway(f"status {response.status_code}")
            body = bytearray()
            for chunk in response.iter_bytes():
                body += chunk
                if len(body) > MAX_ANSWER_BYTES or time.monotonic() > deadline:
                    raise HomesAway("too much or too slow")
    except httpx.HTTPError as error:
        raise HomesAway(type(error).__name__) from error
    try:
        return json.loads(body)
    except ValueError as error:
        raise HomesAway("no JSON") from error
