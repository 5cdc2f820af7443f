"""`Tracked`: the base of every model whose changes must be known for ever."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from functools import cache
from itertools import islice
from typing import Any, ClassVar, NoReturn, Self

import uuid6
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, router

from audit.inserting import columns, insert
from audit.models.history import CHANGED, CREATED, Records, history_model, record_of, write_many
from audit.writing import open_blocks, require_transaction

#: Rows locked, changed and read again at a time: below the number of parameters any SQLite takes.
CHUNK = 500


class UnsavedChanges(ValueError):
    """`save(update_fields=…)` was asked to leave a changed field behind, so history would differ from the row."""


class TrackedQuerySet(models.QuerySet):
    """A queryset that cannot change rows without history."""

    def update(self, **values: Any) -> int:
        """Like Django's, and each row that really changed gets its history. Returns the number of matched rows."""
        require_transaction(self.db)
        if self.query.is_sliced:
            raise TypeError("Cannot update a query once a slice has been taken.")
        before = {row.pk: row for row in self._locked()}
        for keys in _chunks(before):
            super(TrackedQuerySet, self.all().order_by().filter(pk__in=keys)).update(**values)
            after = self.model._base_manager.using(self.db).filter(pk__in=keys)
            changed = [row for row in after if _differ(row, before[row.pk])]
            write_many(changed, CHANGED, using=self.db)
        self._result_cache = None
        return len(before)

    update.alters_data = True  # type: ignore[attr-defined]

    def _locked(self) -> Iterable[Any]:
        """The matched rows, whole and locked in the order of their keys."""
        query = self.query
        if query.distinct or query.combinator or query.group_by is not None or getattr(self, "_fields", None):
            # PostgreSQL cannot lock the rows of such a query, but those it names.
            matched: models.QuerySet[Any, Any] = self.model._base_manager.using(self.db).filter(
                pk__in=self.order_by().values("pk")
            )
        else:
            matched = self.all().select_related(None).defer(None)
        return matched.order_by("pk").select_for_update(of=("self",))

    def delete(self) -> tuple[int, dict[str, int]]:
        require_transaction(self.db)
        return super().delete()

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]

    def create_many(self, objs: Iterable[Any], batch_size: int | None = None) -> list[Any]:
        """Insert unsaved rows and their history in few statements; returns the rows. For imports."""
        require_transaction(self.db)
        rows: list[Any] = super().bulk_create(list(objs), batch_size=batch_size)
        write_many(rows, CREATED, using=self.db, batch_size=batch_size)
        for row in rows:
            row._remember()
            row._saved_in = open_blocks(self.db)
        return rows

    create_many.alters_data = True  # type: ignore[attr-defined]

    def bulk_create(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("bulk_create() writes no history: use create_many().")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("bulk_update() writes no history: use update() or save(), and create_many() for new rows.")

    def _raw_delete(self, using: str | None) -> NoReturn:
        raise TypeError("_raw_delete() writes no history: use delete(). New rows come from create_many().")


TrackedManager = models.Manager.from_queryset(TrackedQuerySet, class_name="TrackedManager")


class Tracked(models.Model):
    """A row with a UUIDv7 key whose every change is in its history, written in the same transaction.

    Rows are saved inside a transaction only, which `@action` opens. A save that changes nothing writes nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid6.uuid7, editable=False)

    history: Any = Records()
    objects = TrackedManager()

    #: Fields that are not kept in history (a password hash); their changes alone leave no history row.
    history_excludes: ClassVar[tuple[str, ...]] = ()
    #: Further indexes of the history table, each a tuple of field names.
    history_indexes: ClassVar[tuple[tuple[str, ...], ...]] = ()

    class Meta:
        abstract = True
        # Reverse foreign keys and SET_NULL write through the base manager.
        base_manager_name = "objects"

    class Privacy:
        technical = ("id",)

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **options: Any) -> Self:
        instance = super().from_db(db, field_names, values, **options)
        instance._loaded = _kept(cls, dict(zip(field_names, values, strict=True)))
        return instance

    def refresh_from_db(self, using: str | None = None, fields: Any = None, from_queryset: Any = None) -> None:
        super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)
        self._remember(None if fields is None else set(fields))

    def save(self, **options: Any) -> None:
        """Raises OutsideAction, UnsavedChanges (update_fields leaves a change behind), TypeError (an F expression)."""
        using = options.get("using") or router.db_for_write(type(self), instance=self)
        require_transaction(using)
        self._refuse_expressions()
        self._forget_what_was_rolled_back(using)
        if deferred := self.get_deferred_fields():
            # History copies the whole row: one query here instead of one for each field.
            self.refresh_from_db(using=using, fields=sorted(deferred))
        changed = self.changed_fields()
        if not self._state.adding and not changed:
            return
        self._refuse_strays(changed, options.get("update_fields"))
        self._changing = changed
        try:
            super().save(**options)
        finally:
            self.__dict__.pop("_changing", None)
        self._remember()
        self._saved_in = open_blocks(using)

    save.alters_data = True  # type: ignore[attr-defined]

    def _do_insert(self, manager: Any, using: str, fields: Any, returning_fields: Any, raw: bool) -> list[Any]:
        """Called by Django's `save`: the row and its history together."""
        if returning_fields:
            raise TypeError(f"{self._meta.label}: history could not say what the database itself fills in.")
        values = ((one, getattr(self, one.attname) if raw else one.pre_save(self, add=True)) for one in fields)
        row = columns(values, using=using)
        insert((self._meta.db_table, row), record_of(self.__class__, row, CREATED, using=using), using=using)
        return []

    def delete(self, using: str | None = None, keep_parents: bool = False) -> tuple[int, dict[str, int]]:
        require_transaction(using or router.db_for_write(type(self), instance=self))
        return super().delete(using=using, keep_parents=keep_parents)

    delete.alters_data = True  # type: ignore[attr-defined]

    def changed_fields(self) -> set[str]:
        """Names of the fields whose value is not the one last read from or written to the database."""
        return {field.name for field in self._meta.concrete_fields if self._is_changed(field)}

    def _is_changed(self, field: models.Field) -> bool:
        if field.attname not in self.__dict__:
            return False
        loaded = self.__dict__.get("_loaded", {})
        if field.attname not in loaded:
            return True
        value = self.__dict__[field.attname]
        if value == loaded[field.attname]:
            return False
        try:
            return bool(field.to_python(value) != loaded[field.attname])
        except ValidationError:
            return True

    def _remember(self, names: set[str] | None = None) -> None:
        """Take the present values of all fields, or of `names`, for those of the database."""
        values = {
            field.attname: self.__dict__[field.attname]
            for field in self._meta.concrete_fields
            if field.attname in self.__dict__ and (names is None or {field.name, field.attname} & names)
        }
        known = {} if names is None else self.__dict__.get("_loaded", {})
        self._loaded = known | _kept(type(self), values)

    def _forget_what_was_rolled_back(self, using: str) -> None:
        """A savepoint that is closed now may have been rolled back after a save, and Django tells nobody: then the row
        itself says what is written."""
        saved_in = self.__dict__.get("_saved_in", ())
        if saved_in == open_blocks(using)[: len(saved_in)]:
            return
        row = type(self)._base_manager.using(using).filter(pk=self.pk).first()
        self._state.adding = row is None
        self._loaded = {} if row is None else row._loaded
        self._saved_in = ()

    def _refuse_expressions(self) -> None:
        for field in self._meta.concrete_fields:
            if hasattr(self.__dict__.get(field.attname), "resolve_expression"):
                raise TypeError(f"{field.name}: save() cannot put an expression into history; use update() instead.")

    def _refuse_strays(self, changed: set[str], update_fields: Iterable[str] | None) -> None:
        if update_fields is None:
            return
        stray = changed - {self._meta.get_field(name).name for name in update_fields}
        if stray:
            raise UnsavedChanges(f"update_fields leaves out changed fields: {', '.join(sorted(stray))}.")


def tracked_models() -> list[type[Tracked]]:
    """Every concrete model whose changes are kept."""
    return [model for model in apps.get_models() if issubclass(model, Tracked) and not model._meta.proxy]


def _differ(one: Any, other: Any) -> bool:
    """Whether any column that is kept in history differs between two times of loading the same row."""
    names = [field.attname for field in history_model(one.__class__).tracked_fields]
    return any(getattr(one, name) != getattr(other, name) for name in names)


def _kept(model: type[models.Model], values: dict[str, Any]) -> dict[str, Any]:
    """The values as they are now: what can be changed in place is copied."""
    for name in _changed_in_place(model):
        if name in values:
            values[name] = deepcopy(values[name])
    return values


@cache
def _changed_in_place(model: type[models.Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, models.JSONField)]


def _chunks(keys: Iterable[Any]) -> Iterator[list[Any]]:
    rest = iter(keys)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
