"""Who may do what in the back office, as groups of Django permissions.

Nobody edits rows here. `view_*` opens pages; `change_dossier` allows the named actions on a
dossier, `change_upload` judging a document, `change_job` a new try of a parked job. Only the
acceptance switch is added to, by who manages policy.
"""

from django.contrib.auth.models import Group, Permission

VIEWED = (
    "view_dossier",
    "view_upload",
    "view_documentrequest",
    "view_assessment",
    "view_renteaanbod",
    "view_hypotheekaanbod",
    "view_job",
    "view_mail",
    "view_acceptanceswitch",
)
ROLES = {
    "Behandelaar": (*VIEWED, "change_dossier", "change_upload", "change_job"),
    "Productbeheer": ("view_acceptanceswitch", "add_acceptanceswitch", "view_job"),
}


def make_roles() -> None:
    """Make the groups, or give existing ones these permissions again."""
    for name, codenames in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(Permission.objects.filter(codename__in=codenames))
