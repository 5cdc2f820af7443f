from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import pre_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Personer og rettigheder")

    def ready(self) -> None:
        from accounts import checks, doors  # noqa: F401 - registers the checks and the navigation
        from accounts.database import clear, install
        from accounts.scopes import every_organisation
        from audit.database import register_installer
        from audit.verification import register_scopes

        def before_migration(using: str, **kwargs: Any) -> None:
            clear(connections[using])

        pre_migrate.connect(before_migration, sender=self, weak=False, dispatch_uid="accounts.clear")
        register_installer(install)
        register_scopes(every_organisation)
