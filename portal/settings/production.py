"""Production. Everything comes from the environment; a missing or a demo value refuses to start."""

import base64
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from portal.settings.base import *  # noqa: F403
from portal.settings.base import (
    CONTENT_SECURITY_POLICY,
    EMBEDDED_BROKER,
    broker_options,
    caches_from_env,
    database_from_env,
    env,
)

PROFILE = "production"
ALLOW_SIMULATORS = False
ALLOW_DEMO_KEYS = False
STIJL_PAGE = False
PORTAL_TODAY = ""

SECRET_KEY = env.str("SECRET_KEY")
MASTER_KEY_ID = env.str("MASTER_KEY_ID")
MASTER_KEYS = dict(part.split(":", 1) for part in env.list("MASTER_KEYS"))
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
BASE_URL = env.str("BASE_URL").rstrip("/")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

DATABASES = {"default": database_from_env({})}
CACHES = caches_from_env()
CELERY_BROKER_URL = env.str("BROKER_URL")
CELERY_BROKER_TRANSPORT_OPTIONS = broker_options(CELERY_BROKER_URL, Path("/nonexistent"))
if CELERY_BROKER_URL.startswith("amqp"):
    # Quorum queues survive the loss of a node; they need a delivery limit of our own: the Job row.
    CELERY_TASK_DEFAULT_QUEUE_TYPE = "quorum"
    CELERY_WORKER_DETECT_QUORUM_QUEUES = True
