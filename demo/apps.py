from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoConfig(AppConfig):
    """Invented people to try the product with; nothing in the house knows of it."""

    name = "demo"
    verbose_name = _("Demo")
