from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Revisionsspor og opslagslog")

    def ready(self) -> None:
        from audit import checks  # noqa: F401 - registers the checks
        from audit.database import clear, install

        def before_migration(using: str, **kwargs: Any) -> None:
            clear(connections[using])

        def after_migration(using: str, **kwargs: Any) -> None:
            install(connections[using])

        pre_migrate.connect(before_migration, sender=self, weak=False, dispatch_uid="audit.clear")
        post_migrate.connect(after_migration, sender=self, weak=False, dispatch_uid="audit.install")
