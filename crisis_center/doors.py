"""The room's entry of the navigation, and where its people land after signing in."""

from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from accounts.navigation import Door, register_door, register_home
from accounts.policy import Can, Role

register_door(
    Door(_("Akutkrisecenter"), "crisis_center:front", "bed", Can.SEE_CASELOAD, 45, first_in=Unit.Kind.CRISIS_CENTRE)
)
register_home("crisis_center:front", Role.CENTRE_STAFF)
