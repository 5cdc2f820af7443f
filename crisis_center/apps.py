from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CrisisCenterConfig(AppConfig):
    name = "crisis_center"
    verbose_name = _("Akutkrisecenter")

    def ready(self) -> None:
        from cases.pathway import register_pathway
        from crisis_center.pathway import CRISIS

        register_pathway(CRISIS)
        # Each registers what it adds: facts and parts of pages, the navigation, what waits.
        from crisis_center import (  # noqa: F401
            asked_facts,
            asked_parts,
            asked_timeline,
            asked_waiting,
            away,
            care_facts,
            care_parts,
            centre_doors,
            centre_page_names,
            consent_withdrawn,
            doors,
            duty_facts,
            duty_page_names,
            duty_parts,
            home_facts,
            home_page_names,
            home_parts,
            home_timeline,
            home_waiting,
            number_doors,
            problem_waiting,
            shared_facts,
            spotting_facts,
            spotting_forgetting,
            spotting_names,
            spotting_parts,
            spotting_timeline,
            spotting_waiting,
            stay_home_parts,
        )
