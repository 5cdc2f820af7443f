"""How often the open door may be used: by one address, and by all together. Nobody's page behind the sign-in counts.

Counted by stretches of time, so that a flood that is refused writes nothing. Who came from where is not kept: an
address counts as a keyed digest of itself.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from audit import context


@dataclass(frozen=True)
class Limit:
    """So many in `seconds`. Wide by address: a hostel or a library often comes from one."""

    name: str
    by_address: int
    by_door: int
    seconds: int

    def is_reached(self, door: str) -> bool:
        return any(cache.get(key, 0) >= most for key, most in self._keys(door))

    def count(self, door: str) -> None:
        for key, _most in self._keys(door):
            cache.set(key, cache.get(key, 0) + 1, self.seconds)

    def _keys(self, door: str) -> list[tuple[str, int]]:
        stretch = int(time.time()) // self.seconds
        address = salted_hmac("intake.limits", context.current().ip or "").hexdigest()[:24]
        named = f"door:{self.name}:{stretch}"
        return [(f"{named}:a:{address}", self.by_address), (f"{named}:d:{door}", self.by_door)]


#: Anything that is sent.
SENT = Limit("sent", by_address=240, by_door=3000, seconds=600)
#: What makes a new enquiry or a new self-assessment.
NEW = Limit("new", by_address=20, by_door=200, seconds=1800)
#: Codes that lead nowhere.
WRONG_CODE = Limit("code", by_address=8, by_door=120, seconds=900)
