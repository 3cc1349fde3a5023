"""What a session may see: link level shows progress, step-up (link + code) opens class A data.

The session holds three moments, `link_at`, `totp_at` and `seen_at`, in seconds of the real clock. Each step
up gives the session a new key. Who does nothing for `STEP_UP_IDLE` gives a new code, and so does everybody
`STEP_UP_AGE` after the last one; after `SESSION_COOKIE_AGE` everybody comes in anew.
"""

import time
import uuid
from datetime import timedelta
from typing import cast
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.contrib.auth import SESSION_KEY, login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from portal.identity.language import OF_THIS_VISIT, known
from portal.identity.models import User
from portal.identity.services import choose_language, end_sessions

LINK_AT, TOTP_AT, SEEN_AT = "link_at", "totp_at", "seen_at"
BEFORE = "visit_before"
"""When this person came in the time before this one, as ISO text."""
SEEN_AGAIN = 60
"""Seconds within which doing something again is not written down: most requests then write no session."""
SETUP_ID = "totp_setup"


def enter_session(request: HttpRequest, user: User) -> None:
    """The person came in (by link, or staff by password): a new session key, link level.

    A language chosen at the door, in this visit, is theirs from now on.
    """
    chosen = None if request.user.is_authenticated else known(request.session.get(OF_THIS_VISIT, ""))
    before = user.last_login
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session.pop(TOTP_AT, None)
    request.session[LINK_AT] = int(time.time())
    if before:
        request.session[BEFORE] = before.isoformat()
    if chosen:
        choose_language(user=user, language=chosen)
    request.session[OF_THIS_VISIT] = user.language


def step_up_session(request: HttpRequest) -> None:
    """The code was right: a new session key, class A data opens."""
    request.session.cycle_key()
    request.session[TOTP_AT] = request.session[SEEN_AT] = int(time.time())


def end_other_sessions(request: HttpRequest) -> None:
    """Log the person out in every other browser."""
    user = cast(User, request.user)
    end_sessions(user=user)
    update_session_auth_hash(request, user)


def has_link(request: HttpRequest) -> bool:
    """Whether this browser came in, not longer ago than a session lasts."""
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return request.user.is_authenticated and _younger(request, LINK_AT, age)


def has_step_up(request: HttpRequest, max_age: timedelta | None = None) -> bool:
    """Whether a code was given in this session, and the person did something within `STEP_UP_IDLE`.

    With `max_age`: whether the code itself is not older than that.
    """
    if not has_link(request):
        return False
    return _younger(request, TOTP_AT, max_age) if max_age else _is_awake(request)


def saw(request: HttpRequest) -> None:
    """The person does something: the time in which nothing happens begins anew.

    What a page asks by itself (htmx, by GET) is not something that a person does.
    """
    by_itself = request.method == "GET" and getattr(request, "htmx", False)
    if not by_itself and not _younger(request, SEEN_AT, timedelta(seconds=SEEN_AGAIN)):
        request.session[SEEN_AT] = int(time.time())


def idle_seconds_left(request: HttpRequest) -> int | None:
    """How long the person may do nothing from now on, in seconds; None without a step-up."""
    if not getattr(request, "session", None) or not has_step_up(request):
        return None
    now = time.time()
    of_session = request.session[LINK_AT] + settings.SESSION_COOKIE_AGE - now
    of_code = request.session[TOTP_AT] + settings.STEP_UP_AGE.total_seconds() - now
    return int(min(settings.STEP_UP_IDLE.total_seconds() - (now - _seen_at(request)), of_session, of_code))


def user_id_of(request: HttpRequest) -> str:
    """Whose browser this is after link and code, by its session alone; empty when it is not.

    Cheaper than `has_step_up`, and no more than that: for an answer that tells nothing.
    """
    age = timedelta(seconds=settings.SESSION_COOKIE_AGE)
    if not (_younger(request, LINK_AT, age) and _is_awake(request)):
        return ""
    return str(request.session.get(SESSION_KEY, ""))


def staff_ready(request: HttpRequest) -> bool:
    """Whether the admin site may open: active staff, in by password and code in this session."""
    user = request.user
    ready = bool(user.is_active and getattr(user, "is_staff", False))
    return ready and has_step_up(request, settings.STEP_UP_AGE)


def safe_next(path: str, default: str = "journey:home") -> str:
    """`path` when it is one of this site, else the address of `default`."""
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return path
    return reverse(default)


def to_door(request: HttpRequest, door: str) -> HttpResponse:
    """To the page `door`, and back here afterwards; an htmx request moves the whole page."""
    htmx = getattr(request, "htmx", False)
    if htmx:
        here = urlsplit(request.htmx.current_url_abs_path or "").geturl()  # type: ignore[attr-defined]
    else:
        # A POST is not repeated by a redirect: come back to the page it was sent from.
        here = request.get_full_path() if request.method == "GET" else request.path
    target = reverse(door) + "?" + urlencode({"next": safe_next(here)})
    return HttpResponseClientRedirect(target) if htmx else redirect(target)


def setup_of(request: HttpRequest) -> uuid.UUID | None:
    """The set-up of a code app that this browser began."""
    value = request.session.get(SETUP_ID)
    return uuid.UUID(value) if value else None


def client_of(request: HttpRequest) -> str:
    """The network address of the browser, for limits.

    Behind `TRUSTED_PROXIES` proxies the address is the one the outermost of them wrote in
    X-Forwarded-For; without proxies that header is the visitor's own invention and not read.
    """
    proxies: int = getattr(settings, "TRUSTED_PROXIES", 0)
    forwarded = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(forwarded) >= proxies:
        return forwarded[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def _is_awake(request: HttpRequest) -> bool:
    silent = time.time() - _seen_at(request)
    return _younger(request, TOTP_AT, settings.STEP_UP_AGE) and 0 <= silent < settings.STEP_UP_IDLE.total_seconds()


def _seen_at(request: HttpRequest) -> int:
    return int(request.session.get(SEEN_AT, request.session.get(TOTP_AT, 0)))


def _younger(request: HttpRequest, name: str, age: timedelta) -> bool:
    at = request.session.get(name)
    return isinstance(at, int) and 0 <= time.time() - at < age.total_seconds()
