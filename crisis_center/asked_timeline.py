"""What the timeline tells: a centre was asked, what was answered, who fetched. From the one query of `cases.facts`."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.course_sources import source_of
from cases.facts import facts_of
from cases.models import Citizen
from cases.timeline import Entry, Key, Source, register_source
from crisis_center.asked import Asked, hours_between
from crisis_center.asked_facts import ASKED, FETCHED, GRANTED, asked_in, fetched_in
from crisis_center.models import PickUp
from crisis_center.models.referral import refusal_label


def asked_entries(citizen: Citizen) -> Iterator[Entry]:
    facts = facts_of(citizen)
    for row in facts.of(ASKED):
        yield from _question(asked_in(row))
    for row in facts.of(GRANTED):
        if row.began:
            said = _("Kommunen bevilger opholdet") if row.key == "y" else _("Kommunen giver afslag på opholdet")
            body = _no(row.code or "", row.text or "", row.more or "")
            yield Entry(Key(row.began, row.id), "asked", said, row.who or "", body, url=_url(row.id), icon="document")
    for row in facts.of(FETCHED):
        one, url = fetched_in(row), _url(row.who_id)
        if one.ended_at:
            title = _("Afhentning: %(how)s") % {"how": str(PickUp.Result(one.result).label).lower()}
            body = one.motivation
            yield Entry(Key(one.ended_at, one.id), "asked", title, one.by, body, url=url, icon="check")
        if one.left_at:
            yield Entry(Key(one.left_at, one.id), "asked", _("Taget afsted for at hente"), one.by, url=url, icon="walk")


def _question(asked: Asked) -> Iterator[Entry]:
    url = _url(asked.id)
    title = _("Spurgt: %(centre)s") % {"centre": asked.centre}
    yield Entry(Key(asked.asked_at, asked.id), "asked", title, asked.asked_by, url=url, icon="inbox")
    if asked.decided_at:
        words = _("%(centre)s siger ja") if asked.accepted else _("%(centre)s siger nej")
        took = _("Svar efter %(hours)s") % {"hours": hours_between(asked.asked_at, asked.decided_at)}
        yield Entry(
            Key(asked.decided_at, asked.id), "asked", words % {"centre": asked.centre},
            body=_no(asked.refusal, asked.instead), facts=[took], url=url, icon="talk",
        )  # fmt: skip
    if asked.withdrawn_at:
        title = _("Henvendelsen er trukket tilbage")
        yield Entry(
            Key(asked.withdrawn_at, asked.id), "asked", title, body=asked.withdrawn_because, url=url, icon="undo"
        )


def _no(reason: str, instead: str, words: str = "") -> str:
    """Why, and what is done instead; empty with a yes."""
    stead = _("I stedet: %(what)s") % {"what": instead} if instead else ""
    return "\n".join(part for part in (refusal_label(reason), words, stead) if part)


def _url(referral_id: object) -> str:
    return reverse("crisis_center:referral", args=[referral_id])


register_source(Source("asked", gettext_lazy("Akutkrisecenter"), source_of(asked_entries), order=57))
