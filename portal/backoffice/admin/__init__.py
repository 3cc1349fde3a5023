"""What the admin site shows: dossiers, jobs, mails and the acceptance switch. Nothing is edited raw."""

from portal.backoffice.admin import dossiers, jobs, mails, policy

__all__ = ["dossiers", "jobs", "mails", "policy"]
