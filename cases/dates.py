"""Days and times in words, made once in Python: a list shows them as they are."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

#: Nothing here happened before or happens after. At the ends of the calendar another time zone's day does not exist.
YEARS = range(1900, 2201)


def moment_in(text: str) -> datetime | None:
    """The moment in the key of a page, or None for anything that is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo and moment.year in YEARS else None


def local_day(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None


def long_day(day: date) -> str:
    """ "Søndag den 22. november"."""
    words = _("%(weekday)s den %(day)s") % {"weekday": date_format(day, "l"), "day": _day_and_month(day)}
    return words[:1].upper() + words[1:]


def short_day(day: date, today: date | None = None) -> str:
    """ "3. november", with the year when it is another one than today's."""
    today = today or timezone.localdate()
    words = _day_and_month(day)
    return words if day.year == today.year else f"{words} {day.year}"


def dates_words(first: date, last: date, today: date | None = None) -> str:
    """ "3. december", "1. december til og med 5. december"."""
    if first == last:
        return short_day(first, today)
    return _("%(first)s til og med %(last)s") % {"first": short_day(first, today), "last": short_day(last, today)}


def near_day(day: date, today: date | None = None) -> str:
    """ "i dag", "i morgen", "i går", "tirsdag den 24. november", "3. marts"."""
    today = today or timezone.localdate()
    distance = (day - today).days
    near = {-1: _("i går"), 0: _("i dag"), 1: _("i morgen")}
    if distance in near:
        return near[distance]
    if 1 < distance < 7:
        return _("%(weekday)s den %(day)s") % {"weekday": date_format(day, "l"), "day": _day_and_month(day)}
    return short_day(day, today)


def ago(day: date, today: date | None = None) -> str:
    """ "i dag", "i går", "for 12 dage siden"."""
    days = ((today or timezone.localdate()) - day).days
    if days <= 0:
        return _("i dag")
    if days == 1:
        return _("i går")
    return _("for %(days)s dage siden") % {"days": days}


def days_long(days: int) -> str:
    return ngettext("%(days)s dag", "%(days)s dage", days) % {"days": days}


def at_clock(clock: time | None) -> str:
    """ "kl. 9.30", or nothing."""
    return _("kl. %(time)s") % {"time": time_format(clock, "TIME_FORMAT")} if clock else ""


def year_begins(day: date) -> datetime:
    """When the day's year began."""
    return timezone.make_aware(datetime.combine(date(day.year, 1, 1), time()))


def moment_of(day: date) -> datetime:
    """The moment of something of which only the day was said: now when it is today, else the day's noon."""
    now = timezone.now()
    if day == timezone.localdate(now):
        return now
    return timezone.make_aware(datetime.combine(day, time(12)))


def _day_and_month(day: date) -> str:
    return date_format(day, "MONTH_DAY_FORMAT")


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))
