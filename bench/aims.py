"""What each figure should come to, and what it came to. Aims that are missed are told like those that are met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bench.timing import Cost, Ratio, exponent, ratio

Costs = Mapping[str, Sequence[Cost]]


@dataclass(frozen=True)
class Aim:
    """`above` ÷ `below`, each a sum of calls. Without a bound the figure is told and not judged."""

    title: str
    above: tuple[str, ...]
    below: tuple[str, ...]
    at_most: float | None = None
    at_least: float | None = None

    @property
    def words(self) -> str:
        if self.at_most is not None:
            return f"≤ {self.at_most:g}"
        return f"≥ {self.at_least:g}" if self.at_least is not None else ""

    def value(self, costs: Costs) -> Ratio | None:
        """None when one of its calls was not measured."""
        if not {*self.above, *self.below} <= set(costs):
            return None
        return ratio([costs[name] for name in self.above], [costs[name] for name in self.below])

    def verdict(self, value: float) -> str:
        if self.at_most is None and self.at_least is None:
            return ""
        kept = (self.at_most is None or value <= self.at_most) and (self.at_least is None or value >= self.at_least)
        return "ok" if kept else "missed"


#: `empty.ours` is the floor of every page: the shell, the session, the person and the role.
AIMS = (
    Aim("Min dag ÷ (its SQL + empty page)", ("my_day.ours",), ("my_day.sql", "empty.ours"), at_most=1.5),
    Aim("leader's page, data ÷ raw SQL", ("unit.ours",), ("unit.sql",), at_most=1.6),
    Aim("contact list ÷ (its SQL + empty page)", ("contacts.ours",), ("contacts.sql", "empty.ours"), at_most=2.0),
    Aim("citizen's page ÷ (its SQL + empty page)", ("timeline.ours",), ("timeline.sql", "empty.ours"), at_most=2.0),
    Aim("list at half depth ÷ first page", ("contacts_half.ours",), ("contacts.ours",), at_most=1.15),
    Aim("search, beginning of a name ÷ raw prefix", ("search.ours",), ("search.sql",), at_most=3.0),
    Aim("search, a surname ÷ raw prefix", ("search.surname",), ("search.sql",)),
    Aim("signed-in empty page ÷ a word for nobody", ("empty.ours",), ("empty.hello",)),
    Aim("signed-in empty page ÷ the same for nobody", ("empty.ours",), ("empty.anonymous",), at_most=4.0),
    Aim("evaluation of a municipality ÷ raw SQL", ("evaluation.ours",), ("evaluation.sql",), at_most=1.5),
    Aim("one contact, history and log ÷ raw SQL", ("contact.ours",), ("contact.sql",), at_most=2.0),
    Aim("500 contacts of a tablet ÷ raw SQL, a transaction each", ("sync.ours",), ("sync.sql",), at_most=3.0),
    Aim("500 contacts of a tablet ÷ raw SQL, all at once", ("sync.ours",), ("sync.batched",)),
    Aim("import of 5,000 ÷ raw SQL", ("import.ours",), ("import.sql",)),
    Aim("admin's contact list ÷ ours", ("contacts.admin",), ("contacts.ours",), at_least=15.0),
    Aim("admin's list at half depth ÷ ours", ("contacts_half.admin",), ("contacts_half.ours",), at_least=15.0),
    Aim("admin's list of assignments ÷ Min dag", ("my_day.admin",), ("my_day.ours",)),
    Aim("admin's search ÷ ours", ("search.admin",), ("search.ours",)),
    Aim("naive Min dag, data only ÷ our page", ("my_day.naive",), ("my_day.ours",)),
    Aim("naive leader's page, a fifth of the workers ÷ ours, all", ("unit.naive",), ("unit.ours",)),
    Aim("naive contact list, data only ÷ our page", ("contacts.naive",), ("contacts.ours",)),
    Aim("naive list at half depth, data only ÷ our page", ("contacts_half.naive",), ("contacts_half.ours",)),
    Aim("naive timeline, data only ÷ our page", ("timeline.naive",), ("timeline.ours",)),
    Aim("naive search, data only ÷ ours", ("search.naive",), ("search.ours",)),
    Aim("naive contact (full_clean, save) ÷ ours", ("contact.naive",), ("contact.ours",)),
)
#: The same page measured as two: between 0.9 and 1.1, or nothing of the run can be believed.
CONTROL = Aim("the empty page ÷ itself", ("empty.again",), ("empty.ours",))

#: What somebody with a tablet in the hand waits for: seconds by the clock, and the most they should be.
SECONDS = {"sync.ours": 10.0, "carried.ours": 1.0}

#: Whose blocks should not grow with the country, and how steep is still flat.
FLAT = ("my_day.ours", "unit.ours", "contacts.ours", "contacts_half.ours", "timeline.ours", "search.ours",
        "contact.ours", "empty.ours")  # fmt: skip
FLAT_AT_MOST = 0.1


@dataclass(frozen=True)
class Growth:
    name: str
    blocks: list[int]
    slope: float | None

    @property
    def verdict(self) -> str:
        return "" if self.slope is None else "ok" if self.slope <= FLAT_AT_MOST else "missed"


def growth(name: str, sizes: Sequence[int], blocks: Sequence[int]) -> Growth:
    return Growth(name, list(blocks), exponent(sizes, blocks))
