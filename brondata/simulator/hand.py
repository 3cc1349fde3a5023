"""A hand that holds the phone: walks the app's pages over HTTP, for tests that need no browser."""

from urllib.parse import urlsplit

import httpx


def open_app(http: httpx.Client, link: str) -> str:
    """Open an invitation; the answer is the path of the app for the steps below."""
    path = urlsplit(link).path
    _post(http, f"{path}/openen")
    return path


def share(http: httpx.Client, link: str, persona: str, *, keep: bool = False) -> None:
    """Do everything: open, log in as the persona, and send. The sources must take no time."""
    path = open_app(http, link)
    _post(http, f"{path}/wie", {"persona": persona})
    _post(http, f"{path}/versturen", {"toestemming": "ja"} | ({"bewaren": "ja"} if keep else {}))


def decline(http: httpx.Client, link: str) -> None:
    """Open the invitation and stop."""
    _post(http, f"{open_app(http, link)}/afbreken")


def _post(http: httpx.Client, path: str, data: dict[str, str] | None = None) -> None:
    response = http.post(path, data=data or {})
    if response.status_code != httpx.codes.SEE_OTHER:
        raise AssertionError(f"{path.rsplit('/', 1)[-1]}: HTTP {response.status_code}")
