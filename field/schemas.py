"""What goes over the wire between a tablet and the house. Strict: what a type does not say is refused."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Schema
from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StrictInt, StrictStr

#: The version of the protocol itself; it changes only when an old app could not be understood any more.
PROTOCOL = 1
#: So much at once; a tablet that gets 413 halves what it sends.
MOST_ENTRIES, MOST_BYTES = 50, 512 * 1024


def _is_text(value: Any) -> Any:
    # Lax parsing would read the number 0 as the year 1970.
    if not isinstance(value, str):
        raise ValueError("a text is expected")
    return value


Key = Annotated[UUID, BeforeValidator(_is_text)]
Moment = Annotated[AwareDatetime, BeforeValidator(_is_text)]
Number = Annotated[StrictInt, Field(ge=1, le=2_000_000_000)]


class Strict(Schema):
    model_config = ConfigDict(extra="forbid")


class SignInIn(Strict):
    email: Annotated[StrictStr, Field(max_length=254)]
    password: Annotated[StrictStr, Field(max_length=1000)]
    device: Key
    membership: Key | None = None


class SignInOut(Strict):
    protocol: int = PROTOCOL
    user: str
    name: str
    initials: str
    membership: str
    organisation: str
    organisation_id: str
    unit: str
    token: str
    key: str
    next_number: int


class ErrorOut(Schema):
    error: str
    message: str = ""
    mode: str = ""
    memberships: list[dict[str, str]] = []


class DeviceIn(Strict):
    device: Key
    organisation: Key
    wiped: StrictBool = False


class DeviceOut(Strict):
    wipe: str


class HelloIn(Strict):
    next_number: Number
    waiting_numbers: Annotated[list[Number], Field(max_length=5000)] = []
    oldest_at: Moment | None = None
    build: Annotated[StrictStr, Field(max_length=20)] = ""
    is_installed: StrictBool = False


class HelloOut(Strict):
    protocol: int = PROTOCOL
    user: str
    build: str
    server_time: datetime
    lost_numbers: list[int]
    wipe: str
    reads: bool


class EntryIn(BaseModel):
    """Of these there are hundreds at once: ninja's own would look at each through a wrapper for models' rows."""

    model_config = ConfigDict(extra="forbid")

    id: Key
    number: Number
    kind: Annotated[StrictStr, Field(max_length=30)]
    schema_version: Annotated[StrictInt, Field(ge=1, le=1000)]
    made_at: Moment
    depends_on: Annotated[list[Key], Field(max_length=50)] = []
    supersedes: Key | None = None
    payload: StrictStr
    sha256: Annotated[StrictStr, Field(min_length=64, max_length=64)]


class SyncIn(Strict):
    protocol: Annotated[StrictInt, Field(ge=1)]
    #: Each is read by itself, so that one nobody can read blocks no other.
    entries: list[dict[str, Any]]


class AckOut(BaseModel):
    id: str
    sha256: str
    status: str
    code: str = ""
    duplicate: bool = False
    result: dict[str, Any] = {}


class SyncOut(BaseModel):
    protocol: int = PROTOCOL
    server_time: datetime
    acks: list[AckOut]
