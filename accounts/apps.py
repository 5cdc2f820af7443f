from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Personer og rettigheder")

    def ready(self) -> None:
        from accounts import checks, doors  # noqa: F401 - registers the checks and the navigation
        from accounts.database import install
        from accounts.scopes import every_organisation
        from audit.database import register_installer
        from audit.verification import register_scopes

        register_installer(install)
        register_scopes(every_organisation)
