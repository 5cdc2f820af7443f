"""What a shift does, through its pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

BOARD = reverse("crisis_center:board")


def at(name: str, *keys: object) -> str:
    return reverse(f"crisis_center:{name}", args=keys)


def posted(client: Client, name: str, *keys: object, **typed: Any) -> HttpResponse:
    return client.post(at(name, *keys), typed)


def body(response: HttpResponse) -> str:
    return response.content.decode()
