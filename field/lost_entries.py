"""What a tablet lost: which numbers, between when and when they were written, and what became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from field.models import DeviceUser, Entry, LostEntry
from field.typed import moment_words

#: The list of numbers is told in words up to here.
_MOST_GAPS = 5
#: So many spans are shown and ticked off at once; the rest follows.
MOST_SPANS = 50
#: So many that were ticked off stand below.
MOST_SEEN = 50


@dataclass(frozen=True)
class LostSpan:
    """Numbers in a row. `key`: "41-43". `when`: "Skrevet mellem i dag kl. 9.10 og i dag kl. 11.30"."""

    first: int
    last: int
    when: str = ""

    @property
    def key(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"

    @property
    def label(self) -> str:
        return _("Nr. %(numbers)s") % {"numbers": self.key}

    @property
    def numbers(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True)
class SeenLine:
    numbers: str
    note: str
    meta: str


def lost_spans(row: DeviceUser) -> list[LostSpan]:
    """The first `MOST_SPANS` that nobody has said anything about. Two queries.

    They were written after the number before them and before the one after them, by the tablet's own clock.
    """
    missing = LostEntry.objects.missing().filter(device_user=row).order_by("number")
    found = spans_of(missing.values_list("number", flat=True))[:MOST_SPANS]
    mine = Entry.objects.filter(device_user=OuterRef("device_user"))
    before = mine.filter(number__lt=OuterRef("number")).order_by("-number").values("made_at")[:1]
    after = mine.filter(number__gt=OuterRef("number")).order_by("number").values("made_at")[:1]
    ends = missing.filter(number__in=[number for ends in found for number in ends])
    beside = {
        number: (earlier, later, missed)
        for number, earlier, later, missed in ends.annotate(
            earlier=Subquery(before), later=Subquery(after)
        ).values_list("number", "earlier", "later", "missed_at")
    }
    return [LostSpan(first, last, _when(beside[first][0], beside[last][1] or beside[last][2])) for first, last in found]


def _when(earlier: datetime | None, later: datetime) -> str:
    if earlier is None:
        return _("Skrevet før %(later)s") % {"later": moment_words(later)}
    words = {"earlier": moment_words(earlier), "later": moment_words(later)}
    return _("Skrevet mellem %(earlier)s og %(later)s") % words


def seen_lines(row: DeviceUser) -> list[SeenLine]:
    """What became of those that were ticked off, the latest first."""
    rows = LostEntry.objects.filter(device_user=row, seen_at__isnull=False).order_by("-seen_at", "number")
    told: dict[tuple[str, str], list[int]] = {}
    for number, note, name, at in rows.values_list("number", "note", "seen_by__name", "seen_at")[:MOST_SEEN]:
        by = _("%(name)s, %(when)s") % {"name": name, "when": moment_words(at)}
        told.setdefault((note, by), []).append(number)
    return [SeenLine(listed(sorted(numbers)), note, by) for (note, by), numbers in told.items()]


def lost_words(numbers: Collection[int]) -> str:
    """ "Mangler nr. 41-43 og 47"."""
    return _("Mangler nr. %(numbers)s") % {"numbers": listed(sorted(numbers))} if numbers else ""


def listed(numbers: Collection[int]) -> str:
    """ "41-43 og 47", of sorted numbers."""
    told = [LostSpan(*span).key for span in spans_of(numbers)]
    if len(told) > _MOST_GAPS:
        words = {"numbers": ", ".join(told[:_MOST_GAPS]), "count": len(numbers)}
        return _("%(numbers)s og flere, i alt %(count)s") % words
    *first_ones, last_one = told
    return _("%(some)s og %(last)s") % {"some": ", ".join(first_ones), "last": last_one} if first_ones else last_one


def spans_of(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """First and last of each run, of sorted numbers."""
    spans: list[tuple[int, int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1] = (spans[-1][0], number)
        else:
            spans.append((number, number))
    return spans
