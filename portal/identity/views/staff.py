"""Staff enter by password and code; anybody leaves."""

from typing import cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from portal.identity.carry import INVALID
from portal.identity.errors import IdentityError
from portal.identity.forms import StaffForm
from portal.identity.models import User
from portal.identity.queries import has_totp
from portal.identity.services import end_sessions, verify_staff
from portal.identity.sessions import client_of, enter_session, safe_next, staff_ready, step_up_session

STAFF_HOME = "admin:index"


@require_http_methods(["GET", "POST"])
def staff_enter(request: HttpRequest) -> HttpResponse:
    """Log in to the back office. At the very first log-in the code app is set up."""
    next_path = request.POST.get("next", request.GET.get("next", ""))
    target = safe_next(next_path, STAFF_HOME)
    if request.method == "GET" and staff_ready(request):
        return redirect(target)
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = verify_staff(**form.cleaned_data, client=client_of(request))
        except IdentityError as error:
            form.add_error(None, str(error))
        else:
            enter_session(request, user)
            if not has_totp(user):
                return redirect(reverse("identity:totp_setup", query={"next": target}))
            step_up_session(request)
            return redirect(target)
    context = {"form": form, "next": next_path}
    return render(request, "identity/staff.html", context, status=INVALID if form.errors else 200)


@require_http_methods(["GET", "POST"])
def leave(request: HttpRequest) -> HttpResponse:
    """Log out here, or everywhere (`everywhere` in the POST)."""
    if request.method == "POST":
        if "everywhere" in request.POST and request.user.is_authenticated:
            end_sessions(user=cast(User, request.user))
        logout(request)
        return redirect("identity:left")
    if not request.user.is_authenticated:
        return redirect("identity:left")
    return render(request, "identity/leave.html", {})


def left(request: HttpRequest) -> HttpResponse:
    """You are logged out; what you filled in is kept."""
    return render(request, "identity/left.html", {})
