"""Enquiries on the citizen's page: those that are open, and that they came at all. No query beside that of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.policy import Can, may
from cases.course_sources import source_of
from cases.facts import Fact, facts_of, register_branch
from cases.models import Citizen
from cases.panels import Column, Page, Panel, register_panel
from cases.timeline import Entry, Key, Source, register_source
from intake.enquiry_list import DOOR_ICONS, since_words
from intake.models import Enquiry
from intake.models.enquiry import ended_how

ENQUIRED = "enquired"

register_branch(
    ENQUIRED,
    Enquiry,
    "citizen",
    {
        "key": F("door"),
        "code": ended_how(),
        "text": F("settled_words"),
        "more": F("wish"),
        "began": F("came_at"),
        "ended": F("settled_at"),
        "left_out": F("first_help_at"),
        "who": F("taken_by__name"),
        # What they are known by, where that is a code word only.
        "place": Coalesce(NullIf(F("code_word"), Value("")), F("first_help")),
    },
)


def enquiry_panel(user: User, citizen: Citizen | None) -> dict[str, Any] | None:
    """Those that are open, and the way to them."""
    if citizen is None or citizen.name_hidden or not may(user, Can.RECEIVE_ENQUIRIES):
        return None
    rows = [_row(fact) for fact in facts_of(citizen).of(ENQUIRED) if fact.code is None]
    return {"rows": rows} if rows else None


def _row(fact: Fact) -> dict[str, Any]:
    assert fact.began is not None
    taken = _("hos %(who)s") % {"who": fact.who} if fact.who else _("ingen har taget imod endnu")
    door = Enquiry.Door(fact.key or "")
    return {"title": door.label, "url": _url(fact), "icon": DOOR_ICONS[door],
            "meta": f"{since_words(fact.began)} · {taken}"}  # fmt: skip


def enquiry_entries(citizen: Citizen) -> Iterator[Entry]:
    """They came, and how it ended where somebody said so; of a protected citizen not what was told."""
    for fact in facts_of(citizen).of(ENQUIRED):
        if fact.began is None:
            continue
        door = Enquiry.Door(fact.key or "")
        hidden = citizen.name_hidden
        facts = [str(door.label)]
        if fact.who:
            facts.append(_("taget imod af %(who)s") % {"who": fact.who})
        if fact.place and not hidden:
            facts.append(fact.place)
        url = "" if hidden else _url(fact)
        yield Entry(
            Key(fact.began, fact.id), "enquiry", _("Henvendte sig"), body="" if hidden else fact.more or "",
            facts=facts, url=url, icon=DOOR_ICONS[door],
        )  # fmt: skip
        if fact.ended and fact.code:
            ended = _("Henvendelsen er afsluttet: %(how)s") % {"how": Enquiry.Outcome(fact.code).label}
            body = "" if hidden else fact.text or ""
            yield Entry(Key(fact.ended, fact.id), "enquiry", ended, body=body, url=url, icon="check")


def _url(fact: Fact) -> str:
    return reverse("intake:enquiry", args=[fact.id])


register_panel(Panel(Page.CITIZEN, "enquiry", 8, "intake/enquiry_panel.html", enquiry_panel, Column.ASIDE))
register_source(Source("enquiry", gettext_lazy("Henvendelser"), source_of(enquiry_entries), order=48))
