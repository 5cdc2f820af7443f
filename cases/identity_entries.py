"""What the timeline tells of who somebody turned out to be. All from the one query of `cases.facts`."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from cases.facts import Fact, facts_of
from cases.models import Citizen, Identification, RowMove
from cases.timeline import Entry, Key


def identity_entries(citizen: Citizen) -> Iterator[Entry]:
    """Got a name, became one with another, gave rows to another or got some. What was undone is in the history only."""
    facts = facts_of(citizen)
    for row in facts.of("named"):
        how = Identification.How(row.key or "").label
        was_anonymous = row.code == Citizen.Identity.ANONYMOUS
        title = _("Borgeren er ikke længere anonym") if was_anonymous else _("Borgeren har fået navn")
        yield _entry(row, title, str(how), "person")
    for row in facts.of("joined"):
        url = reverse("cases:move_undo", args=[row.id])
        if row.ended is None and row.code == RowMove.Kind.MERGE:
            called = "" if citizen.name_hidden else row.place
            title = _("Samlet med »%(name)s«") % {"name": called} if called else _("Samlet med en anden borger")
            why = "" if citizen.name_hidden else row.text
            yield _entry(row, title, why, "link", url)
        elif row.ended is None:
            # Why it was moved may tell of the other one.
            yield _entry(row, _("Flyttet hertil fra en anden borger"), "", "switch", url)
    for row in facts.of("parted"):
        if row.ended is None and row.code == RowMove.Kind.SPLIT:
            url = reverse("cases:move_undo", args=[row.id])
            yield _entry(row, _("Flyttet til en anden borger"), "", "switch", url)


def _entry(row: Fact, title: str, body: str | None, icon: str, url: str = "") -> Entry:
    assert row.began is not None
    return Entry(Key(row.began, row.id), "citizen", title, who=row.who or "", body=body or "", url=url, icon=icon)
