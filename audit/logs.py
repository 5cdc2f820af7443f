"""Logs with ids only: what a line of a log may say about people is nothing."""

from __future__ import annotations

import logging
import re
import traceback
from typing import Any
from uuid import UUID

from audit import context

CPR = re.compile(r"(?<![\w-])\d{6}[- ]?\d{4}(?![\w-])")
EMAIL = re.compile(r"[^\s@<>\"'(),;:=]+@[^\s@<>\"'(),;:=]+")
#: What opens a door by itself: a one-time link, a calendar that a telephone reads. Longer than any word and any id.
SECRET = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{40,}(?![\w-])", re.ASCII)
QUERY = re.compile(r"(/[^\s?\"']*)\?[^\s\"'>]*")

#: What Python puts on every record, and what of it we keep as it is.
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}
#: What callers may add with `extra`; everything else is dropped, a request object for instance prints its query.
EXTRA = frozenset(
    {
        "status_code",
        "request_id",
        "user_id",
        "exception",
        "trace",
        "event",
        "seconds",
        "count",
    }
)
#: Loggers whose arguments are personal data by nature: the values of SQL statements.
WORDLESS = ("django.db.backends",)


class Impersonal(logging.Filter):
    """Adds request_id and user_id; keeps of an exception its class, file and line; masks what looks like a person."""

    def filter(self, record: logging.LogRecord) -> bool:
        now = context.current()
        for name in set(vars(record)) - STANDARD - EXTRA:
            delattr(record, name)
        for name in EXTRA & set(vars(record)):
            if isinstance(value := getattr(record, name), str):
                setattr(record, name, masked(value))
        if record.exc_info:
            _keep_place_only(record, record.exc_info[1])
        record.msg, record.args = _message(record), ()
        record.exc_info = record.exc_text = record.stack_info = None
        record.request_id = getattr(record, "request_id", None) or now.request_id
        record.user_id = str(now.user_id or "")
        return True


def masked(text: str) -> str:
    """`text` without CPR numbers, e-mail addresses, query strings and secret addresses."""
    text = SECRET.sub("[secret]", text)
    return EMAIL.sub("[e-mail]", CPR.sub("[cpr]", QUERY.sub(r"\1", text)))


def _message(record: logging.LogRecord) -> str:
    if record.name.startswith(WORDLESS):
        return "SQL"
    if not isinstance(record.msg, str):
        return _harmless(record.msg)
    if isinstance(record.args, dict):
        arguments: Any = {name: _argument(value) for name, value in record.args.items()}
    else:
        arguments = tuple(_argument(value) for value in record.args or ())
    try:
        return masked(record.msg % arguments if arguments else record.msg)
    except (TypeError, ValueError, KeyError):
        return masked(record.msg)


def _argument(value: Any) -> Any:
    if value is None or isinstance(value, bool | int | float | UUID | str):
        return value
    return _harmless(value)


def _harmless(value: Any) -> str:
    """The kind of a thing: its own text may be a person's name."""
    return type(value).__name__


def _keep_place_only(record: logging.LogRecord, error: BaseException | None) -> None:
    names, frames = [], []
    while error is not None:
        names.append(type(error).__name__)
        frames += [
            f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
        ]
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    record.exception = " < ".join(names)
    record.trace = frames
