"""What a kind of entry is given: the words as a form would get them, and a request in the author's name."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from cases.access import remember_purpose
from field.settled import ALL, Refused

Found = TypeVar("Found")


class _Said:
    """Stands where the messages of a page would: what the house says while it writes is told to the author."""

    def __init__(self) -> None:
        self.words: list[str] = []

    def add(self, level: int, message: Any, extra_tags: str = "") -> None:
        self.words.append(str(message))


@dataclass(frozen=True)
class Incoming:
    """One entry, unpacked.

    `about` names what it is about, {"citizen": …, "case": …}; `data` is what a form of the page would have posted;
    `base` what stood in the fields when the tablet last heard of them.
    """

    id: UUID
    kind: str
    made_at: datetime
    by: User
    about: Mapping[str, str] = field(default_factory=dict)
    data: QueryDict = field(default_factory=QueryDict)
    base: Mapping[str, str] = field(default_factory=dict)
    #: What the entries that came together need only be asked once for.
    shared: dict[Any, Any] = field(default_factory=dict)

    @property
    def unit(self) -> Unit:
        """Where it is written: whoever uses the app works in a unit."""
        unit: Unit | None = self.by.membership.unit if self.by.membership else None
        if unit is None:
            raise Refused("no_permission", {ALL: [_("Du er ikke tilknyttet en enhed.")]})
        return unit

    def once(self, found: Callable[[User], Found]) -> Found:
        """What `found` says of the author, asked once for all entries that came together."""
        if found not in self.shared:
            self.shared[found] = found(self.by)
        answer: Found = self.shared[found]
        return answer

    def about_id(self, what: str) -> UUID:
        """Raises Refused when the entry does not say whom or what it is about."""
        try:
            return UUID(str(self.about[what]))
        except (KeyError, ValueError) as error:
            raise Refused("unknown", {ALL: [_("Indtastningen siger ikke, hvad den handler om.")]}) from error

    def request(self) -> HttpRequest:
        """As the pages have it, so that the same functions load and authorise. It has no session of anybody."""
        request = HttpRequest()
        request.method = "POST"
        request.POST = self.data  # type: ignore[assignment]
        request.path = request.path_info = "/field/"
        request.user = self.by
        request.session = {}  # type: ignore[assignment]
        request._messages = _Said()  # type: ignore[attr-defined]
        return request

    def request_for(self, citizen_id: UUID) -> HttpRequest:
        """What one writes on the street about somebody is why one opens their file."""
        request = self.request()
        remember_purpose(request, citizen_id, _("Skrevet på tablet"))
        return request


def as_posted(values: Mapping[str, list[str]]) -> QueryDict:
    """{name: [values]} as a form gets it."""
    data = QueryDict(mutable=True)
    for name, several in values.items():
        data.setlist(name, list(several))
    return data
