"""The one place where the portal meets a brondata supplier: addresses, time-outs, credentials."""

from functools import lru_cache

import httpx
from django.conf import settings

from brondata.ockto.client import OcktoClient
from brondata.provider import BrondataProvider


@lru_cache(maxsize=1)
def brondata_provider() -> BrondataProvider:
    """The supplier of this profile; in the demo only its address differs."""
    http = httpx.Client(
        base_url=settings.OCKTO_URL,
        timeout=httpx.Timeout(5.0, connect=2.0),
        limits=httpx.Limits(max_connections=10),
    )
    return OcktoClient(
        http,
        username=settings.OCKTO_USER,
        password=settings.OCKTO_PASSWORD,
        provider_code=settings.OCKTO_PROVIDER_CODE,
    )
