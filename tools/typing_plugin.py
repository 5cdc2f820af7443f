"""Two things mypy cannot know: who `request.user` is, and that a user acts in a membership.

The middleware lets nobody into a view without signing in, and the policy lets nobody without a membership near a row.
The few views that are open to all ask before they use either. Without this every view would have to say so again.
"""

from __future__ import annotations

from collections.abc import Callable

from mypy.plugin import AttributeContext, Plugin
from mypy.typeops import make_simplified_union
from mypy.types import Instance, NoneType, ProperType, Type, UnionType, get_proper_type

ANONYMOUS = "django.contrib.auth.models.AnonymousUser"


def is_nobody(kind: ProperType) -> bool:
    return isinstance(kind, NoneType) or (isinstance(kind, Instance) and kind.type.fullname == ANONYMOUS)


def somebody(context: AttributeContext) -> Type:
    kind = get_proper_type(context.default_attr_type)
    if not isinstance(kind, UnionType):
        return kind
    return make_simplified_union([item for item in kind.items if not is_nobody(get_proper_type(item))])


class House(Plugin):
    def get_attribute_hook(self, fullname: str) -> Callable[[AttributeContext], Type] | None:
        if fullname in ("django.http.request.HttpRequest.user", "accounts.models.user.User.membership"):
            return somebody
        return None


def plugin(version: str) -> type[Plugin]:
    """What mypy calls; `version` is mypy's own."""
    return House
