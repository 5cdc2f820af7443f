"""*Hvem har ændret hvad* of what a house keeps for itself about a stay. The citizen's page tells none of it."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db.models import Q

from accounts.database import case_models
from accounts.models import CaseRecord, User
from accounts.policy import Can, Scope, scope_of
from audit.reading import Change
from cases.changes import HistoryKey, HistoryPage, history_in, labels_on_page, masked
from crisis_center.models import CentreNote, Stay

_WORDS = ("text", "citizens_words")


@cache
def tables() -> list[type[CaseRecord]]:
    """Every kind of inner row that hangs on a stay."""
    inner = [model for model in case_models() if model.inner]
    return [model for model in inner if any(field.related_model is Stay for field in model._meta.concrete_fields)]


def stay_history(stay: Stay, user: User, *, before: HistoryKey | None) -> HistoryPage:
    """One page of it, newest first; the words of a health note only for whoever may read it. Three queries."""
    # By the rows, which no action deletes: they go through the policy, and their history is found by its own index.
    sources = [(model, Q(id__in=_rows(model, stay, user))) for model in tables()]
    return history_in(sources, lambda rows, told: _withheld(rows, told, user), before=before)


def _rows(model: type[CaseRecord], stay: Stay, user: User) -> Any:
    rows: Any = model._default_manager
    return rows.visible_to(user).filter(stay=stay).values("pk")


def _withheld(rows: list[Any], told: list[Change], user: User) -> list[Change]:
    if scope_of(user, Can.READ_HEALTH_NOTES) >= Scope.UNIT:
        return told
    words = labels_on_page(CentreNote, _WORDS)
    return [masked(one, words) if _is_secret(row, user) else one for row, one in zip(rows, told, strict=True)]


def _is_secret(row: Any, user: User) -> bool:
    if row.instance_type is not CentreNote or row.noted_by_id == user.pk:
        return False
    return bool(row.kind == CentreNote.Kind.HEALTH)
