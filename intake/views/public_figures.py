"""The door's own figures, for everybody."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from intake.models import Enquiry
from intake.public_figures import figures_of, hidden_words
from intake.visitor import Visitor, at_the_door
from measurements.suppression import SMALLEST


@at_the_door("GET", "HEAD")
def figures(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    found = figures_of(visitor.reception, timezone.localdate())
    doors, waiting = [one.door_cells for one in found], [one.waiting_cells for one in found]
    context = {
        "door_columns": [_("Kvartal"), *(str(label) for label in Enquiry.Door.labels), _("I alt")],
        "doors": doors,
        "waiting_columns": [_("Kvartal"), _("Til første hjælp"), _("Til behandling"), _("Begyndt inden 14 dage")],
        "waiting": waiting,
        "smallest": SMALLEST,
        "hides": any(hidden_words() in cells for cells in (*doors, *waiting)),
    }
    return visitor.page("figures.html", context)
