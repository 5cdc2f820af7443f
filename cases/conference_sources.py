"""What the timeline tells of the conference: raised, decided. From the one query of `cases.facts`."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.course_sources import source_of
from cases.facts import facts_of
from cases.models import Citizen
from cases.timeline import Entry, Key, Source, register_source


def point_entries(citizen: Citizen) -> Iterator[Entry]:
    for row in facts_of(citizen).of("point"):
        if row.began is None:
            continue
        if row.ended:
            yield Entry(
                Key(row.ended, row.id), "point", _("Besluttet på konferencen"), row.key or "", row.more or "",
                facts=[row.text or ""], url=f"{reverse('cases:conference')}?vis=besluttet", icon="check",
            )  # fmt: skip
        yield Entry(
            Key(row.began, row.id), "point", _("Skrevet på til konferencen"), row.who or "", row.text or "",
            url=reverse("cases:conference_decide", args=[row.id]) if row.ended is None else "", icon="talk",
        )  # fmt: skip


register_source(Source("point", gettext_lazy("Konference"), source_of(point_entries), order=60))
