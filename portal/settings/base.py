"""What every profile shares. Values that differ per place come from the environment."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import environ
from csp.constants import NONCE, NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent.parent
env = environ.Env()

SECRET_KEY: str
ALLOWED_HOSTS: list[str] = []
DEBUG = False
ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "identity.User"

PORTAL_APPS = [
    "portal.vault",
    "portal.jobs",
    "portal.identity",
    "portal.dossiers",
    "portal.notifications",
    "portal.evidence",
    "portal.correspondence",
    "portal.disputes",
    "portal.assessments",
    "portal.offers",
    "portal.mandates",
    "portal.privacy",
    "portal.journey",
    "portal.backoffice",
    "portal.formats",
]
INSTALLED_APPS = [
    "portal.backoffice.apps.BackofficeAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    *PORTAL_APPS,
]

MIDDLEWARE = [
    "portal.reference.ReferenceMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.identity.language.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.journey.middleware.NoStoreMiddleware",
    "portal.journey.middleware.UnsentFormMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "portal.journey.context.portal",
                "portal.identity.language.switch",
            ],
            # Every {% csrf_token %} also says whose form it is.
            "builtins": ["portal.identity.templatetags.owned_forms"],
        },
    },
]

BACK_OFFICE_PATH = "beheer/"

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = int(timedelta(days=365).total_seconds())
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "portal" / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"

# Class A files (uploads, PDFs) are sealed before they reach this storage.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1 * 1024 * 1024
UPLOAD_MAX_BYTES = 20 * 1024 * 1024
UPLOAD_MAX_PAGES = 60
UPLOAD_MAX_PIXELS = 60_000_000

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "identity:enter"

# WCAG 2.2.1 leaves limits above 20 hours alone; who gives a code within that goes on without a new link.
SESSION_COOKIE_AGE = int(timedelta(hours=24).total_seconds())
STEP_UP_AGE = timedelta(hours=8)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "portal.journey.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    },
}

# Second factor: how long somebody may do nothing before class A data asks for a new code; said beforehand on the page.
STEP_UP_IDLE = timedelta(minutes=30)
IDLE_WARNING = timedelta(minutes=5)
LOGIN_LINK_MAX_AGE = timedelta(minutes=60)
INVITATION_MAX_AGE = timedelta(days=14)
HANDOVER_MAX_AGE = timedelta(minutes=10)

CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_IGNORE_RESULT = True
# A name of its own for each portal on a shared broker: a hint must reach the workers of its own database.
CELERY_TASK_DEFAULT_QUEUE = env.str("QUEUE", default="portal")
CELERY_TASK_SOFT_TIME_LIMIT = 60
CELERY_TASK_TIME_LIMIT = 90
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE = {
    "sweep-jobs": {"task": "portal.jobs.tasks.sweep", "schedule": 5.0},
    "close-overdue": {"task": "portal.offers.tasks.lapse_overdue", "schedule": 600.0},
    "watch-ageing": {"task": "portal.offers.tasks.watch_ageing", "schedule": 3600.0},
    "tell-reads": {"task": "portal.evidence.tasks.tell_reads", "schedule": 3600.0},
    "remind": {"task": "portal.offers.tasks.remind", "schedule": 3600.0},
    "keep-agreed-days": {"task": "portal.offers.tasks.keep_agreed_days", "schedule": 3600.0},
    "drop-downloads": {"task": "portal.privacy.tasks.drop_downloads", "schedule": 3600.0},
    "watch-norms": {"task": "portal.assessments.tasks.watch_norms", "schedule": 3600.0},
}
JOB_LEASE = timedelta(seconds=120)
JOB_MAX_ATTEMPTS = 5
# When an assessment takes too long: the machine has minutes, a person working days. Then the desk has it in its queue.
ASSESSMENT_MAX = timedelta(minutes=15)
REVIEW_WORKING_DAYS = 2
# When somebody asks that a person looks (AVG art. 22); the law gives a month (AVG art. 12 lid 3).
HUMAN_LOOK_WORKING_DAYS = 5
# How long somebody can fetch the download of their data, in days.
DOWNLOAD_DAYS = 7

# Legal and trade name, phone and site as in the guide; where the rest is invented it says so.
LENDER = {
    "legal_name": "N26 Hypotheken B.V.",
    "trade_name": "Neo Hypotheken",
    "address": {
        "street": "Voorbeeldplein",
        "house_number": "1",
        "postcode": "3811 AB",
        "city": "Amersfoort",
        "country": "",
    },
    "phone": "033 - 45 09 726",
    "email": "hypotheek@neohypotheken.nl",
    "website": "www.neohypotheken.nl",
    "kvk_number": "40536533",
}

STIJL_PAGE = False
CONTACT_PHONE = "033 - 45 09 726"
CONTACT_EMAIL = "hypotheek@neohypotheken.nl"
# PEM files: the certificate that we show to Ockto, and who may vouch for Ockto (empty: the system decides).
OCKTO_CLIENT_CERT = OCKTO_CLIENT_KEY = OCKTO_CA_FILE = ""
# Shared with Ockto, who may then call when something happened in a session; empty: nobody may.
OCKTO_CALLBACK_SECRET = ""
# Who keeps the norms up to date, and how many days before a set ends they hear of it. The address is invented.
POLICY_DESK_EMAIL = env.str("POLICY_DESK_EMAIL", default="beleid@neohypotheken.nl")
NORMS_WARNING_DAYS = env.int("NORMS_WARNING_DAYS", default=60)
# Who hears of brondata of somebody else, or that cannot be read. The address is invented.
EVIDENCE_DESK_EMAIL = env.str("EVIDENCE_DESK_EMAIL", default="acceptatie@neohypotheken.nl")
# How many days before data grows too old for a binding offer (NHG A6.11) applicants and desk are warned.
BRONDATA_WARNING_DAYS = env.int("BRONDATA_WARNING_DAYS", default=14)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"reference": {"()": "portal.reference.ReferenceFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} [{reference}] {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["reference"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        # Their lines quote whole addresses, and with them the sessions of people.
        "httpx": {"level": "WARNING"},
        "httpcore": {"level": "WARNING"},
        # It greets every command with a line about itself.
        "pikepdf": {"level": "WARNING"},
    },
}


def sqlite(path: Path) -> dict[str, Any]:
    """SQLite as we always use it: WAL and IMMEDIATE, so that writers queue instead of failing."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "CONN_MAX_AGE": 600,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
        },
    }


