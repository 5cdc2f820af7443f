"""Jobs that must see every organisation see them one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager

from accounts.acting import inside
from accounts.models import Organisation


def every_organisation() -> Iterator[AbstractContextManager[None]]:
    for organisation in Organisation.objects.order_by("pk"):
        yield inside(organisation)
