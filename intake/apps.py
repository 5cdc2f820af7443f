from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    name = "intake"
    verbose_name = _("Henvendelser")

    def ready(self) -> None:
        # What the room adds to the house.
        from cases.request_listeners import on_request
        from intake import (  # noqa: F401
            doors,
            enquiry_beginning,
            enquiry_facts,
            enquiry_forgetting,
            enquiry_names,
            enquiry_waiting,
            public_door,
            self_assessment_forgetting,
            self_assessment_part,
        )
        from intake.actions.enquiry import receive_from_contact

        on_request(receive_from_contact)
