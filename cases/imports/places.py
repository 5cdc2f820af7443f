"""The places a file names: the unit's own where the name can mean only one, new ones for the rest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from accounts.models import Unit, User
from cases.imports.known import fold
from directory.actions.place import add_place
from directory.models import Place


class Places:
    """The unit's places by name; those that are missing are made, and can be described better afterwards."""

    def __init__(self, unit: Unit, user: User) -> None:
        self.unit, self.user, self.made = unit, user, 0
        alike: dict[str, list[Place]] = defaultdict(list)
        self.by_name: dict[str, Place] = {}
        for place in Place.objects.filter(unit=unit):
            alike[fold(place.name)].append(place)
            self.by_name[fold(str(place))] = place
        for name, places in alike.items():
            # A name that stands in several areas means none of them, unless one has no area.
            if len(places) == 1:
                self.by_name.setdefault(name, places[0])

    def find(self, name: str) -> Place | None:
        if not name:
            return None
        if fold(name) not in self.by_name:
            self.by_name[fold(name)] = add_place(unit=self.unit, name=name, kind=Place.Kind.OTHER, by=self.user)
            self.made += 1
        return self.by_name[fold(name)]

    def missing(self, names: Iterable[str]) -> list[str]:
        """Those of `names` that would be made, each once, as first written."""
        wanted = {fold(name): name for name in reversed([name for name in names if name])}
        return [name for folded, name in reversed(wanted.items()) if folded not in self.by_name]
