"""How one talks with somebody, as the figures divide it: in the same room, out walking, by telephone, on video (S0)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.models import Contact

Way = Contact.Way


class Mode(models.TextChoices):
    IN_PERSON = "in_person", gettext_lazy("Fremmøde")
    WALK = "walk", Way.WALK_AND_TALK.label
    PHONE = "phone", Way.PHONE.label
    VIDEO = "video", gettext_lazy("Video (Teams)")


#: Ways in which one does not meet.
REMOTE = (Way.PHONE.value, Way.VIDEO.value)
#: An SMS is written; nobody talks.
NO_TALK = (Way.SMS.value,)

_MODES = {Way.WALK_AND_TALK.value: Mode.WALK, Way.PHONE.value: Mode.PHONE, Way.VIDEO.value: Mode.VIDEO}


def mode_of(way: str) -> Mode:
    return _MODES.get(way, Mode.IN_PERSON)


def ways_of(mode: Mode) -> list[str]:
    return [way for way in Way.values if way not in NO_TALK and mode_of(way) == mode]


def is_remote(way: str) -> bool:
    return way in REMOTE


def minutes_words(minutes: int | None) -> str:
    return _("%(minutes)s min.") % {"minutes": minutes} if minutes else ""


def talk_words(way: str | None, minutes: int | str | None = None) -> str:
    """ "Telefon, 30 min.", or nothing where no way was planned."""
    if not way:
        return ""
    words = str(Way(way).label)
    return f"{words}, {minutes_words(int(minutes))}" if minutes else words
