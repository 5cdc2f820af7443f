"""Addresses of many rows of one kind."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.urls import reverse

_NOBODY = UUID(int=0)


def address_of(view_name: str) -> Callable[[UUID], str]:
    """The address of each row of a list, for a view that asks for one key: looked up once, not once a row."""
    before, _key, after = reverse(view_name, args=[_NOBODY]).partition(str(_NOBODY))
    return lambda pk: f"{before}{pk}{after}"
