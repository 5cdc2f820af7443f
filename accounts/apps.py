from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Personer og rettigheder")

    def ready(self) -> None:
        from accounts import checks, doors  # noqa: F401 - registers the checks and the navigation
        from accounts.database import clear, install, standing
        from accounts.scopes import every_organisation
        from audit.database import register_installer
        from audit.verification import register_scopes

        def before_migration(using: str, **kwargs: Any) -> None:
            clear(connections[using])

        def after_migration(using: str, **kwargs: Any) -> None:
            # Failed sign-ins are counted in the cache's table; without it nobody could sign in.
            call_command("createcachetable", database=using, verbosity=0)

        post_migrate.connect(after_migration, sender=self, weak=False, dispatch_uid="accounts.cache_table")
        pre_migrate.connect(before_migration, sender=self, weak=False, dispatch_uid="accounts.clear")
        register_installer(install, standing=standing)
        register_scopes(every_organisation)