MEDIA_ROOT = Path(env.str("MEDIA_ROOT"))
STATIC_ROOT = env.str("STATIC_ROOT", default=str(MEDIA_ROOT.parent / "static"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

EMAIL_CONFIG = env.email_url("EMAIL_URL")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL")

OCKTO_URL = env.str("OCKTO_URL")
OCKTO_PUBLIC_URL = env.str("OCKTO_PUBLIC_URL", default=OCKTO_URL)
OCKTO_USER = env.str("OCKTO_USER")
OCKTO_PASSWORD = env.str("OCKTO_PASSWORD")
OCKTO_PROVIDER_CODE = env.str("OCKTO_PROVIDER_CODE")
OCKTO_CLIENT_CERT = env.str("OCKTO_CLIENT_CERT", default="")
OCKTO_CLIENT_KEY = env.str("OCKTO_CLIENT_KEY", default="")
OCKTO_CA_FILE = env.str("OCKTO_CA_FILE", default="")
OCKTO_WITHOUT_CERT_BECAUSE = env.str("OCKTO_WITHOUT_CERT_BECAUSE", default="")
OCKTO_CALLBACK_SECRET = env.str("OCKTO_CALLBACK_SECRET", default="")
IDIN_ACQUIRER_URL = env.str("IDIN_ACQUIRER_URL")
IDIN_PUBLIC_URL = env.str("IDIN_PUBLIC_URL", default=IDIN_ACQUIRER_URL)
IDIN_MERCHANT_KEY = env.str("IDIN_MERCHANT_KEY")
IDIN_MERCHANT_CERT = env.str("IDIN_MERCHANT_CERT")
IDIN_ACQUIRER_CERT = env.str("IDIN_ACQUIRER_CERT")
IDIN_MERCHANT_ID = env.str("IDIN_MERCHANT_ID")
REGISTERS_URL = env.str("REGISTERS_URL")
REGISTERS_TOKEN = env.str("REGISTERS_TOKEN")
PDOK_URL = env.str("PDOK_URL", default="https://api.pdok.nl/bzk/locatieserver/search/v3_1")
EP_ONLINE_URL = env.str("EP_ONLINE_URL", default="https://public.ep-online.nl/api/v5")
EP_ONLINE_KEY = env.str("EP_ONLINE_KEY")
SIGNING_KEYS = Path(env.str("SIGNING_KEYS"))
TIMESTAMP_URL = env.str("TIMESTAMP_URL")
CREDITOR_IDENTIFIER = env.str("CREDITOR_IDENTIFIER")
NOTARY_MAILBOX = env.str("NOTARY_MAILBOX", default="")

LENDER = env.json("LENDER")

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"
LANGUAGE_COOKIE_NAME = "__Host-language"
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += [IDIN_PUBLIC_URL]


def _refuse(reason: str) -> None:
    raise ImproperlyConfigured(f"production does not start: {reason}")


def _is_random_key(value: str) -> bool:
    """Whether this is base64 of 32 bytes that nobody typed: the demo's key is readable text."""
    try:
        key = base64.b64decode(value, validate=True)
    except ValueError:
        return False
    return len(key) == 32 and not key.isascii()


def _check() -> None:
    """Refuse demo secrets, simulators and plain connections before the first request."""
    if "demo" in SECRET_KEY or len(SECRET_KEY) < 50:
        _refuse("SECRET_KEY is a demo value or shorter than 50 characters")
    if MASTER_KEY_ID not in MASTER_KEYS or "demo" in MASTER_KEYS:
        _refuse("MASTER_KEYS holds a demo key or lacks MASTER_KEY_ID")
    if not all(_is_random_key(value) for value in MASTER_KEYS.values()):
        _refuse("MASTER_KEYS holds something else than 32 random bytes in base64")
    if "*" in ALLOWED_HOSTS or not ALLOWED_HOSTS:
        _refuse("ALLOWED_HOSTS must name the hosts")
    secrets = {
        "OCKTO_PASSWORD": OCKTO_PASSWORD,
        "REGISTERS_TOKEN": REGISTERS_TOKEN,
        "EP_ONLINE_KEY": EP_ONLINE_KEY,
    }
    for name, secret in secrets.items():
        if secret in ("", "demo"):
            _refuse(f"{name} is a demo value")
    if not (OCKTO_CLIENT_CERT and OCKTO_CLIENT_KEY) and not OCKTO_WITHOUT_CERT_BECAUSE:
        _refuse("OCKTO_CLIENT_CERT and OCKTO_CLIENT_KEY are missing, and OCKTO_WITHOUT_CERT_BECAUSE does not say why")
    if OCKTO_CALLBACK_SECRET and ("demo" in OCKTO_CALLBACK_SECRET or len(OCKTO_CALLBACK_SECRET) < 32):
        _refuse("OCKTO_CALLBACK_SECRET is a demo value or shorter than 32 characters")
    if not DATABASES["default"] or "sqlite" in DATABASES["default"]["ENGINE"]:
        _refuse("DATABASE_URL must name PostgreSQL")
    if CELERY_BROKER_URL.startswith((EMBEDDED_BROKER, "filesystem", "memory")):
        _refuse("BROKER_URL must name RabbitMQ or Redis")
    if CACHES["default"]["BACKEND"].endswith("LocMemCache"):
        _refuse("CACHE_URL must name Redis: log-in limits are shared by all processes")
    outside = {
        "OCKTO_URL": OCKTO_URL,
        "OCKTO_PUBLIC_URL": OCKTO_PUBLIC_URL,
        "IDIN_ACQUIRER_URL": IDIN_ACQUIRER_URL,
        "IDIN_PUBLIC_URL": IDIN_PUBLIC_URL,
        "REGISTERS_URL": REGISTERS_URL,
        "PDOK_URL": PDOK_URL,
        "EP_ONLINE_URL": EP_ONLINE_URL,
        "BASE_URL": BASE_URL,
    }
    for name, url in outside.items():
        parts = urlsplit(url)
        if parts.scheme != "https" or parts.hostname in {"localhost", "127.0.0.1", "::1"}:
            _refuse(f"{name} is a simulator or not https")
    if not TIMESTAMP_URL:
        _refuse("TIMESTAMP_URL must name a trusted timestamp authority")
    if env.str("PORTAL_TODAY", default=""):
        _refuse("PORTAL_TODAY shifts the clock and belongs to the demo")


_check()
