from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Borgere og forløb")

    def ready(self) -> None:
        from audit.database import register_installer
        from cases.database import install, standing

        register_installer(install, standing=standing)
        # Each registers what it adds: the navigation, panels of pages, sources of the timeline.
        from cases import (  # noqa: F401
            absence_panels,
            admission_panels,
            conference_sources,
            consent_panels,
            consent_waiting,
            contact_panels,
            course_panels,
            course_sources,
            doors,
            follower_facts,
            forgetting,
            formal_plan_facts,
            formal_plan_waiting,
            leaving,
            open_ends,
            place_review_panels,
            plan_facts,
            plan_panels,
            plan_timeline,
            plan_waiting,
            planning_checklists,
            planning_waiting,
            relocation_panels,
            relocation_waiting,
            sources,
            talk_facts,
            warm_handover_panels,
        )
