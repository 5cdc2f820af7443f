from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrisisCenterConfig(AppConfig):
    name = "crisis_center"
    verbose_name = _("Akutkrisecenter")

    def ready(self) -> None:
        from cases.pathway import register_pathway
        from crisis_center.pathway import CRISIS

        register_pathway(CRISIS)
        # Each registers what it adds: panels of pages, the timeline, what waits.
        from crisis_center import (  # noqa: F401
            home_facts,
            home_page_names,
            home_parts,
            home_timeline,
            home_waiting,
            number_doors,
            shared_facts,
            stay_home_parts,
        )
