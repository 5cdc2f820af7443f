from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasurementsConfig(AppConfig):
    name = "measurements"
    verbose_name = _("Målinger og evaluering")

    def ready(self) -> None:
        # Each registers what it adds: the navigation, facts and parts of pages, what waits.
        from measurements import (  # noqa: F401
            fidelity_names,
            fidelity_panels,
            hours_doors,
            hours_waiting,
            technique_facts,
            technique_parts,
            technique_waiting,
        )
