"""The room's entry of the navigation. The app itself is another house: a link on these pages leads to it."""

from django.utils.translation import gettext_lazy as _

from accounts.navigation import Door, register_door
from accounts.policy import Can

register_door(Door(_("Afklaring"), "field:reviews", "question", Can.USE_FIELD, 64, also=("field:devices",)))
