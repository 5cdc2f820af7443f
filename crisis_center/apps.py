from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrisisCenterConfig(AppConfig):
    name = "crisis_center"
    verbose_name = _("Akutkrisecenter")

    def ready(self) -> None:
        from cases.pathway import register_pathway
        from crisis_center.pathway import CRISIS

        register_pathway(CRISIS)
        # Each registers what it adds: parts of pages, the timeline, what waits.
        from crisis_center import (  # noqa: F401
            asked_facts,
            asked_parts,
            asked_timeline,
            asked_waiting,
            centre_doors,
            centre_page_names,
        )
