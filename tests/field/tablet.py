"""A tablet without a browser: what it keeps, and what it says to the house."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import uuid6
from django.test import Client
from django.utils import timezone

from accounts.models import User

PASSWORD = "gaden-om-morgenen"
API = "/field/api/v1/"


@dataclass
class Tablet:
    """`sign_in(user)`, then `write(...)` what it would send, `send(...)` it, read `caseload()`."""

    id: str = field(default_factory=lambda: str(uuid6.uuid7()))
    token: str = ""
    user: str = ""
    next_number: int = 1
    client: Client = field(default_factory=Client)

    def post(self, name: str, body: dict[str, Any], **headers: str) -> Any:
        return self.client.post(
            f"{API}{name}/", body, content_type="application/json", headers=self._spoken() | headers
        )

    def get(self, name: str, **headers: str) -> Any:
        return self.client.get(f"{API}{name}/", headers=self._spoken() | headers)

    def _spoken(self) -> dict[str, str]:
        spoken = {"X-Field-Device": self.id}
        if self.token:
            spoken |= {"Authorization": f"Bearer {self.token}", "X-Field-User": self.user}
        return spoken

    def sign_in(self, user: User, **more: str) -> Any:
        response = self.post("sign-in", {"email": user.email, "password": PASSWORD, "device": self.id, **more})
        if response.status_code == 200:
            said = response.json()
            self.token, self.user = said["token"], said["user"]
            self.next_number = max(self.next_number, said["next_number"])
        return response

    def write(self, kind: str, data: dict[str, list[str]] | None = None, **more: Any) -> dict[str, Any]:
        """One entry as the outbox holds it."""
        about, base = more.pop("about", {}), more.pop("base", {})
        payload = json.dumps({"about": about, "base": base, "data": data or {}}, ensure_ascii=False)
        entry = {
            "id": str(uuid6.uuid7()),
            "number": self.next_number,
            "kind": kind,
            "schema_version": 1,
            "made_at": timezone.now().isoformat(),
            "depends_on": [],
            "supersedes": None,
            "payload": payload,
            "sha256": hashlib.sha256(payload.encode()).hexdigest(),
        }
        self.next_number += 1
        return {**entry, **more}

    def send(self, *entries: dict[str, Any]) -> list[dict[str, Any]]:
        """The answers, in order."""
        response = self.post("sync", {"protocol": 1, "entries": list(entries)})
        assert response.status_code == 200, response.content
        acks: list[dict[str, Any]] = response.json()["acks"]
        return acks

    def caseload(self) -> dict[str, Any]:
        found: dict[str, Any] = self.get("caseload").json()
        return found


def contact(citizens: list[UUID] | None = None, **fields: str) -> dict[str, list[str]]:
    """What *Ny kontakt* would have posted."""
    at = timezone.localtime().strftime("%Y-%m-%dT%H:%M")
    data = {"result": ["talked"], "way": ["street"], "when": ["other"], "at": [at], "visibility": ["team"]}
    data |= {name: [value] for name, value in fields.items()}
    if citizens:
        return data | {"citizens": [str(pk) for pk in citizens]}
    return data if {"described_as", "nobody", "aliases"} & set(fields) else data | {"nobody": ["on"]}
