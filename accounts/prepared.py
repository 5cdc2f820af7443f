"""Queries that Django composes once in a process, and asks again with other values.

Composing and compiling a query of the policy (`visible_to` and what is annotated) takes Django longer than PostgreSQL
takes to answer it. `@prepared` keeps what was compiled; the query is still written as a queryset, in one place.

What may be kept is checked: a key or a day of anybody's own never stays in the SQL. Tests compose each query anew and
compare, the first times (`settings.VERIFY_PREPARED`) and for one of each scope who walks through all pages. ADR 8.
"""

from __future__ import annotations

import re
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from itertools import zip_longest
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.utils import timezone, translation

from accounts.models import User

#: Lists of keys are filled up to one of these lengths, so that few statements serve all.
_LENGTHS = (1, 8, 32, 128, 512)
#: Days and moments when nothing happened stand for those that are given, far from each other: what is computed from
#: one of them (a week before) is known by how far from it it lies.
_NEVER, _APART, _NEAR = date(1653, 1, 1), timedelta(days=2000), timedelta(days=900)

#: Texts that are a key, a day or a moment (as SQLite gets them), or hold a stand-in. 1900 is before everybody's time.
_SOMEBODYS = re.compile("^[0-9a-f]{32}$|^(?!1900-)[0-9]{4}-[0-9]{2}-[0-9]{2}|\ufff0")

Values = dict[str, Any]


class NotPrepared(RuntimeError):
    """A query would keep a value that belongs to one person or one day. Give it to the function by name instead."""


@dataclass(frozen=True)
class _Slot:
    """Where a value goes, in the list of parameters; of a day or moment, how far from the value."""

    name: str
    away: timedelta = timedelta()


class _Kept:
    """One compiled statement of one connection."""

    def __init__(self, rows: QuerySet, stand_ins: Values) -> None:
        self.rows = rows
        self.compiler = rows.query.get_compiler(rows.db)
        self.sql, params = self.compiler.as_sql()
        names = {_adapted(value, connections[rows.db]): _Slot(name) for name, value in stand_ins.items()}
        moments = {name: value for name, value in stand_ins.items() if isinstance(value, date) and value.year < 1900}
        self.params = [
            _checked(names.get(param) or _near(param, moments) or param) if _is_value(param) else param
            for param in params
        ]
        vars(self.rows.query)["get_compiler"] = lambda *_args, **_options: self.compiler

    def filled(self, values: Values) -> tuple[Any, ...]:
        connection = connections[self.rows.db]
        return tuple(
            _adapted(values[p.name] + p.away if p.away else values[p.name], connection) if isinstance(p, _Slot) else p
            for p in self.params
        )

    def ask(self, values: Values) -> list[Any]:
        params = self.filled(values)
        self.compiler.connection = connections[self.rows.db]
        vars(self.compiler)["as_sql"] = lambda *_args, **_options: (self.sql, params)
        rows: Any = self.rows._iterable_class(self.rows)
        return list(rows)


#: How often each was compared with what would be composed now.
_compared: Counter[_Kept] = Counter()


def compare_again() -> None:
    """Compare each of them `settings.VERIFY_PREPARED` times more."""
    _compared.clear()


class Prepared:
    """`prepared(function)`: call it like the function, and get the list of its rows."""

    def __init__(self, compose: Callable[..., QuerySet]) -> None:
        self._compose = compose
        self.__doc__ = compose.__doc__
        self._here = threading.local()

    def __call__(self, user: User | None = None, **given: Any) -> list[Any]:
        """`user`: whose policy the query asks; None for one that asks nobody's. Days, moments, keys and texts among
        `given` are filled in, of several keys each. Anything else (a switch, a number, nothing) makes a statement of
        its own."""
        if user is not None and user.membership is None:
            # The policy shows nothing to whoever acts nowhere.
            return list(self._compose(user, **given))
        known = self._here.__dict__.setdefault("kept", {})
        values = {**_of(user), **_flat(given)}
        shape = (translation.get_language(), *_shape(user, given))
        if shape not in known:
            try:
                known[shape] = self._composed(user, given)
            except EmptyResultSet:
                return []
        kept: _Kept = known[shape]
        if _compared[kept] < settings.VERIFY_PREPARED:
            _compared[kept] += 1
            self._verify(kept, user, given)
        return kept.ask(values)

    def _composed(self, user: User | None, given: Values) -> _Kept:
        """Composed on two days that nothing happened on: what differs was made from a day and is none (a weekday)."""
        first, second = (
            _Kept(self._compose(user, **stand_ins), {**_of(user), **_flat(stand_ins)})
            for later in (timedelta(), timedelta(days=40))
            for stand_ins in [{name: _stand_in(one, at, later) for at, (name, one) in enumerate(given.items())}]
        )
        if (first.sql, first.params) != (second.sql, second.params):
            raise NotPrepared(f"{self._compose.__qualname__}: something was made from a day that is given.")
        return first

    def _verify(self, kept: _Kept, user: User | None, given: Values) -> None:
        # Keys of nobody instead of one key many times: Django leaves out what it has said already.
        told = {name: _filled_up(value, nobody=True) for name, value in given.items()}
        values = {**_of(user), **_flat(told)}
        anew = self._compose(user, **told)
        sql, params = anew.query.get_compiler(anew.db).as_sql()
        now, then = (sql, *params), (kept.sql, *kept.filled(values))
        if now != then:
            differ = [pair for pair in zip_longest(now, then) if pair[0] != pair[1]]
            raise NotPrepared(f"{self._compose.__qualname__}: composed now and as it is kept: {differ}")


