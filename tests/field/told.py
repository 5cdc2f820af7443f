"""What each kind's test asks: that an entry is applied once, and that whoever may not writes nothing."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from audit.models import AccessLog, tracked_models
from tests.cast import acting
from tests.field.tablet import Tablet

Entry = dict[str, Any]


def rows(user: User) -> dict[str, tuple[int, int]]:
    """{model: (rows, rows of history)} of everything tracked but the receipts and what is known of tablets."""
    tracked = [model for model in tracked_models() if model._meta.app_label != "field"]
    with acting(user):
        return {model.__name__: (model._base_manager.count(), model.history.count()) for model in tracked}


def applied_once(tablet: Tablet, by: User, entry: Entry) -> dict[str, Any]:
    """The answer. Sent a second time it adds no row and no history."""
    (first,) = tablet.send(entry)
    assert (first["status"], first["duplicate"]) == ("applied", False), first
    after = rows(by)
    (second,) = tablet.send(entry)
    assert (second["status"], second["duplicate"]) == ("applied", True)
    assert rows(by) == after
    return first


def refused(tablet: Tablet, by: User, entry: Entry, code: str = "invalid") -> dict[str, list[str]]:
    """The messages by field. Nothing is written."""
    before = rows(by)
    (ack,) = tablet.send(entry)
    assert (ack["status"], ack["code"]) == ("rejected", code), ack
    assert rows(by) == before
    errors: dict[str, list[str]] = ack["result"]["errors"]
    return errors


def conflict(tablet: Tablet, by: User, entry: Entry) -> dict[str, tuple[str, str, str]]:
    """{field: (label, what stands, what the tablet says)}. Nothing is written."""
    before = rows(by)
    (ack,) = tablet.send(entry)
    assert ack["status"] == "conflict", ack
    assert rows(by) == before
    return {name: (one["label"], one["standing"], one["tablet"]) for name, one in ack["result"]["both"].items()}


def looks(user: User, citizen: Any) -> list[str]:
    """Why the user opened the citizen's file, each time."""
    with acting(user):
        found = AccessLog.objects.filter(user_id=user.pk, citizen_id=citizen.pk, action=AccessLog.Action.VIEW)
        return list(found.order_by("pk").values_list("purpose", flat=True))
