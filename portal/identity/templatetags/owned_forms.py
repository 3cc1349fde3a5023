"""`{% csrf_token %}` as every template has it, with the mark of whose form it is beside it."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html
from django.utils.safestring import SafeString

from portal.identity.owner import OWNER, owner_mark

register = template.Library()


class OwnedCsrfTokenNode(CsrfTokenNode):
    """Django's hidden field, then ours."""

    def render(self, context: Context) -> SafeString:
        field = super().render(context)
        mark = owner_mark(context.get("request"))
        return format_html('{}<input type="hidden" name="{}" value="{}">', field, OWNER, mark) if mark else field


@register.tag
def csrf_token(parser: Any, token: Any) -> OwnedCsrfTokenNode:
    """In place of Django's own, by `builtins` in the settings."""
    return OwnedCsrfTokenNode()