def prepared(compose: Callable[..., QuerySet]) -> Prepared:
    """Decorates a function (user, *, named values) that returns a queryset of values or of rows."""
    return Prepared(compose)


def _of(user: User | None) -> Values:
    """What a query takes from whoever asks, and from the day."""
    if user is None:
        return {"today": timezone.localdate()}
    member = user.membership
    if member is None:
        return {}
    mine = {"user": user.pk, "organisation": member.organisation_id, "unit": member.unit_id, "team": member.team_id}
    return {name: value for name, value in mine.items() if value is not None} | {"today": timezone.localdate()}


def _shape(user: User | None, given: Values) -> Iterable[Any]:
    """What else than values the statement depends on."""
    member: Any = user.membership if user else None
    if member is not None:
        yield from (member.role, member.unit_id is None, member.team_id is None)
    for name, value in sorted(given.items()):
        yield name
        if _is_keys(value):
            yield len(_filled_up(value))
        else:
            yield type(value) if _is_value(value) else value


def _is_value(value: Any) -> bool:
    # A choice is a word too, and a switch.
    return isinstance(value, (UUID, date, str)) and not isinstance(value, Enum)


def _is_keys(value: Any) -> bool:
    return isinstance(value, Collection) and not isinstance(value, str)


def _filled_up(value: Any, *, nobody: bool = False) -> Any:
    """Keys up to the next length, the first one again and again (or `nobody`'s); anything else, words too, as it is."""
    if not _is_keys(value):
        return value
    keys = list(dict.fromkeys(value))
    if not keys or isinstance(keys[0], str):
        return keys
    length = next((length for length in _LENGTHS if length >= len(keys)), len(keys))
    missing = length - len(keys)
    return keys + ([UUID(int=number) for number in range(missing)] if nobody else keys[:1] * missing)


def _flat(given: Values) -> Values:
    """Each value by its name, each of several keys by name and number."""
    flat: Values = {}
    for name, value in given.items():
        if _is_keys(value):
            flat |= {f"{name}.{number}": key for number, key in enumerate(_filled_up(value))}
        elif _is_value(value):
            flat[f"given.{name}"] = value
    return flat


def _stand_in(value: Any, number: int | str, later: timedelta) -> Any:
    """Something of the same type that is found again among the parameters."""
    if _is_keys(value):
        return [_stand_in(one, f"{number}.{at}", later) for at, one in enumerate(_filled_up(value))]
    if isinstance(value, date):
        day = _NEVER + _APART * int(number) + later
        return datetime(day.year, day.month, day.day, tzinfo=UTC) if isinstance(value, datetime) else day
    if isinstance(value, UUID):
        return uuid.uuid4()
    return f"\ufff0{number}" if _is_value(value) else value


def _near(param: Any, moments: Values) -> _Slot | None:
    """The slot of a day or moment that was computed from one of these, or None."""
    found = param
    if isinstance(param, str):
        try:
            found = datetime.fromisoformat(param) if len(param) > 10 else date.fromisoformat(param)
        except ValueError:
            return None
    if isinstance(found, datetime) and found.tzinfo is None:
        # SQLite gets moments as UTC without saying so.
        found = found.replace(tzinfo=UTC)
    for name, moment in moments.items():
        if type(moment) is type(found) and abs(found - moment) < _NEAR:
            return _Slot(name, found - moment)
    return None


def _adapted(value: Any, connection: BaseDatabaseWrapper) -> Any:
    """The value as a query's parameter."""
    if isinstance(value, UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _checked(param: Any) -> Any:
    if isinstance(param, date) and param.year == 1900:
        return param
    if isinstance(param, (UUID, date)) or (isinstance(param, str) and _SOMEBODYS.search(param)):
        raise NotPrepared(f"{param!r} would be kept for everybody.")
    return param
