"""What the environment must say, read once, with errors that tell how to mend it."""

from __future__ import annotations

import base64
import binascii
import os
import re
import secrets
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()

TRIAL, SERVICE = "trial", "service"
#: A host and perhaps a port, and nothing that means something in a content security policy.
HOST = re.compile(r"[A-Za-z0-9.-]+(:\d+)?")


def mode() -> str:
    """`trial` (SQLite, keys made by itself) or `service` (everything must be set)."""
    chosen = env.str("BROBYG_MODE", default=TRIAL)
    if chosen not in (TRIAL, SERVICE):
        raise ImproperlyConfigured(
            f"BROBYG_MODE={chosen!r}: set it to '{SERVICE}' for a real installation or '{TRIAL}' for a trial."
        )
    return chosen


def needed(name: str, what: str) -> str:
    """The value of `name`, or an error that says what to set."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {what} See docs/service.md.")
    return value


def whole_number(name: str, default: int) -> int:
    text = env.str(name, default="") or str(default)
    if not text.isdecimal() or int(text) == 0:
        raise ImproperlyConfigured(f"{name}={text!r}: write a whole number of at least 1. See docs/service.md.")
    return int(text)


def trial_secret(path: Path, make: Callable[[], str]) -> str:
    """A secret of the trial installation, made once and kept readable by its owner only."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(make())
    return path.read_text().strip()


def secret_key(var: Path) -> str:
    if mode() == SERVICE:
        key = needed("SECRET_KEY", "a random text of at least 50 characters that signs sessions.")
        if len(key) < 50 or len(set(key)) < 5:
            raise ImproperlyConfigured(
                "SECRET_KEY is too short: use at least 50 random characters. See docs/service.md."
            )
        return key
    return env.str("SECRET_KEY", default="") or trial_secret(var / "secret_key", lambda: secrets.token_urlsafe(64))


def field_keys(var: Path) -> dict[int, bytes]:
    """Keys of the encrypted fields, newest first: `FIELD_KEYS="2:base64,1:base64"`, each 64 bytes."""

    def fresh() -> str:
        return "1:" + base64.b64encode(secrets.token_bytes(64)).decode()

    if mode() == SERVICE:
        text = needed("FIELD_KEYS", "the keys that encrypt CPR and phone, as 'number:base64 of 64 random bytes'.")
    else:
        text = env.str("FIELD_KEYS", default="") or trial_secret(var / "field_keys", fresh)
    keys: dict[int, bytes] = {}
    for part in text.split(","):
        number, _, encoded = part.strip().partition(":")
        try:
            key = base64.b64decode(encoded, validate=True)
        except binascii.Error:
            key = b""
        if not number.isdigit() or not 0 < int(number) < 256 or len(key) != 64:
            raise ImproperlyConfigured(
                "FIELD_KEYS is wrong: write 'number:base64', number 1 to 255, the key 64 random bytes in base64, "
                "several separated by commas, newest first. See docs/service.md."
            )
        keys[int(number)] = key
    return keys


def database(base: Path) -> dict:
    """Django's settings of the one database, from DATABASE_URL (or DATABASE_OWNER_URL for the owner's commands)."""
    default = f"sqlite:///{base / 'var' / 'brobyg.sqlite3'}"
    if mode() == SERVICE:
        url = needed("DATABASE_URL", "postgres://service-role:password@host:5432/name.")
        if urlsplit(url).scheme == "sqlite":
            needed("BROBYG_ALLOW_SQLITE", "a real installation runs on PostgreSQL; set it to 1 only for a small unit.")
    else:
        url = env.str("DATABASE_URL", default="") or default
    if env.str("BROBYG_CONNECT_AS", default="") == "owner":
        url = env.str("DATABASE_OWNER_URL", default="") or url
    try:
        config = env.db_url_config(url)
    except (ImproperlyConfigured, ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            "DATABASE_URL cannot be read: write it as postgres://user:password@host:port/name. See docs/service.md."
        ) from error
    if config.get("ENGINE") == "django.db.backends.sqlite3":
        Path(config["NAME"]).parent.mkdir(parents=True, exist_ok=True)
        config["OPTIONS"] = {
            # IMMEDIATE: two writers queue instead of failing half-way. recursive_triggers: REPLACE cannot walk past
            # the append-only triggers. FULL: what a worker was told is saved has reached the disk.
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;",
        }
    elif config.get("ENGINE") != "django.db.backends.postgresql":
        raise ImproperlyConfigured("DATABASE_URL must name postgres:// or sqlite:///. See docs/service.md.")
    # Kept open: opening a connection for each page costs more than the page (docs/service.md).
    config["CONN_MAX_AGE"] = None
    config["CONN_HEALTH_CHECKS"] = True
    return config


def mail() -> dict:
    """Django's settings of the mail server, from EMAIL_URL."""
    try:
        return env.email_url("EMAIL_URL")
    except (ImproperlyConfigured, ValueError, KeyError) as error:
        raise ImproperlyConfigured(
            "EMAIL_URL cannot be read: write it as smtp+tls://user:password@host:587. See docs/service.md."
        ) from error


def map_tiles() -> tuple[str, str]:
    """(address of a tile with {z}, {x} and {y}, the origin browsers may fetch it from): both empty without a map.

    One host exactly, because the content security policy names it.
    """
    address = env.str("BROBYG_MAP_TILES", default="").strip()
    if not address:
        return "", ""
    parts = urlsplit(address)
    schemes = ("https",) if mode() == SERVICE else ("https", "http")
    whole = all(name in parts.path + parts.query for name in ("{z}", "{x}", "{y}"))
    if parts.scheme not in schemes or not HOST.fullmatch(parts.netloc) or not whole:
        raise ImproperlyConfigured(
            "BROBYG_MAP_TILES cannot be used: write one address as https://host/{z}/{x}/{y}.png, without {s}. "
            "See docs/service.md."
        )
    return address, f"{parts.scheme}://{parts.netloc}"
