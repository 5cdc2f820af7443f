"""What was typed knows no seconds: a moment of the same minute as another is no earlier."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import overload


@overload
def not_in_the_minute_before(moment: datetime, begun: datetime) -> datetime: ...
@overload
def not_in_the_minute_before(moment: None, begun: datetime) -> None: ...
def not_in_the_minute_before(moment: datetime | None, begun: datetime) -> datetime | None:
    """`begun` for a moment less than a minute before it; else the moment itself."""
    return begun if moment and timedelta(0) < begun - moment < timedelta(minutes=1) else moment
