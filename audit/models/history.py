"""The history table beside every tracked table: django-simple-history, told by `audit.context` who acts and why.

What the library leaves open is closed here: it can be switched off by a setting or an attribute, believes the instance
about the user, skips deserialised rows, numbers with 32 bits and indexes every foreign key again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoricalQuerySet
from simple_history.models import HistoricalRecords

from audit import context

CREATED, CHANGED, DELETED = "+", "~", "-"

#: Columns of a history table that say something about the change, not about the row. `history_txid` exists on
#: PostgreSQL only and is unknown to Django (audit/database/).
HISTORY_COLUMNS = (
    "history_id",
    "history_date",
    "history_change_reason",
    "history_type",
    "history_user_id",
    "history_role",
    "history_request_id",
    "history_txid",
)


class HistoryRow(models.Model):
    """What every history row also says. The names begin with history_, for the row itself may have a `role`."""

    history_role = models.CharField(max_length=40, blank=True, default="", editable=False)
    history_request_id = models.CharField(max_length=64, blank=True, default="", editable=False)

    class Meta:
        abstract = True


class HistoryQuerySet(HistoricalQuerySet):
    def latest_of_each(self) -> HistoryQuerySet:
        """The library compares dates only, so two changes in one moment would give two newest rows."""
        later = self.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
        return self.filter(~Exists(later))


class Records(HistoricalRecords):
    """History of a `Tracked` model. The model says with `history_excludes` which fields have none (a password), and
    with `history_indexes` which indexes its history needs besides `(id, -history_id)`."""

    def __init__(self) -> None:
        super().__init__(
            inherit=True,
            bases=(HistoryRow,),
            historical_queryset=HistoryQuerySet,
            history_id_field=models.BigAutoField(),
            # No foreign key: this room knows nobody above it, and history outlives the account.
            history_user_id_field=models.UUIDField(null=True, editable=False),
            history_change_reason_field=models.TextField(blank=True, default="", editable=False),
        )

    def add_extra_methods(self, cls: type[models.Model]) -> None:
        """The library would add `save_without_historical_record` here."""

    def create_history_model(self, model: type[models.Model], inherited: bool) -> type[models.Model]:
        self.excluded_fields = list(excluded(model))
        try:
            return super().create_history_model(model, inherited)
        finally:
            self.excluded_fields = []

    def fields_included(self, model: Any) -> list[models.Field]:
        return [field for field in model._meta.fields if field.name not in excluded(model)]

    def copy_fields(self, model: type[models.Model]) -> dict[str, models.Field]:
        fields = super().copy_fields(model)
        for field in fields.values():
            field.db_index = False
        return fields

    @property
    def _date_indexing(self) -> bool:
        return False

    def get_meta_options(self, model: type[models.Model]) -> dict[str, Any]:
        options = super().get_meta_options(model)
        wanted = (("id", "-history_id"), *getattr(model, "history_indexes", ()))
        return options | {
            "app_label": model._meta.app_label,
            "verbose_name": format_lazy("{}: {}", _("Historik"), model._meta.verbose_name),
            "verbose_name_plural": format_lazy("{}: {}", _("Historik"), model._meta.verbose_name_plural),
            "ordering": ("-history_id",),
            "get_latest_by": "history_id",
            "indexes": [models.Index(fields=fields) for fields in wanted],
        }

    def post_save(self, instance: Any, created: bool, using: str | None = None, **kwargs: Any) -> None:
        changed = instance.__dict__.pop("_changing", None)
        if not created and changed is not None and changed <= set(excluded(instance)):
            return
        if kwargs.get("update_fields") is not None:
            self._read_the_others(instance, kwargs["update_fields"])
        self.create_historical_record(instance, CREATED if created else CHANGED, using=using)

    def _read_the_others(self, instance: Any, written: Iterable[str]) -> None:
        """Another transaction may have changed the columns that were not written since the instance was loaded."""
        names = {instance._meta.get_field(name).attname for name in written}
        others = [field.attname for field in self.fields_included(instance) if field.attname not in names]
        row = type(instance)._base_manager.filter(pk=instance.pk).values(*others).get()
        for name, value in row.items():
            if getattr(instance, name) != value:
                setattr(instance, name, value)

    def post_delete(self, instance: Any, using: str | None = None, **kwargs: Any) -> None:
        self.create_historical_record(instance, DELETED, using=using)

    def create_historical_record(self, instance: Any, history_type: str, using: str | None = None) -> None:
        row_of(instance, history_type, timezone.now()).save(using=using, force_insert=True)


def excluded(model: Any) -> tuple[str, ...]:
    return tuple(getattr(model, "history_excludes", ()))


@cache
def history_model(model: Any) -> Any:
    """The history table's model. Kept, because the library builds a new manager class each time it is asked."""
    return model.history.model


def row_of(instance: Any, history_type: str, at: datetime) -> models.Model:
    """An unsaved history row with the values `instance` has now, signed by the context."""
    now = context.current()
    history = history_model(instance.__class__)
    return history(
        history_date=at,
        history_type=history_type,
        history_user_id=now.user_id,
        history_change_reason=now.reason,
        history_role=now.role,
        history_request_id=now.request_id,
        **{field.attname: getattr(instance, field.attname) for field in history.tracked_fields},
    )


def write_many(
    instances: Iterable[Any],
    history_type: str,
    *,
    using: str,
    batch_size: int | None = None,
) -> None:
    """History rows of many instances of one model in few statements."""
    at = timezone.now()
    rows = [row_of(instance, history_type, at) for instance in instances]
    if rows:
        type(rows[0])._default_manager.using(using).bulk_create(rows, batch_size=batch_size)
