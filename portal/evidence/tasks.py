"""What beat starts for evidence."""

from celery import shared_task

from portal.evidence import reads


@shared_task(name="portal.evidence.tasks.tell_reads")
def tell_reads() -> None:
    """Tell people who looked at their brondata."""
    reads.tell_reads()
