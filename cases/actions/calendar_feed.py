"""The secret address of one's own calendar: made, and closed."""

from __future__ import annotations

import secrets

from django.utils import timezone

from accounts.models import Unit, User
from audit.writing import action
from cases.models import CalendarFeed
from cases.models.calendar_feed import digest

#: Bytes of chance. Nobody guesses 256 bits, so nothing has to count wrong guesses.
SECRET_BYTES = 32


@action
def open_feed(*, unit: Unit, by: User) -> tuple[CalendarFeed, str]:
    """A new address, and its secret, which is known only now. The earlier one of that unit stops working."""
    close_feed(unit=unit, by=by)
    secret = secrets.token_urlsafe(SECRET_BYTES)
    feed = CalendarFeed(user=by, unit=unit, secret_digest=digest(secret))
    feed.save()
    return feed, secret


@action
def close_feed(*, unit: Unit, by: User) -> None:
    for feed in CalendarFeed.objects.open().filter(user=by, unit=unit):
        feed.closed_at = timezone.now()
        feed.save()
