"""A real installation starts only when it was told everything; each error names what to set."""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
WHOLE = {
    "BROBYG_MODE": "service",
    "SECRET_KEY": "Kun-til-test-0123456789" * 3,
    "FIELD_KEYS": "1:" + base64.b64encode(b"0123456789abcdef" * 4).decode(),
    "ALLOWED_HOSTS": "brobyg.odense.example",
    "DATABASE_URL": "postgres://brobyg_service:secret@127.0.0.1:1/brobyg",
}


def started(*arguments: str, tmp_path: Path, **changes: str | None) -> subprocess.CompletedProcess:
    """`manage.py …` in a process of its own with the environment of a service, `changes` laid over it."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    said = {name: value for name, value in (WHOLE | changes).items() if value is not None}
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env=kept | {"BROBYG_VAR": str(tmp_path)} | said,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_settings_of_a_service_pass_djangos_own_checks(tmp_path):
    done = started("check", "--deploy", "--fail-level", "WARNING", tmp_path=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"SECRET_KEY": None}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"SECRET_KEY": "ab" * 40}, "SECRET_KEY is too short"),
        ({"FIELD_KEYS": None}, "FIELD_KEYS is not set"),
        ({"FIELD_KEYS": "1:abc"}, "FIELD_KEYS is wrong"),
        ({"FIELD_KEYS": WHOLE["FIELD_KEYS"].replace("1:", "256:")}, "FIELD_KEYS is wrong"),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS is not set"),
        ({"DATABASE_URL": None}, "DATABASE_URL is not set"),
        ({"DATABASE_URL": "mysql://a:b@c/d"}, "DATABASE_URL must name postgres"),
        ({"DATABASE_URL": "nonsense"}, "DATABASE_URL must name postgres"),
        ({"DATABASE_URL": "sqlite:///brobyg.sqlite3"}, "BROBYG_ALLOW_SQLITE is not set"),
        ({"BROBYG_MODE": "servcie"}, "BROBYG_MODE='servcie'"),
        ({"EMAIL_URL": "carrier-pigeon://roof"}, "EMAIL_URL cannot be read"),
        ({"BROBYG_IDLE_MINUTES": "soon"}, "BROBYG_IDLE_MINUTES"),
    ],
    ids=lambda value: "" if isinstance(value, str) else "-".join(f"{name}" for name in value),
)
def test_what_is_missing_or_wrong_is_named(tmp_path, changes, words):
    done = started("check", tmp_path=tmp_path, **changes)
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert words in last


def setting(name: str, **environment: Any) -> str:
    code = f"from django.conf import settings; print(settings.{name})"
    return started("shell", "-v0", "-c", code, **environment).stdout.strip()


def test_a_trial_needs_nothing_and_keeps_its_keys_to_its_owner(tmp_path):
    nothing = dict.fromkeys(WHOLE)
    first, second = (setting("SECRET_KEY", **nothing, tmp_path=tmp_path) for _start in range(2))
    modes = {path.name: oct(path.stat().st_mode & 0o777) for path in tmp_path.glob("*_key*")}
    assert (len(first) > 50, first) == (True, second)
    assert modes == {"secret_key": "0o600", "field_keys": "0o600"}


def test_a_service_prints_no_mail(tmp_path):
    assert setting("EMAIL_BACKEND", tmp_path=tmp_path) == "django.core.mail.backends.dummy.EmailBackend"
