"""How often a citizen on a course is met, and when it is long since."""

from __future__ import annotations

from datetime import date, timedelta

#: Days between contacts before it is *længe siden*: rarer than every 14 days is sporadic contact (S2 p. 27).
RHYTHM_DAYS = 14


def is_long_since(last_talked_on: date | None, opened_on: date, today: date) -> bool:
    """Whether the last talk, or the opening of the course where nobody has talked yet, is more than the rhythm ago."""
    return (last_talked_on or opened_on) < today - timedelta(days=RHYTHM_DAYS)


def is_resting(rest_until: date | None, today: date) -> bool:
    """Whether an "ikke nu" or "nej" still holds: on the day itself one may ask again."""
    return rest_until is not None and today < rest_until
