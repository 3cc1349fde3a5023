"""`make run`: no server needed. SQLite, Celery on the embedded broker, simulators, a mailbox page."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import (
    BASE_DIR,
    CONTENT_SECURITY_POLICY,
    INSTALLED_APPS,
    broker_options,
    caches_from_env,
    database_from_env,
    env,
    sqlite,
)

PROFILE = "demo"
ALLOW_SIMULATORS = True
ALLOW_DEMO_KEYS = True
VAR_DIR = BASE_DIR / env.str("DEMO_VAR", default="var/demo")
VAR_DIR.mkdir(parents=True, exist_ok=True)
PORT = env.int("PORT", default=8000)
PORTAL_TODAY = env.str("PORTAL_TODAY", default="")

INSTALLED_APPS = [*INSTALLED_APPS, "portal.demo"]
SECRET_KEY = "demo-only-secret-key-that-production-refuses-to-start-with"
MASTER_KEYS = {"demo": "ZGVtby1vbmx5LW1hc3Rlci1rZXktMzItYnl0ZXMhISE="}
MASTER_KEY_ID = "demo"
DEBUG = env.bool("DEBUG", default=False)
ALLOWED_HOSTS = ["*"]
BASE_URL = env.str("BASE_URL", default=f"http://localhost:{PORT}")
CSRF_TRUSTED_ORIGINS = [BASE_URL]

DATABASES = {"default": database_from_env(sqlite(VAR_DIR / "db.sqlite3"))}
CACHES = caches_from_env()
CELERY_BROKER_URL = env.str("BROKER_URL", default="embedded://")
CELERY_BROKER_TRANSPORT_OPTIONS = broker_options(CELERY_BROKER_URL, VAR_DIR / "broker")
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat-schedule")
MEDIA_ROOT = VAR_DIR / "files"

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = PORT + 2
EMAIL_TIMEOUT = 5
DEFAULT_FROM_EMAIL = "Neo Hypotheken <hypotheek@neohypotheken.example>"
MAILBOX_URL = f"http://localhost:{PORT + 1}"

OCKTO_URL = env.str("OCKTO_URL", default=f"http://127.0.0.1:{PORT + 3}")
OCKTO_PUBLIC_URL = env.str("OCKTO_PUBLIC_URL", default=f"http://localhost:{PORT + 3}")
# The simulator calls when it was told where (OCKTO_CALLBACK_URL) and with which secret.
OCKTO_CALLBACK_SECRET = env.str("OCKTO_CALLBACK_SECRET", default="demo")
OCKTO_USER, OCKTO_PASSWORD, OCKTO_PROVIDER_CODE = "neo", "demo", "NEO"

IDIN_ACQUIRER_URL = env.str("IDIN_ACQUIRER_URL", default=f"http://127.0.0.1:{PORT + 4}")
IDIN_PUBLIC_URL = env.str("IDIN_PUBLIC_URL", default=f"http://localhost:{PORT + 4}")
IDIN_KEYS = VAR_DIR / "idin-keys"
IDIN_MERCHANT_KEY = str(IDIN_KEYS / "merchant.key.pem")
IDIN_MERCHANT_CERT = str(IDIN_KEYS / "merchant.cert.pem")
IDIN_ACQUIRER_CERT = str(IDIN_KEYS / "acquirer.cert.pem")
IDIN_MERCHANT_ID = "0020000387"

REGISTERS_URL = env.str("REGISTERS_URL", default=f"http://127.0.0.1:{PORT + 5}")
REGISTERS_TOKEN = "demo"
# The same process answers for PDOK and EP-Online.
PDOK_URL = f"{REGISTERS_URL}/locatieserver/search/v3_1"
EP_ONLINE_URL = f"{REGISTERS_URL}/ep-online/api/v5"
EP_ONLINE_KEY = "demo"

SIGNING_KEYS = VAR_DIR / "signing-keys"
TIMESTAMP_URL = ""
CREDITOR_IDENTIFIER = "NL51ZZZ405365330000"
NOTARY_MAILBOX = "notaris@enotaris.example"

# Browsers enforce form-action on the redirect after a POST too: the bank's page is another origin.
CONTENT_SECURITY_POLICY["DIRECTIVES"]["form-action"] += [IDIN_PUBLIC_URL, IDIN_ACQUIRER_URL]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STIJL_PAGE = True
