from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = _("Udgående indsats")

    def ready(self) -> None:
        from cases.pathway import register_pathway
        from outreach.pathway import OUTREACH

        register_pathway(OUTREACH)
        # Each registers what it adds: the navigation, panels of pages, what waits.
        from outreach import doors, leaving, page_names, place_panels, waiting_kinds  # noqa: F401
