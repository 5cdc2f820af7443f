from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    name = "cases"
    verbose_name = _("Borgere og forløb")

    def ready(self) -> None:
        from cases import contact_panels, doors, sources  # noqa: F401 - register the navigation, the panels, the timeline
