"""How much of everything there is at each size: the largest municipality stays, the country around it grows."""

from __future__ import annotations

import os
from dataclasses import dataclass

#: Contacts of the three sizes.
SIZES = (10_000, 100_000, 2_000_000)
#: One unit of the largest municipality, and of each of the others.
LARGEST, OTHERS = 125, 9
#: Open courses of one worker.
COURSES = 13
MUNICIPALITIES = int(os.environ.get("MUNICIPALITIES", "") or 98)
#: Contacts of one citizen, on average.
PER_CITIZEN = 20


@dataclass(frozen=True)
class Size:
    contacts: int

    @property
    def municipalities(self) -> int:
        return min(MUNICIPALITIES, max(2, self.contacts // 20_000))

    def workers(self, municipality: int) -> int:
        return LARGEST if municipality == 0 else OTHERS

    @property
    def all_workers(self) -> int:
        return sum(self.workers(number) for number in range(self.municipalities))

    def citizens(self, municipality: int) -> int:
        """At least those on the open courses; the rest, closed long ago, by the number of workers."""
        open_ones = self.workers(municipality) * COURSES
        everybody = self.contacts // PER_CITIZEN * self.workers(municipality) // self.all_workers
        return max(open_ones, everybody)


def chosen(text: str) -> list[int]:
    """The sizes of `SIZES="10000 100000"`, smallest first; all of them for no text. Raises ValueError."""
    sizes = [int(word.replace("_", "")) for word in text.replace(",", " ").split()]
    if any(size < SIZES[0] for size in sizes):
        raise ValueError(f"The smallest size is {SIZES[0]} contacts.")
    return sorted(set(sizes)) or list(SIZES)
