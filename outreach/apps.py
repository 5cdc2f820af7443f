from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    name = "outreach"
    verbose_name = _("Udgående indsats")

    def ready(self) -> None:
        from cases.pathway import register_pathway, register_unit_phase
        from outreach.pathway import OUTREACH
        from outreach.planning import PLANNING

        register_pathway(OUTREACH)
        register_unit_phase(PLANNING)
        # Each registers what it adds: the navigation, panels of pages, what waits.
        from outreach import (  # noqa: F401
            bridging_parts,
            bridging_timeline,
            bridging_waiting,
            closing,
            course_parts,
            doors,
            opening_parts,
            page_names,
            plan_drafts,
            plan_facts,
            plan_panels,
            plan_parts,
            plan_timeline,
            plan_waiting,
            prescreening_waiting,
            referred,
            route_leaving,
            route_panels,
            timeline_sources,
            unit_panels,
            visit_of_contact,
            visit_page_names,
            visit_waiting,
        )
