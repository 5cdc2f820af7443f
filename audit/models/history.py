"""The history table beside every tracked table: django-simple-history, told by `audit.context` who acts and why.

What the library leaves open is closed here: it can be switched off by a setting or an attribute, believes the instance
about the user, skips deserialised rows, numbers with 32 bits and indexes every foreign key again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any

from django.db import models, router
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.manager import HistoricalQuerySet
from simple_history.models import HistoricalRecords

from audit import context
from audit.inserting import Columns, columns, insert

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
        if created:
            # Written with the row itself.
            return
        if changed is not None and changed <= set(excluded(instance)):
            return
        if kwargs.get("update_fields") is not None:
            self._read_the_others(instance, kwargs["update_fields"])
        self.create_historical_record(instance, CHANGED, using=using)

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
        write_one(instance, history_type, using=using)


def excluded(model: Any) -> tuple[str, ...]:
    return tuple(getattr(model, "history_excludes", ()))


@cache
def history_model(model: Any) -> Any:
    """The history table's model. Kept, because the library builds a new manager class each time it is asked."""
    return model.history.model


def record_of(model: Any, row: Columns, history_type: str, *, using: str) -> tuple[str, Columns]:
    """The history row of a row that has, or is to get, these columns, signed by the context."""
    history = history_model(model)
    signed = _signed(history_type, timezone.now())
    record = {field.column: row[field.column] for field in history.tracked_fields}
    record |= columns(((history._meta.get_field(name), value) for name, value in signed.items()), using=using)
    return history._meta.db_table, record


def _signed(history_type: str, at: datetime) -> dict[str, Any]:
    """What a history row says of the change: which, when, by whom and why."""
    now = context.current()
    return {
        "history_date": at,
        "history_type": history_type,
        "history_user_id": now.user_id,
        "history_change_reason": now.reason,
        "history_role": now.role,
        "history_request_id": now.request_id,
    }


def write_one(instance: Any, history_type: str, *, using: str | None = None) -> None:
    using = using or router.db_for_write(instance.__class__, instance=instance)
    fields = history_model(instance.__class__).tracked_fields
    row = columns(((field, getattr(instance, field.attname)) for field in fields), using=using)
    insert(record_of(instance.__class__, row, history_type, using=using), using=using)


def write_many(
    instances: Iterable[Any],
    history_type: str,
    *,
    using: str,
    batch_size: int | None = None,
) -> None:
    """History rows of many instances of one model in few statements."""
    signed = _signed(history_type, timezone.now())
    rows = [_unsaved(instance, signed) for instance in instances]
    if rows:
        type(rows[0])._default_manager.using(using).bulk_create(rows, batch_size=batch_size)


def _unsaved(instance: Any, signed: dict[str, Any]) -> models.Model:
    history = history_model(instance.__class__)
    return history(**signed, **{field.attname: getattr(instance, field.attname) for field in history.tracked_fields})
