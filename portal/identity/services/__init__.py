"""Writes of identity. Keyword-only; every function owns its transaction."""

from portal.identity.services.links import (
    answer_link_request,
    consume_link,
    hand_over_link,
    link_owner,
    peek_link,
    replace_link,
    request_link,
    send_login_link,
)
from portal.identity.services.people import (
    choose_language,
    create_staff,
    end_sessions,
    get_or_create_consumer,
    verify_staff,
)
from portal.identity.services.recovery import issue_recovery_codes, use_recovery_code
from portal.identity.services.totp import (
    TotpSetup,
    confirm_totp,
    enrol_totp,
    pending_totp,
    start_totp,
    verify_totp,
)

__all__ = [
    "TotpSetup",
    "answer_link_request",
    "choose_language",
    "confirm_totp",
    "consume_link",
    "create_staff",
    "end_sessions",
    "enrol_totp",
    "get_or_create_consumer",
    "hand_over_link",
    "issue_recovery_codes",
    "link_owner",
    "peek_link",
    "pending_totp",
    "replace_link",
    "request_link",
    "send_login_link",
    "start_totp",
    "use_recovery_code",
    "verify_staff",
    "verify_totp",
]
