"""Ask for a link, open it, and what is said when it no longer works."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.formats import language
from portal.identity.carry import INVALID
from portal.identity.errors import IdentityError, LinkError, LinkUnknown, LinkUsed
from portal.identity.forms import EmailForm
from portal.identity.language import cookie_of
from portal.identity.queries import has_totp
from portal.identity.services import consume_link, link_owner, peek_link, replace_link, request_link
from portal.identity.sessions import client_of, enter_session, has_link, safe_next

ASKED = "link_asked"


def begin(request: HttpRequest) -> HttpResponse:
    """The first question of a new application: your e-mail address."""
    return _ask(request, may_create=True)


def enter(request: HttpRequest) -> HttpResponse:
    """The way back in for who began already."""
    return _ask(request, may_create=False)


@require_http_methods(["GET", "POST"])
def _ask(request: HttpRequest, *, may_create: bool) -> HttpResponse:
    next_path = request.POST.get("next", request.GET.get("next", ""))
    if request.method == "GET" and has_link(request):
        return redirect(safe_next(next_path))
    form = EmailForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        asked = {"email": email, "may_create": may_create, "next": next_path}
        try:
            _request(request, asked)
        except IdentityError as error:
            form.add_error("email", str(error))
        else:
            request.session[ASKED] = asked
            return redirect("identity:check_mail", permanent=False)
    context = {"form": form, "new": may_create, "next": next_path}
    return render(request, "identity/email.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
def check_mail(request: HttpRequest) -> HttpResponse:
    """Look in your mailbox: the same words for every address. POST sends the link again."""
    asked = request.session.get(ASKED)
    if not asked:
        return redirect("identity:enter")
    context = {"email": asked["email"], "new": asked["may_create"]}
    if request.method == "POST":
        try:
            _request(request, asked)
            context["again"] = True
        except IdentityError as error:
            context["errors"] = [{"text": str(error)}]
    return render(request, "identity/check_mail.html", context, status=INVALID if "errors" in context else 200)


@require_safe
def link(request: HttpRequest, token: str) -> HttpResponse:
    """Where the mail leads: a button. Looking at this page changes nothing, for scanners do."""
    _speak_as_the_mail(request, token)
    try:
        peek_link(token=token)
    except LinkError as error:
        return _no_entry(request, token, error)
    response = render(request, "identity/link.html", {"token": token})
    # No path in the Referer of anything this page loads: it holds the token.
    response["Referrer-Policy"] = "strict-origin"
    return response


@require_POST
def link_open(request: HttpRequest) -> HttpResponse:
    """The button was pressed: the link is used. The token is in the body, out of every log of paths."""
    token = request.POST.get("token", "")
    try:
        used = consume_link(token=token)
    except LinkError as error:
        return _no_entry(request, token, error)
    enter_session(request, used.user)
    request.session.pop(ASKED, None)
    door = "identity:code" if has_totp(used.user) else "identity:totp_setup"
    return redirect(reverse(door, query={"next": safe_next(used.next_path)}))


@require_POST
def link_again(request: HttpRequest) -> HttpResponse:
    """A new link in place of an old one; the answer is the same whether the old one existed."""
    try:
        replace_link(token=request.POST.get("token", ""), client=client_of(request))
    except IdentityError as error:
        return render(request, "identity/link_again.html", {"errors": [{"text": str(error)}]}, status=INVALID)
    return render(request, "identity/link_again.html", {})


def _request(request: HttpRequest, asked: dict[str, str]) -> None:
    request_link(
        email=asked["email"],
        may_create=bool(asked["may_create"]),
        next_path=asked["next"],
        client=client_of(request),
        language=language.active(),
    )


def _speak_as_the_mail(request: HttpRequest, token: str) -> None:
    """A new device has no choice of its own yet: it reads on in the language of the mail."""
    owner = link_owner(token=token)
    if owner and not request.user.is_authenticated and cookie_of(request) is None:
        translation.activate(owner.language)


def _no_entry(request: HttpRequest, token: str, error: LinkError) -> HttpResponse:
    if isinstance(error, LinkUsed) and has_link(request) and link_owner(token=token) == request.user:
        return redirect("journey:home")  # their own link, pressed again while they are in
    context = {"token": token, "kind": type(error).__name__}
    response = render(
        request, "identity/link_dead.html", context, status=404 if isinstance(error, LinkUnknown) else 410
    )
    response["Referrer-Policy"] = "strict-origin"
    return response
