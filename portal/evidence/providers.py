"""The one place where the portal meets a brondata supplier: addresses, certificates, credentials."""

from functools import lru_cache

from django.conf import settings

from brondata.ockto.client import OcktoClient
from brondata.ockto.transport import connect
from brondata.provider import BrondataProvider
from portal.evidence.breaker import GuardedProvider


@lru_cache(maxsize=1)
def brondata_provider() -> BrondataProvider:
    """The supplier of this profile; in the demo only its address and certificates differ."""
    http = connect(
        settings.OCKTO_URL,
        certificate=settings.OCKTO_CLIENT_CERT,
        key=settings.OCKTO_CLIENT_KEY,
        authorities=settings.OCKTO_CA_FILE,
    )
    return GuardedProvider(
        OcktoClient(
            http,
            username=settings.OCKTO_USER,
            password=settings.OCKTO_PASSWORD,
            provider_code=settings.OCKTO_PROVIDER_CODE,
        )
    )
