"""Everything that happened with a citizen, newest first, from any number of sources, paged by key."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise

from cases.dates import moment_in

if TYPE_CHECKING:
    from accounts.models import User
    from cases.models import Citizen

PAGE = 25


@dataclass(frozen=True, order=True)
class Key:
    """Where in time an entry stands; the id decides between two of the same moment."""

    at: datetime
    id: UUID

    def __str__(self) -> str:
        return f"{self.at.isoformat()}_{self.id}"

    @classmethod
    def read(cls, text: str) -> Key | None:
        """The key in a URL, or None for anything that is none."""
        at, _, identity = text.partition("_")
        moment = moment_in(at)
        try:
            return cls(moment, UUID(identity)) if moment else None
        except ValueError:
            return None


@dataclass(frozen=True)
class Entry:
    """One line of the timeline, ready to show: no query fires in the template."""

    key: Key
    kind: str
    title: str
    #: Who wrote or did it.
    who: str = ""
    body: str = ""
    #: Short facts: place, way, minutes …
    facts: Sequence[str] = field(default=())
    url: str = ""
    icon: str = ""
    #: Template of a kind with more to show than the common entry; gets `entry`.
    template: str = ""
    extra: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """`load(citizen, user, before, limit)`: at most `limit` entries older than `before`, newest first."""

    kind: str
    label: str | Promise
    load: Callable[[Citizen, User, Key | None, int], list[Entry]]
    #: Where it stands among the filters, the smallest first.
    order: int = 50


_sources: dict[str, Source] = {}


def register_source(source: Source) -> None:
    _sources[source.kind] = source


def sources() -> list[Source]:
    return sorted(_sources.values(), key=lambda source: source.order)


@dataclass(frozen=True)
class TimelinePage:
    entries: list[Entry]
    #: Key for the next, older page; None on the last.
    older: Key | None


def timeline(
    citizen: Citizen, user: User, *, kind: str = "", before: Key | None = None, limit: int = PAGE
) -> TimelinePage:
    """One page of all sources merged (or of one kind)."""
    chosen = [source for source in _sources.values() if not kind or source.kind == kind]
    lists = [source.load(citizen, user, before, limit + 1) for source in chosen]
    merged = list(islice(heapq.merge(*lists, key=lambda entry: entry.key, reverse=True), limit + 1))
    more = len(merged) > limit
    return TimelinePage(merged[:limit], merged[limit - 1].key if more else None)
