"""The yardstick: a view that says "ok", through the middleware of production and Django's own WSGI handler."""

import io

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import path

from tests.bench.timing import Call


def plain(request: HttpRequest) -> HttpResponse:
    """Nothing but an answer."""
    return HttpResponse("ok")


urlpatterns = [path("plain/", plain)]


def plain_view(times: int) -> Call:
    """Ask for the view `times` times; every answer is read to its end. Raises RuntimeError unless it is a 200."""
    with override_settings(ROOT_URLCONF=__name__):
        handler = WSGIHandler()
    statuses: list[str] = []

    def start_response(status: str, headers: object, exc_info: object = None) -> None:
        statuses.append(status)

    def ask() -> None:
        statuses.clear()
        with override_settings(ROOT_URLCONF=__name__):
            for _ in range(times):
                response = handler(_environ(), start_response)
                b"".join(response)
                response.close()
        if set(statuses) != {"200 OK"}:
            raise RuntimeError(f"the plain view answered {set(statuses)}")

    return ask


def _environ() -> dict[str, object]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/plain/",
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "443",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "HTTP_COOKIE": f"{settings.CSRF_COOKIE_NAME}={'a' * 32}",
        "wsgi.url_scheme": "https",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.version": (1, 0),
    }
