"""Production starts on values of its own only: every demo value, simulator and shortcut is refused by name."""

import base64
import importlib.util
import os
from copy import deepcopy
from pathlib import Path
from types import ModuleType

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.settings import base, demo

PRODUCTION = Path(base.__file__).with_name("production.py")
VALID = {
    "SECRET_KEY": "k" * 64,
    "MASTER_KEY_ID": "2026-1",
    "MASTER_KEYS": "2026-1:" + base64.b64encode(bytes(range(200, 232))).decode(),
    "ALLOWED_HOSTS": "hypotheek.example.nl",
    "BASE_URL": "https://hypotheek.example.nl",
    "DATABASE_URL": "postgres://portal@db.example.nl:5432/portal",
    "BROKER_URL": "amqp://portal@queue.example.nl:5672/portal",
    "CACHE_URL": "redis://cache.example.nl:6379/0",
    "EMAIL_URL": "smtp+tls://portal:secret@mail.example.nl:587",
    "DEFAULT_FROM_EMAIL": "hypotheek@example.nl",
    "MEDIA_ROOT": "files",
    "SIGNING_KEYS": "keys",
    "TIMESTAMP_URL": "https://tsa.example.nl",
    "OCKTO_URL": "https://ockto.example.nl",
    "OCKTO_USER": "portal",
    "OCKTO_PASSWORD": "a-secret",
    "OCKTO_PROVIDER_CODE": "NEO",
    "OCKTO_CLIENT_CERT": "ockto.cert.pem",
    "OCKTO_CLIENT_KEY": "ockto.key.pem",
    "IDIN_ACQUIRER_URL": "https://idin.example.nl",
    "IDIN_MERCHANT_ID": "0020000387",
    "IDIN_MERCHANT_KEY": "merchant.key.pem",
    "IDIN_MERCHANT_CERT": "merchant.cert.pem",
    "IDIN_ACQUIRER_CERT": "acquirer.cert.pem",
    "REGISTERS_URL": "https://registers.example.nl",
    "REGISTERS_TOKEN": "a-token",
    "EP_ONLINE_KEY": "a-key",
    "CREDITOR_IDENTIFIER": "NL51ZZZ405365330000",
    "LENDER": "{}",
}
DEMO_MASTER_KEY = demo.MASTER_KEYS["demo"]


def start(monkeypatch: pytest.MonkeyPatch, **changes: str | None) -> ModuleType:
    """Read the production settings in an environment of their own, without touching those of the test run."""
    monkeypatch.setattr(base, "CONTENT_SECURITY_POLICY", deepcopy(base.CONTENT_SECURITY_POLICY))
    for name in set(os.environ) - {"PATH", "HOME"}:
        monkeypatch.delenv(name)
    for name, value in {**VALID, **changes}.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    spec = importlib.util.spec_from_file_location("production_of_this_test", PRODUCTION)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_production_starts_on_values_of_its_own_with_everything_secure(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = start(monkeypatch)
    assert (settings.DEBUG, settings.ALLOW_SIMULATORS, settings.ALLOW_DEMO_KEYS, settings.STIJL_PAGE) == (False,) * 4
    assert settings.SESSION_COOKIE_SECURE
    assert settings.CSRF_COOKIE_SECURE
    assert settings.SECURE_SSL_REDIRECT
    assert settings.SECURE_HSTS_SECONDS >= 31_536_000
    assert settings.PORTAL_TODAY == ""
    assert "portal.demo" not in settings.INSTALLED_APPS
    assert "postgresql" in settings.DATABASES["default"]["ENGINE"]


@pytest.mark.parametrize("name", sorted(VALID))
def test_a_missing_value_stops_production(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        start(monkeypatch, **{name: None})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", demo.SECRET_KEY),
        ("SECRET_KEY", "short"),
        ("MASTER_KEYS", f"demo:{DEMO_MASTER_KEY}"),
        ("MASTER_KEYS", f"2026-1:{DEMO_MASTER_KEY}"),
        ("MASTER_KEYS", f"{VALID['MASTER_KEYS']},old:{DEMO_MASTER_KEY}"),
        ("MASTER_KEYS", "2026-1:" + base64.b64encode(bytes(range(200, 216))).decode()),
        ("MASTER_KEYS", "2026-1:no base64"),
        ("MASTER_KEY_ID", "another"),
        ("ALLOWED_HOSTS", "*"),
        ("BASE_URL", "http://hypotheek.example.nl"),
        ("BASE_URL", "https://localhost"),
        ("DATABASE_URL", "sqlite:///db.sqlite3"),
        ("BROKER_URL", "embedded://"),
        ("BROKER_URL", "memory://"),
        ("BROKER_URL", "filesystem://"),
        ("CACHE_URL", ""),
        ("OCKTO_URL", demo.OCKTO_URL),
        ("OCKTO_PUBLIC_URL", demo.OCKTO_PUBLIC_URL),
        ("OCKTO_PASSWORD", demo.OCKTO_PASSWORD),
        ("OCKTO_CALLBACK_SECRET", demo.OCKTO_CALLBACK_SECRET),
        ("OCKTO_CALLBACK_SECRET", "short"),
        ("IDIN_ACQUIRER_URL", demo.IDIN_ACQUIRER_URL),
        ("IDIN_PUBLIC_URL", demo.IDIN_PUBLIC_URL),
        ("IDIN_ACQUIRER_URL", "https://127.0.0.1:8004"),
        ("REGISTERS_URL", demo.REGISTERS_URL),
        ("REGISTERS_TOKEN", demo.REGISTERS_TOKEN),
        ("EP_ONLINE_KEY", demo.EP_ONLINE_KEY),
        ("PDOK_URL", demo.PDOK_URL),
        ("EP_ONLINE_URL", "http://public.ep-online.nl/api/v5"),
        ("TIMESTAMP_URL", demo.TIMESTAMP_URL),
        ("PORTAL_TODAY", "2026-11-23"),
    ],
)
def test_a_demo_value_a_simulator_or_a_shortcut_stops_production_and_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    with pytest.raises(ImproperlyConfigured, match=name):
        start(monkeypatch, **{name: value})


def test_production_without_a_client_certificate_names_why(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = {"OCKTO_CLIENT_CERT": None, "OCKTO_CLIENT_KEY": None}
    settings = start(monkeypatch, **bare, OCKTO_WITHOUT_CERT_BECAUSE="contract of 2026: an address list instead")
    assert settings.OCKTO_CLIENT_CERT == ""


def test_reading_the_production_settings_leaves_those_of_this_run_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    before = deepcopy(base.CONTENT_SECURITY_POLICY)
    with monkeypatch.context() as here:
        start(here)
    assert before == base.CONTENT_SECURITY_POLICY
