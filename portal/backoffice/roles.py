"""Who may do what in the back office: one group for now, made by a seed and by an administrator."""

from django.contrib.auth.models import Group, Permission

MODELS = ("dossier", "documentrequest", "upload", "assessment", "job", "mail", "hypotheekaanbod", "renteaanbod")


def make_roles() -> None:
    """The group of the acceptance desk: looks at everything it works on, changes only by actions."""
    group, _ = Group.objects.get_or_create(name="Behandelaar")
    group.permissions.set(Permission.objects.filter(codename__in=[f"view_{name}" for name in MODELS]))
