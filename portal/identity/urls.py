"""The doors: links by e-mail, the code app, staff."""

from django.urls import path

from portal.identity.views import codes, language, links, staff

app_name = "identity"

urlpatterns = [
    path("begin/", links.begin, name="begin"),
    path("verder/", links.enter, name="enter"),
    path("mail/", links.check_mail, name="check_mail"),
    path("link/openen/", links.link_open, name="link_open"),
    path("link/opnieuw/", links.link_again, name="link_again"),
    path("link/<str:token>/", links.link, name="link"),
    path("beveilig/", codes.totp_setup, name="totp_setup"),
    path("herstelcodes/", codes.recovery_codes, name="recovery_codes"),
    path("herstelcodes/bestand/", codes.recovery_file, name="recovery_file"),
    path("code/", codes.code, name="code"),
    path("blijf/", codes.stay, name="stay"),
    path("herstel/", codes.recovery, name="recovery"),
    path("taal/", language.language, name="language"),
    path("medewerker/", staff.staff_enter, name="staff_enter"),
    path("uit/", staff.leave, name="leave"),
    path("uitgelogd/", staff.left, name="left"),
]