def database_from_env(default: dict[str, Any]) -> dict[str, Any]:
    """`DATABASE_URL` when set (PostgreSQL through a psycopg pool), else `default`."""
    url = env.str("DATABASE_URL", default="")
    if not url:
        return default
    config = env.db_url_config(url)
    if "postgresql" in config["ENGINE"]:
        config.setdefault("OPTIONS", {})["pool"] = {"min_size": 1, "max_size": 8, "timeout": 10}
        config["CONN_HEALTH_CHECKS"] = True
    return config


def caches_from_env() -> dict[str, Any]:
    """`CACHE_URL` when set (redis://), else memory of the process."""
    url = env.str("CACHE_URL", default="")
    if url:
        return {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url}}
    return {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


EMBEDDED_BROKER = "embedded"


def broker_options(url: str, folder: Path) -> dict[str, Any]:
    """Transport options per broker; the numbers are those measured in reference/feasibility 2f."""
    if url.startswith(EMBEDDED_BROKER):
        for name in ("messages", "control", "processed"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        return {
            "data_folder_in": str(folder / "messages"),
            "data_folder_out": str(folder / "messages"),
            "control_folder": str(folder / "control"),
            "processed_folder": str(folder / "processed"),
            "store_processed": False,
            "polling_interval": 0.05,
        }
    if url.startswith("redis"):
        return {"visibility_timeout": 300}
    return {}
