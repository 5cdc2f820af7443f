from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldConfig(AppConfig):
    name = "field"
    verbose_name = _("Felt")

    def ready(self) -> None:
        # Each registers the kinds of entries it knows.
        from field.kinds import (  # noqa: F401
            assessment,
            citizen,
            consent,
            contact,
            correction,
            measurement,
            observation,
            prescreening,
            talk,
            task,
            visit,
        )
