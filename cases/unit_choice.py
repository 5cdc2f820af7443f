"""Which of the unit's courses a number counts, and which a list shows: one predicate for both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from cases.pathway import pathways
from cases.rhythm import phase_key
from cases.unit_courses import Unit, UnitCourse

Text = str | Promise

#: Before the first step, without a team, without a worker: a choice of its own, as it stands in an address.
NONE = "ingen"


@dataclass(frozen=True)
class Kind:
    """One sort of course: its word in an address, what people call it, and which courses it is."""

    key: str
    label: Text
    holds: Callable[[UnitCourse], bool]


OPEN = Kind("", _("Åbne forløb"), lambda course: course.is_open)
UNASSIGNED = Kind("uden-kontaktperson", _("Uden kontaktperson"), lambda course: course.unassigned)
LONG_SINCE = Kind("laenge-siden", _("Længe siden kontakt"), lambda course: course.long_since)
WAITS = Kind("overdragelse", _("Venter på overdragelse"), lambda course: course.waits)
PAUSED = Kind("pause", _("På pause"), lambda course: course.paused)
AWAY = Kind("indlagt", _("Indlagt eller på ophold"), lambda course: course.away)
OPENED = Kind("aabnet", _("Åbnet i denne måned"), lambda course: course.opened_this_month)
CLOSED = Kind("afsluttet", _("Afsluttet i denne måned"), lambda course: course.closed_this_month)

KINDS = {kind.key: kind for kind in (OPEN, UNASSIGNED, LONG_SINCE, WAITS, PAUSED, AWAY, OPENED, CLOSED)}


@dataclass(frozen=True)
class Band:
    """Time in a phase: from so many days, up to and not including `below`."""

    key: str
    label: Text
    start: int
    below: int | None


BANDS = (
    Band("0", _("Under 1 måned"), 0, 30),
    Band("1", _("1–3 måneder"), 30, 91),
    Band("3", _("3–6 måneder"), 91, 183),
    Band("6", _("Over 6 måneder"), 183, None),
)


def band_of(course: UnitCourse, today: date) -> str:
    """Key of the band of a course: how long it has been in its phase."""
    days = (today - course.since).days
    return next(band.key for band in reversed(BANDS) if days >= band.start or band is BANDS[0])


def phase_choices() -> list[tuple[str, str]]:
    """(key, title) of every phase of every model, and what comes before the first step."""
    known = [(phase_key(declared, phase), str(phase.title)) for declared in pathways() for phase in declared.phases]
    return [*known, (NONE, str(_("Ingen trin er begyndt")))]


@dataclass(frozen=True)
class Choice:
    """What is asked for; an empty part leaves nothing out."""

    kind: Kind = OPEN
    worker: str = ""
    team: str = ""
    phase: str = ""
    band: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> Choice:
        """From an address; what it does not know is left out. `picks` makes nothing of somebody else's id."""
        return cls(
            kind=KINDS.get(asked.get("vis", ""), OPEN),
            worker=_uuid(asked.get("medarbejder", "")),
            team=_uuid(asked.get("team", "")),
            phase=asked.get("fase", "") if asked.get("fase") in dict(phase_choices()) else "",
            band=asked.get("tid", "") if asked.get("tid") in {band.key for band in BANDS} else "",
        )

    def picks(self, course: UnitCourse, today: date) -> bool:
        return (
            self.kind.holds(course)
            and self.worker in ("", str(course.worker_id or NONE))
            and self.team in ("", str(course.team_id or NONE))
            and self.phase in ("", course.phase or NONE)
            and self.band in ("", band_of(course, today))
        )

    def among(self, unit: Unit) -> list[UnitCourse]:
        return [course for course in unit.courses if self.picks(course, unit.today)]

    def of(self, **parts: str | Kind) -> Choice:
        return replace(self, **parts)  # type: ignore[arg-type]

    @property
    def query(self) -> dict[str, str]:
        parts = {
            "vis": self.kind.key, "medarbejder": self.worker, "team": self.team, "fase": self.phase, "tid": self.band,
        }  # fmt: skip
        return {name: value for name, value in parts.items() if value}

    @property
    def url(self) -> str:
        """The page with these courses."""
        address = reverse("cases:unit_courses")
        return f"{address}?{urlencode(self.query)}" if self.query else address


def _uuid(text: str) -> str:
    """The id in its one spelling, NONE, or nothing."""
    if text == NONE:
        return text
    try:
        return str(UUID(text))
    except ValueError:
        return ""
