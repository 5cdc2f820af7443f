"""*Vægskærm* in the staff room: rooms and signs. Never a name, never a time of anybody's."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from crisis_center.board import stays_in
from crisis_center.models import Centre, CentrePerson, Room, StayAlert
from crisis_center.rooms import in_order
from crisis_center.stay_facts import facts_about


@dataclass(frozen=True)
class Tile:
    """One room. `state`: taken, free or out; `signs`: (icon, words)."""

    room: str
    state: str
    words: str
    signs: list[tuple[str, str]]


def read_wall(centre: Centre, user: User) -> tuple[list[Tile], list[CentrePerson]]:
    """Rooms and the doctors on duty. Four queries."""
    facts = facts_about(user, [stay.pk for stay in stays_in(centre, user)], {"room", "alert", "watch"})
    inside = {row.text: row.stay_id for row in facts.of("room")}
    tiles = []
    for room in in_order(Room.objects.visible_to(user).filter(centre=centre)):
        signs: list[tuple[str, str]] = []
        if room.name in inside:
            stay_id = inside[room.name]
            if facts.of("watch", stay_id):
                signs.append(("eye", _("Hold øje")))
            kinds = {row.code or "" for row in facts.of("alert", stay_id) if row.day_to is None}
            signs += [("warning", str(kind.label)) for kind in StayAlert.Kind if kind in kinds]
            tiles.append(Tile(room.name, "taken", _("Optaget"), signs))
        elif room.out_of_service_on:
            tiles.append(Tile(room.name, "out", _("Ude af drift"), signs))
        else:
            tiles.append(Tile(room.name, "free", _("Ledigt"), signs))
    doctors = CentrePerson.objects.visible_to(user).current().filter(centre=centre, duty=CentrePerson.Duty.DOCTOR)
    return tiles, list(doctors.order_by("name"))
