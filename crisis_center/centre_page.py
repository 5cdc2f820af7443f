"""What the centre's own page shows its leader."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cases.dates import short_day
from crisis_center.models import Centre, CentreAgreement, CentrePerson, Room, RoomUse


def centre_page(centre: Centre, user: User) -> dict[str, Any]:
    """Context of crisis_center/centre.html. Three queries."""
    today = timezone.localdate()
    taken = RoomUse.objects.going().filter(room=OuterRef("pk"))
    rooms = Room.objects.visible_to(user).filter(centre=centre).annotate(is_taken=Exists(taken)).order_by("name")
    people = CentrePerson.objects.visible_to(user).filter(centre=centre).current(today).order_by("duty", "name")
    agreements = CentreAgreement.objects.visible_to(user).filter(centre=centre).in_force(today)
    lines = [_room(room) for room in sorted(rooms, key=lambda room: (len(room.name), room.name))]
    return {
        "centre": centre,
        "facts": [
            (_("Efter"), str(centre.get_legal_basis_display())),
            (_("Drives"), str(centre.get_kind_display())),
            (_("Telefon"), centre.phone),
            (_("Adresse"), centre.address),
        ],
        "rooms": lines,
        "people": [_person(one) for one in people],
        "agreements": [_agreement(one) for one in agreements.select_related("organisation", "mentor")],
    }


def _room(room: Any) -> dict[str, Any]:
    badge = (_("Optaget"), "water", "person") if room.is_taken else (_("Ledigt"), "good", "check")
    out = room.out_of_service_on
    badges = [badge] if room.is_taken or not out else []
    if out:
        badges.append((_("Ude af drift siden %(day)s") % {"day": short_day(out)}, "wait", "warning"))
    return {
        "name": room.name,
        "note": room.note,
        "badges": badges,
        "edit_url": reverse("crisis_center:room_edit", args=[room.pk]),
        "out_url": "" if out else reverse("crisis_center:room_out", args=[room.pk]),
        "back_url": reverse("crisis_center:room_back", args=[room.pk]) if out else "",
    }


def _person(one: CentrePerson) -> dict[str, str]:
    return {
        "name": one.name,
        "duty": str(one.get_duty_display()),
        "phone": one.phone,
        "url": reverse("crisis_center:person_edit", args=[one.pk]),
    }


def _agreement(one: CentreAgreement) -> dict[str, str]:
    return {
        "title": str(one.organisation),
        "url": one.get_absolute_url(),
        "meta": _("Mentor: %(who)s") % {"who": one.mentor} if one.mentor else "",
    }
