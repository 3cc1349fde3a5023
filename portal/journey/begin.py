"""Begin an application: at the first knowledge test, or anew after one that ended."""

from django.db import transaction

from portal.dossiers.models import Applicant
from portal.dossiers.parting import carry_over
from portal.dossiers.queries import applicant_of
from portal.dossiers.services import start_dossier
from portal.dossiers.states import TERMINAL, State
from portal.identity.models import User

# A completed application is a mortgage; another one beside it is a conversation.
MAY_BEGIN_AGAIN = (State.WITHDRAWN, State.EXPIRED, State.DECLINED)


def begin(user: User) -> Applicant:
    """The running application of somebody, or a new one; asked twice at once there is one."""
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        last = applicant_of(user)
        if last is not None and State(last.dossier.state) not in TERMINAL:
            return last
        new = start_dossier(user=user)
        if last is not None and State(last.dossier.state) in MAY_BEGIN_AGAIN:
            carry_over(to=new, last=last)
        return new
