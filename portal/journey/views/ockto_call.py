"""Where the supplier may call: signed, limited, and answered the same whatever we know."""

import time

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from portal.evidence.callback import MAX_BODY_BYTES, CallRefused, check_call, receive_call
from portal.identity.errors import LimitsAway, TooMany
from portal.identity.limits import OCKTO_CALLS, spend
from portal.identity.sessions import client_of


@csrf_exempt
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """204 for every signed call, of a session that we know or not; 404 without `OCKTO_CALLBACK_SECRET`."""
    if not settings.OCKTO_CALLBACK_SECRET:
        raise Http404
    try:
        spend(OCKTO_CALLS, client_of(request))
    except TooMany:
        return HttpResponse(status=429)
    except LimitsAway:
        pass  # the signature guards; the limit only spares us work
    body = request.read(MAX_BODY_BYTES + 1)
    try:
        if len(body) > MAX_BODY_BYTES:
            raise CallRefused
        check_call(
            secret=settings.OCKTO_CALLBACK_SECRET,
            timestamp=request.headers.get("X-Ockto-Timestamp", ""),
            given=request.headers.get("X-Ockto-Signature", ""),
            body=body,
            now=time.time(),
        )
    except CallRefused:
        return HttpResponse(status=403)
    receive_call(body)
    return HttpResponse(status=204)
