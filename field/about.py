"""Whom and what an entry is about, loaded and authorised by the functions of the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from accounts.policy import Can
from cases.access import get_task
from cases.models import Case, Task
from field.incoming import Incoming
from field.settled import NotApplied, as_refusal
from outreach.access import get_course


def task_of(entry: Incoming) -> Task:
    """The task, locked until it is written. Raises like `get_task`."""
    key = entry.about_id("task")
    citizen_id = _citizen_of(Task.objects.visible_to(entry.by), key)
    Task.objects.select_for_update().filter(pk=key).order_by().values_list("pk").first()
    request = entry.request_for(citizen_id) if citizen_id else entry.request()
    return get_task(request, key, may=Can.MANAGE_TASK)


def course_of(entry: Incoming) -> Case:
    """The course, locked until it is written. Raises like `get_course`."""
    key = entry.about_id("case")
    citizen_id = _citizen_of(Case.objects.visible_to(entry.by), key)
    Case.objects.select_for_update().filter(pk=key).order_by().values_list("pk").first()
    return get_course(entry.request_for(citizen_id), key)


def _citizen_of(rows: QuerySet, key: UUID) -> Any:
    """Looked up first, because the request says of whom one wrote. Raises Http404."""
    found = rows.filter(pk=key).values_list("citizen_id").first()
    if found is None:
        raise Http404
    return found[0]


@contextmanager
def writing_of(citizen_id: UUID | None, names: Mapping[str, str] | None = None) -> Iterator[None]:
    """Whatever is refused inside is kept with the citizen it is about; `names` as `as_refusal` takes them."""
    try:
        yield
    except ValidationError as error:
        refusal = as_refusal(error, names)
        refusal.citizen_id = citizen_id
        raise refusal from error
    except NotApplied as refusal:
        refusal.citizen_id = refusal.citizen_id or citizen_id
        raise


def happened_at(entry: Incoming) -> datetime:
    """When it was tapped; by a tablet whose clock is ahead, now."""
    return min(entry.made_at, timezone.now())


def written_on(entry: Incoming) -> str:
    """The day on which it was written, as a form gets it."""
    return timezone.localdate(happened_at(entry)).isoformat()
