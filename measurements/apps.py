from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasurementsConfig(AppConfig):
    name = "measurements"
    verbose_name = _("Målinger og evaluering")

    def ready(self) -> None:
        # Each registers what it adds: parts of pages, the navigation, what waits.
        from measurements import (  # noqa: F401
            doors,
            fidelity_names,
            fidelity_panels,
            hours_doors,
            hours_waiting,
            measured_facts,
            measured_parts,
            measured_waiting,
            outcome_parts,
            page_names,
            technique_facts,
            technique_parts,
            technique_waiting,
        )
