"""`EncryptedTextField`: text that the database never sees, for CPR numbers, phone numbers and secrets.

AES-SIV (RFC 5297) is deterministic and authenticated: the same text gives the same bytes, so an exact look-up needs no
second index and history holds what the row holds; a changed byte or a wrong key is an error, never a wrong text.
Stored: one byte that numbers the key, then the ciphertext, bound to "app.model.field". Keys: `settings.FIELD_KEYS`.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from django import forms
from django.conf import settings
from django.core import validators
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.lookups import Exact, In, IsNull


class Unreadable(Exception):
    """Stored bytes cannot be decrypted: they were changed, moved from another field, or their key is missing."""


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESSIV:
    return AESSIV(key)


def encrypt(text: str, *, bound_to: str, number: int | None = None) -> bytes:
    """The stored form of `text` under the newest key, or under key `number`. Empty text stays empty."""
    if not isinstance(text, str):
        raise TypeError(f"Only text can be encrypted, not {type(text).__name__}.")
    if text == "":
        return b""
    number = next(iter(settings.FIELD_KEYS)) if number is None else number
    sealed = _cipher(settings.FIELD_KEYS[number]).encrypt(text.encode(), [bound_to.encode()])
    return bytes([number]) + sealed


def decrypt(stored: bytes, *, bound_to: str) -> str:
    """The text of `stored`. Raises Unreadable."""
    if stored == b"":
        return ""
    key = settings.FIELD_KEYS.get(stored[0])
    if key is None:
        raise Unreadable(f"{bound_to}: FIELD_KEYS has no key number {stored[0]}.")
    try:
        return _cipher(key).decrypt(stored[1:], [bound_to.encode()]).decode()
    except (InvalidTag, ValueError) as error:
        raise Unreadable(f"{bound_to}: the stored bytes do not belong to this field and key.") from error


class EncryptedTextField(models.Field):
    """Text in Python and in forms, bytes in the database. Look-ups: exact, in and isnull only.

    `bound_to` keeps old rows readable when a model or field is renamed: give it the old "app.model.field".
    """

    empty_strings_allowed = True

    def __init__(self, *args: Any, bound_to: str | None = None, **kwargs: Any) -> None:
        self.given_bound_to = bound_to
        self.bound_to = bound_to or ""
        super().__init__(*args, **kwargs)
        if self.max_length is not None:
            self.validators.append(validators.MaxLengthValidator(self.max_length))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        if self.given_bound_to:
            kwargs["bound_to"] = self.given_bound_to
        return name, path, args, kwargs

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only=private_only)
        if not self.given_bound_to and not hasattr(cls, "instance_type") and not cls._meta.abstract:
            # A history table's copy of the field keeps what the row's field is bound to.
            self.bound_to = f"{cls._meta.label_lower}.{name}"

    def get_internal_type(self) -> str:
        return "BinaryField"

    def to_python(self, value: Any) -> str | None:
        return value if value is None or isinstance(value, str) else str(value)

    def get_prep_value(self, value: Any) -> Any:
        value = super().get_prep_value(value)
        return None if value is None else encrypt(self.to_python(value) or "", bound_to=self.bound_to)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        value = super().get_db_prep_value(value, connection, prepared)
        return value if value is None else connection.Database.Binary(value)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str | None:
        return None if value is None else decrypt(bytes(value), bound_to=self.bound_to)

    def under_every_key(self, value: Any) -> list[bytes]:
        text = self.to_python(value) or ""
        stored = [encrypt(text, bound_to=self.bound_to, number=number) for number in settings.FIELD_KEYS]
        return list(dict.fromkeys(stored))

    def get_lookup(self, lookup_name: str) -> Any:
        allowed = {"exact": EncryptedExact, "in": EncryptedIn, "isnull": IsNull}
        if lookup_name not in allowed:
            raise FieldError(f"{self.bound_to} is encrypted: it can be looked up by exact, in and isnull only.")
        return allowed[lookup_name]

    def get_transform(self, lookup_name: str) -> None:
        return None

    def formfield(self, **kwargs: Any) -> Any:
        defaults: dict[str, Any] = {
            "form_class": forms.CharField,
            "max_length": self.max_length,
        }
        if self.null:
            defaults["empty_value"] = None
        return super().formfield(**defaults | kwargs)


class EncryptedIn(In):
    """Finds rows under old keys too, until all have been encrypted anew."""

    def get_prep_lookup(self) -> Any:
        if self.rhs is None:
            # Django turns `=None` into `IS NULL` after this.
            return None
        if not self.rhs_is_direct_value():
            return super().get_prep_lookup()
        field = self.lhs.output_field
        values = [value for value in self.rhs if value is not None]
        return [stored for value in values for stored in field.under_every_key(value)]


class EncryptedExact(EncryptedIn):
    """`=`; against another column or a subquery it stays a plain comparison."""

    lookup_name = "exact"

    def __new__(cls, lhs: Any, rhs: Any) -> Any:
        if hasattr(rhs, "resolve_expression"):
            return Exact(lhs, rhs)
        return super().__new__(cls)

    def __init__(self, lhs: Any, rhs: Any) -> None:
        super().__init__(lhs, rhs if rhs is None else [rhs])
