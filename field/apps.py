from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FieldConfig(AppConfig):
    name = "field"
    verbose_name = _("Felt")

    def ready(self) -> None:
        # What the room adds to the house, and each kind of entry it knows.
        from field import clearing, doors, entry_waiting  # noqa: F401
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
