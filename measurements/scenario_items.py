"""What a hypothetical citizen costs and saves besides the effort itself: items of tables 9-3 and 9-4 (S2 p. 72)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Item(models.TextChoices):
    HOME_HELP = "home_help", _("Hjemmehjælp (SEL § 83)")
    AMBULATORY = "ambulatory", _("Ambulant misbrugsbehandling")
    TEMPORARY_HOUSING = "temporary_housing", _("Midlertidige botilbud (SEL § 107)")
    LASTING_HOUSING = "lasting_housing", _("Længerevarende botilbud (SEL § 108)")
    SOMATIC = "somatic", _("Ambulante somatiske ydelser")
    PSYCHIATRIC = "psychiatric", _("Psykiatriske indsatser")
    EMERGENCY = "emergency", _("Forebyggelse af aktivering af akutberedskab")
    ACUTE_ADMISSION = "acute_admission", _("Forebyggelse af akutindlæggelser (somatisk og psykiatrisk)")
    EVICTION = "eviction", _("Forebyggelse af boligudsættelser")
    HOMELESSNESS = "homelessness", _("Forebyggelse af hjemløshed")
    POLICE = "police", _("Forebyggelse af politiudrykning")
    CRIME = "crime", _("Forebyggelse af kriminalitet")


DERIVED = (
    Item.HOME_HELP, Item.AMBULATORY, Item.TEMPORARY_HOUSING, Item.LASTING_HOUSING, Item.SOMATIC, Item.PSYCHIATRIC,
)  # fmt: skip
GAINS = (
    Item.EMERGENCY, Item.ACUTE_ADMISSION, Item.EVICTION, Item.HOMELESSNESS, Item.POLICE, Item.CRIME,
)  # fmt: skip
#: Nobody has put a price on these: they are ticked, named and count nothing.
NOT_QUANTIFIED = frozenset({Item.POLICE, Item.CRIME})
