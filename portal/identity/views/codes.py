"""The code app: set it up, keep the recovery codes, give a code, or a recovery code instead."""

import base64
from typing import Any, cast

import segno
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from portal.identity.access import link_required
from portal.identity.carry import INVALID
from portal.identity.errors import IdentityError, SetupReplaced
from portal.identity.forms import CodeForm, RecoveryForm, SavedForm
from portal.identity.models import User
from portal.identity.queries import has_totp
from portal.identity.services import (
    TotpSetup,
    confirm_totp,
    pending_totp,
    start_totp,
    use_recovery_code,
    verify_totp,
)
from portal.identity.sessions import (
    SETUP_ID,
    end_other_sessions,
    has_step_up,
    idle_seconds_left,
    safe_next,
    saw,
    setup_of,
    step_up_session,
    to_door,
)
from portal.vault.services import seal_json, unseal_json

CODES = "recovery_codes"
CODES_PLACE = "identity.session.recovery_codes"


@link_required
@require_http_methods(["GET", "POST"])
def totp_setup(request: HttpRequest) -> HttpResponse:
    """QR, key and link for a code app, and the first code. Replacing an app needs a step-up."""
    user = cast(User, request.user)
    replaces = has_totp(user)
    if replaces and not has_step_up(request):
        return to_door(request, "identity:code")
    form = CodeForm(request.POST or None)
    setup_id = setup_of(request)
    if request.method == "POST" and form.is_valid():
        try:
            codes = confirm_totp(user=user, code=form.cleaned_data["code"], setup_id=setup_id)
        except IdentityError as error:
            form.add_error("code" if not isinstance(error, SetupReplaced) else None, str(error))
        else:
            return _confirmed(request, user, codes, replaces)
    setup = _setup(request, user)
    context = {
        "form": form,
        "setup": setup,
        "key": " ".join(setup.secret[i : i + 4] for i in range(0, len(setup.secret), 4)),
        "qr": segno.make(setup.uri, error="m").svg_data_uri(scale=5, border=4),
        "next": _next(request),
        "replaces": replaces,
    }
    return render(request, "identity/totp_setup.html", context, status=INVALID if form.errors else 200)


@link_required
@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The ten codes, until the person says they are kept; then they are gone."""
    codes = _kept_codes(request)
    if not codes:
        return redirect(safe_next(_next(request)))
    form = SavedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        del request.session[CODES]
        return redirect(safe_next(_next(request)))
    context = {"form": form, "codes": codes, "next": _next(request)}
    return render(request, "identity/recovery_codes.html", context, status=INVALID if form.errors else 200)


@link_required
@require_GET
def recovery_file(request: HttpRequest) -> HttpResponse:
    """The ten codes as a small text file."""
    codes = _kept_codes(request)
    if not codes:
        return redirect("identity:recovery_codes")
    text = gettext("Herstelcodes van Neo Hypotheken\nElke code werkt één keer.\n\n") + "\n".join(codes) + "\n"
    response = HttpResponse(text, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="herstelcodes-neo-hypotheken.txt"'
    return response


@link_required
@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Give the code of this moment and go on."""
    user = cast(User, request.user)
    if not has_totp(user):
        return redirect(reverse("identity:totp_setup", query={"next": safe_next(_next(request))}))
    if request.method == "GET" and has_step_up(request):
        return redirect(safe_next(_next(request)))
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verify_totp(user=user, code=form.cleaned_data["code"])
        except IdentityError as error:
            form.add_error("code", str(error))
        else:
            step_up_session(request)
            return redirect(safe_next(_next(request)))
    context = {"form": form, "next": _next(request)}
    return render(request, "identity/code.html", context, status=INVALID if form.errors else 200)


@link_required
@require_http_methods(["GET", "POST"])
def recovery(request: HttpRequest) -> HttpResponse:
    """A recovery code in place of the app; then a new app is set up."""
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            use_recovery_code(user=cast(User, request.user), code=form.cleaned_data["code"])
        except IdentityError as error:
            form.add_error("code", str(error))
        else:
            step_up_session(request)
            return redirect(reverse("identity:totp_setup", query={"next": safe_next(_next(request))}))
    context = {"form": form, "next": _next(request)}
    return render(request, "identity/recovery.html", context, status=INVALID if form.errors else 200)


def _confirmed(request: HttpRequest, user: User, codes: list[str], replaces: bool) -> HttpResponse:
    request.session.pop(SETUP_ID, None)
    step_up_session(request)
    if replaces:
        end_other_sessions(request)
    sealed = seal_json(user.key, place=CODES_PLACE, row=user.pk, value=codes)
    request.session[CODES] = base64.b64encode(sealed).decode()
    return redirect(reverse("identity:recovery_codes", query={"next": safe_next(_next(request))}))


def _setup(request: HttpRequest, user: User) -> TotpSetup:
    setup_id = setup_of(request)
    setup = pending_totp(user=user, setup_id=setup_id) if setup_id else None
    if setup is None:
        setup = start_totp(user=user)
        request.session[SETUP_ID] = str(setup.id)
    return setup


def _kept_codes(request: HttpRequest) -> list[str]:
    """The codes of a set-up just done; in the session they are sealed, for it is in the database."""
    sealed = request.session.get(CODES)
    user = cast(User, request.user)
    if not sealed:
        return []
    codes: Any = unseal_json(user.key, place=CODES_PLACE, row=user.pk, sealed=base64.b64decode(sealed))
    return list(codes)


def _next(request: HttpRequest) -> str:
    return request.POST.get("next", request.GET.get("next", ""))


@require_POST
def stay(request: HttpRequest) -> HttpResponse:
    """«Blijf ingelogd»: the time in which nothing happens begins anew. JSON `left` (seconds); 401 when it is over."""
    if not has_step_up(request):
        return JsonResponse({"left": 0}, status=401)
    saw(request)
    return JsonResponse({"left": idle_seconds_left(request)})
